// SPDX-License-Identifier: Apache-2.0
#pragma once
// Results, part "teams": the teams of every rule; the runners of the one that is selected stand beside it.

#include "ui/console/common/page.h"

class QLabel;
class QPushButton;

namespace gantry::ui {

class DataTable;
class PrintPanel;
class TeamMembersModel;
class TeamsModel;

class TeamsPart : public QWidget {
    Q_OBJECT
public:
    TeamsPart(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view);
    void setRace(int race); // -1: all of them
    bool closePrint();
    void print();
    QWidget *firstFocus();

Q_SIGNALS:
    void runnerWanted(int entrant);
    void said(const QString &sentence);

private:
    void showMembers();
    void count();

    engine::ViewPtr m_view;
    int m_race = -1;
    TeamsModel *m_model;
    TeamMembersModel *m_members;
    DataTable *m_table, *m_runners;
    QLabel *m_count, *m_team, *m_story;
    QPushButton *m_print;
    PrintPanel *m_paper = nullptr; // made when it is asked for
};

} // namespace gantry::ui
