// SPDX-License-Identifier: Apache-2.0
#pragma once
// What goes out: destinations, the queue, hold and release, the publication log.

#include "ui/console/common/page.h"

#include <QTimer>

class QComboBox;
class QFrame;
class QLabel;
class QLineEdit;
class QPushButton;

namespace gantry::ui {

class DataTable;
class HistoryModel;
class OutgoingModel;

class OutgoingPage : public Page {
    Q_OBJECT
public:
    OutgoingPage(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view) override;
    QWidget *firstFocus() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildHold(QLayout *column);
    void buildAdd(QLayout *column);
    void fillHold();
    void chooseFolder();
    void add();
    void removeSelected();

    engine::ViewPtr m_view;
    OutgoingModel *m_model;
    HistoryModel *m_log;
    DataTable *m_table, *m_logTable;
    QFrame *m_holdFrame;
    QLabel *m_hold;
    QPushButton *m_holdButton, *m_add;
    QLineEdit *m_folder;
    QComboBox *m_format, *m_race;
    QStringList m_races;
    QTimer m_tick; // ages grow while nothing is published
};

} // namespace gantry::ui
