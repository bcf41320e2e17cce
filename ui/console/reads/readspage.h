// SPDX-License-Identifier: Apache-2.0
#pragma once
// Page 3: the stream of reads, newest first; a read can be ignored and used again. Beside it the times taken by hand.

#include "ui/console/common/page.h"

#include <QHash>

class QButtonGroup;
class QLabel;
class QPushButton;

namespace gantry::ui {

class ChipCheck;
class DataTable;
class HandModel;
class ReadsModel;
class ReconcilePanel;

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
    enum class Shown { Reads = 1, Hand, Check, Reconcile };
    void turnTo(Shown what);
    void buildHand();
    void toggleIgnored();
    void refresh();

    engine::ViewPtr m_view;
    ReadsModel *m_model;
    DataTable *m_table;
    QButtonGroup *m_show;
    HandModel *m_handModel;
    DataTable *m_hand;
    QLabel *m_count;
    QPushButton *m_ignore, *m_showHand, *m_showCheck, *m_showReconcile;
    Shown m_shown = Shown::Reads;
    ChipCheck *m_check;
    ReconcilePanel *m_reconcile;
    QHash<QString, QString> m_ignoredBy; // read id → op id
};

} // namespace gantry::ui
