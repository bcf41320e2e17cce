// SPDX-License-Identifier: Apache-2.0
#pragma once
// The end of a race: counts, a list of who becomes DNS or DNF to look through, and one press that can be taken back.

#include "ui/console/common/page.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QPushButton;

namespace gantry::ui {

class CloseModel;
class DataTable;

class ClosePanel : public QFrame {
    Q_OBJECT
public:
    ClosePanel(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view);
    void open();
    bool close(); // false: was not open
    QWidget *firstFocus();

Q_SIGNALS:
    void said(const QString &sentence);
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void listRaces();
    void refresh();
    void count();
    void apply();

    Context m_context;
    engine::ViewPtr m_view;
    CloseModel *m_model;
    DataTable *m_list;
    QComboBox *m_race;
    QLabel *m_count;
    QPushButton *m_apply;
    QStringList m_races;
};

} // namespace gantry::ui
