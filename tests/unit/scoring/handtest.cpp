// SPDX-License-Identifier: Apache-2.0
// Times taken by hand, backup mats and test reads beside chip reads.
#include "core/scoring/scoreboard.h"
#include "tests/unit/scoring/racecase.h"

#include <QTest>

#include <rapidcheck.h>

#include <algorithm>

using namespace gantry;
using namespace gantry::scoring;
using gantry::test::gunPlus;
using gantry::test::RaceCase;
using gantry::test::seconds;

namespace {

constexpr const char *kMinimum =
    R"({"name":"R","start":{"gun":"2026-05-30T09:00:00"},"course":[{"point":"half"},{"point":"finish","min_time_s":600}]})";

struct HandCase : RaceCase {
    using RaceCase::RaceCase;
    HandCase &hand(const char *name, double s)
    {
        const HandFact fact{point(name), gunPlus(s)};
        facts.hands.insert(std::upper_bound(facts.hands.begin(), facts.hands.end(), fact, [](const auto &a, const auto &b) { return a.at < b.at; }), fact);
        return *this;
    }
    HandCase &chip(const char *name, double s)
    {
        read(name, s);
        return *this;
    }
    ReadUse handUse(std::size_t i = 0)
    {
        std::vector<ReadUse> uses;
        (void)scoreEntrant(rules, facts, nullptr, &uses);
        return uses[i];
    }
};

EntrantFacts anyFacts(const EventDocument &event)
{
    EntrantFacts f;
    f.race = RaceIdx(0);
    const auto any = [&] { return std::pair(PointIdx(*rc::gen::inRange(0, int(event.points.size()))), gunPlus(*rc::gen::inRange(-3, 130) * 7)); };
    for (int i = *rc::gen::inRange(0, 6); i > 0; --i) {
        const auto [point, at] = any();
        ReadFact read{ReadIdx(i), point, at};
        read.source = *rc::gen::element(Source::Main, Source::Main, Source::Backup);
        read.ignored = *rc::gen::inRange(0, 8) == 0;
        f.reads.push_back(read);
    }
    std::sort(f.reads.begin(), f.reads.end(), [](const ReadFact &a, const ReadFact &b) { return std::pair(a.at, a.read) < std::pair(b.at, b.read); });
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
        const auto [point, at] = any();
        f.hands.push_back({point, at});
    }
    std::sort(f.hands.begin(), f.hands.end(), [](const HandFact &a, const HandFact &b) { return std::pair(a.at, a.point) < std::pair(b.at, b.point); });
    if (*rc::gen::inRange(0, 4) == 0)
        f.testsUntil = gunPlus(*rc::gen::inRange(-200, 200));
    return f;
}

} // namespace

class HandTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void handTime_withoutAChipRead_counts_andIsFlagged()
    {
        HandCase c;
        c.chip("start", 5).chip("half", 400).hand("finish", 1000);
        const EntrantResult r = c.score();
        QCOMPARE(r.status, Status::Finished);
        QCOMPARE(r.net, seconds(995));
        QCOMPARE(r.flags, std::uint32_t(HandTime));
        QCOMPARE(c.handUse().use, Use::Finish);
        QCOMPARE(describe(c.handUse(), c.rules), QStringLiteral("used as finish, taken by hand"));
    }
    void chipRead_ofTheSameCrossing_counts_andTheFlagStays()
    {
        for (const double late : {0.4, -0.4, 30.0, -30.0}) {
            HandCase c;
            c.chip("start", 5).chip("half", 400).chip("finish", 1000).hand("finish", 1000 + late);
            const EntrantResult r = c.score();
            QCOMPARE(r.net, seconds(995));
            QCOMPARE(r.flags, std::uint32_t(HandTime));
            QCOMPARE(c.useAt(1000).use, Use::Finish);
            QCOMPARE(c.handUse().use, Use::SameCrossing);
            QCOMPARE(c.handUse().by, seconds(late));
        }
        HandCase c;
        c.chip("start", 5).chip("half", 400).chip("finish", 1000).hand("finish", 1000.4);
        QCOMPARE(describe(c.handUse(), c.rules), QStringLiteral("the same crossing as the chip read, +0.4 s; the chip read counts"));
    }
    void chipRead_halfAnHourLater_neverDisplacesTheHandTime()
    {
        for (const double later : {31.0, 1800.0}) {
            HandCase c;
            c.chip("start", 5).chip("half", 400).hand("finish", 1000).chip("finish", 1000 + later);
            QCOMPARE(c.score().net, seconds(995));
            QCOMPARE(c.useAt(1000 + later).use, Use::Repeat);
            QCOMPARE(c.handUse().use, Use::Finish);
        }
    }
    void handTime_longAfterTheChipRead_isNotUsed()
    {
        HandCase c;
        c.chip("start", 5).chip("half", 400).chip("finish", 1000).hand("finish", 1045);
        QCOMPARE(c.score().net, seconds(995));
        QCOMPARE(c.score().flags, 0u);
        QCOMPARE(c.handUse().use, Use::Repeat);
    }
    void chipRead_tooSoonToBeAFinish_doesNotStandInTheWayOfTheHandTime()
    {
        HandCase c(kMinimum);
        c.chip("start", 0).chip("half", 300).chip("finish", 590).hand("finish", 605);
        QCOMPARE(c.score().net, seconds(605));
        QCOMPARE(c.useAt(590).use, Use::TooSoon);
        QCOMPARE(c.handUse().use, Use::Finish);
    }
    void handTime_tooSoon_orBeforeTheGun_isNotUsed()
    {
        HandCase c(kMinimum);
        c.chip("start", 2).chip("half", 300).hand("finish", 240).hand("finish", -20);
        QCOMPARE(c.score().status, Status::OnCourse);
        QCOMPARE(c.handUse(0).use, Use::BeforeGun);
        QCOMPARE(c.handUse(1).use, Use::TooSoon);
        QCOMPARE(c.handUse(1).by, seconds(602 - 240));
    }
    void handTime_atTheStart_startsTheRunner()
    {
        HandCase c;
        c.hand("start", 12).chip("half", 400).chip("finish", 1000);
        QCOMPARE(c.score().net, seconds(988));
        QCOMPARE(c.handUse().use, Use::Start);
    }
    void twoHandTimes_ofOneCrossing_countOnce()
    {
        HandCase c;
        c.chip("start", 5).chip("half", 400).hand("finish", 1000).hand("finish", 1003);
        QCOMPARE(c.score().net, seconds(995));
        QCOMPARE(c.handUse(1).use, Use::Repeat);
        c.chip("finish", 1001);
        QCOMPARE(c.score().net, seconds(996));
        QCOMPARE(c.handUse(0).use, Use::SameCrossing);
        QCOMPARE(c.handUse(1).use, Use::SameCrossing);
    }
    void timeSetByHand_beatsBoth()
    {
        HandCase c;
        c.chip("start", 5).chip("half", 400).chip("finish", 1000).hand("finish", 1001).setTime("finish", 990);
        QCOMPARE(c.score().net, seconds(985));
        HandCase alone;
        alone.chip("start", 5).chip("half", 400).hand("finish", 1001).setTime("finish", 990);
        QCOMPARE(alone.score().net, seconds(985));
        QCOMPARE(alone.handUse().use, Use::SetByHand);
    }
    void backupMat_countsOnlyWhenTheMainOneMissed()
    {
        HandCase c;
        c.chip("start", 5).chip("half", 400).chip("finish", 1000.3).chip("finish", 1001);
        c.facts.reads[2].source = Source::Backup;
        QCOMPARE(c.score().net, seconds(996));
        QCOMPARE(c.useAt(1000.3).use, Use::SameCrossing);
        QCOMPARE(c.useAt(1000.3).by, seconds(-0.7));
        QCOMPARE(c.score().flags, 0u);
        c.facts.reads.pop_back();
        QCOMPARE(c.score().net, seconds(995.3));
        c.hand("finish", 1000);
        QCOMPARE(c.score().net, seconds(995.3));
        QCOMPARE(c.handUse().use, Use::SameCrossing);
    }
    void readAnHourBeforeTheGun_isATest_andNothingFollowsFromIt()
    {
        HandCase c;
        c.chip("start", -3492);
        const EntrantResult r = c.score();
        QCOMPARE(r.status, Status::NotStarted);
        QCOMPARE(r.flags, 0u);
        QVERIFY(!r.lastSeen);
        QCOMPARE(c.useAt(-3492).use, Use::BeforeGun);
        QCOMPARE(describe(c.useAt(-3492), c.rules), QStringLiteral("not used: read 58:12 before the gun"));
        c.chip("half", 400).chip("finish", 1000);
        QCOMPARE(c.score().flags, std::uint32_t(MissingStart)); // not a false start
        QCOMPARE(c.score().net, seconds(1000));
    }
    void readJustBeforeTheGun_isAFalseStart_asEver()
    {
        HandCase c;
        c.chip("start", -60).chip("half", 400).chip("finish", 1000);
        QCOMPARE(c.score().flags, std::uint32_t(PreGunStart));
        QCOMPARE(c.score().net, seconds(1000));
    }
    void startInAnEarlierWave_isNoTest()
    {
        RaceCase c(R"({"name":"R","start":{"gun":"2026-05-30T09:00:00","waves":[{"name":"C","gun":"2026-05-30T10:00:00"}]},"course":[{"point":"finish"}]})");
        c.facts.wave = 1;
        c.read("start", 30);
        QCOMPARE(c.score().flags, std::uint32_t(PreGunStart));
    }
    void runnerLetGoEarly_isSeenFromThenOn()
    {
        RaceCase c;
        c.facts.startOffset = seconds(-3600);
        c.read("start", -3590).read("half", -2000).read("finish", 100);
        QCOMPARE(c.score().net, seconds(3700));
    }
    void testsUntil_fenceReadsOffBeforeTheStart_neverAfterIt()
    {
        HandCase c(R"({"name":"R","start":{"mode":"chip"},"course":[{"point":"half"},{"point":"finish"}]})");
        c.chip("start", -300);
        QCOMPARE(c.score().status, Status::OnCourse); // no gun is known: any start read starts
        c.facts.testsUntil = gunPlus(-200);
        QCOMPARE(c.score().status, Status::NotStarted);
        QCOMPARE(c.useAt(-300).use, Use::TestRead);
        QCOMPARE(describe(c.useAt(-300), c.rules), QStringLiteral("not used: a test read, 1:40 before the start was made ready"));
        c.facts.testsUntil = gunPlus(50); // the fence was put up too late: who started stays started
        c.rules.waves[0] = {QString(), gunPlus(0), GunSource::Key};
        c.chip("start", 20);
        QCOMPARE(c.useAt(20).use, Use::Start);
        QCOMPARE(c.useAt(-300).use, Use::BeforeGun);
    }
    void seenAfterTheClose_isFlagged()
    {
        HandCase c;
        c.chip("start", 5).chip("half", 400).chip("finish", 1000);
        c.rules.closedAt = gunPlus(2000);
        QCOMPARE(c.score().flags, 0u);
        c.rules.closedAt = gunPlus(999);
        QCOMPARE(c.score().flags, std::uint32_t(AfterClose));
    }
    void orderOfArrival_doesNotMatter()
    {
        const EventDocument event = gantry::test::eventWith(kMinimum);
        const auto rules = compileRules(event, {});
        QVERIFY(rc::check("hand times and reads in any order", [&] {
            const EntrantFacts all = anyFacts(event);
            const EntrantResult whole = scoreEntrant(rules[0], all);
            // The same facts arrive one by one, hand times and reads as dice fall.
            std::vector<std::pair<bool, std::size_t>> steps;
            for (std::size_t i = 0; i < all.reads.size(); ++i)
                steps.emplace_back(true, i);
            for (std::size_t i = 0; i < all.hands.size(); ++i)
                steps.emplace_back(false, i);
            Scoreboard live;
            live.reset(rules, {});
            std::vector<bool> reads(all.reads.size()), hands(all.hands.size());
            while (!steps.empty()) {
                const auto at = std::size_t(*rc::gen::inRange(0, int(steps.size())));
                (steps[at].first ? reads : hands)[steps[at].second] = true;
                steps.erase(steps.begin() + std::ptrdiff_t(at));
                EntrantFacts now = all;
                now.reads.clear();
                now.hands.clear();
                for (std::size_t i = 0; i < reads.size(); ++i)
                    if (reads[i])
                        now.reads.push_back(all.reads[i]);
                for (std::size_t i = 0; i < hands.size(); ++i)
                    if (hands[i])
                        now.hands.push_back(all.hands[i]);
                live.update(EntrantIdx(0), now);
            }
            if (live.size() > 0)
                RC_ASSERT(live.result(EntrantIdx(0)) == whole);
            std::vector<ReadUse> uses, handUses;
            (void)scoreEntrant(rules[0], all, &uses, &handUses);
            RC_ASSERT(uses.size() == all.reads.size());
            RC_ASSERT(handUses.size() == all.hands.size());
            int finishes = 0; // never doubled
            for (const auto *list : {&uses, &handUses})
                for (const ReadUse &use : *list)
                    finishes += use.use == Use::Finish;
            RC_ASSERT(finishes <= 1);
        }));
    }
};

int runHandTest(int argc, char **argv)
{
    HandTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "handtest.moc"
