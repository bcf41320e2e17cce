// SPDX-License-Identifier: Apache-2.0
#include "core/scoring/scoreboard.h"
#include "tests/unit/scoring/racecase.h"

#include <QTest>

using namespace gantry;
using namespace gantry::scoring;
using gantry::test::gunPlus;
using gantry::test::seconds;

namespace {

constexpr const char *kShare = R"({"name":"R","start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"course":[{"point":"finish"}]})";
constexpr const char *kRecorded =
    R"({"name":"R","start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"course":[{"point":"finish"}],"ties":"recording_order"})";
constexpr const char *kByGun = R"({"name":"R","start":{"gun":"2026-05-30T09:00:00"},"course":[{"point":"finish"}],"ranking":"gun"})";
constexpr const char *kByNet = R"({"name":"R","start":{"gun":"2026-05-30T09:00:00"},"course":[{"point":"finish"}],"ranking":"net"})";

struct Runner {
    double start, finish; // < 0: none
    const char *gender = "M";
    const char *division = "";
    int deadHeat = -1;
    std::optional<Correction::Kind> verdict = {};
};

// Recording order = order in the list.
Scoreboard board(const char *race, const std::vector<Runner> &runners)
{
    const EventDocument event = gantry::test::eventWith(race);
    std::vector<EntrantFacts> all;
    int recorded = 0;
    for (const Runner &r : runners) {
        EntrantFacts f;
        f.race = RaceIdx(0);
        f.gender = QString::fromLatin1(r.gender);
        f.rosterDivision = QString::fromLatin1(r.division);
        f.deadHeat = r.deadHeat;
        f.verdict = r.verdict;
        if (r.start >= 0)
            f.reads.push_back({ReadIdx(recorded++), event.pointByName(u"start"), gunPlus(r.start)});
        if (r.finish >= 0)
            f.reads.push_back({ReadIdx(recorded++), event.pointByName(u"finish"), gunPlus(r.finish)});
        all.push_back(f);
    }
    Scoreboard out;
    out.reset(compileRules(event, {}), all);
    return out;
}

std::vector<int> overall(Scoreboard b)
{
    std::vector<int> out;
    for (const Places &p : b.allPlaces())
        out.push_back(p.overall);
    return out;
}

std::vector<int> indices(const std::vector<EntrantIdx> &entrants)
{
    std::vector<int> out;
    for (EntrantIdx e : entrants)
        out.push_back(e.value());
    return out;
}

using Ints = std::vector<int>;

} // namespace

class PlacesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalTimes_shareThePlace_andTheNextIsSkipped()
    {
        QCOMPARE(overall(board(kShare, {{-1, 100}, {-1, 100}, {-1, 99}, {-1, 101}})), (Ints{2, 2, 1, 4}));
    }
    void timesThatOnlyRoundEqual_doNotShare()
    {
        QCOMPARE(overall(board(kShare, {{-1, 99.2}, {-1, 99.1}})), (Ints{2, 1}));
    }
    void recordingOrder_givesEqualTimesTheirOwnPlaces()
    {
        QCOMPARE(overall(board(kRecorded, {{-1, 100}, {-1, 100}, {-1, 99}, {-1, 100}})), (Ints{2, 3, 1, 4}));
    }
    void deadHeat_sharesTheBestPlace_underRecordingOrder()
    {
        QCOMPARE(overall(board(kRecorded, {{-1, 100, "M", "", 7}, {-1, 100, "M", "", 7}, {-1, 100}, {-1, 101}})), (Ints{1, 1, 3, 4}));
    }
    void deadHeat_ofUnequalTimes_sharesTheBestPlace()
    {
        QCOMPARE(overall(board(kShare, {{-1, 100, "M", "", 1}, {-1, 100.2, "F", "", 1}, {-1, 101}})), (Ints{1, 1, 3}));
    }
    void deadHeat_ofManAndWoman_leavesGenderPlacesAlone()
    {
        Scoreboard b = board(kShare, {{-1, 99, "F"}, {-1, 100, "M", "", 1}, {-1, 100, "F", "", 1}});
        QCOMPARE(b.places(EntrantIdx(1)).gender, 1);
        QCOMPARE(b.places(EntrantIdx(2)).gender, 2);
        QCOMPARE(b.places(EntrantIdx(2)).overall, 2);
    }
    void ranking_byGunOrByNet_decidesWhoIsFirst()
    {
        const std::vector<Runner> runners{{0, 1000}, {60, 1030}};
        QCOMPARE(overall(board(kByGun, runners)), (Ints{1, 2}));
        QCOMPARE(overall(board(kByNet, runners)), (Ints{2, 1}));
    }
    void genderPlace_isBlank_whenTheSexIsUnknown()
    {
        Scoreboard b = board(kShare, {{-1, 100, "M"}, {-1, 101, "F"}, {-1, 102, ""}, {-1, 103, "X"}, {-1, 104, "M"}});
        const auto places = b.allPlaces();
        QCOMPARE(places[0].gender, 1);
        QCOMPARE(places[1].gender, 1);
        QCOMPARE(places[2].gender, 0);
        QCOMPARE(places[3].gender, 1);
        QCOMPARE(places[4].gender, 2);
    }
    void rosterDivisions_areCountedPerSex_andUnknownToo()
    {
        Scoreboard b = board(kShare, {{-1, 100, "M", "40-44"}, {-1, 101, "F", "40-44"}, {-1, 102, "M", "40-44"}, {-1, 103, "M"}, {-1, 104, "M"}});
        const auto places = b.allPlaces();
        QCOMPARE(places[1].division, 1);
        QCOMPARE(places[2].division, 2);
        QCOMPARE(places[3].division, 1);
        QCOMPARE(places[4].division, 2);
    }
    void verdicts_takeThePlace_andTheOthersMoveUp()
    {
        QCOMPARE(overall(board(kShare, {{-1, 100, "M", "", -1, Correction::Kind::Dq}, {-1, 101}})), (Ints{0, 1}));
    }
    void order_isPlacedThenOnCourseThenNotStartedThenVerdicts()
    {
        Scoreboard b = board(kByNet, {{-1, -1, "M", "", -1, Correction::Kind::Dq},
                                      {-1, -1, "M", "", -1, Correction::Kind::Dns},
                                      {-1, 500, "M", "", -1, Correction::Kind::Dnf},
                                      {-1, -1},
                                      {5, -1},
                                      {0, 900},
                                      {0, 800}});
        QCOMPARE(indices(b.order(RaceIdx(0))), (Ints{6, 5, 4, 3, 2, 1, 0}));
    }
    void finisherWithoutATimeToRankBy_hasNoPlace_butStandsAmongTheFinished()
    {
        constexpr const char *race = R"({"name":"R","course":[{"point":"finish"}],"ranking":"gun"})"; // no gun known
        Scoreboard b = board(race, {{5, -1}, {0, 900}});
        QCOMPARE(b.result(EntrantIdx(1)).status, Status::Finished);
        QCOMPARE(overall(b), (Ints{0, 0}));
        QCOMPARE(indices(b.order(RaceIdx(0))), (Ints{1, 0}));
    }
    void timeTrialRankedByGun_withoutAGun_ranksByOwnTimes()
    {
        constexpr const char *race = R"({"name":"R","start":{"mode":"individual"},"course":[{"point":"finish"}],"ranking":"gun"})";
        QCOMPARE(overall(board(race, {{0, 900}, {60, 930}})), (Ints{2, 1}));
    }
};

int runPlacesTest(int argc, char **argv)
{
    PlacesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "placestest.moc"
