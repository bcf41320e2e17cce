// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/scoring/racecase.h"

#include <QTest>

using namespace gantry;
using namespace gantry::scoring;
using gantry::test::gunPlus;
using gantry::test::RaceCase;
using gantry::test::seconds;

namespace {

constexpr const char *kMinimum = R"({"name":"R","start":{"gun":"2026-05-30T09:00:00"},
    "course":[{"point":"half","min_time_s":300},{"point":"finish","min_time_s":650}]})";
constexpr const char *kLaps = R"({"name":"R","start":{"gun":"2026-05-30T09:00:00"},
    "course":[{"point":"half"},{"point":"half"},{"point":"half"},{"point":"finish"}]})";
constexpr const char *kLoop = R"({"name":"R","distance_m":9000,"start":{"gun":"2026-05-30T09:00:00"},
    "course":[{"point":"mat"},{"point":"mat","distance_m":3000},{"point":"mat","distance_m":6000},{"point":"mat"}]})";

} // namespace

class CourseTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void split_andFinish_takeTheFirstReadOfACrossing()
    {
        RaceCase c;
        c.read("start", 1).read("half", 500).read("half", 501).read("finish", 1000).read("finish", 1003);
        QCOMPARE(c.score().splits, (std::vector<std::optional<Micros>>{seconds(499), seconds(999)}));
        QCOMPARE(c.useAt(501).use, Use::Repeat);
        QCOMPARE(c.useAt(501).course, 0);
        QCOMPARE(c.useAt(1003).use, Use::Repeat);
        QCOMPARE(c.score().flags, 0u);
    }
    void minimumTime_countsFromTheRunnersOwnStart_andIncludesItsLastMoment()
    {
        RaceCase c(kMinimum);
        c.read("start", 100).read("finish", 749.9).read("finish", 750);
        QCOMPARE(c.score().net, seconds(650));
        QCOMPARE(c.useAt(749.9).use, Use::TooSoon);
        QCOMPARE(c.useAt(749.9).by, seconds(0.1));
        QCOMPARE(describe(c.useAt(749.9), c.rules), QStringLiteral("not used: 0:00.1 before the minimum time of 10:50"));
    }
    void missingSplit_neverRemovesAFinisher()
    {
        RaceCase c;
        const EntrantResult r = c.read("start", 0).read("finish", 1000).score();
        QCOMPARE(r.status, Status::Finished);
        QCOMPARE(r.flags, MissingSplit);
        QVERIFY(!r.splits[0]);
    }
    void splitReadAfterTheFinish_isNotUsed()
    {
        RaceCase c;
        c.read("start", 0).read("finish", 1000).read("half", 1100);
        QVERIFY(!c.score().splits[0]);
        QCOMPARE(c.useAt(1100).use, Use::Repeat);
    }
    void readBeforeTheGun_onTheCourse_isSaidToBeBeforeTheGun()
    {
        RaceCase c;
        c.read("finish", -60).read("start", 2).read("finish", 1000);
        QCOMPARE(c.useAt(-60).use, Use::BeforeGun);
        QCOMPARE(c.score().net, seconds(998));
    }
    void repeatedPoint_givesEachPassageItsOwnRead()
    {
        RaceCase c(kLaps);
        c.read("start", 0).read("half", 400).read("half", 402).read("half", 800).read("half", 1200).read("finish", 1500);
        QCOMPARE(c.score().splits, (std::vector<std::optional<Micros>>{seconds(400), seconds(800), seconds(1200), seconds(1500)}));
        QCOMPARE(c.useAt(402).use, Use::Repeat);
        QCOMPARE(c.rules.course[1].name, QStringLiteral("half 2"));
    }
    void repeatedPoint_keepsTheDistanceBetweenMinimumTimes()
    {
        RaceCase c(R"({"name":"R","start":{"gun":"2026-05-30T09:00:00"},"course":[{"point":"half","min_time_s":300},{"point":"half","min_time_s":600},{"point":"finish"}]})");
        c.read("start", 0).read("half", 450).read("half", 700).read("half", 760).read("finish", 900);
        QCOMPARE(c.score().splits[1], seconds(760));
        QCOMPARE(c.useAt(700).use, Use::TooSoon);
        QCOMPARE(c.useAt(700).by, seconds(50));
    }
    void loopCourse_startsAndCountsLapsAndFinishesOnOneMat()
    {
        RaceCase c(kLoop);
        QCOMPARE(c.rules.course.size(), std::size_t(3));
        QVERIFY(c.rules.course.back().alsoStart);
        c.read("mat", 3).read("mat", 5).read("mat", 805).read("mat", 1605).read("mat", 2405);
        QCOMPARE(c.score().splits, (std::vector<std::optional<Micros>>{seconds(800), seconds(1600), seconds(2400)}));
        QCOMPARE(c.score().status, Status::Finished);
    }
    void readsElsewhere_areExplained()
    {
        RaceCase c;
        c.read("other", 100).read("tent", 200).read("start", 0).read("finish", 1000);
        QCOMPARE(c.useAt(100).use, Use::NotOnCourse);
        QCOMPARE(c.useAt(200).use, Use::AnnouncerPoint);
        QCOMPARE(c.score().net, seconds(1000));
    }
    void absentCourse_isAllSplitsAndTheFirstFinish()
    {
        const RaceCase c(R"({"name":"R"})");
        QCOMPARE(c.rules.course.size(), std::size_t(3));
        QCOMPARE(c.rules.course[0].name, QStringLiteral("half"));
        QCOMPARE(c.rules.course[1].name, QStringLiteral("other"));
        QCOMPARE(c.rules.course[2].point, c.point("finish"));
        QCOMPARE(c.rules.startPoints, (std::vector<PointIdx>{c.point("start"), c.point("mat")}));
    }
    void startPointInTheCourse_isTheOnlyStart_andNoSplit()
    {
        const RaceCase c(R"({"name":"R","course":[{"point":"start"},{"point":"half"},{"point":"mat"}]})");
        QCOMPARE(c.rules.startPoints, std::vector<PointIdx>{c.point("start")});
        QCOMPARE(c.rules.course.size(), std::size_t(2));
        QVERIFY(!c.rules.course.back().alsoStart);
    }
    void everyRead_getsExactlyOneExplanation()
    {
        RaceCase c;
        for (const char *point : {"start", "half", "finish", "mat", "tent", "other"}) {
            for (double s : {-5.0, 1.0, 2.0, 500.0, 501.0, 1000.0, 2000.0})
                c.read(point, s);
        }
        std::vector<ReadUse> uses;
        (void)scoreEntrant(c.rules, c.facts, &uses);
        QCOMPARE(uses.size(), c.facts.reads.size());
        for (std::size_t i = 0; i < uses.size(); ++i) {
            QCOMPARE(uses[i].read, c.facts.reads[i].read);
            QVERIFY(uses[i].use >= Use::Start && uses[i].use <= Use::Duplicate);
            QVERIFY(!describe(uses[i], c.rules).isEmpty());
        }
    }
    void rounding_isExactAtTheBoundary_data()
    {
        QTest::addColumn<int>("rounding");
        QTest::addColumn<qint64>("us");
        QTest::addColumn<qint64>("expected");
        const auto row = [](const char *name, Rounding r, qint64 us, qint64 expected) { QTest::newRow(name) << int(r) << us << expected; };
        row("a whole second stays", Rounding::Ceil1s, 44'000'000, 44'000'000);
        row("a microsecond more goes up", Rounding::Ceil1s, 44'000'001, 45'000'000);
        row("zero stays", Rounding::Ceil1s, 0, 0);
        row("below zero goes up", Rounding::Ceil1s, -1'500'000, -1'000'000);
        row("a tenth stays", Rounding::Ceil01s, 44'300'000, 44'300'000);
        row("over a tenth goes up", Rounding::Ceil01s, 44'300'001, 44'400'000);
        row("a hundredth stays", Rounding::Ceil001s, 44'310'000, 44'310'000);
        row("over a hundredth goes up", Rounding::Ceil001s, 44'310'001, 44'320'000);
        row("clocks go down", Rounding::Floor1s, 44'999'999, 44'000'000);
        row("below half goes down", Rounding::HalfUp1s, 44'499'999, 44'000'000);
        row("half goes up", Rounding::HalfUp1s, 44'500'000, 45'000'000);
    }
    void rounding_isExactAtTheBoundary()
    {
        QFETCH(int, rounding);
        QFETCH(qint64, us);
        QFETCH(qint64, expected);
        QCOMPARE(roundTime(Micros(us), Rounding(rounding)).count(), expected);
    }
    void roundingApplies_toTheDifference_notToTheStamps()
    {
        RaceCase c;
        c.read("start", 0.9).read("finish", 1000.1); // stamps rounded up would differ by 1,000
        QCOMPARE(roundTime(*c.score().net, c.rules.rounding), seconds(1000));
        RaceCase d;
        d.read("start", 0.5).read("finish", 1000.5);
        QCOMPARE(roundTime(*d.score().net, d.rules.rounding), seconds(1000));
    }
};

int runCourseTest(int argc, char **argv)
{
    CourseTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "coursetest.moc"
