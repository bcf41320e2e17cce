// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/scoring/racecase.h"

#include <QTest>

using namespace gantry;
using namespace gantry::scoring;
using gantry::test::gunPlus;
using gantry::test::RaceCase;
using gantry::test::seconds;

namespace {

constexpr const char *kGunRace = R"({"name":"R","start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"course":[{"point":"finish"}]})";
constexpr const char *kNoGunRace = R"({"name":"R","course":[{"point":"half"},{"point":"finish"}]})";
constexpr const char *kTrial = R"({"name":"R","start":{"mode":"individual"},"course":[{"point":"finish"}]})";
constexpr const char *kWindow = R"({"name":"R","start":{"gun":"2026-05-30T09:00:00","cutoff_s":1200},"course":[{"point":"finish"}]})";
constexpr const char *kSharedMat = R"({"name":"R","distance_m":5000,"start":{"gun":"2026-05-30T09:00:00"},"course":[{"point":"mat"}]})";
constexpr const char *kSharedWindow =
    R"({"name":"R","distance_m":5000,"start":{"gun":"2026-05-30T09:00:00","cutoff_s":300},"course":[{"point":"mat"}]})";
constexpr const char *kWaves = R"({"name":"R","start":{"gun":"2026-05-30T09:00:00","waves":[{"name":"A"},{"name":"B","gun":"2026-05-30T09:10:00"}]},
                                  "course":[{"point":"finish"}]})";

} // namespace

class StartTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void chipStart_takesTheLastStartRead_beforeTheFirstLaterRead()
    {
        RaceCase c;
        c.read("start", 5).read("start", 9).read("half", 600).read("start", 700).read("finish", 1200);
        QCOMPARE(c.score().net, seconds(1191));
        QCOMPARE(c.score().gun, seconds(1200));
        QCOMPARE(c.useAt(5).use, Use::EarlierStart);
        QCOMPARE(c.useAt(9).use, Use::Start);
        QCOMPARE(c.useAt(700).use, Use::StartAfterCourse);
    }
    void startRead_atTheVeryGun_counts()
    {
        RaceCase c;
        c.read("start", -0.000001).read("start", 0).read("finish", 100);
        QCOMPARE(c.score().startedAt, gunPlus(0));
        QCOMPARE(c.score().flags & (PreGunStart | MissingStart), 0u);
    }
    void onlyReadsBeforeTheGun_netIsTheGunTime_andItIsFlagged()
    {
        RaceCase c;
        c.read("start", -3).read("half", 500).read("finish", 1000);
        QCOMPARE(c.score().net, seconds(1000));
        QCOMPARE(c.score().flags, PreGunStart);
        QCOMPARE(c.useAt(-3).use, Use::BeforeGun);
        QCOMPARE(c.useAt(-3).by, seconds(-3));
    }
    void onlyReadsBeforeTheGun_doNotStartARunner()
    {
        RaceCase c;
        QCOMPARE(c.read("start", -3).score().status, Status::NotStarted);
    }
    void noStartRead_netFallsBackToTheGun_andItIsFlagged()
    {
        RaceCase c;
        c.read("half", 500).read("finish", 1000);
        QCOMPARE(c.score().net, seconds(1000));
        QCOMPARE(c.score().flags, MissingStart);
        QCOMPARE(c.score().status, Status::Finished);
    }
    void noGunKnown_startReadGivesNet_gunTimeStaysBlank()
    {
        RaceCase c(kNoGunRace);
        c.read("start", 10).read("half", 500).read("finish", 1000);
        QCOMPARE(c.score().net, seconds(990));
        QVERIFY(!c.score().gun);
        QCOMPARE(c.score().flags, NoGun);
    }
    void noGunAndNoStartRead_runnerStaysOnCourse_withoutATime()
    {
        RaceCase c(kNoGunRace);
        c.read("half", 500).read("finish", 1000);
        QCOMPARE(c.score().status, Status::OnCourse);
        QVERIFY(!c.score().net && !c.score().splits[0]);
        QCOMPARE(c.score().flags, std::uint32_t(NoGun | MissingStart));
        QCOMPARE(c.score().lastPoint, 1);
    }
    void gunMode_netIsTheGunTime_evenWithAStartRead()
    {
        RaceCase c(kGunRace);
        c.read("start", 30).read("finish", 1000);
        QCOMPARE(c.score().net, seconds(1000));
        QCOMPARE(c.score().gun, seconds(1000));
        QCOMPARE(c.score().flags, 0u);
    }
    void gunMode_minimumTimes_stillCountFromTheOwnStartRead()
    {
        RaceCase c(R"({"name":"R","distance_m":5000,"start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"course":[{"point":"mat"}]})");
        c.read("mat", 600).read("mat", 700).read("mat", 2000); // started ten minutes late; 11:40 is no finish of a 5 km
        QCOMPARE(c.score().net, seconds(2000));
        QCOMPARE(c.useAt(700).use, Use::TooSoon);
    }
    void gunMode_runnerIsOnCourse_onlyWhenSeen()
    {
        RaceCase c(kGunRace);
        QCOMPARE(c.score().status, Status::NotStarted);
        QCOMPARE(c.read("start", 30).score().status, Status::OnCourse);
    }
    void individualStart_needsNoGun_andHasNoFlag()
    {
        RaceCase c(kTrial);
        c.read("start", 60).read("finish", 1000);
        QCOMPARE(c.score().net, seconds(940));
        QVERIFY(!c.score().gun);
        QCOMPARE(c.score().flags, 0u);
    }
    void individualStart_withoutAStartRead_givesNoTime_unlessTheWaveHasAGun()
    {
        RaceCase c(kTrial);
        c.read("finish", 1000);
        QCOMPARE(c.score().status, Status::OnCourse);
        c.rules.waves[0].gun = gunPlus(0);
        QCOMPARE(c.score().net, seconds(1000));
        QCOMPARE(c.score().flags, MissingStart);
    }
    void startWindow_includesItsLastMoment_andNothingAfter()
    {
        RaceCase in(kWindow), out(kWindow);
        in.read("start", 1200).read("finish", 3000);
        QCOMPARE(in.score().net, seconds(1800));
        out.read("start", 1200.5).read("finish", 3000);
        QCOMPARE(out.score().net, seconds(3000));
        QCOMPARE(out.score().flags, std::uint32_t(MissingStart | LateStart));
        QCOMPARE(out.useAt(1200.5).use, Use::AfterCutoff);
        QCOMPARE(out.useAt(1200.5).by, seconds(0.5));
    }
    void noWindow_acceptsAStartAtAnyTime()
    {
        RaceCase c;
        QCOMPARE(c.read("start", 7200).read("finish", 9000).score().net, seconds(1800));
    }
    void sharedMat_secondCrossing_isTheFinish()
    {
        RaceCase c(kSharedMat);
        c.read("mat", 4).read("mat", 6).read("mat", 1500).read("mat", 1502);
        QCOMPARE(c.score().net, seconds(1494));
        QCOMPARE(c.useAt(4).use, Use::EarlierStart);
        QCOMPARE(c.useAt(1502).use, Use::Repeat);
    }
    void sharedMat_steppingBackEarly_neitherMovesTheStartNorFinishes()
    {
        RaceCase c(kSharedMat); // 5 km at 2:10/km: nothing before 10:50 after the first start read
        c.read("mat", 4).read("mat", 200).read("mat", 1500);
        QCOMPARE(c.score().net, seconds(1496));
        QCOMPARE(c.useAt(200).use, Use::TooSoon);
        QCOMPARE(c.useAt(200).by, seconds(650 - 196));
    }
    void sharedMat_withAWindow_takesTheLastReadInsideIt()
    {
        RaceCase c(kSharedWindow);
        c.read("mat", 4).read("mat", 200).read("mat", 1500);
        QCOMPARE(c.score().net, seconds(1300));
    }
    void sharedMat_onlyStarted_isOnCourse()
    {
        RaceCase c(kSharedMat);
        QCOMPARE(c.read("mat", 4).score().status, Status::OnCourse);
    }
    void sharedMat_withoutAnyDistance_asksForOneMinute()
    {
        RaceCase c(R"({"name":"R","start":{"gun":"2026-05-30T09:00:00"},"course":[{"point":"mat"}]})");
        c.read("mat", 1).read("mat", 62);
        QCOMPARE(c.score().net, seconds(61));
    }
    void wave_countsFromItsOwnGun_elseFromTheRaces()
    {
        RaceCase c(kWaves);
        c.read("finish", 1000);
        c.facts.wave = 1;
        QCOMPARE(c.score().gun, seconds(1000));
        c.facts.wave = 2;
        QCOMPARE(c.score().gun, seconds(400));
    }
    void startInTheWrongWave_beforeItsGun_countsFromTheWavesGun()
    {
        RaceCase c(kWaves);
        c.facts.wave = 2;
        c.read("start", 10).read("finish", 1000);
        QCOMPARE(c.score().net, seconds(400));
        QCOMPARE(c.score().flags, PreGunStart);
    }
    void chosenGun_replacesTheScheduledOne()
    {
        const EventDocument event = gantry::test::eventWith(kWaves);
        const auto rules = compileRules(event, {{QStringLiteral("R"), {gunPlus(2), GunSource::Key}}, {QStringLiteral("R/B"), {gunPlus(601), GunSource::Reader}}});
        QCOMPARE(rules[0].waves[0].gun, gunPlus(2));
        QCOMPARE(rules[0].waves[0].source, GunSource::Key);
        QVERIFY(!rules[0].waves[1].gun);
        QCOMPARE(rules[0].gunOf(1), gunPlus(2));
        QCOMPARE(rules[0].gunOf(2), gunPlus(601));
        QCOMPARE(compileRules(event, {})[0].waves[2].source, GunSource::Schedule);
    }
    void wave_isFoundWithoutCase_andAnEmptyNameIsTheRaceItself()
    {
        const RaceCase c(kWaves);
        QCOMPARE(c.rules.waveByName(u"b"), 2);
        QCOMPARE(c.rules.waveByName(u""), 0);
        QCOMPARE(c.rules.waveByName(u"Z"), -1);
    }
};

int runStartTest(int argc, char **argv)
{
    StartTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "starttest.moc"
