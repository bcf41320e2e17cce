// SPDX-License-Identifier: Apache-2.0
// Teams of 50,000 runners under four rules at once, as after every change of a place; the floor sorts the same runners by team.

#include "core/scoring/agegrade.h"
#include "core/scoring/teams.h"
#include "tests/bench/figure.h"

#include <algorithm>
#include <random>

using namespace gantry;
using namespace gantry::bench;

namespace {

constexpr int kRunners = 50'000, kTeams = 2'500;

std::vector<scoring::TeamRunner> field()
{
    std::mt19937 random(7);
    std::vector<QString> names;
    for (int i = 0; i < kTeams; ++i)
        names.push_back(QStringLiteral("Harriers and Striders %1").arg(i));
    std::vector<scoring::TeamRunner> out;
    for (int i = 0; i < kRunners; ++i) {
        scoring::TeamRunner r;
        r.entrant = EntrantIdx(i);
        r.team = names[random() % kTeams];
        r.gender = random() % 2 ? QStringLiteral("F") : QStringLiteral("M");
        r.place = i + 1;
        r.net = r.gun = Micros(900'000'000 + std::int64_t(i) * 50'000);
        out.push_back(std::move(r));
    }
    return out;
}

std::vector<TeamRule> rules()
{
    TeamRule places, time, mixed, points;
    time.by = mixed.by = TeamsBy::Time;
    places.displacers = 2;
    time.teamsPerClub = 0;
    mixed.scorers = 4;
    mixed.minWomen = mixed.minMen = 2;
    points.by = TeamsBy::Points;
    for (int i = 0; i < 1000; ++i)
        points.points.push_back(1000 - i);
    return {places, time, mixed, points};
}

} // namespace

int main()
{
    const auto runners = field();
    const auto four = rules();
    std::vector<double> ms, floor, one;
    std::size_t teams = 0;
    for (int round = 0; round < 15; ++round) {
        const Stopwatch watch;
        teams = 0;
        for (const TeamRule &rule : four) {
            const Stopwatch single;
            teams += scoring::scoreTeams(rule, runners).size();
            one.push_back(single.ms());
        }
        ms.push_back(watch.ms());
        auto copy = runners;
        const Stopwatch bare;
        std::sort(copy.begin(), copy.end(), [](const auto &a, const auto &b) { return a.team != b.team ? a.team < b.team : a.place < b.place; });
        floor.push_back(bare.ms());
    }
    if (teams < 4 * kTeams)
        return giveUp(QStringLiteral("teams are missing"));
    Figure{.name = QStringLiteral("teams_four_rules"), .unit = QStringLiteral("ms"), .value = median(ms), .limit = 100, .floor = median(floor),
           .more = {{QStringLiteral("slowest rule"), percentile(one, 1.0)}, {QStringLiteral("runners"), kRunners}, {QStringLiteral("teams"), double(teams)}}}
        .print();

    std::vector<double> grades;
    double sum = 0;
    for (int round = 0; round < 5; ++round) {
        const Stopwatch watch;
        for (int i = 0; i < kRunners; ++i)
            if (const auto s = scoring::ageStandard(u"2025", i % 2 ? u"F" : u"M", 16 + i % 70, 12'345.0))
                sum += s->grade(Micros(3'000'000'000 + i));
        grades.push_back(watch.ms());
    }
    Figure{.name = QStringLiteral("age_grades"), .unit = QStringLiteral("ms"), .value = median(grades), .limit = 50, .more = {{QStringLiteral("mean grade"), sum / 5 / kRunners}}}.print();
    return 0;
}
