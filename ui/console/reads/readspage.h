// SPDX-License-Identifier: Apache-2.0
#pragma once
// Page 3: the stream of reads, newest first; a read can be ignored and used again.

#include "ui/console/common/page.h"

#include <QHash>

class QButtonGroup;
class QLabel;
class QPushButton;

namespace gantry::ui {

class ChipCheck;
class DataTable;
class ReadsModel;

class ReadsPage : public Page {
    Q_OBJECT
public:
    ReadsPage(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view) override;
    void openPart(const QString &part) override;
    QWidget *firstFocus() override;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void toggleIgnored();
    void showCheck(bool on);
    void refresh();

    engine::ViewPtr m_view;
    ReadsModel *m_model;
    DataTable *m_table;
    QButtonGroup *m_show;
    QLabel *m_count;
    QPushButton *m_ignore, *m_showCheck;
    ChipCheck *m_check;
    QHash<QString, QString> m_ignoredBy; // read id → op id
};

} // namespace gantry::ui
