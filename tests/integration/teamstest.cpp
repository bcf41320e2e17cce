// SPDX-License-Identifier: Apache-2.0
// Team scoring through gantryctl: a published cross-country race, and one case worked out by hand for each rule.
#include "tests/integration/serveprocess.h"
#include "tests/support/csvfile.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace gantry;
using namespace gantry::test;

namespace {

// "A", "B f", "- ": a runner's team and, when it matters, sex; in order of finish, one second apart from 10:00 on. "=": level
// with the one before.
struct Race {
    QByteArray rule;     // of team_rules, without name
    QStringList runners;
    QByteArray more = {}; // further fields of the race
};

class TeamsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TempStore> m_store;
    std::unique_ptr<ServeProcess> m_program;

    Finished ctl(const QString &words) { return m_program->run(words.split(u' ', Qt::SkipEmptyParts)); }

    bool enter(const QByteArray &document, const QByteArray &roster, const QByteArray &times)
    {
        m_store = std::make_unique<TempStore>();
        m_program = std::make_unique<ServeProcess>(m_store->path());
        const QStringList steps[] = {{QStringLiteral("event"), QStringLiteral("load"), m_store->write(QStringLiteral("event.json"), document)},
                                     {QStringLiteral("roster"), QStringLiteral("import"), m_store->write(QStringLiteral("roster.csv"), roster)},
                                     {QStringLiteral("reads"), QStringLiteral("import"), m_store->write(QStringLiteral("times.tsv"), times), QStringLiteral("--format"), QStringLiteral("times")}};
        for (const QStringList &words : steps)
            if (const Finished f = m_program->run(words); f.exitCode != 0) {
                qWarning("%s", f.err.constData());
                return false;
            }
        return true;
    }

    bool enter(const Race &race)
    {
        QByteArray roster = "Bib,Team,Gender,Race\n", times;
        double at = 599;
        for (qsizetype i = 0; i < race.runners.size(); ++i) {
            const QStringList words = race.runners[i].split(u' ');
            if (!words.contains(QStringLiteral("=")))
                at += 1;
            const QByteArray bib = QByteArray::number(i + 1);
            roster += bib + ',' + QByteArray(words[0] == u"-" ? "" : words[0].toUtf8()) + ',' + (words.value(1) == u"f" ? "F" : words.value(1) == u"x" ? "X" : "M") + ",R\n";
            if (!words.contains(QStringLiteral("out")))
                times += bib + '\t' + QByteArray::number(at, 'f', 1) + '\n';
        }
        const QByteArray more = race.more.isEmpty() ? QByteArray() : ',' + race.more;
        return enter(R"({"name":"Teams","date":"2026-05-30","timezone":"Europe/London","timing_points":[{"name":"finish","kind":"finish"}],"races":[{"name":"R","start":{"mode":"gun"},"course":[{"point":"finish"}])"
                         + more + R"(,"team_rules":[{"name":"Open",)" + race.rule + "}]}]}",
                     roster, times);
    }

    QString csv(const QString &more = {})
    {
        const Finished f = ctl(QStringLiteral("teams --format csv ") + more);
        return f.exitCode == 0 ? QString::fromUtf8(f.out).remove(u'\r').trimmed() : QString::fromUtf8(f.err);
    }

    static QString rows(const QStringList &wanted)
    {
        QString out = QStringLiteral("category,position,team,score,members");
        for (const QString &row : wanted)
            out += QStringLiteral("\nOpen,") + row;
        return out;
    }

private Q_SLOTS:
    void publishedCrossCountryRace_scoresAsPublished()
    {
        const QString folder = QStringLiteral(GANTRY_SHARED_DIR "/data/xc_kata/");
        if (!QFileInfo::exists(folder + QStringLiteral("finish_order.csv")))
            QSKIP("the published race is not on this machine");
        const auto order = CsvFile::read(folder + QStringLiteral("finish_order.csv"));
        const auto expected = CsvFile::read(folder + QStringLiteral("expected_teams.csv"));
        QVERIFY(order && expected);
        QByteArray roster = "Bib,Name,Team,Gender\n", times;
        for (int i = 0; i < order->rows(); ++i) {
            const auto cell = [&](const char *c) { return order->cell(i, QString::fromLatin1(c)).toUtf8(); };
            roster += cell("place") + ',' + cell("athlete") + ',' + cell("team") + ",M\n";
            times += cell("place") + '\t' + cell("time") + '\n';
        }
        QVERIFY(enter(R"({"name":"Kata","date":"2026-10-10","timezone":"UTC","timing_points":[{"name":"finish","kind":"finish"}],"races":[{"name":"5K","start":{"mode":"gun"},"course":[{"point":"finish"}],"team_rules":[{"name":"Boys","by":"places","scorers":5,"displacers":2,"ties":"displacer"}]}]})", roster, times));
        const Finished f = ctl(QStringLiteral("teams --format json"));
        const QJsonArray teams = QJsonDocument::fromJson(f.out).array();
        QCOMPARE(teams.size(), expected->rows() + 1); // and one that is not complete
        const auto places = [](const QJsonValue &members) {
            QStringList out;
            for (const QJsonValue &m : members.toArray())
                out.append(m[QStringLiteral("value")].toString());
            return out.join(u'+');
        };
        for (int i = 0; i < expected->rows(); ++i) {
            QCOMPARE(QString::number(teams[i][QStringLiteral("position")].toInt()), expected->cell(i, QStringLiteral("place")));
            QCOMPARE(teams[i][QStringLiteral("team")].toString(), expected->cell(i, QStringLiteral("team")));
            QCOMPARE(teams[i][QStringLiteral("score")].toString(), expected->cell(i, QStringLiteral("points")));
            QCOMPARE(places(teams[i][QStringLiteral("scorers")]), expected->cell(i, QStringLiteral("scorers")));
            QCOMPARE(places(teams[i][QStringLiteral("displacers")]), expected->cell(i, QStringLiteral("displacers")));
        }
        QCOMPARE(teams[3][QStringLiteral("team")].toString(), QStringLiteral("Hamilton Academy"));
        QVERIFY(teams[3][QStringLiteral("position")].isNull());
        QCOMPARE(teams[3][QStringLiteral("why")].toString(), QStringLiteral("2 of 5 scorers"));
        QCOMPARE(csv(), QStringLiteral("category,position,team,score,members\nBoys,1,Central High,28,1 5 7 8 11 15 18\n"
                                       "Boys,2,Springfield,36,3 4 9 13 14 17 20\nBoys,3,Gray County,64,6 10 16 19 21 22 24"));
        const Finished why = m_program->run({QStringLiteral("teams"), QStringLiteral("--why"), QStringLiteral("hamilton academy")});
        QVERIFY2(why.out.contains("no place, 2 of 5 scorers"), why.out.constData());
        QCOMPARE(m_program->run({QStringLiteral("teams"), QStringLiteral("--why"), QStringLiteral("Nobody")}).exitCode, 3);
    }

    void eachRule_givesWhatWasWorkedOutByHand_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QString>("runners"); // separated by commas
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<QByteArray>("more");
        const auto row = [](const char *name, const char *rule, const char *runners, const QStringList &expected, const char *more = "") {
            QTest::newRow(name) << QByteArray(rule) << QString::fromLatin1(runners) << expected << QByteArray(more);
        };
        const auto s = [](const char *text) { return QString::fromUtf8(text).split(u'|'); };
        // By places: A 1+4 = 5, B 2+3 = 5; A's third is 5th, B's is 6th.
        row("places, tie: better next runner", R"("by":"places","scorers":2,"displacers":1,"ties":"displacer")", "A,B,B,A,A,B", s("1,A,5,1 4 5|2,B,5,2 3 6"));
        row("places, tie: only one has a next runner", R"("by":"places","scorers":2,"displacers":1,"ties":"displacer")", "A,B,B,A,B", s("1,B,5,2 3 5|2,A,5,1 4"));
        row("places, tie: nobody has one, first scorers", R"("by":"places","scorers":2,"displacers":1)", "A,B,B,A", s("1,A,5,1 4|2,B,5,2 3"));
        row("places, tie: last scorer", R"("by":"places","scorers":2,"displacers":1,"ties":"last_scorer")", "A,B,B,A,A,B", s("1,B,5,2 3 6|2,A,5,1 4 5"));
        row("places, tie: first scorer", R"("by":"places","scorers":2,"displacers":1,"ties":"first_scorer")", "A,B,B,A,B,A", s("1,A,5,1 4 6|2,B,5,2 3 5"));
        row("places, tie: shared", R"("by":"places","scorers":2,"displacers":1,"ties":"share")", "A,B,B,A,A,B,C,C", s("1,A,5,1 4 5|1,B,5,2 3 6|3,C,15,7 8"));
        // A 1+3+5+10 = 19, B 2+4+6+7 = 19. A has three of the four duels; B has the better next runner.
        row("places, tie: head to head", R"("by":"places","scorers":4,"displacers":2,"ties":"head_to_head")", "A,B,A,B,A,B,B,B,B,A,A,A", s("1,A,19,1 3 5 10 11 12|2,B,19,2 4 6 7 8 9"));
        row("places, the same by the next runner", R"("by":"places","scorers":4,"displacers":2,"ties":"displacer")", "A,B,A,B,A,B,B,B,B,A,A,A", s("1,B,19,2 4 6 7 8 9|2,A,19,1 3 5 10 11 12"));
        // C (1 runner), the unattached and A's third of no use go; A 1+3, B 2+4.
        row("places, removed and counted anew", R"("by":"places","scorers":2,"displacers":0)", "-,A,C,B,A,A,B", s("1,A,4,2 5|2,B,6,4 7"));
        // No displacers named: the places of the race. A 2+5, B 4+7.
        row("places as they stand", R"("by":"places","scorers":2)", "-,A,C,B,A,A,B", s("1,A,7,2 5|2,B,11,4 7"));
        row("places, a perfect score and a shut-out", R"("by":"places","displacers":2)", "A,A,A,A,A,A,A,B,B,B,B,B", s("1,A,15,1 2 3 4 5 6 7|2,B,50,8 9 10 11 12"));
        // 2 and 3 are level: 2.5 each.
        row("places, level runners share the mean", R"("by":"places","scorers":2,"displacers":0)", "A,A,B =,B", s("1,A,3.5,1 2|2,B,6.5,3 4"));
        row("places, level runners in recording order", R"("by":"places","scorers":2,"displacers":0)", "A,A,B =,B", s("1,A,3,1 2|2,B,7,3 4"), R"("ties":"recording_order")");
        row("places, women only", R"("by":"places","genders":["F"],"scorers":2,"displacers":0)", "A m,B f,A f,A f,B m,B f", s("1,B,5,2 6|2,A,5,3 4")); // B 1+4, A 2+3: no next runners, B has the first
        // A's second man does not score, and pushes back whoever comes after him, his own woman too.
        row("places, a woman must score", R"("by":"places","scorers":2,"displacers":1,"min_women":1)", "A,A,B f,A f,B,C,C", s("1,A,5,1 4 2|2,B,8,3 5"));
        // 10:00 + 10:03 against 10:01 + 10:02: level; no third runners, so the first scorer.
        row("time, level", R"("by":"time","scorers":2)", "A,B,B,A", s("1,A,0:20:03,1 4|2,B,0:20:03,2 3"));
        row("time, next runner decides", R"("by":"time","scorers":2)", "A,B,B,A,B", s("1,B,0:20:03,2 3|2,A,0:20:03,1 4"));
        row("time", R"("by":"time","scorers":3)", "A,A,B,B,B,A", s("1,A,0:30:06,1 2 6|2,B,0:30:09,3 4 5"));
        row("average", R"("by":"average","scorers":2)", "A,A,B,B", s("1,A,0:10:01,1 2|2,B,0:10:03,3 4")); // 10:00.5 and 10:02.5
        row("average in tenths", R"("by":"average","scorers":2)", "A,A,B,B", s("1,A,0:10:00.5,1 2|2,B,0:10:02.5,3 4"), R"("rounding":"ceil_0.1s")");
        // 1st 10, 2nd 6, 3rd 4, 4th 2, nobody else anything; the unattached takes a place.
        row("points", R"("by":"points","scorers":2,"points":[10,6,4,2])", "A,B,B,-,A", s("1,A,10,1 5|2,B,10,2 3"), R"("ties":"share")");
        row("points, highest sum", R"("by":"points","scorers":2,"points":[10,6,4,2.5])", "A,A,B,B", s("1,A,16,1 2|2,B,6.5,3 4"));
        // A's fastest three are men: its fourth, a woman, stands for the third.
        row("time, at least one woman", R"("by":"time","scorers":3,"min_women":1)", "A,A,A,B f,B,B,A f", s("1,A,0:30:07,1 2 7|2,B,0:30:12,4 5 6"));
        row("time, two women and two men", R"("by":"time","scorers":4,"min_women":2,"min_men":2)", "A,A,A,B f,B f,B,A x,A f,B,A f", s("1,A,0:40:17,1 2 8 10|2,B,0:40:20,4 5 6 9"));
        row("time, no woman", R"("by":"time","scorers":2,"min_women":1,"list_incomplete":true)", "A,A,A,B f,B", s("1,B,0:20:07,4 5|,A,,1 2 3"));
        row("incomplete teams listed", R"("by":"places","scorers":3,"displacers":0,"list_incomplete":true)", "A,B,A,C,C,A", s("1,A,6,1 3 6|,C,,4 5|,B,,2"));
        row("two teams a club", R"("by":"time","scorers":2,"teams_per_club":2)", "A,A,B,A,A,B,A,A", s("1,A A,0:20:01,1 2|2,A B,0:20:07,4 5|3,B,0:20:07,3 6"));
        row("as many teams as a club fills", R"("by":"time","scorers":1,"teams_per_club":0)", "A,B,A,A", s("1,A A,0:10:00,1|2,B,0:10:01,2|3,A B,0:10:02,3|4,A C,0:10:03,4"));
        // The first team takes its displacer too: A A = 1, 2 and 3; A B = 4 and 5.
        row("two teams a club by places", R"("by":"places","scorers":2,"displacers":1,"teams_per_club":2)", "A,A,A,A,A,B,B", s("1,A A,3,1 2 3|2,A B,9,4 5|3,B,13,6 7"));
        row("whoever is not there does not score", R"("by":"places","scorers":2,"displacers":0,"list_incomplete":true)", "A,A out,B,B", s("1,B,3,3 4|,A,,1"));
        row("nobody finished", R"("by":"places","scorers":2)", "A out,A out", {});
    }

    void eachRule_givesWhatWasWorkedOutByHand()
    {
        QFETCH(QByteArray, rule);
        QFETCH(QString, runners);
        QFETCH(QStringList, expected);
        QFETCH(QByteArray, more);
        QVERIFY(enter({rule, runners.split(u','), more}));
        QCOMPARE(csv(), rows(expected));
    }

    void aDisqualifiedScorer_leavesHisTeam_andComesBack()
    {
        QVERIFY(enter({R"("by":"places","scorers":2,"displacers":0)", {QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("A")}}));
        QCOMPARE(csv(), rows({QStringLiteral("1,A,4,1 3"), QStringLiteral("2,B,6,2 4")}));
        QCOMPARE(ctl(QStringLiteral("op dq --bib 1")).exitCode, 0);
        QCOMPARE(csv(), rows({QStringLiteral("1,B,4,2 4"), QStringLiteral("2,A,6,3 5")}));
        QCOMPARE(ctl(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(csv(), rows({QStringLiteral("1,A,4,1 3"), QStringLiteral("2,B,6,2 4")}));
    }

    void aTeamNamedByItsCaptain_isScoredInsteadOfTheFastest()
    {
        QVERIFY(enter({R"("by":"time","scorers":2)", {QStringLiteral("A"), QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("-")}}));
        QCOMPARE(csv(), rows({QStringLiteral("1,A,0:20:01,1 2"), QStringLiteral("2,B,0:20:06,3 5")}));
        // 10:01 + 10:05 for B, with somebody who had no team and somebody of A's.
        QCOMPARE(ctl(QStringLiteral("op team-members --rule Open --team B --bibs 2,6")).exitCode, 0);
        QCOMPARE(csv(), rows({QStringLiteral("1,A,0:20:03,1 4"), QStringLiteral("2,B,0:20:06,2 6")}));
        const Finished taken = ctl(QStringLiteral("op team-members --rule Open --team C --bibs 5,6"));
        QCOMPARE(taken.exitCode, 3);
        QVERIFY(taken.err.contains("Bib 6 runs for B already"));
        QCOMPARE(ctl(QStringLiteral("op team-members --team C --bibs 5,77")).exitCode, 3);
        QCOMPARE(ctl(QStringLiteral("op team-members --rule Closed --team C --bibs 5")).exitCode, 3);
        QCOMPARE(ctl(QStringLiteral("op team-members --team unattached --bibs 5")).exitCode, 2);
        QVERIFY(ctl(QStringLiteral("teams --why b")).out.contains("named after the race"));
        QVERIFY(ctl(QStringLiteral("history")).out.contains("Team B"));
        // Another name of the race keeps what the captain said.
        QCOMPARE(ctl(QStringLiteral("op rename-race R Main")).exitCode, 0);
        QCOMPARE(csv(QStringLiteral("--race Main")), rows({QStringLiteral("1,A,0:20:03,1 4"), QStringLiteral("2,B,0:20:06,2 6")}));
        QCOMPARE(ctl(QStringLiteral("op team-members --team b --automatic")).exitCode, 0);
        QCOMPARE(csv(), rows({QStringLiteral("1,A,0:20:01,1 2"), QStringLiteral("2,B,0:20:06,3 5")}));
        QCOMPARE(ctl(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(csv(), rows({QStringLiteral("1,A,0:20:03,1 4"), QStringLiteral("2,B,0:20:06,2 6")}));
    }

    void anEventWithoutTeamRules_saysSo()
    {
        QVERIFY(enter(R"({"name":"Plain","date":"2026-05-30","timezone":"UTC","timing_points":[{"name":"finish","kind":"finish"}],"races":[{"name":"R","course":[{"point":"finish"}]}]})",
                      "Bib,Team\n1,A\n", "1\t10:00\n"));
        const Finished f = ctl(QStringLiteral("teams --format csv"));
        QCOMPARE(f.exitCode, 0);
        QCOMPARE(f.out.trimmed(), QByteArray("category,position,team,score,members"));
        QVERIFY(f.err.contains("No race of this event has a team rule"));
        QCOMPARE(ctl(QStringLiteral("teams --race Nope")).exitCode, 3);
        QCOMPARE(ctl(QStringLiteral("teams --format pdf")).exitCode, 2);
        QCOMPARE(ctl(QStringLiteral("teams more")).exitCode, 2);
    }
};

} // namespace

QTEST_GUILESS_MAIN(TeamsTest)

#include "teamstest.moc"
