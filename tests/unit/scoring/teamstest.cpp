// SPDX-License-Identifier: Apache-2.0
// Teams: laws that hold for every race, and the fastest team against all possible ones. Cases worked out by hand are in
// tests/integration/teamstest.cpp, through gantryctl.
#include "core/scoring/teamranking.h"
#include "core/scoring/teams.h"

#include <QTest>

#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <numeric>

using namespace gantry;
using namespace gantry::scoring;

namespace {

const char *const kTeams[] = {"", "Ash", "Birch", "Cedar", "Unattached"};
const char *const kGenders[] = {"F", "M", "X", ""};

// Runners in order of finish, some of them level, some without a place.
std::vector<TeamRunner> randomRace()
{
    const int n = *rc::gen::inRange(0, 40);
    std::vector<TeamRunner> out;
    std::int64_t time = 600'000'000;
    for (int i = 0; i < n; ++i) {
        TeamRunner r;
        r.entrant = EntrantIdx(i);
        r.team = QString::fromLatin1(kTeams[*rc::gen::inRange(0, 5)]);
        r.gender = QString::fromLatin1(kGenders[*rc::gen::inRange(0, 4)]);
        const bool level = i > 0 && out.back().place > 0 && *rc::gen::inRange(0, 5) == 0;
        if (!level)
            time += *rc::gen::inRange(1, 20'000'000);
        r.place = level ? out.back().place : i + 1;
        r.net = r.gun = Micros(time);
        out.push_back(r);
    }
    const int without = *rc::gen::inRange(0, 6);
    for (int i = 0; i < without; ++i)
        out.push_back({EntrantIdx(n + i), QStringLiteral("Ash"), QStringLiteral("M"), 0, {}, {}});
    return out;
}

TeamRule randomRule()
{
    TeamRule rule;
    rule.by = *rc::gen::element(TeamsBy::Places, TeamsBy::Time, TeamsBy::Average, TeamsBy::Points);
    rule.scorers = *rc::gen::inRange(1, 5);
    rule.displacers = *rc::gen::inRange(0, 3);
    rule.minWomen = *rc::gen::inRange(0, rule.scorers + 1);
    rule.minMen = *rc::gen::inRange(0, rule.scorers - rule.minWomen + 1);
    rule.ties = *rc::gen::element(TeamTies::Displacer, TeamTies::LastScorer, TeamTies::FirstScorer, TeamTies::HeadToHead, TeamTies::Share);
    rule.teamsPerClub = *rc::gen::inRange(0, 3);
    rule.points = {20, 15, 12.5, 10, 8, 6, 4, 2, 1};
    if (*rc::gen::inRange(0, 3) == 0)
        rule.genders = {QStringLiteral("F"), QStringLiteral("M")};
    return rule;
}

struct Standing {
    QString name;
    int place;
    std::int64_t score;
    friend bool operator==(const Standing &, const Standing &) = default;
    friend std::ostream &operator<<(std::ostream &out, const Standing &s) { return out << s.name.toStdString() << ' ' << s.place << ' ' << s.score; }
};

std::vector<Standing> standings(const TeamRule &rule, const std::vector<TeamRunner> &runners)
{
    std::vector<Standing> out;
    for (const TeamScore &team : scoreTeams(rule, runners))
        out.push_back({team.name, team.place, team.score});
    return out;
}

TeamRunner runner(int entrant, const char *team, const char *gender, int seconds)
{
    TeamRunner r{EntrantIdx(entrant), QString::fromLatin1(team), QString::fromLatin1(gender), entrant + 1, {}, {}};
    r.net = Micros(std::chrono::seconds(seconds));
    r.gun = Micros(std::chrono::seconds(seconds + 10));
    return r;
}

// The least sum of every possible choice of `n` that has the women and men it needs; nothing when there is none.
std::optional<std::int64_t> bruteForce(const TeamRule &rule, const std::vector<TeamRunner> &members)
{
    std::optional<std::int64_t> best;
    for (unsigned mask = 0; mask < (1u << members.size()); ++mask) {
        int count = 0, women = 0, men = 0;
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < members.size(); ++i)
            if (mask & (1u << i)) {
                ++count;
                women += members[i].gender == u"F";
                men += members[i].gender == u"M";
                sum += members[i].net->count();
            }
        if (count == rule.scorers && women >= rule.minWomen && men >= rule.minMen)
            best = best ? std::min(*best, sum) : sum;
    }
    return best;
}

class TeamsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFastestTeam_isTheBestOfAllPossibleOnes()
    {
        QVERIFY(rc::check([] {
            TeamRule rule = randomRule();
            rule.by = TeamsBy::Time;
            rule.teamsPerClub = 1;
            rule.genders.clear();
            std::vector<TeamRunner> members;
            const int n = *rc::gen::inRange(0, 10);
            for (int i = 0; i < n; ++i)
                members.push_back(runner(i, "Ash", kGenders[*rc::gen::inRange(0, 4)], 600 + i * *rc::gen::inRange(1, 4)));
            std::sort(members.begin(), members.end(), [](const auto &a, const auto &b) { return a.net < b.net; });
            const auto wanted = bruteForce(rule, members);
            const auto teams = scoreTeams(rule, members);
            RC_ASSERT(teams.size() == (members.empty() ? 0u : 1u));
            if (members.empty())
                return;
            RC_ASSERT((teams[0].place == 1) == wanted.has_value());
            RC_ASSERT(teams[0].why.isEmpty() == wanted.has_value());
            if (wanted)
                RC_ASSERT(teams[0].score == *wanted);
        }));
    }

    void whoeverHasNoTeam_changesNothing_whenPlacesAreCountedAnew()
    {
        QVERIFY(rc::check([] {
            TeamRule rule = randomRule();
            rule.by = *rc::gen::element(TeamsBy::Places, TeamsBy::Time, TeamsBy::Average);
            const auto runners = randomRace();
            std::vector<TeamRunner> without;
            std::copy_if(runners.begin(), runners.end(), std::back_inserter(without), [](const auto &r) { return !teamKey(r.team).isEmpty(); });
            RC_ASSERT(standings(rule, runners) == standings(rule, without));
        }));
    }

    void theOrderOfThoseWhoAreLevel_changesNothing()
    {
        QVERIFY(rc::check([] {
            const TeamRule rule = randomRule();
            auto runners = randomRace();
            for (std::size_t i = 0; i < runners.size(); ++i)
                runners[i].gender = QStringLiteral("M"); // who is level must not differ in what the rule asks for
            for (std::size_t i = 0; i < runners.size(); ++i)
                if (i > 0 && runners[i].place == runners[i - 1].place && runners[i].place > 0)
                    runners[i].team = runners[i - 1].team;
            const auto before = standings(rule, runners);
            for (std::size_t from = 0; from < runners.size();) {
                std::size_t to = from + 1;
                while (to < runners.size() && runners[to].place == runners[from].place)
                    ++to;
                std::reverse(runners.begin() + std::ptrdiff_t(from), runners.begin() + std::ptrdiff_t(to));
                from = to;
            }
            RC_ASSERT(before == standings(rule, runners));
        }));
    }

    void placesCountedAnew_addUpToOneToN()
    {
        QVERIFY(rc::check([] {
            TeamRule rule = randomRule();
            rule.by = TeamsBy::Places;
            std::int64_t sum = 0, count = 0;
            std::map<std::int32_t, int> seen;
            for (const TeamScore &team : scoreTeams(rule, randomRace()))
                for (const TeamMember &m : team.members) {
                    RC_ASSERT(++seen[m.entrant.value()] == 1); // one runner, one team
                    const bool counts = m.role == TeamRole::Scorer || m.role == TeamRole::Displacer;
                    RC_ASSERT(m.value.has_value() == counts);
                    sum += m.value.value_or(0);
                    count += counts;
                }
            // A mean of three places is no whole number of millionths only when it is no half: it always is one.
            RC_ASSERT(sum == count * (count + 1) / 2 * kUnit);
        }));
    }

    void betterScores_haveBetterPlaces()
    {
        QVERIFY(rc::check([] {
            const TeamRule rule = randomRule();
            const auto teams = scoreTeams(rule, randomRace());
            int placed = 0;
            for (std::size_t i = 0; i < teams.size(); ++i) {
                if (teams[i].place == 0) {
                    RC_ASSERT(!teams[i].why.isEmpty());
                    continue;
                }
                RC_ASSERT(teams[i].why.isEmpty() && teams[i].scorers == rule.scorers);
                RC_ASSERT(placed == int(i)); // nobody complete behind somebody who is not
                ++placed;
                if (i > 0) {
                    const bool worse = rule.by == TeamsBy::Points ? teams[i].score <= teams[i - 1].score : teams[i].score >= teams[i - 1].score;
                    RC_ASSERT(worse);
                    RC_ASSERT(teams[i].place == int(i) + 1 || (teams[i].place == teams[i - 1].place && teams[i].shared));
                }
            }
        }));
    }

    void teamNames_areComparedWithoutCaseAndBlanks_andPrintedAsTheRosterHasThem()
    {
        TeamRule rule;
        rule.by = TeamsBy::Time;
        rule.scorers = 2;
        const std::vector<TeamRunner> runners{runner(1, "river  RATS ", "M", 600), runner(0, "River Rats", "F", 610), runner(2, "RIVER RATS", "M", 620)};
        const auto teams = scoreTeams(rule, runners);
        QCOMPARE(teams.size(), std::size_t(1));
        QCOMPARE(teams[0].name, QStringLiteral("River Rats"));
    }

    void gunTimes_areSummed_whenTheRuleSaysSo()
    {
        TeamRule rule;
        rule.by = TeamsBy::Time;
        rule.scorers = 2;
        rule.rank = RankBy::Gun;
        const std::vector<TeamRunner> runners{runner(0, "Ash", "M", 600), runner(1, "Ash", "M", 610)};
        QCOMPARE(scoreTeams(rule, runners)[0].score, 1'230'000'000);
        rule.rank = RankBy::Net;
        QCOMPARE(scoreTeams(rule, runners)[0].score, 1'210'000'000);
    }

    void manyTeamsOnOneScore_comeToAnEnd()
    {
        TeamRule rule;
        rule.by = TeamsBy::Points;
        rule.points = {0};
        rule.scorers = 1;
        rule.ties = TeamTies::HeadToHead;
        std::vector<TeamRunner> runners;
        for (int i = 0; i < 20'000; ++i)
            runners.push_back(runner(i, qPrintable(QStringLiteral("Team %1").arg(i)), "M", 600 + i));
        const auto teams = scoreTeams(rule, runners);
        QCOMPARE(teams.size(), runners.size());
        QVERIFY(std::all_of(teams.begin(), teams.end(), [](const TeamScore &t) { return t.place == 1 && t.shared; }));
    }
};

} // namespace

int runTeamsTest(int argc, char **argv)
{
    TeamsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "teamstest.moc"
