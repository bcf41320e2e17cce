// SPDX-License-Identifier: Apache-2.0
#pragma once
// Results, part "out": who has started and is not back, for the desk and for whoever goes looking.

#include "ui/console/common/page.h"

#include <QTimer>

class QLabel;
class QPushButton;

namespace gantry::ui {

class DataTable;
class PrintPanel;
class StillOutModel;

class StillOut : public QWidget {
    Q_OBJECT
public:
    StillOut(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view);
    void setRace(int race);
    bool closePrint();
    void print();
    QWidget *firstFocus();

Q_SIGNALS:
    void runnerWanted(int entrant);
    void said(const QString &sentence);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    Context m_context;
    engine::ViewPtr m_view;
    int m_race = -1;
    StillOutModel *m_model;
    DataTable *m_table;
    QLabel *m_count;
    QPushButton *m_print;
    PrintPanel *m_paper = nullptr; // made when it is asked for
    QTimer m_tick; // who becomes overdue becomes so without anything happening
};

} // namespace gantry::ui
