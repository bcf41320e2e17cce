// SPDX-License-Identifier: Apache-2.0
#include "ui/models/teamsmodel.h"

#include "ui/models/changes.h"

#include "core/base/text.h"
#include "core/engine/teams/teamtext.h"

#include <algorithm>

namespace gantry::ui {

namespace {

using scoring::TeamMember;
using scoring::TeamRole;
using scoring::TeamScore;

const TeamRule &ruleOf(const engine::View &view, const engine::TeamTable &table)
{
    return view.event->rules[std::size_t(table.race)].teamRules[std::size_t(table.rule)];
}

const scoring::RaceRules &raceOf(const engine::View &view, const engine::TeamTable &table)
{
    return view.event->rules[std::size_t(table.race)];
}

bool sound(const engine::View *view)
{
    return view && view->event && view->teams && view->entrants && view->results && view->places;
}

// "1 4 6 7 10": what the scorers bring. Times would be too long for a row: their bibs.
QString membersText(const engine::View &view, const engine::TeamTable &table, const TeamScore &team, TeamRole role)
{
    const TeamRule &rule = ruleOf(view, table);
    const bool values = rule.by == TeamsBy::Places || rule.by == TeamsBy::Points;
    QStringList out;
    for (const TeamMember &m : team.members)
        if (m.role == role)
            out.append(values && m.value ? engine::teamValueText(rule, raceOf(view, table), *m.value) : (*view.entrants)[std::size_t(m.entrant.value())].entrant.bib);
    return out.join(QStringLiteral(" "));
}

QString howText(const TeamRule &rule)
{
    switch (rule.by) {
    case TeamsBy::Places:
        return rule.displacers ? say("by places: %1 score, %2 displace").arg(rule.scorers).arg(*rule.displacers) : say("by places: %1 score").arg(rule.scorers);
    case TeamsBy::Time:
        return say("by time: sum of %1").arg(rule.scorers);
    case TeamsBy::Average:
        return say("by time: average of %1").arg(rule.scorers);
    case TeamsBy::Points:
        break;
    }
    return say("by points: sum of %1").arg(rule.scorers);
}

} // namespace

TeamsModel::TeamsModel(QObject *parent)
    : RowModel({{say("Category"), QStringLiteral("Corporate mixed")},
                {say("Place"), QStringLiteral("0000"), true},
                {say("Team"), QStringLiteral("Wilhelmina Harriers"), false, true},
                {say("Score"), QStringLiteral("00:00:00"), true},
                {say("Scorers"), QStringLiteral("100 104 106 107 110")},
                {say("Displacers"), QStringLiteral("113 116")},
                {say("Note"), QStringLiteral("▲ 3 of 5 scorers")}},
               Direction::Forward, parent)
{
}

void TeamsModel::setView(const engine::ViewPtr &view)
{
    const engine::ViewPtr before = std::move(m_view);
    m_view = view;
    if (!view || !sameEvent(before.get(), view.get())) {
        m_ids.clear();
        m_rows.clear();
        restart();
    } else if (before && before->teams == view->teams && before->event == view->event && before->entrants == view->entrants) {
        return;
    }
    rebuild();
}

void TeamsModel::setRace(int race)
{
    if (race == m_race)
        return;
    m_race = race;
    rebuild();
}

void TeamsModel::rebuild()
{
    std::vector<qint32> order;
    m_rows.clear();
    m_complete = 0;
    m_severalRaces = m_race < 0 && sound(m_view.get()) && std::ranges::any_of(*m_view->teams, [&](const auto &t) { return t->race != m_view->teams->front()->race; });
    for (std::size_t t = 0; sound(m_view.get()) && t < m_view->teams->size(); ++t) {
        const engine::TeamTable &table = *(*m_view->teams)[t];
        if (m_race >= 0 && table.race != m_race)
            continue;
        for (std::size_t i = 0; i < table.teams.size(); ++i) {
            const QString key = QStringLiteral("%1/%2/%3").arg(table.race).arg(table.rule).arg(scoring::teamKey(table.teams[i].name));
            const int id = *m_ids.emplace(key, m_ids.value(key, int(m_ids.size())));
            m_rows.insert(id, {t, i});
            m_complete += table.teams[i].place > 0;
            order.push_back(id);
        }
    }
    offerOrder(std::move(order));
    touchAll();
    Q_EMIT counted();
}

TeamsModel::Found TeamsModel::find(int entity) const
{
    const auto row = m_rows.constFind(entity);
    if (row == m_rows.constEnd() || !sound(m_view.get()) || row->table >= m_view->teams->size())
        return {};
    const engine::TeamTable &table = *(*m_view->teams)[row->table];
    return {&table, &table.teams[row->team]};
}

bool TeamsModel::hasRules() const
{
    for (std::size_t r = 0; sound(m_view.get()) && r < m_view->event->rules.size(); ++r)
        if ((m_race < 0 || m_race == int(r)) && !m_view->event->rules[r].teamRules.empty())
            return true;
    return false;
}

Cell TeamsModel::cellOf(int entity, int column) const
{
    const Found found = find(entity);
    if (!found)
        return {};
    const TeamRule &rule = ruleOf(*m_view, *found.table);
    const TeamScore &team = *found.team;
    const bool placed = team.place > 0;
    switch (column) {
    case Category:
        return {m_severalRaces ? raceOf(*m_view, *found.table).name + QStringLiteral(" · ") + rule.name : rule.name};
    case Place: return placed ? Cell{number(team.place), Tone::Plain, false, true} : Cell{dash(), Tone::Dim};
    case Team: return {team.name, placed ? Tone::Plain : Tone::Dim};
    case Score: return placed ? Cell{engine::teamValueText(rule, raceOf(*m_view, *found.table), team.score), Tone::Plain, false, true} : Cell{dash(), Tone::Dim};
    case Scorers: return {membersText(*m_view, *found.table, team, placed ? TeamRole::Scorer : TeamRole::Reserve), placed ? Tone::Plain : Tone::Dim};
    case Displacers: return {membersText(*m_view, *found.table, team, TeamRole::Displacer), Tone::Dim};
    case Note:
        if (!placed)
            return {marked(Tone::Look, team.why), Tone::Look};
        if (team.shared)
            return {marked(Tone::Look, say("shared")), Tone::Look};
        if (team.level)
            return {marked(Tone::Dim, say("tie decided")), Tone::Dim};
        return team.composed ? Cell{marked(Tone::Dim, say("named")), Tone::Dim} : Cell{};
    default: return {};
    }
}

PrintTable TeamsModel::printed(const engine::View &view, int race)
{
    PrintTable out;
    out.title = say("Teams");
    out.footer = say("In brackets: what the runner brings. Behind the stroke: runners who push others back.");
    out.emptyText = say("No team has a place.");
    out.columns = {{say("Place"), true}, {say("Team")}, {say("Score"), true}, {say("Runners")}};
    int teams = 0;
    for (std::size_t t = 0; sound(&view) && t < view.teams->size(); ++t) {
        const engine::TeamTable &table = *(*view.teams)[t];
        if (race >= 0 && table.race != race)
            continue;
        const TeamRule &rule = ruleOf(view, table);
        out.rows.push_back({QStringLiteral("%1 · %2 (%3)").arg(raceOf(view, table).name, rule.name, howText(rule))});
        for (const TeamScore &team : table.teams) {
            if (team.place == 0 && !rule.listIncomplete)
                continue;
            QStringList scorers, displacers;
            for (const TeamMember &m : team.members) {
                const Entrant &e = (*view.entrants)[std::size_t(m.entrant.value())].entrant;
                const QString value = m.value ? QStringLiteral(" (%1)").arg(engine::teamValueText(rule, raceOf(view, table), *m.value)) : QString();
                if (m.role == TeamRole::Scorer || (team.place == 0 && m.role == TeamRole::Reserve))
                    scorers.append(e.bib + u' ' + e.displayName() + value);
                else if (m.role == TeamRole::Displacer)
                    displacers.append(e.bib + u' ' + e.displayName() + value);
            }
            QString runners = scorers.join(QStringLiteral(", "));
            if (!displacers.isEmpty())
                runners += QStringLiteral(" | ") + displacers.join(QStringLiteral(", "));
            out.rows.push_back({team.place > 0 ? number(team.place) : dash(), team.name, team.place > 0 ? engine::teamValueText(rule, raceOf(view, table), team.score) : team.why, runners});
            teams += team.place > 0;
        }
    }
    out.subtitle = view.event ? say("%1 · %2 teams").arg(view.event->name, number(teams)) : QString();
    return out;
}

TeamMembersModel::TeamMembersModel(QObject *parent)
    : RowModel({{say("Part"), QStringLiteral("not needed")},
                {say("Brings"), QStringLiteral("0:00:00"), true},
                {say("Bib"), QStringLiteral("00000"), true},
                {say("Name"), QStringLiteral("Wilhelmina L"), false, true},
                {say("Time"), QStringLiteral("0:00:00"), true},
                {say("Place"), QStringLiteral("00000"), true}},
               Direction::Forward, parent)
{
}

void TeamMembersModel::show(const engine::ViewPtr &view, TeamsModel::Found found)
{
    m_view = view;
    m_table.reset();
    m_members.clear();
    std::vector<qint32> order;
    if (found && view && view->teams) {
        for (const auto &table : *view->teams)
            if (table.get() == found.table)
                m_table = table;
        for (const TeamMember &m : found.team->members) {
            m_members.insert(m.entrant.value(), m);
            order.push_back(m.entrant.value());
        }
    }
    const QString team = found ? QStringLiteral("%1/%2/%3").arg(found.table->race).arg(found.table->rule).arg(found.team->name) : QString();
    if (team != m_team)
        restart(std::move(order)); // another team: nothing is held
    else
        offerOrder(std::move(order));
    m_team = team;
    touchAll();
}

Cell TeamMembersModel::cellOf(int entity, int column) const
{
    const auto member = m_members.constFind(entity);
    const engine::EntrantRow *row = m_view ? entrantOf(*m_view, entity) : nullptr;
    const engine::ResultRow *result = m_view ? resultOf(*m_view, entity) : nullptr;
    if (!row || !result || !m_table || member == m_members.constEnd())
        return {};
    const TeamRule &rule = ruleOf(*m_view, *m_table);
    const scoring::RaceRules &race = raceOf(*m_view, *m_table);
    const int place = placesOf(*m_view, entity).overall;
    const bool counts = member->role == TeamRole::Scorer;
    switch (column) {
    case Role: return {counts ? marked(Tone::Good, engine::roleWord(member->role)) : engine::roleWord(member->role), counts ? Tone::Good : Tone::Dim};
    case Value: return member->value ? Cell{engine::teamValueText(rule, race, *member->value), counts ? Tone::Plain : Tone::Dim, false, counts} : Cell{dash(), Tone::Dim};
    case Bib: return {row->entrant.bib};
    case Name: return {row->entrant.displayName()};
    case Time: {
        const auto &time = rule.rank == RankBy::Net ? result->result.net : result->result.gun;
        return place > 0 ? Cell{raceTime(time, race.rounding)} : Cell{statusWord(result->result.status), Tone::Dim};
    }
    case Place: return place > 0 ? Cell{number(place)} : Cell{dash(), Tone::Dim};
    default: return {};
    }
}

} // namespace gantry::ui
