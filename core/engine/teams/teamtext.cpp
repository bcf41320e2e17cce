// SPDX-License-Identifier: Apache-2.0
#include "core/engine/teams/teamtext.h"

#include "core/base/csv.h"
#include "core/base/text.h"

#include <QJsonObject>

#include <algorithm>

namespace gantry::engine {

using scoring::TeamMember;
using scoring::TeamRole;
using scoring::TeamScore;

namespace {

template<class F>
void eachTable(const View &view, RaceIdx race, F visit)
{
    if (!view.event || !view.teams)
        return;
    for (const auto &table : *view.teams)
        if (race.value() < 0 || race.value() == table->race) {
            const scoring::RaceRules &rules = view.event->rules[std::size_t(table->race)];
            visit(*table, rules, rules.teamRules[std::size_t(table->rule)]);
        }
}

const Entrant &entrantOf(const View &view, const TeamMember &member)
{
    return (*view.entrants)[std::size_t(member.entrant.value())].entrant;
}

QString bibsOf(const View &view, const TeamScore &team)
{
    QStringList bibs;
    for (const TeamMember &member : team.members)
        if (member.role == TeamRole::Scorer || member.role == TeamRole::Displacer || (!team.why.isEmpty() && member.role == TeamRole::Reserve))
            bibs.append(entrantOf(view, member).bib);
    return bibs.join(u' ');
}

// category, position, team, score, members
QStringList rowOf(const View &view, const scoring::RaceRules &race, const TeamRule &rule, const TeamScore &team)
{
    return {rule.name, team.place > 0 ? QString::number(team.place) : QString(), team.name,
            team.place > 0 ? teamValueText(rule, race, team.score) : QString(), bibsOf(view, team)};
}

std::vector<QStringList> rowsOf(const View &view, RaceIdx race)
{
    std::vector<QStringList> rows;
    eachTable(view, race, [&](const TeamTable &table, const scoring::RaceRules &rules, const TeamRule &rule) {
        for (const TeamScore &team : table.teams)
            if (team.place > 0 || rule.listIncomplete)
                rows.push_back(rowOf(view, rules, rule, team) + QStringList(team.why));
    });
    return rows;
}

QString memberLine(const View &view, const scoring::RaceRules &race, const TeamRule &rule, const TeamMember &member)
{
    const Entrant &e = entrantOf(view, member);
    const auto &result = (*view.results)[std::size_t(member.entrant.value())].result;
    const std::int32_t place = (*view.places)[std::size_t(member.entrant.value())].overall;
    QString line = QStringLiteral("  %1  %2  %3").arg(roleWord(member.role), -11).arg(member.value ? teamValueText(rule, race, *member.value) : QStringLiteral("-"), 8).arg(e.bib, 6);
    if (const QString name = e.displayName(); !name.isEmpty())
        line += QStringLiteral("  ") + name;
    line += QStringLiteral("  (") + (place > 0 ? say("place %1 of the race").arg(place) : scoring::toText(result.status)) + u')';
    return line;
}

QStringList storyOf(const View &view, const TeamTable &table, const scoring::RaceRules &race, const TeamRule &rule, const TeamScore &team)
{
    QStringList lines;
    const QString head = race.name + QStringLiteral(" · ") + rule.name + QStringLiteral(" · ") + team.name;
    if (team.place > 0)
        lines.append(head + say(": place %1 with %2").arg(team.place).arg(teamValueText(rule, race, team.score)));
    else
        lines.append(head + say(": no place, %1").arg(team.why));
    if (const QString note = teamNote(rule, team); !note.isEmpty())
        lines.append(QStringLiteral("  ") + note);
    if (rule.by == TeamsBy::Places && !rule.displacers)
        lines.append(QStringLiteral("  ") + say("Places as they stand among those whom the rule takes: nobody is removed, as no displacers are named."));
    else if (rule.by == TeamsBy::Places)
        lines.append(QStringLiteral("  ") + say("Places are counted anew among the %1 runners who score or displace: without runners of no team, of teams that are not complete, and those beyond %2 scorers and %3 displacers of a team.")
                                                .arg(table.counted).arg(rule.scorers).arg(*rule.displacers));
    for (const TeamMember &member : team.members)
        lines.append(memberLine(view, race, rule, member));
    return lines;
}

QString word(TeamsBy by)
{
    switch (by) {
    case TeamsBy::Places:
        return QStringLiteral("places");
    case TeamsBy::Time:
        return QStringLiteral("time");
    case TeamsBy::Average:
        return QStringLiteral("average");
    case TeamsBy::Points:
        break;
    }
    return QStringLiteral("points");
}

QJsonObject memberJson(const View &view, const scoring::RaceRules &race, const TeamRule &rule, const TeamMember &member)
{
    const Entrant &e = entrantOf(view, member);
    const auto &result = (*view.results)[std::size_t(member.entrant.value())].result;
    const std::int32_t place = (*view.places)[std::size_t(member.entrant.value())].overall;
    const auto time = rule.rank == RankBy::Net ? result.net : result.gun;
    return {{QStringLiteral("bib"), e.bib},
            {QStringLiteral("name"), e.displayName()},
            {QStringLiteral("value"), member.value ? QJsonValue(teamValueText(rule, race, *member.value)) : QJsonValue()},
            {QStringLiteral("place"), place > 0 ? QJsonValue(place) : QJsonValue()},
            {QStringLiteral("time"), place > 0 && time ? QJsonValue(formatElapsed(scoring::roundTime(*time, race.rounding), scoring::fractionDigits(race.rounding))) : QJsonValue()},
            {QStringLiteral("status"), scoring::toText(result.status)}};
}

} // namespace

QByteArray teamsCsv(const View &view, RaceIdx race)
{
    QString out = QStringLiteral("category,position,team,score,members\r\n");
    for (const QStringList &row : rowsOf(view, race)) {
        QStringList cells;
        for (qsizetype i = 0; i < 5; ++i)
            cells.append(csvCell(row[i]));
        out += cells.join(u',') + QStringLiteral("\r\n");
    }
    return out.toUtf8();
}

QJsonArray teamsJson(const View &view, RaceIdx race)
{
    QJsonArray out;
    eachTable(view, race, [&](const TeamTable &table, const scoring::RaceRules &rules, const TeamRule &rule) {
        for (const TeamScore &team : table.teams) {
            std::map<TeamRole, QJsonArray> members;
            for (const TeamMember &member : team.members)
                members[member.role].append(memberJson(view, rules, rule, member));
            const bool placed = team.place > 0;
            out.append(QJsonObject{{QStringLiteral("race"), rules.name},
                                   {QStringLiteral("category"), rule.name},
                                   {QStringLiteral("by"), word(rule.by)},
                                   {QStringLiteral("position"), placed ? QJsonValue(team.place) : QJsonValue()},
                                   {QStringLiteral("team"), team.name},
                                   {QStringLiteral("score"), placed ? QJsonValue(teamValueText(rule, rules, team.score)) : QJsonValue()},
                                   {QStringLiteral("scorers"), members[TeamRole::Scorer]},
                                   {QStringLiteral("displacers"), members[TeamRole::Displacer]},
                                   {QStringLiteral("others"), members[TeamRole::Reserve]},
                                   {QStringLiteral("not_finished"), members[TeamRole::NotFinished]},
                                   {QStringLiteral("composed"), team.composed},
                                   {QStringLiteral("shared"), team.shared},
                                   {QStringLiteral("note"), teamNote(rule, team)},
                                   {QStringLiteral("why"), team.why}});
        }
    });
    return out;
}

QByteArray teamsText(const View &view, RaceIdx race)
{
    std::vector<QStringList> rows{{QStringLiteral("category"), QStringLiteral("position"), QStringLiteral("team"), QStringLiteral("score"), QStringLiteral("members"), QString()}};
    for (QStringList &row : rowsOf(view, race))
        rows.push_back(std::move(row));
    qsizetype width[5] = {};
    for (const QStringList &row : rows)
        for (qsizetype i = 0; i < 5; ++i)
            width[i] = std::max(width[i], std::min<qsizetype>(row[i].size(), 40));
    QString out;
    for (const QStringList &row : rows) {
        QString line;
        for (qsizetype i = 0; i < 5; ++i)
            line += row[i].left(i == 4 ? row[i].size() : 40).leftJustified(width[i]) + QStringLiteral("  ");
        line += row[5];
        while (line.endsWith(u' '))
            line.chop(1);
        out += line + u'\n';
    }
    return out.toUtf8();
}

QStringList teamStory(const View &view, RaceIdx race, const QString &team)
{
    QStringList lines;
    const QString key = scoring::teamKey(team);
    eachTable(view, race, [&](const TeamTable &table, const scoring::RaceRules &rules, const TeamRule &rule) {
        for (const TeamScore &score : table.teams)
            if (scoring::teamKey(score.name) == key)
                lines.append(storyOf(view, table, rules, rule, score));
    });
    return lines;
}

QString teamNote(const TeamRule &rule, const TeamScore &team)
{
    QStringList notes;
    if (team.composed)
        notes.append(say("named after the race"));
    if (team.shared) {
        notes.append(say("level with another team in everything: the place is shared"));
    } else if (team.level) {
        switch (rule.ties) {
        case TeamTies::Displacer:
            notes.append(say("level with another team: the better next runner decided, or the better first scorers when there was none"));
            break;
        case TeamTies::LastScorer:
            notes.append(say("level with another team: the better last scorer decided"));
            break;
        case TeamTies::FirstScorer:
            notes.append(say("level with another team: the better first scorer decided"));
            break;
        case TeamTies::HeadToHead:
            notes.append(say("level with another team: scorer against scorer decided"));
            break;
        case TeamTies::Share:
            break;
        }
    }
    return notes.join(QStringLiteral("; "));
}

QString roleWord(TeamRole role)
{
    switch (role) {
    case TeamRole::Scorer:
        return say("scores");
    case TeamRole::Displacer:
        return say("displaces");
    case TeamRole::Reserve:
        return say("not needed");
    case TeamRole::NotFinished:
        break;
    }
    return say("no place");
}

} // namespace gantry::engine
