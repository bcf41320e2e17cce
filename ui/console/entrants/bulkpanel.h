// SPDX-License-Identifier: Apache-2.0
#pragma once
// One field of all selected runners at once: one command, one undo.

#include "ui/console/common/page.h"

#include <QFrame>

class QComboBox;
class QLabel;

namespace gantry::ui {

class BulkPanel : public QFrame {
    Q_OBJECT
public:
    BulkPanel(const Context &context, QWidget *parent);
    void open(const engine::ViewPtr &view, const std::vector<int> &entrants);
    bool close();

Q_SIGNALS:
    void said(const QString &sentence);
    void closed();

private:
    void fillValues();
    void apply();

    Context m_context;
    engine::ViewPtr m_view;
    QStringList m_ids;
    QLabel *m_count;
    QComboBox *m_field, *m_value;
};

} // namespace gantry::ui
