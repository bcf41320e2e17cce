// SPDX-License-Identifier: Apache-2.0
#pragma once
// Chip check: hold a chip over any mat, and read across the table whose it is and which mat that was.

#include "ui/console/common/page.h"
#include "ui/models/chiptouch.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace gantry::ui {

class ChipCheck : public QWidget {
    Q_OBJECT
public:
    ChipCheck(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view);
    QWidget *firstFocus();

Q_SIGNALS:
    void said(const QString &sentence);

private:
    void ask();
    void show(const std::vector<ChipTouch> &touches);
    void testsUntilNow();

    Context m_context;
    engine::ViewPtr m_view;
    std::vector<ChipTouch> m_touches;
    QLabel *m_name, *m_who, *m_where, *m_note;
    QVBoxLayout *m_before;
    QPushButton *m_fence;
};

} // namespace gantry::ui
