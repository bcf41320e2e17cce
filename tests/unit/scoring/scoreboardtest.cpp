// SPDX-License-Identifier: Apache-2.0
#include "core/scoring/scoreboard.h"
#include "tests/unit/scoring/racecase.h"

#include <QElapsedTimer>
#include <QTest>

#include <rapidcheck.h>

#include <map>
#include <random>

using namespace gantry;
using namespace gantry::scoring;
using gantry::test::gunPlus;
using gantry::test::seconds;

namespace {

constexpr const char *kChip = R"({"name":"R","start":{"gun":"2026-05-30T09:00:00","waves":[{"name":"B","gun":"2026-05-30T09:01:00"}]},
    "course":[{"point":"half"},{"point":"finish","min_time_s":60}],"division_source":"roster"})";
constexpr const char *kRecorded = R"({"name":"R","start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"course":[{"point":"half"},{"point":"finish"}],
    "ties":"recording_order","ranking":"gun","divisions":[{"name":"M40+","genders":["M"],"age_min":40},{"name":"Open"}]})";
constexpr const char *kLaps = R"({"name":"R","start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"course":[{"point":"half"},{"point":"finish"}],"laps":{"count":3,"min_lap_s":30}})";
constexpr const char *kTwoMinutes = R"({"name":"R","start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"course":[{"point":"finish"}],"laps":{"duration_s":120,"min_lap_s":20,"finish_lap":true}})";
constexpr const char *kYard = R"({"name":"R","start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"course":[{"point":"finish"}],"laps":{"every_s":100,"min_lap_s":10}})";
constexpr const char *kRelay = R"({"name":"R","start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"course":[{"point":"finish"}],"ties":"recording_order",
    "relay":{"legs":3,"mass_starts":[{"leg":3,"at_s":180}],"estimate":true}})";
constexpr const char *kMat = R"({"name":"R","distance_m":1000,"start":{"gun":"2026-05-30T09:00:00","cutoff_s":90},"course":[{"point":"mat"}]})";

// Few values of each kind, so that ties, repeats and odd orders are common.
rc::Gen<EntrantFacts> anyFacts(const EventDocument &event)
{
    return rc::gen::exec([&event] {
        EntrantFacts f;
        f.race = RaceIdx(*rc::gen::inRange(-1, 2)); // also one race too many
        f.wave = *rc::gen::inRange(0, 2);
        f.gender = *rc::gen::element(QStringLiteral("M"), QStringLiteral("F"), QString());
        if (*rc::gen::arbitrary<bool>())
            f.age = *rc::gen::inRange(38, 43);
        f.rosterDivision = *rc::gen::element(QString(), QStringLiteral("A"), QStringLiteral("a"), QStringLiteral("B"));
        const int reads = *rc::gen::inRange(0, 7);
        for (int i = 0; i < reads; ++i) {
            ReadFact read{ReadIdx(*rc::gen::inRange(0, 1000)), PointIdx(*rc::gen::inRange(0, int(event.points.size()))), gunPlus(*rc::gen::inRange(-3, 40) * 10)};
            read.ignored = *rc::gen::inRange(0, 10) == 0;
            f.reads.push_back(read);
        }
        std::sort(f.reads.begin(), f.reads.end(), [](const ReadFact &a, const ReadFact &b) { return std::pair(a.at, a.read) < std::pair(b.at, b.read); });
        if (*rc::gen::inRange(0, 3) == 0)
            f.hands.push_back({PointIdx(*rc::gen::inRange(0, int(event.points.size()))), gunPlus(*rc::gen::inRange(-3, 40) * 10 + 3)});
        switch (*rc::gen::inRange(0, 12)) {
        case 0: f.verdict = Correction::Kind::Dnf; break;
        case 1: f.verdict = Correction::Kind::Dq; break;
        case 2: f.startOffset = seconds(*rc::gen::inRange(-3, 4) * 10); break;
        case 3: f.penalty = seconds(10); break;
        case 4: f.setTimes.push_back({PointIdx(2), gunPlus(*rc::gen::inRange(-1, 40) * 10)}); break;
        case 5: f.deadHeat = *rc::gen::inRange(0, 2); break;
        case 6: f.withdrawn = true; break;
        case 7: f.legPenalties.push_back({*rc::gen::inRange(1, 4), seconds(10)}); break;
        case 8: f.legStarts.push_back({*rc::gen::inRange(1, 4), seconds(*rc::gen::inRange(0, 20) * 10)}); break;
        default: break;
        }
        return f;
    });
}

void requireSame(Scoreboard &live, Scoreboard &anew)
{
    RC_ASSERT(live.size() == anew.size());
    RC_ASSERT(live.allPlaces() == anew.allPlaces());
    RC_ASSERT(live.order(RaceIdx(0)) == anew.order(RaceIdx(0)));
    for (std::size_t i = 0; i < live.size(); ++i)
        RC_ASSERT(live.result(EntrantIdx(int(i))) == anew.result(EntrantIdx(int(i))));
}

using Shown = std::map<std::pair<int, int>, std::pair<std::optional<Micros>, std::optional<Micros>>>;

// What a screen shows that follows the announcements.
void follow(Shown &shown, const std::vector<Announcement> &announcements)
{
    for (const Announcement &a : announcements) {
        const std::pair key{a.entrant.value(), a.course};
        RC_ASSERT((a.kind == Announcement::Kind::Added) == !shown.contains(key));
        if (a.kind == Announcement::Kind::Withdrawn)
            shown.erase(key);
        else
            shown[key] = {a.net, a.gun};
    }
}

Shown shownBy(const Scoreboard &board)
{
    Shown shown;
    for (std::size_t i = 0; i < board.size(); ++i) {
        const EntrantResult &r = board.result(EntrantIdx(int(i)));
        if (r.status == Status::Dnf || r.status == Status::Dns || r.status == Status::Dq)
            continue;
        for (std::size_t k = 0; k < r.splits.size(); ++k) {
            if (!r.splits[k])
                continue;
            const bool finish = k + 1 == r.splits.size();
            const auto gun = finish ? r.gun : r.gunAt ? std::optional(*r.startedAt + *r.splits[k] - *r.gunAt) : std::nullopt;
            shown[{int(i), int(k)}] = {r.splits[k], gun};
        }
    }
    return shown;
}

// Races by the clock announce laps, which `shownBy` does not reckon.
bool holdsFor(const char *race, const char *otherRace, bool followed = true)
{
    const EventDocument event = gantry::test::eventWith(race), other = gantry::test::eventWith(otherRace);
    return rc::check("incremental equals anew", [&] {
        const auto rules = compileRules(event, {});
        std::vector<EntrantFacts> facts;
        Scoreboard live;
        live.reset(rules, {});
        Shown shown;
        const int steps = *rc::gen::inRange(1, 25);
        for (int step = 0; step < steps; ++step) {
            const int at = *rc::gen::inRange(0, int(facts.size()) + 1);
            const EntrantFacts f = *anyFacts(event);
            if (std::size_t(at) == facts.size())
                facts.push_back(f);
            else
                facts[std::size_t(at)] = f;
            live.update(EntrantIdx(at), f);
            if (*rc::gen::arbitrary<bool>())
                continue; // several updates between two looks
            Scoreboard anew;
            anew.reset(rules, facts);
            requireSame(live, anew);
            const auto told = live.takeAnnouncements();
            if (!followed)
                continue;
            follow(shown, told);
            RC_ASSERT(shown == shownBy(live));
        }
        const auto otherRules = compileRules(other, {});
        live.setRules(otherRules);
        Scoreboard anew;
        anew.reset(otherRules, facts);
        requireSame(live, anew);
        if (!followed)
            return;
        follow(shown, live.takeAnnouncements());
        RC_ASSERT(shown == shownBy(live));
    });
}

EntrantFacts finisher(const EventDocument &event, double start, double finish, int recorded)
{
    EntrantFacts f;
    f.race = RaceIdx(0);
    f.gender = QStringLiteral("F");
    f.reads = {{ReadIdx(recorded), event.pointByName(u"start"), gunPlus(start)}, {ReadIdx(recorded + 1), event.pointByName(u"finish"), gunPlus(finish)}};
    return f;
}

using Kind = Announcement::Kind;

std::vector<Kind> kinds(const std::vector<Announcement> &all)
{
    std::vector<Kind> out;
    for (const Announcement &a : all)
        out.push_back(a.kind);
    return out;
}

} // namespace

class ScoreboardTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void updates_giveTheSameAnswerAsScoringAnew_inAChipRace() { QVERIFY(holdsFor(kChip, kRecorded)); }
    void updates_giveTheSameAnswerAsScoringAnew_inAGunRace() { QVERIFY(holdsFor(kRecorded, kMat)); }
    void updates_giveTheSameAnswerAsScoringAnew_onASharedMat() { QVERIFY(holdsFor(kMat, kChip)); }

    void updates_giveTheSameAnswerAsScoringAnew_overLaps() { QVERIFY(holdsFor(kLaps, kRelay)); }
    void updates_giveTheSameAnswerAsScoringAnew_inARelay() { QVERIFY(holdsFor(kRelay, kLaps)); }
    void updates_giveTheSameAnswerAsScoringAnew_againstTheClock() { QVERIFY(holdsFor(kTwoMinutes, kYard, false)); }
    void updates_giveTheSameAnswerAsScoringAnew_inABackyard() { QVERIFY(holdsFor(kYard, kTwoMinutes, false)); }

    void everything_isChangedOnce_afterAReset_andNothingIsAnnounced()
    {
        const EventDocument event = gantry::test::eventWith(gantry::test::kPlainRace);
        Scoreboard board;
        board.reset(compileRules(event, {}), {finisher(event, 0, 900, 0), finisher(event, 0, 901, 2)});
        QCOMPARE(board.takeChanged(), (std::vector<EntrantIdx>{EntrantIdx(0), EntrantIdx(1)}));
        QVERIFY(board.takeChanged().empty());
        QVERIFY(board.takeAnnouncements().empty());
    }
    void finish_isAddedChangedWithdrawnAndAddedAgain()
    {
        const EventDocument event = gantry::test::eventWith(gantry::test::kPlainRace);
        Scoreboard board;
        board.reset(compileRules(event, {}), {});
        EntrantFacts f = finisher(event, 0, 900, 0);
        board.update(EntrantIdx(0), f);
        const auto added = board.takeAnnouncements();
        QCOMPARE(kinds(added), std::vector{Kind::Added});
        QCOMPARE(added[0].course, 1);
        QCOMPARE(added[0].net, seconds(900));
        QCOMPARE(added[0].at, gunPlus(900));
        f.penalty = seconds(5);
        board.update(EntrantIdx(0), f);
        QCOMPARE(kinds(board.takeAnnouncements()), std::vector{Kind::Changed});
        f.verdict = Correction::Kind::Dnf;
        board.update(EntrantIdx(0), f);
        QCOMPARE(kinds(board.takeAnnouncements()), std::vector{Kind::Withdrawn});
        f.verdict.reset();
        board.update(EntrantIdx(0), f);
        QCOMPARE(kinds(board.takeAnnouncements()), std::vector{Kind::Added});
        f.reads[1].ignored = true;
        board.update(EntrantIdx(0), f);
        QCOMPARE(kinds(board.takeAnnouncements()), std::vector{Kind::Withdrawn});
    }
    void finishOfADisqualifiedRunner_isNeverAnnounced()
    {
        const EventDocument event = gantry::test::eventWith(gantry::test::kPlainRace);
        Scoreboard board;
        board.reset(compileRules(event, {}), {});
        EntrantFacts f = finisher(event, 0, 900, 0);
        f.verdict = Correction::Kind::Dq;
        board.update(EntrantIdx(0), f);
        QVERIFY(board.takeAnnouncements().empty());
    }
    void newGun_changesTheTimesOnTheScreens()
    {
        const EventDocument event = gantry::test::eventWith(gantry::test::kPlainRace);
        Scoreboard board;
        board.reset(compileRules(event, {}), {finisher(event, 10, 900, 0)});
        (void)board.takeChanged();
        board.setRules(compileRules(event, {{QStringLiteral("R"), {gunPlus(5), GunSource::Key}}}));
        const auto changed = board.takeAnnouncements();
        QCOMPARE(kinds(changed), std::vector{Kind::Changed});
        QCOMPARE(changed[0].net, seconds(890));
        QCOMPARE(changed[0].gun, seconds(895));
        QCOMPARE(board.takeChanged(), std::vector<EntrantIdx>{EntrantIdx(0)});
    }
    void entrantWithoutARace_hasNoResult()
    {
        const EventDocument event = gantry::test::eventWith(gantry::test::kPlainRace);
        Scoreboard board;
        EntrantFacts f = finisher(event, 0, 900, 0);
        f.race = RaceIdx(-1);
        board.reset(compileRules(event, {}), {f});
        QCOMPARE(board.result(EntrantIdx(0)), EntrantResult{});
        QCOMPARE(board.places(EntrantIdx(0)), Places{});
        QVERIFY(board.order(RaceIdx(0)).empty());
        QVERIFY(board.order(RaceIdx(7)).empty());
    }
    void oneMoreRead_at26410Entrants_costsReported()
    {
        const EventDocument event = gantry::test::eventWith(gantry::test::kPlainRace);
        std::mt19937 random(1);
        std::vector<EntrantFacts> all;
        for (int i = 0; i < 26'410; ++i)
            all.push_back(finisher(event, i % 300, 8000 + double(random() % 6'000'000) / 1000, i * 2));
        Scoreboard board;
        board.reset(compileRules(event, {}), all);
        (void)board.allPlaces();
        std::vector<qint64> ns;
        for (int i = 0; i < 200; ++i) {
            const int who = int(random() % all.size());
            EntrantFacts f = finisher(event, who % 300, 8000 + double(random() % 6'000'000) / 1000, who * 2);
            QElapsedTimer timer;
            timer.start();
            board.update(EntrantIdx(who), std::move(f));
            (void)board.allPlaces();
            ns.push_back(timer.nsecsElapsed());
        }
        std::sort(ns.begin(), ns.end());
        qInfo("one update with places at 26,410 entrants: median %.3f ms, p95 %.3f ms", double(ns[100]) / 1e6, double(ns[190]) / 1e6);
        QCOMPARE(board.order(RaceIdx(0)).size(), all.size());
    }
};

int runScoreboardTest(int argc, char **argv)
{
    ScoreboardTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "scoreboardtest.moc"
