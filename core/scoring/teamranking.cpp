// SPDX-License-Identifier: Apache-2.0
#include "core/scoring/teamranking.h"

#include <algorithm>
#include <limits>

namespace gantry::scoring {

namespace {

constexpr std::int64_t kMissing = std::numeric_limits<std::int64_t>::max();

// Smaller is better, whatever the rule counts.
std::int64_t cost(const TeamRule &rule, std::int64_t value)
{
    return rule.by == TeamsBy::Points ? -value : value;
}

std::int64_t costOf(const TeamRule &rule, const TeamMember &member)
{
    return member.value ? cost(rule, *member.value) : kMissing;
}

// What decides between teams on one score, first difference first.
std::vector<std::int64_t> tieKeys(const TeamRule &rule, const TeamScore &team)
{
    std::vector<std::int64_t> keys;
    const auto scorer = [&](int i) { return costOf(rule, team.members[std::size_t(i)]); };
    switch (rule.ties) {
    case TeamTies::Displacer: {
        for (std::size_t i = std::size_t(team.scorers); i < team.members.size(); ++i)
            if (team.members[i].value)
                keys.push_back(costOf(rule, team.members[i]));
        break;
    }
    case TeamTies::LastScorer:
        for (int i = team.scorers - 1; i >= 0; --i)
            keys.push_back(scorer(i));
        break;
    case TeamTies::FirstScorer:
        for (int i = 0; i < team.scorers; ++i)
            keys.push_back(scorer(i));
        break;
    case TeamTies::HeadToHead:
    case TeamTies::Share:
        break;
    }
    return keys;
}

// Sums of the first n-1, n-2 … 1 scorers: when the runners behind the scorers cannot decide.
std::vector<std::int64_t> shorterSums(const TeamRule &rule, const TeamScore &team)
{
    std::vector<std::int64_t> sums;
    std::int64_t sum = 0;
    for (int i = 0; i + 1 < team.scorers; ++i) {
        sum += costOf(rule, team.members[std::size_t(i)]);
        sums.push_back(sum);
    }
    std::reverse(sums.begin(), sums.end());
    return sums;
}

struct Ranked {
    std::int64_t score = 0;
    std::vector<std::int64_t> keys, sums;
    std::int64_t wins = 0;
    QString name;
    std::size_t team = 0;
};

// -1: a is better. A team that has a runner to compare is better than one that has none.
int compareKeys(const std::vector<std::int64_t> &a, const std::vector<std::int64_t> &b)
{
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
        const std::int64_t x = i < a.size() ? a[i] : kMissing, y = i < b.size() ? b[i] : kMissing;
        if (x != y)
            return x < y ? -1 : 1;
    }
    return 0;
}

int compare(const Ranked &a, const Ranked &b)
{
    if (a.score != b.score)
        return a.score < b.score ? -1 : 1;
    if (a.wins != b.wins)
        return a.wins > b.wins ? -1 : 1;
    if (const int c = compareKeys(a.keys, b.keys))
        return c;
    return compareKeys(a.sums, b.sums);
}

// Man against man: how many of the others on the same score a team beats.
void countWins(const TeamRule &rule, const std::vector<TeamScore> &teams, std::span<Ranked> group)
{
    if (group.size() < 2 || group.size() > kMostHeadToHead)
        return;
    for (Ranked &a : group)
        for (const Ranked &b : group) {
            int ahead = 0;
            for (int i = 0; i < std::min(teams[a.team].scorers, teams[b.team].scorers); ++i) {
                const auto x = costOf(rule, teams[a.team].members[std::size_t(i)]), y = costOf(rule, teams[b.team].members[std::size_t(i)]);
                ahead += (x < y) - (x > y);
            }
            a.wins += ahead > 0;
        }
}

std::vector<Ranked> rankedTeams(const TeamRule &rule, const std::vector<TeamScore> &teams)
{
    std::vector<Ranked> ranked;
    for (std::size_t t = 0; t < teams.size(); ++t) {
        if (!teams[t].why.isEmpty())
            continue;
        Ranked r;
        r.score = cost(rule, teams[t].score);
        r.keys = tieKeys(rule, teams[t]);
        if (rule.ties == TeamTies::Displacer)
            r.sums = shorterSums(rule, teams[t]);
        r.name = teamKey(teams[t].name);
        r.team = t;
        ranked.push_back(std::move(r));
    }
    const auto sort = [&] {
        std::sort(ranked.begin(), ranked.end(), [](const Ranked &a, const Ranked &b) {
            const int c = compare(a, b);
            return c != 0 ? c < 0 : a.name < b.name;
        });
    };
    sort();
    if (rule.ties == TeamTies::HeadToHead) {
        for (std::size_t from = 0; from < ranked.size();) {
            std::size_t to = from + 1;
            while (to < ranked.size() && ranked[to].score == ranked[from].score)
                ++to;
            countWins(rule, teams, std::span(ranked).subspan(from, to - from));
            from = to;
        }
        sort();
    }
    return ranked;
}

std::int64_t average(const TeamRule &rule, const TeamScore &team)
{
    // Up by less than a microsecond, so that rounding up to the second afterwards is right.
    return team.scorers > 0 && rule.by == TeamsBy::Average ? (team.score + team.scorers - 1) / team.scorers : team.score;
}

// Those with most finishers first.
void appendIncomplete(std::vector<TeamScore> &teams, std::vector<TeamScore> &out)
{
    struct Near {
        std::ptrdiff_t missing; // negative: of its finishers
        QString name;
        std::size_t team;
    };
    std::vector<Near> order;
    for (std::size_t t = 0; t < teams.size(); ++t)
        if (!teams[t].why.isEmpty())
            order.push_back({-std::ranges::count(teams[t].members, TeamRole::Reserve, &TeamMember::role), teamKey(teams[t].name), t});
    std::sort(order.begin(), order.end(), [](const Near &a, const Near &b) { return a.missing != b.missing ? a.missing < b.missing : a.name < b.name; });
    for (const Near &near : order)
        out.push_back(std::move(teams[near.team]));
}

} // namespace

void rankTeams(const TeamRule &rule, std::vector<TeamScore> &teams)
{
    const std::vector<Ranked> ranked = rankedTeams(rule, teams);
    std::vector<TeamScore> out;
    out.reserve(teams.size());
    for (std::size_t i = 0; i < ranked.size(); ++i) {
        TeamScore team = std::move(teams[ranked[i].team]);
        const auto same = [&](std::size_t other) { return compare(ranked[i], ranked[other]) == 0; };
        const auto level = [&](std::size_t other) { return ranked[i].score == ranked[other].score; };
        const bool before = i > 0, after = i + 1 < ranked.size();
        team.place = before && same(i - 1) ? out.back().place : std::int32_t(i) + 1;
        team.level = (before && level(i - 1)) || (after && level(i + 1));
        team.shared = (before && same(i - 1)) || (after && same(i + 1));
        out.push_back(std::move(team));
    }
    for (TeamScore &team : out)
        team.score = average(rule, team);
    appendIncomplete(teams, out);
    teams = std::move(out);
}

} // namespace gantry::scoring
