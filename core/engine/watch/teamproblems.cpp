// SPDX-License-Identifier: Apache-2.0
// Teams in the roster, and no rule that scores them: the commonest reason why team results are missing.
#include "core/base/text.h"
#include "core/engine/watch/watch.h"
#include "core/scoring/teams.h"

#include <QHash>

#include <algorithm>

namespace gantry::engine {

using namespace watching;

void teamProblems(const Watch &watch, const Scene &scene, std::vector<Problem> &out)
{
    for (const auto &[race, teams] : watch.unscoredTeams()) {
        const QString &name = scene.board.rules()[std::size_t(race)].name;
        Problem p{QStringLiteral("noteamrule/") + name, Severity::Info, say("%1: teams, but no team rule").arg(name),
                  say("Teams in the roster: %1, with %2 runners. No team places are made. Add a team rule in Setup, or acknowledge this.").arg(count(teams.teams), count(teams.runners))};
        p.fixes = {page(say("Setup"), QStringLiteral("setup"))};
        out.push_back(std::move(p));
    }
}

void Watch::findUnscoredTeams(const Scene &scene)
{
    if (m_teamsOf == std::pair<std::shared_ptr<const void>, std::shared_ptr<const void>>(scene.view.entrants, scene.view.event))
        return;
    m_teamsOf = {scene.view.entrants, scene.view.event};
    m_unscored.clear();
    const auto &rules = scene.board.rules();
    if (std::all_of(rules.begin(), rules.end(), [](const auto &r) { return r.relay || !r.teamRules.empty(); }))
        return;
    QHash<QString, QString> keys;
    std::map<int, std::map<QString, int>> members; // race → team → runners
    for (std::size_t i = 0; i < scene.board.size(); ++i) {
        const scoring::EntrantFacts &facts = scene.board.facts(EntrantIdx(std::int32_t(i)));
        const int race = facts.race.value();
        if (race < 0 || facts.team.isEmpty() || rules[std::size_t(race)].relay || !rules[std::size_t(race)].teamRules.empty())
            continue;
        auto key = keys.constFind(facts.team);
        if (key == keys.constEnd())
            key = keys.insert(facts.team, scoring::teamKey(facts.team));
        if (!key->isEmpty())
            ++members[race][*key];
    }
    for (const auto &[race, teams] : members) {
        UnscoredTeams found;
        for (const auto &[team, runners] : teams)
            if (runners > 1) { // a club that one runner names is where he comes from
                ++found.teams;
                found.runners += runners;
            }
        if (found.teams > 0)
            m_unscored[race] = found;
    }
}

} // namespace gantry::engine
