// SPDX-License-Identifier: Apache-2.0
#include "core/scoring/awardboard.h"
#include "tests/unit/scoring/racecase.h"

#include <QTest>

#include <rapidcheck.h>

using namespace gantry;
using namespace gantry::scoring;
using gantry::test::gunPlus;
using gantry::test::seconds;

namespace {

struct Runner {
    int bib;
    QString gender;
    std::optional<int> age;
    double finish;          // seconds after the gun; negative: on the course
    double start = 0;       // at the start mat
    QString club = {}, division = {};
    int heat = -1;
    std::optional<Correction::Kind> verdict = {};
};

// A chip race with a start mat; what the document says of awards is given.
class Prizes {
public:
    Prizes(const QString &race, std::vector<Runner> runners)
        : m_event(test::eventWith(qPrintable(QStringLiteral(R"({"name":"R","start":{"gun":"2026-05-30T09:00:00"},"course":[{"point":"finish"}],%1})").arg(race)))),
          m_runners(std::move(runners))
    {
        std::vector<EntrantFacts> facts;
        for (std::size_t i = 0; i < m_runners.size(); ++i)
            facts.push_back(factsOf(m_runners[i], int(i)));
        m_board.reset(compileRules(m_event, {}), facts);
        m_awards.awards(m_board);
    }
    EntrantFacts factsOf(const Runner &r, int i) const
    {
        EntrantFacts f;
        f.race = RaceIdx(0);
        f.gender = r.gender;
        f.age = r.age;
        f.team = r.club;
        f.rosterDivision = r.division;
        f.deadHeat = r.heat;
        f.verdict = r.verdict;
        f.reads.push_back({ReadIdx(1000 + i), m_event.pointByName(u"start"), gunPlus(r.start)});
        if (r.finish >= 0)
            f.reads.push_back({ReadIdx(2000 + i), m_event.pointByName(u"finish"), gunPlus(r.finish)});
        return f;
    }
    // "1 7, 2 9": position and bib.
    QString of(const char *band)
    {
        const auto &races = m_awards.awards(m_board);
        const int b = races[0]->bandByName(QString::fromUtf8(band));
        QStringList out;
        if (b >= 0)
            for (const AwardWinner &w : races[0]->bands[std::size_t(b)].winners)
                out.append(QStringLiteral("%1%2 %3").arg(w.position).arg(w.shared ? QStringLiteral("=") : QString()).arg(m_runners[std::size_t(w.entrant.value())].bib));
        return b < 0 ? QStringLiteral("no band") : out.join(QStringLiteral(", "));
    }
    AwardAnswer why(const char *band, int bib)
    {
        const auto &races = m_awards.awards(m_board);
        const auto who = std::find_if(m_runners.begin(), m_runners.end(), [&](const Runner &r) { return r.bib == bib; });
        return m_awards.why(m_board, RaceIdx(0), races[0]->bandByName(QString::fromUtf8(band)), EntrantIdx(int(who - m_runners.begin())));
    }
    QString text(const char *band, int bib) { return why(band, bib).text; }

private:
    EventDocument m_event;
    std::vector<Runner> m_runners;
    Scoreboard m_board;
    AwardBoard m_awards;
};

const QString kW = QStringLiteral("F"), kM = QStringLiteral("M");

} // namespace

class AwardsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bandsRunByPriority_andAnExclusivePrizeBlocksTheNext()
    {
        Prizes p(QStringLiteral(R"("awards":[{"name":"Women 40-49","genders":["F"],"age_min":40,"age_max":49,"places":1,"priority":2},
                                             {"name":"Women Open","genders":["F"],"places":2,"priority":1}])"),
                 {{1, kW, 45, 1000}, {2, kW, 44, 1100}, {3, kW, 43, 1200}, {4, kM, 42, 900}, {5, kW, 39, 1300}});
        QCOMPARE(p.of("Women Open"), QStringLiteral("1 1, 2 2"));
        QCOMPARE(p.of("Women 40-49"), QStringLiteral("1 3"));
        QCOMPARE(p.text("Women 40-49", 2), QStringLiteral("won Women Open 2nd, so not eligible for Women 40-49: that prize is exclusive"));
        QCOMPARE(p.text("Women Open", 3), QStringLiteral("3rd of those eligible; 2 are awarded"));
        QCOMPARE(p.text("Women Open", 4), QStringLiteral("only for women"));
        QCOMPARE(p.text("Women 40-49", 5), QStringLiteral("age 39 is outside 40-49"));
        QCOMPARE(p.text("Women Open", 1), QStringLiteral("won, 1st"));
    }

    void equalPriority_runsInDocumentOrder_andANonExclusivePrizeNeverBlocks()
    {
        Prizes p(QStringLiteral(R"("awards":[{"name":"A","places":1},{"name":"B","places":1,"exclusive":false},{"name":"C","places":1}])"),
                 {{1, kW, 45, 1000}, {2, kW, 44, 1100}});
        QCOMPARE(p.of("A"), QStringLiteral("1 1"));
        QCOMPARE(p.of("B"), QStringLiteral("1 1")); // given to whoever is first, whatever he has
        QCOMPARE(p.of("C"), QStringLiteral("1 2")); // B blocks nobody, A does
    }

    void eachBandRanksByItsOwnTime()
    {
        Prizes p(QStringLiteral(R"("awards":[{"name":"Gun","places":1,"rank":"gun","exclusive":false},{"name":"Net","places":1,"exclusive":false}])"),
                 {{1, kM, 30, 1000, 0}, {2, kM, 30, 1010, 60}});
        QCOMPARE(p.of("Gun"), QStringLiteral("1 1"));
        QCOMPARE(p.of("Net"), QStringLiteral("1 2"));
    }

    void unknownSexOrAge_takesTheBoundsOfTheRostersDivision_onlyWhenAllOfItFits()
    {
        Prizes p(QStringLiteral(R"("division_source":"roster","divisions":[{"name":"F40","genders":["F"],"age_min":40,"age_max":49},{"name":"FV","genders":["F"],"age_min":40},{"name":"Mixed"}],
                                   "awards":[{"name":"W40","genders":["F"],"age_min":40,"age_max":49,"places":3},{"name":"All","places":9,"exclusive":false}])"),
                 {{1, {}, {}, 1000, 0, {}, QStringLiteral("f40")}, {2, {}, {}, 1100, 0, {}, QStringLiteral("FV")}, {3, {}, {}, 1200}, {4, kW, {}, 1300}, {5, {}, 45, 1400, 0, {}, QStringLiteral("Mixed")},
                  {6, kW, 41, 1500, 0, {}, QStringLiteral("Mixed")}});
        QCOMPARE(p.of("W40"), QStringLiteral("1 1, 2 6"));
        QCOMPARE(p.of("All"), QStringLiteral("1 1, 2 2, 3 3, 4 4, 5 5, 6 6")); // without bounds everybody
        QCOMPARE(p.text("W40", 2), QStringLiteral("age is not known, and division FV is not all within 40-49"));
        QCOMPARE(p.text("W40", 3), QStringLiteral("sex is not known"));
        QCOMPARE(p.text("W40", 4), QStringLiteral("age is not known"));
        QCOMPARE(p.text("W40", 5), QStringLiteral("sex is not known, and division Mixed does not tell"));
    }

    void everybodyWhoTiesWithTheLastPrize_getsOneToo()
    {
        const char *awards = R"("ties":"share","awards":[{"name":"Open","places":3}])";
        Prizes share(QString::fromLatin1(awards), {{1, kM, 30, 1000}, {2, kM, 30, 1100}, {3, kM, 30, 1200}, {4, kM, 30, 1200}, {5, kM, 30, 1300}});
        QCOMPARE(share.of("Open"), QStringLiteral("1 1, 2 2, 3= 3, 3= 4"));
        Prizes second(QString::fromLatin1(awards), {{1, kM, 30, 1000}, {2, kM, 30, 1100}, {3, kM, 30, 1100}, {4, kM, 30, 1200}});
        QCOMPARE(second.of("Open"), QStringLiteral("1 1, 2= 2, 2= 3"));
        Prizes recorded(QStringLiteral(R"("ties":"recording_order","awards":[{"name":"Open","places":3}])"), {{1, kM, 30, 1000}, {2, kM, 30, 1100}, {3, kM, 30, 1200}, {4, kM, 30, 1200}});
        QCOMPARE(recorded.of("Open"), QStringLiteral("1 1, 2 2, 3 3"));
        QCOMPARE(recorded.text("Open", 4), QStringLiteral("4th of those eligible; 3 are awarded"));
    }

    void deadHeat_isSharedUnderRecordingOrder()
    {
        Prizes p(QStringLiteral(R"("ties":"recording_order","awards":[{"name":"Open","places":1}])"),
                 {{1, kM, 30, 1000.2, 0, {}, {}, 0}, {2, kM, 30, 1000.3}, {3, kM, 30, 1000.4, 0, {}, {}, 0}});
        QCOMPARE(p.of("Open"), QStringLiteral("1= 1, 1= 3")); // declared: whoever came between them waits
        // One list of bibs for two dead heats: those with the same printed time belong together.
        Prizes two(QStringLiteral(R"("ties":"recording_order","rounding":"half_up_1s","awards":[{"name":"Open","places":3}])"),
                   {{1, kM, 30, 1000.1, 0, {}, {}, 0}, {2, kM, 30, 1000.2, 0, {}, {}, 0}, {3, kM, 30, 1100.1, 0, {}, {}, 0}, {4, kM, 30, 1100.3, 0, {}, {}, 0}});
        QCOMPARE(two.of("Open"), QStringLiteral("1= 1, 1= 2, 3= 3, 3= 4"));
    }

    void clubs_limitAndNumber()
    {
        Prizes p(QStringLiteral(R"("awards":[{"name":"Open","places":3,"max_per_club":2},{"name":"Locals","places":2,"clubs":["Fife  AC","Falkland"],"exclusive":false}])"),
                 {{1, kM, 30, 1000, 0, QStringLiteral("Fife AC")}, {2, kM, 30, 1100, 0, QStringLiteral(" fife ac ")}, {3, kM, 30, 1200, 0, QStringLiteral("FIFE AC")}, {4, kM, 30, 1300}, {5, kM, 30, 1400, 0, QStringLiteral("Dundee")}});
        QCOMPARE(p.of("Open"), QStringLiteral("1 1, 2 2, 3 4"));
        QCOMPARE(p.text("Open", 3), QStringLiteral("his club FIFE AC has its 2 prizes"));
        QCOMPARE(p.text("Open", 5), QStringLiteral("4th of those eligible; 3 are awarded")); // bib 3 cannot win
        QCOMPARE(p.of("Locals"), QStringLiteral("1 1, 2 2"));
        QCOMPARE(p.text("Locals", 5), QStringLiteral("club Dundee is not among Fife  AC, Falkland"));
        QCOMPARE(p.text("Locals", 4), QStringLiteral("has no club; only for Fife  AC, Falkland"));
    }

    void firstPlacesFirst_givesTheFirstPrizeOfEveryBandBeforeTheSecond()
    {
        const char *awards = R"("award_policy":"%1","awards":[{"name":"Open","places":2,"priority":1},{"name":"40+","age_min":40,"places":1,"priority":2}])";
        const std::vector<Runner> field{{1, kM, 30, 1000}, {2, kM, 45, 1100}, {3, kM, 30, 1200}, {4, kM, 46, 1300}};
        Prizes order(QString::fromLatin1(awards).arg(QStringLiteral("band_order")), field);
        QCOMPARE(order.of("Open"), QStringLiteral("1 1, 2 2"));
        QCOMPARE(order.of("40+"), QStringLiteral("1 4"));
        Prizes first(QString::fromLatin1(awards).arg(QStringLiteral("first_places_first")), field);
        QCOMPARE(first.of("Open"), QStringLiteral("1 1, 2 3"));
        QCOMPARE(first.of("40+"), QStringLiteral("1 2"));
        QCOMPARE(first.text("Open", 2), QStringLiteral("won 40+ 1st, so not eligible for Open: that prize is exclusive"));
    }

    void awardsOfOneName_areOneBandInSeveralGoes()
    {
        Prizes p(QStringLiteral(R"("awards":[{"name":"Open","places":1,"priority":1},{"name":"40+","age_min":40,"places":1,"priority":2},{"name":"Open","places":2,"priority":3,"exclusive":false}])"),
                 {{1, kM, 30, 1000}, {2, kM, 45, 1100}, {3, kM, 30, 1200}});
        QCOMPARE(p.of("Open"), QStringLiteral("1 1, 2 2, 3 3")); // bib 1 does not win the name twice
        QCOMPARE(p.of("40+"), QStringLiteral("1 2"));
    }

    void bestValue_everybodyKeepsThePrizeWorthMost()
    {
        Prizes p(QStringLiteral(R"("award_policy":"best_value","awards":[{"name":"Open","places":3,"priority":1,"values":[100,50,20]},{"name":"40+","age_min":40,"places":2,"priority":2,"values":[60,30]}])"),
                 {{1, kM, 30, 1000}, {2, kM, 45, 1100}, {3, kM, 46, 1200}, {4, kM, 30, 1300}, {5, kM, 47, 1400}});
        // 2: 50 as second of all, 60 as first over 40: leaves the overall. 3 is then second there (50) and second over 40 (30).
        QCOMPARE(p.of("Open"), QStringLiteral("1 1, 2 3, 3 4"));
        QCOMPARE(p.of("40+"), QStringLiteral("1 2, 2 5"));
        QCOMPARE(p.text("Open", 2), QStringLiteral("keeps 40+ 1st, which is worth more, so passes Open on"));
        QCOMPARE(p.why("40+", 3).reason, AwardReason::KeptAnother);
    }

    void everyOddField_isAnAnswer()
    {
        const QString awards = QStringLiteral(R"("awards":[{"name":"None","places":0},{"name":"Old","age_min":140,"places":3},{"name":"Open","places":3}])");
        Prizes empty(awards, {});
        QCOMPARE(empty.of("Open"), QString());
        Prizes p(awards, {{1, kM, 30, 1000, 0, QStringLiteral("A")}, {2, kM, 30, -1}, {3, kM, 30, 1100, 0, {}, {}, -1, Correction::Kind::Dnf}, {4, kM, 30, 1200, 0, {}, {}, -1, Correction::Kind::Dq}});
        QCOMPARE(p.of("None"), QString());
        QCOMPARE(p.text("None", 1), QStringLiteral("no prizes are awarded"));
        QCOMPARE(p.of("Old"), QString());
        QCOMPARE(p.of("Open"), QStringLiteral("1 1"));
        QCOMPARE(p.text("Open", 2), QStringLiteral("has not finished yet"));
        QCOMPARE(p.text("Open", 3), QStringLiteral("did not finish"));
        QCOMPARE(p.text("Open", 4), QStringLiteral("was disqualified"));
    }

    void oneByOne_isTheSameAsAtOnce()
    {
        const EventDocument event = test::eventWith(R"({"name":"R","start":{"gun":"2026-05-30T09:00:00"},"course":[{"point":"finish"}],"awards":[
            {"name":"Open","genders":["F"],"places":2,"rank":"gun"},{"name":"40","age_min":40,"places":2,"priority":2,"max_per_club":1},{"name":"All","places":3,"exclusive":false}]})");
        const bool same = rc::check("awards drawn step by step equal awards drawn anew", [&] {
            const int runners = *rc::gen::inRange(0, 12);
            Scoreboard live;
            AwardBoard board;
            live.reset(compileRules(event, {}), {});
            board.everythingAnew();
            const int steps = *rc::gen::inRange(0, 40);
            std::vector<EntrantFacts> facts;
            for (int s = 0; s < steps; ++s) {
                EntrantFacts f;
                f.race = RaceIdx(*rc::gen::inRange(-1, 2));
                f.gender = *rc::gen::element(QStringLiteral("M"), QStringLiteral("F"), QString());
                if (*rc::gen::arbitrary<bool>())
                    f.age = *rc::gen::inRange(38, 43);
                f.team = *rc::gen::element(QString(), QStringLiteral("A"), QStringLiteral("a "), QStringLiteral("B"));
                f.deadHeat = *rc::gen::inRange(-4, 2);
                f.reads.push_back({ReadIdx(*rc::gen::inRange(0, 50)), PointIdx(0), gunPlus(*rc::gen::inRange(0, 3))});
                if (*rc::gen::inRange(0, 5))
                    f.reads.push_back({ReadIdx(100 + *rc::gen::inRange(0, 50)), event.pointByName(u"finish"), gunPlus(100 + *rc::gen::inRange(0, 6))});
                const int at = std::min(*rc::gen::inRange(0, runners + 1), int(facts.size()));
                at == int(facts.size()) ? facts.push_back(f) : void(facts[std::size_t(at)] = f);
                live.update(EntrantIdx(at), f);
                board.changed(EntrantIdx(at));
                if (*rc::gen::arbitrary<bool>())
                    board.awards(live);
            }
            Scoreboard anew;
            anew.reset(compileRules(event, {}), facts);
            AwardBoard other;
            RC_ASSERT(*board.awards(live)[0] == *other.awards(anew)[0]);
            for (std::size_t i = 0; i < facts.size(); ++i)
                for (int b = 0; b < 3; ++b)
                    RC_ASSERT(board.why(live, RaceIdx(0), b, EntrantIdx(int(i))).text == other.why(anew, RaceIdx(0), b, EntrantIdx(int(i))).text);
        });
        QVERIFY(same);
    }
};

int runAwardsTest(int argc, char **argv)
{
    AwardsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "awardstest.moc"
