// SPDX-License-Identifier: Apache-2.0
#pragma once
// Teams of every rule, as a list, and the runners of one of them.

#include "core/domain/printtable.h"
#include "ui/models/rowmodel.h"

#include "core/engine/view.h"

#include <QHash>

namespace gantry::ui {

// Rows are teams, by rule and place; a team is the same one whatever its place.
class TeamsModel : public RowModel {
    Q_OBJECT
public:
    struct Found {
        const engine::TeamTable *table = nullptr;
        const scoring::TeamScore *team = nullptr;
        explicit operator bool() const { return team != nullptr; }
    };
    explicit TeamsModel(QObject *parent = nullptr);
    void setView(const engine::ViewPtr &view);
    void setRace(int race); // -1: all of them
    Cell cellOf(int entity, int column) const override;
    Found find(int entity) const;
    int complete() const { return m_complete; }
    int total() const { return int(m_rows.size()); }
    bool hasRules() const; // a race that is shown has a team rule

    static PrintTable printed(const engine::View &view, int race);

Q_SIGNALS:
    void counted();

private:
    enum { Category = 0, Place, Team, Score, Scorers, Displacers, Note };
    void rebuild();

    engine::ViewPtr m_view;
    int m_race = -1, m_complete = 0;
    bool m_severalRaces = false; // rules of more than one race are shown
    struct Row { std::size_t table = 0, team = 0; };
    QHash<QString, int> m_ids;  // rule and team → entity
    QHash<int, Row> m_rows;     // entity → where it stands now
};

// Scorers, displacers, and everybody else of one team.
class TeamMembersModel : public RowModel {
    Q_OBJECT
public:
    explicit TeamMembersModel(QObject *parent = nullptr);
    void show(const engine::ViewPtr &view, TeamsModel::Found team); // nothing: empty
    Cell cellOf(int entity, int column) const override;

private:
    enum { Role = 0, Value, Bib, Name, Time, Place };
    engine::ViewPtr m_view;
    std::shared_ptr<const engine::TeamTable> m_table;
    QHash<int, scoring::TeamMember> m_members;
    QString m_team;
};

} // namespace gantry::ui
