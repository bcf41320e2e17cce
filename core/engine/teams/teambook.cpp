// SPDX-License-Identifier: Apache-2.0
#include "core/engine/teams/teambook.h"

#include "core/scoring/score.h"

#include <algorithm>

namespace gantry::engine {

namespace {

std::shared_ptr<const TeamTable> makeTable(std::size_t race, std::size_t rule, const TeamRule &teamRule, std::span<const scoring::TeamRunner> runners, std::span<const scoring::ComposedTeam> composed)
{
    auto table = std::make_shared<TeamTable>();
    table->race = std::int32_t(race);
    table->rule = std::int32_t(rule);
    table->teams = scoring::scoreTeams(teamRule, runners, composed);
    int finishers = 0, inTeams = 0;
    for (const scoring::TeamRunner &runner : runners)
        finishers += runner.place > 0 && (teamRule.genders.isEmpty() || teamRule.genders.contains(runner.gender));
    for (const scoring::TeamScore &team : table->teams) {
        table->counted += team.place > 0 ? team.scorers + team.displacers : 0;
        inTeams += int(std::ranges::count_if(team.members, [](const auto &m) { return m.role != scoring::TeamRole::NotFinished; }));
    }
    table->unattached = std::max(0, finishers - inTeams);
    return table;
}

} // namespace

TeamBook::Race TeamBook::raceOf(const EventState &state, scoring::Scoreboard &board, std::size_t race)
{
    Race out;
    const scoring::RaceRules &rules = board.rules()[race];
    const std::vector<EntrantIdx> &order = board.order(RaceIdx(std::int32_t(race)));
    out.runners.reserve(order.size());
    for (const EntrantIdx e : order) {
        const scoring::EntrantFacts &facts = board.facts(e);
        const scoring::EntrantResult &result = board.result(e);
        const bool finished = result.status == scoring::Status::Finished;
        if (!facts.withdrawn || finished)
            out.runners.push_back({e, facts.team, facts.gender, finished ? board.places(e).overall : 0, finished ? result.net : std::nullopt, finished ? result.gun : std::nullopt});
    }
    for (const TeamRule &rule : rules.teamRules) {
        auto &composed = out.composed.emplace_back();
        for (const TeamChoice *choice : state.teamChoices().of(rules.name, rule.name)) {
            scoring::ComposedTeam team{choice->team, {}};
            for (const QString &bib : choice->bibs)
                for (const EntrantIdx e : state.entrantsByBib(bib))
                    if (std::size_t(e.value()) < board.size() && board.facts(e).race.value() == std::int32_t(race))
                        team.members.push_back(e);
            composed.push_back(std::move(team));
        }
    }
    return out;
}

std::shared_ptr<const TeamTables> TeamBook::tables(const EventState &state, scoring::Scoreboard &board, const std::shared_ptr<const void> &head)
{
    if (head != m_head)
        m_races.clear(); // other rules
    m_head = head;
    std::map<std::size_t, Race> races;
    TeamTables tables;
    for (std::size_t r = 0; r < board.rules().size(); ++r) {
        const scoring::RaceRules &rules = board.rules()[r];
        if (rules.teamRules.empty())
            continue;
        Race now = raceOf(state, board, r);
        const auto before = m_races.find(r);
        const bool same = before != m_races.end() && before->second.runners == now.runners;
        for (std::size_t t = 0; t < rules.teamRules.size(); ++t) {
            std::shared_ptr<const TeamTable> table;
            if (same && before->second.composed[t] == now.composed[t])
                for (const auto &old : *m_tables)
                    if (old->race == std::int32_t(r) && old->rule == std::int32_t(t))
                        table = old;
            tables.push_back(table ? table : makeTable(r, t, rules.teamRules[t], now.runners, now.composed[t]));
        }
        races.emplace(r, std::move(now));
    }
    m_races = std::move(races);
    if (!m_tables || *m_tables != tables)
        m_tables = std::make_shared<const TeamTables>(std::move(tables));
    return m_tables;
}

} // namespace gantry::engine
