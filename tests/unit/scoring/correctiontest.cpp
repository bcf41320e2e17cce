// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/scoring/racecase.h"

#include <QTest>

using namespace gantry;
using namespace gantry::scoring;
using gantry::test::gunPlus;
using gantry::test::RaceCase;
using gantry::test::seconds;

namespace {

constexpr const char *kDivisions = R"({"name":"R","divisions":[{"name":"M40-49","genders":["M"],"age_min":40,"age_max":49},
    {"name":"F40-49","genders":["F"],"age_min":40,"age_max":49},{"name":"50+","age_min":50}],"course":[{"point":"finish"}]})";

RaceCase runner(const char *race, const char *gender, std::optional<int> age, const char *rosterDivision = "")
{
    RaceCase c(race);
    c.facts.gender = QString::fromLatin1(gender);
    c.facts.age = age;
    c.facts.rosterDivision = QString::fromLatin1(rosterDivision);
    return c;
}

} // namespace

class CorrectionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void startOffset_movesBothTimes_andTheChipStartIsNotUsed()
    {
        RaceCase c;
        c.facts.startOffset = seconds(-480); // started eight minutes early
        c.read("start", 20).read("finish", 1000);
        QCOMPARE(c.score().net, seconds(1480));
        QCOMPARE(c.score().gun, seconds(1480));
        QCOMPARE(c.score().flags, std::uint32_t(StartOffset | MissingSplit));
        QCOMPARE(c.useAt(20).use, Use::SetByHand);
    }
    void startOffset_ofALateStarter_shortensBothTimes()
    {
        RaceCase c;
        c.facts.startOffset = seconds(90);
        QCOMPARE(c.read("finish", 1000).score().net, seconds(910));
    }
    void penalty_isAddedToBothTimes_andNotToSplits()
    {
        RaceCase c;
        c.facts.penalty = seconds(120);
        const EntrantResult r = c.read("start", 10).read("half", 500).read("finish", 1000).score();
        QCOMPARE(r.net, seconds(1110));
        QCOMPARE(r.gun, seconds(1120));
        QCOMPARE(r.splits[0], seconds(490));
        QCOMPARE(r.flags, Penalised);
    }
    void handTime_winsOverReads_andTheNewestWins()
    {
        RaceCase c;
        c.read("start", 0).read("half", 500).read("finish", 1000).setTime("finish", 990).setTime("finish", 995);
        QCOMPARE(c.score().net, seconds(995));
        QCOMPARE(c.useAt(1000).use, Use::SetByHand);
        QCOMPARE(c.score().flags, HandTime);
        QCOMPARE(c.score().finishRead, ReadIdx(-1));
    }
    void handTime_ofASplit_countsFromTheRunnersStart()
    {
        RaceCase c;
        c.read("start", 10).read("finish", 1000).setTime("half", 400);
        QCOMPARE(c.score().splits[0], seconds(390));
    }
    void handTime_ofTheStart_replacesTheStartRead()
    {
        RaceCase c;
        c.read("start", 10).read("half", 500).read("finish", 1000).setTime("start", 40);
        QCOMPARE(c.score().net, seconds(960));
        QCOMPARE(c.useAt(10).use, Use::SetByHand);
    }
    void handTime_beforeTheGun_isNoFinish()
    {
        RaceCase c;
        c.read("half", 500).setTime("finish", -10);
        QCOMPARE(c.score().status, Status::OnCourse);
        QVERIFY(!c.score().net);
    }
    void ignoredRead_countsForNothing()
    {
        RaceCase c;
        c.read("start", 0).read("half", 400).read("finish", 900).read("finish", 1000);
        c.facts.reads[2].ignored = true;
        QCOMPARE(c.score().net, seconds(1000));
        QCOMPARE(c.useAt(900).use, Use::Ignored);
    }
    void verdict_setsTheStatus_andKeepsTheTimesAsFacts_data()
    {
        QTest::addColumn<int>("verdict");
        QTest::addColumn<int>("status");
        QTest::newRow("dnf") << int(Correction::Kind::Dnf) << int(Status::Dnf);
        QTest::newRow("dns") << int(Correction::Kind::Dns) << int(Status::Dns);
        QTest::newRow("dq") << int(Correction::Kind::Dq) << int(Status::Dq);
    }
    void verdict_setsTheStatus_andKeepsTheTimesAsFacts()
    {
        QFETCH(int, verdict);
        QFETCH(int, status);
        RaceCase c;
        c.facts.verdict = Correction::Kind(verdict);
        c.read("start", 0).read("half", 400).read("finish", 900);
        QCOMPARE(int(c.score().status), status);
        QCOMPARE(c.score().net, seconds(900));
    }
    void withdrawn_isDns_untilTheRunnerIsSeen()
    {
        RaceCase c;
        c.facts.withdrawn = true;
        QCOMPARE(c.score().status, Status::Dns);
        QCOMPARE(c.read("start", 5).score().status, Status::OnCourse);
    }
    void nobody_becomesDnsOrDnf_byItself()
    {
        RaceCase c;
        QCOMPARE(c.score().status, Status::NotStarted);
        QCOMPARE(c.read("start", 5).read("half", 900).score().status, Status::OnCourse);
        QCOMPARE(c.score().lastPoint, 0);
        QCOMPARE(c.score().lastSeen, gunPlus(900));
    }
    void division_isTheFirstWhoseBoundsFit_boundsIncluded()
    {
        QCOMPARE(runner(kDivisions, "M", 40).score().divisionName, QStringLiteral("M40-49"));
        QCOMPARE(runner(kDivisions, "F", 49).score().division, 1);
        QCOMPARE(runner(kDivisions, "F", 50).score().divisionName, QStringLiteral("50+"));
    }
    void division_isUnknown_whenNothingFitsOrSexOrAgeIsMissing()
    {
        QCOMPARE(runner(kDivisions, "M", 39).score().divisionName, QStringLiteral("unknown"));
        QCOMPARE(runner(kDivisions, "", 45).score().divisionName, QStringLiteral("unknown"));
        QCOMPARE(runner(kDivisions, "M", {}).score().division, -1);
        QCOMPARE(runner(kDivisions, "", 55).score().divisionName, QStringLiteral("50+")); // asks for no sex
    }
    void division_ofTheRoster_standsInForAMissingAgeOrSex_butNotAgainstAKnownOne()
    {
        QCOMPARE(runner(kDivisions, "M", {}, "m40-49").score().division, 0);
        QCOMPARE(runner(kDivisions, "", {}, "F40-49").score().division, 1);
        QCOMPARE(runner(kDivisions, "M", {}, "F40-49").score().divisionName, QStringLiteral("unknown"));
        QCOMPARE(runner(kDivisions, "M", 45, "50+").score().division, 0);
    }
    void division_byRoster_isTheRostersText()
    {
        constexpr const char *race = R"({"name":"R","division_source":"roster"})";
        QCOMPARE(runner(race, "M", 45, " Veterans ").score().divisionName, QStringLiteral("Veterans"));
        QCOMPARE(runner(race, "M", 45).score().divisionName, QStringLiteral("unknown"));
    }
};

int runCorrectionTest(int argc, char **argv)
{
    CorrectionTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "correctiontest.moc"
