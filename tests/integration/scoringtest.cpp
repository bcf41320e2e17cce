// SPDX-License-Identifier: Apache-2.0
// Every kind of race, reckoned by hand, through the program's own verbs: event load, roster import, reads import, op, results.
#include "tests/integration/serveprocess.h"
#include "tests/support/csvfile.h"

#include <QTest>

using namespace gantry;
using namespace gantry::test;

namespace {

QStringList words(const QString &text)
{
    return text.split(u' ', Qt::SkipEmptyParts);
}

// One event in a store of its own.
struct Day {
    TempStore store;
    ServeProcess verbs{store.path()};
    QByteArray error;

    bool run(const QStringList &verb)
    {
        const Finished done = verbs.run(verb);
        if (done.exitCode != 0)
            error = verb.join(u' ').toUtf8() + ": " + done.err + done.out;
        return done.exitCode == 0;
    }
    bool load(const QByteArray &event, const QByteArray &roster)
    {
        return run({QStringLiteral("event"), QStringLiteral("load"), store.write(QStringLiteral("event.json"), event)})
            && run({QStringLiteral("roster"), QStringLiteral("import"), store.write(QStringLiteral("roster.csv"), roster)});
    }
    // "bib elapsed" per line.
    bool times(QByteArray list, const QString &point = {})
    {
        QStringList verb{QStringLiteral("reads"), QStringLiteral("import"), store.write(QStringLiteral("times%1.tsv").arg(m_files++), list.replace(' ', '\t')), QStringLiteral("--format"), QStringLiteral("times")};
        return run(point.isEmpty() ? verb : verb << QStringLiteral("--point") << point);
    }
    // "location bib YYYY-MM-DDTHH:MM:SS.cc" per line.
    bool reads(const QByteArray &list)
    {
        QByteArray lines;
        int sequence = 0;
        for (const QByteArray &line : list.split('\n')) {
            const QList<QByteArray> f = line.simplified().split(' ');
            if (f.size() == 3)
                lines += "CT01_33~" + QByteArray::number(++sequence) + '~' + f[0] + '~' + f[1] + '~' + QByteArray(f[2]).replace('T', ' ') + "~0~0A0B0C~1\r\n";
        }
        return run({QStringLiteral("reads"), QStringLiteral("import"), store.write(QStringLiteral("reads%1.txt").arg(m_files++), lines), QStringLiteral("--format"), QStringLiteral("ct01")});
    }
    // The columns asked for, a line for each row, in the order of the results.
    QString results(const QString &columns, const QStringList &further = {})
    {
        const Finished done = verbs.run(QStringList{QStringLiteral("results"), QStringLiteral("--format"), QStringLiteral("csv")} + further);
        if (done.exitCode != 0)
            return QString::fromUtf8(done.err);
        const CsvFile table = CsvFile::parse(done.out);
        QStringList lines;
        for (int row = 0; row < table.rows(); ++row) {
            QStringList cells;
            for (const QString &column : columns.split(u','))
                cells.append(table.cell(row, column).isEmpty() ? QStringLiteral("-") : table.cell(row, column));
            lines.append(cells.join(u' '));
        }
        return lines.join(u'\n');
    }
    QString explain(const QString &bib)
    {
        const Finished done = verbs.run({QStringLiteral("explain"), QStringLiteral("--bib"), bib});
        return QString::fromUtf8(done.out + done.err);
    }

private:
    int m_files = 0;
};

QByteArray document(const char *points, const char *race)
{
    return QByteArray(R"({"name":"Kind","date":"2026-05-30","timezone":"UTC","timing_points":[)") + points + R"(],"races":[)" + race + "]}";
}

constexpr auto kFinish = R"({"name":"Finish","kind":"finish"})";
constexpr auto kStartFinish = R"({"name":"Start","kind":"start"},{"name":"Finish","kind":"finish","backups":["FinB"]})";
constexpr auto kFour = "Bib,First Name,Last Name,Gender,Age\n1,Ann,One,F,30\n2,Ben,Two,M,31\n3,Cem,Three,M,32\n4,Dua,Four,F,33\n";

} // namespace

class ScoringTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void chipStart_givesEverybodyTheOwnNetTime_andGunIsTheGun()
    {
        Day day;
        QVERIFY2(day.load(document(kStartFinish, R"({"name":"R","start":{"mode":"chip","gun":"2026-05-30T09:00:00"}})"), kFour), day.error);
        QVERIFY2(day.reads("Start 1 2026-05-30T09:00:30.00\nStart 2 2026-05-30T09:00:05.00\nFinish 1 2026-05-30T09:40:00.20\nFinish 2 2026-05-30T09:40:00.00\n"), day.error);
        // 1: 39:30.2 net, 40:00.2 gun; 2: 39:55 net, 40:00 gun.
        QCOMPARE(day.results(QStringLiteral("place,bib,status,net_time,gun_time")),
                 QStringLiteral("1 1 FINISHED 0:39:31 0:40:01\n2 2 FINISHED 0:39:55 0:40:00\n- 3 NOT_STARTED - -\n- 4 NOT_STARTED - -"));
        QCOMPARE(day.results(QStringLiteral("place,bib"), words(QStringLiteral("--rank gun"))).section(u'\n', 0, 1), QStringLiteral("1 2\n2 1"));
    }
    void gunStart_ignoresTheStartMat()
    {
        Day day;
        QVERIFY2(day.load(document(kStartFinish, R"({"name":"R","start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"ranking":"gun"})"), kFour), day.error);
        QVERIFY2(day.reads("Start 1 2026-05-30T09:00:30.00\nFinish 1 2026-05-30T09:40:00.20\n"), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,net_time,gun_time")).section(u'\n', 0, 0), QStringLiteral("1 1 0:40:01 0:40:01"));
    }
    void waves_countFromTheirOwnGun_overMidnight()
    {
        Day day;
        QVERIFY2(day.load(document(kFinish, R"({"name":"Night","start":{"mode":"gun","gun":"2026-05-30T23:30:00","waves":[{"name":"B","gun":"2026-05-30T23:50:00"}]}})"),
                          "Bib,Name,Wave\n1,Ann One,\n2,Ben Two,B\n"), day.error);
        QVERIFY2(day.reads("Finish 1 2026-05-31T00:20:00.00\nFinish 2 2026-05-31T00:35:00.00\n"), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,net_time")), QStringLiteral("1 2 0:45:00\n2 1 0:50:00"));
    }
    void timeTrial_countsEverybodyFromTheStartList()
    {
        Day day;
        QVERIFY2(day.load(document(kFinish, R"({"name":"TT","start":{"mode":"individual","gun":"2026-05-30T09:00:00"},"rounding":"ceil_0.1s",
            "corrections":[{"kind":"start_offset","bib":"2","seconds":30},{"kind":"start_offset","bib":"3","seconds":60}]})"), kFour), day.error);
        QVERIFY2(day.run(words(QStringLiteral("op start-offset --bib 1 --seconds 0"))), day.error);
        QVERIFY2(day.times("1 10:20.0\n2 10:40.04\n3 11:25.5\n"), day.error);
        // 1: 10:20.0, 2: 10:10.04 → 10:10.1, 3: 10:25.5
        QCOMPARE(day.results(QStringLiteral("place,bib,net_time")).section(u'\n', 0, 2), QStringLiteral("1 2 0:10:10.1\n2 1 0:10:20.0\n3 3 0:10:25.5"));
        // The whole list anew, every minute in the order given; one undo takes all of it back.
        QVERIFY2(day.run(words(QStringLiteral("op start-list --bibs 3,2,1 --interval 60"))), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,net_time")).section(u'\n', 0, 2), QStringLiteral("1 1 0:08:20.0\n2 2 0:09:40.1\n3 3 0:11:25.5"));
        QVERIFY2(day.run(words(QStringLiteral("op undo"))), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib")).section(u'\n', 0, 0), QStringLiteral("1 2"));
    }
    void fixedLaps_rankWhoHasThemAll_andKeepTheLapsOfTheOthers()
    {
        Day day;
        QVERIFY2(day.load(document(kFinish, R"({"name":"Laps","start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"laps":{"count":3,"min_lap_s":120}})"), kFour), day.error);
        // 2 is seen twice at his first lap, 20 s apart; 3 has two laps only.
        QVERIFY2(day.times("1 5:00\n2 5:10\n2 5:30\n3 6:00\n1 10:30\n2 10:20\n3 12:00\n2 15:40\n1 15:45\n"), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,status,net_time,split:Lap 1,split:Lap 2,laps")),
                 QStringLiteral("1 2 FINISHED 0:15:40 0:05:10 0:10:20 3\n2 1 FINISHED 0:15:45 0:05:00 0:10:30 3\n- 3 ON_COURSE - 0:06:00 0:12:00 2\n- 4 NOT_STARTED - - - -"));
    }
    void fixedTime_ranksByLaps_thenByWhenTheLastOneWasDone()
    {
        const char *race = R"({"name":"Hour","distance_m":1000,"start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"laps":{"duration_s":3600,"min_lap_s":300%1}})";
        const QByteArray list = "1 20:00\n2 19:00\n3 25:00\n1 40:00\n2 41:00\n3 50:00\n1 59:59.9\n2 1:00:00\n3 1:02:00\n2 1:21:00\n";
        Day day;
        QVERIFY2(day.load(document(kFinish, QByteArray(race).replace("%1", "").constData()), kFour), day.error);
        QVERIFY2(day.times(list), day.error);
        // 2's third lap ends with the time; 3's third comes two minutes too late.
        QCOMPARE(day.results(QStringLiteral("place,bib,status,net_time,laps,pace")),
                 QStringLiteral("1 1 FINISHED 1:00:00 3 20:00\n2 2 FINISHED 1:00:00 3 20:00\n3 3 FINISHED 0:50:00 2 25:00\n- 4 NOT_STARTED - - -"));
        QVERIFY2(day.explain(QStringLiteral("3")).contains(QStringLiteral("2:00 after the time was up")), qPrintable(day.explain(QStringLiteral("3"))));
        Day grace; // the lap that is being run counts too, once
        QVERIFY2(grace.load(document(kFinish, QByteArray(race).replace("%1", R"(,"finish_lap":true)").constData()), kFour), grace.error);
        QVERIFY2(grace.times(list), grace.error);
        QCOMPARE(grace.results(QStringLiteral("place,bib,net_time,laps")).section(u'\n', 0, 2), QStringLiteral("1 2 1:21:00 4\n2 1 1:00:00 3\n3 3 1:02:00 3"));
    }
    void backyard_goesToWhoDoesOneMoreLap_andEndsForTheOthersWithTheBell()
    {
        Day day;
        QVERIFY2(day.load(document(kFinish, R"({"name":"Yard","distance_m":6706,"start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"laps":{"every_s":3600,"min_lap_s":1200}})"), kFour), day.error);
        // Hour 1: all; hour 2: 1, 2, 3 (4 comes 10 s after the bell); hour 3: 1 and 2 (3 stays away); hour 4: 1 alone.
        QVERIFY2(day.times("1 45:00\n2 46:00\n3 50:00\n4 55:00\n1 1:45:00\n2 1:46:00\n3 1:50:00\n4 2:00:10\n1 2:45:00\n2 2:46:00\n1 3:50:00\n4 2:50:00\n"), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,status,laps")), QStringLiteral("1 1 FINISHED 4\n- 2 DNF 3\n- 3 DNF 2\n- 4 DNF 1"));
        QVERIFY2(day.explain(QStringLiteral("4")).contains(QStringLiteral("0:10 after the bell")) || day.explain(QStringLiteral("4")).contains(QStringLiteral("after the bell")), qPrintable(day.explain(QStringLiteral("4"))));
        Day draw; // nobody does one more: nobody has won
        QVERIFY2(draw.load(document(kFinish, R"({"name":"Yard","start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"laps":{"every_s":3600}})"), "Bib,Name\n1,Ann\n2,Ben\n"), draw.error);
        QVERIFY2(draw.times("1 45:00\n2 46:00\n"), draw.error);
        QCOMPARE(draw.results(QStringLiteral("place,bib,status,laps")), QStringLiteral("- 1 DNF 1\n- 2 DNF 1"));
    }
    void relay_takesLegsByAppearance_andAddsWhatTwoRanAtTheSameTime()
    {
        const QByteArray race = R"({"name":"Relay","start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"relay":{"legs":3,"paired_legs":[2],"mass_starts":[{"leg":3,"at_s":4500}]},"rounding":"half_up_1s"})";
        Day day;
        QVERIFY2(day.load(document(kFinish, race.constData()), "Bib,Team\n1,Harriers\n2,Striders\n3,Wheelers\n4,Ramblers\n"), day.error);
        // 1: 30:00, 60:00, 90:00: no mass start needed. 2: 40:00, 80:00, 100:00: leg 3 left at 75:00 while leg 2 was still out;
        // 40 + 40 + (100-75) = 105 min. 3: 76:00 (leg 2 went with the mass start at 75:00), 100:00, 110:00; 76 + 25 + 35 = 136.
        // 4 has one leg only. The list is not in the order of the clock.
        QVERIFY2(day.times("1 1:30:00\n1 30:00\n2 40:00\n1 1:00:00\n3 1:16:00\n2 1:20:00\n2 1:40:00\n3 1:40:00\n3 1:50:00\n4 50:00\n"), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,status,net_time,leg:Leg 1,leg:Leg 2,leg:Leg 3,split:Leg 2")),
                 QStringLiteral("1 1 FINISHED 1:30:00 0:30:00 0:30:00 0:30:00 1:00:00\n"
                                "2 2 FINISHED 1:45:00 0:40:00 0:40:00 0:25:00 1:20:00\n"
                                "3 3 FINISHED 2:16:00 1:16:00 0:25:00 0:35:00 1:41:00\n"
                                "- 4 ON_COURSE - 0:50:00 - - -"));
        // Team 1's second leg began by itself at 35:00; team 2 gets two minutes on leg 2; both undone give the first table again.
        QVERIFY2(day.run(words(QStringLiteral("op start-offset --bib 1 --leg 2 --seconds 2100"))), day.error);
        QVERIFY2(day.run(words(QStringLiteral("op penalty --bib 2 --leg 2 --seconds 120 --code P7"))), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,net_time,leg:Leg 2")).section(u'\n', 0, 1), QStringLiteral("1 1 1:25:00 0:25:00\n2 2 1:47:00 0:42:00"));
        QVERIFY(!day.run(words(QStringLiteral("op penalty --bib 2 --leg 4 --seconds 120"))));
        QVERIFY2(day.error.contains("Relay has 3 legs"), day.error);
        QVERIFY2(day.run(words(QStringLiteral("op set-time --bib 4 --leg 2 --at 10:10:00"))), day.error);
        QCOMPARE(day.results(QStringLiteral("bib,leg:Leg 2")).section(u'\n', 3, 3), QStringLiteral("4 0:20:00"));
    }
    void relayTeams_withEqualTotals_shareThePlaceOnlyWhenAMassStartHidTheOrder()
    {
        const QByteArray race = R"({"name":"Relay","start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"ties":"recording_order","relay":{"legs":2%1}})";
        const QByteArray list = "1 30:00\n2 40:00\n2 50:00\n1 1:00:00\n3 31:00\n3 1:00:00\n";
        Day plain;
        QVERIFY2(plain.load(document(kFinish, QByteArray(race).replace("%1", "").constData()), "Bib,Team\n1,A\n2,B\n3,C\n"), plain.error);
        QVERIFY2(plain.times(list), plain.error);
        QCOMPARE(plain.results(QStringLiteral("place,bib,net_time")), QStringLiteral("1 2 0:50:00\n2 1 1:00:00\n3 3 1:00:00"));
        Day mass; // leg 2 left at 30:00: 40 + 20 = 60 min for team 2 too; 3: 31 + 30 = 61
        QVERIFY2(mass.load(document(kFinish, QByteArray(race).replace("%1", R"(,"mass_starts":[{"leg":2,"at_s":1800}])").constData()), "Bib,Team\n1,A\n2,B\n3,C\n"), mass.error);
        QVERIFY2(mass.times(list), mass.error);
        QCOMPARE(mass.results(QStringLiteral("place,bib,net_time")), QStringLiteral("1 2 1:00:00\n1 1 1:00:00\n3 3 1:01:00"));
    }
    void relay_withExchangesOfTheirOwn_estimatesOneThatWasMissed_andSaysSo()
    {
        Day day;
        QVERIFY2(day.load(document(R"({"name":"X1"},{"name":"X2"},{"name":"Finish","kind":"finish"})",
                                R"({"name":"Relay","start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"course":[{"point":"X1","name":"A"},{"point":"X2","name":"B"},{"point":"Finish","name":"C"}],"relay":{"legs":3,"estimate":true}})"),
                          "Bib,Team\n1,Harriers\n2,Striders\n"), day.error);
        QVERIFY2(day.times("1 30:00\n2 29:00\n", QStringLiteral("X1")), day.error);
        QVERIFY2(day.times("2 58:00\n", QStringLiteral("X2")), day.error);
        QVERIFY2(day.times("1 1:30:00\n2 1:31:00\n", QStringLiteral("Finish")), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,net_time,leg:A,leg:B,leg:C")), QStringLiteral("1 1 1:30:00 0:30:00 0:30:00 0:30:00\n2 2 1:31:00 0:29:00 0:29:00 0:33:00"));
        QVERIFY2(day.explain(QStringLiteral("1")).contains(QStringLiteral("estimated")), qPrintable(day.explain(QStringLiteral("1"))));
    }
    void triathlon_timesLegsAndTransitions_andPutsAPenaltyOnItsLeg()
    {
        Day day;
        QVERIFY2(day.load(document(R"({"name":"Swim"},{"name":"T1"},{"name":"Bike"},{"name":"T2"},{"name":"Finish","kind":"finish"})",
                                R"({"name":"Tri","policy":"triathlon","start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"course":[{"point":"Swim","leg":true},{"point":"T1","leg":true},{"point":"Bike","leg":true},{"point":"T2","leg":true},{"point":"Finish","name":"Run","leg":true}],
                                "corrections":[{"kind":"penalty","bib":"1","leg":3,"seconds":120,"code":"3.4 drafting"}]})"), kFour), day.error);
        QVERIFY2(day.times("1 20:00\n2 22:00\n", QStringLiteral("Swim")), day.error);
        QVERIFY2(day.times("1 22:00\n2 24:30\n", QStringLiteral("T1")), day.error);
        QVERIFY2(day.times("1 1:22:00\n2 1:23:00\n", QStringLiteral("Bike")), day.error);
        QVERIFY2(day.times("1 1:23:10\n2 1:24:00\n", QStringLiteral("T2")), day.error);
        QVERIFY2(day.times("1 2:03:10\n2 2:04:00\n", QStringLiteral("Finish")), day.error);
        // 1: 2:03:10 + 2:00 on the bike = 2:05:10; 2: 2:04:00.
        QCOMPARE(day.results(QStringLiteral("place,bib,net_time,leg:Swim,leg:T1,leg:Bike,leg:T2,leg:Run,split:Bike,split:T1")).section(u'\n', 0, 1),
                 QStringLiteral("1 2 2:04:00 0:22:00 0:02:30 0:58:30 0:01:00 0:40:00 1:23:00 0:24:30\n2 1 2:05:10 0:20:00 0:02:00 1:02:00 0:01:10 0:40:00 1:24:00 0:22:00"));
        QVERIFY2(day.explain(QStringLiteral("1")).contains(QStringLiteral("3.4 drafting")), qPrintable(day.explain(QStringLiteral("1"))));
    }
    void severalRaces_shareTheMats_andSeveralDays()
    {
        Day day;
        QVERIFY2(day.load(document(kFinish, R"({"name":"Short","start":{"mode":"gun","gun":"2026-05-30T09:00:00"}},{"name":"Long","start":{"mode":"gun","gun":"2026-05-30T06:00:00"}})"),
                          "Bib,Name,Race\n1,Ann,Short\n2,Ben,Long\n"), day.error);
        QVERIFY2(day.reads("Finish 1 2026-05-30T09:50:00.00\nFinish 2 2026-06-01T07:15:30.00\n"), day.error);
        QCOMPARE(day.results(QStringLiteral("race,place,bib,net_time")), QStringLiteral("Short 1 1 0:50:00\nLong 1 2 49:15:30"));
    }
    void roadMile_isRankedByTheHundredth_andPrintedInTenthsUp()
    {
        Day day;
        QVERIFY2(day.load(document(kFinish, R"({"name":"Mile","distance_m":1609.344,"policy":"world-athletics-mile","start":{"mode":"gun","gun":"2026-05-30T09:00:00"}})"), kFour), day.error);
        QVERIFY2(day.times("1 4:59.92\n2 4:59.91\n3 5:00.00\n4 5:00.01\n"), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,gun_time")), QStringLiteral("1 2 0:05:00.0\n2 1 0:05:00.0\n3 3 0:05:00.0\n4 4 0:05:00.1"));
    }
    void readRules_pickTheReadThatThePointAsksFor_andSayWhyTheOthersDoNotCount()
    {
        Day day;
        QVERIFY2(day.load(document(R"({"name":"Start","kind":"start"},{"name":"Half","pick":"last","min_gap_s":20},{"name":"Finish","kind":"finish","ignore_before":"2026-05-30T09:10:00"})",
                                R"({"name":"R","start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"course":[{"point":"Half"},{"point":"Finish","min_time_s":900,"cutoff_s":3600}]})"), kFour), day.error);
        QVERIFY2(day.reads("Half 1 2026-05-30T09:20:00.00\nHalf 1 2026-05-30T09:20:15.00\nHalf 1 2026-05-30T09:20:30.00\nHalf 1 2026-05-30T09:21:00.00\n"
                           "Finish 1 2026-05-30T09:09:00.00\nFinish 1 2026-05-30T09:14:00.00\nFinish 1 2026-05-30T09:40:00.00\nFinish 2 2026-05-30T10:05:00.00\n"), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,status,net_time,split:Half")).section(u'\n', 0, 1), QStringLiteral("1 1 FINISHED 0:40:00 0:20:30\n- 2 NOT_STARTED - -"));
        const QString why = day.explain(QStringLiteral("1"));
        QVERIFY2(why.contains(QStringLiteral("1:00 before reads of this point count")), qPrintable(why));
        QVERIFY2(why.contains(QStringLiteral("1:00 before the minimum time of 15:00")), qPrintable(why));
        QVERIFY2(day.explain(QStringLiteral("2")).contains(QStringLiteral("5:00 after this point was closed")), qPrintable(day.explain(QStringLiteral("2"))));
    }
    void backupMat_standsInWithinHalfAMinute_andAStrayMainReadMuchLaterNeverBeatsIt()
    {
        Day day;
        QVERIFY2(day.load(document(kStartFinish, R"({"name":"R","start":{"mode":"gun","gun":"2026-05-30T09:00:00"}})"), kFour), day.error);
        // 1: main wins though it is 2 s later. 2: backup alone, main half an hour later by chance. 3: backup only.
        QVERIFY2(day.reads("FinB 1 2026-05-30T09:40:00.00\nFinish 1 2026-05-30T09:40:02.00\nFinB 2 2026-05-30T09:41:00.00\nFinish 2 2026-05-30T10:11:00.00\nFinB 3 2026-05-30T09:42:00.00\n"), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,net_time")).section(u'\n', 0, 2), QStringLiteral("1 1 0:40:02\n2 2 0:41:00\n3 3 0:42:00"));
        QVERIFY2(day.explain(QStringLiteral("1")).contains(QStringLiteral("2.0 s")), qPrintable(day.explain(QStringLiteral("1"))));
    }
    void corrections_ofAGroup_areOneCommand_andOneUndo()
    {
        Day day;
        QVERIFY2(day.load(document(kFinish, R"({"name":"R","start":{"mode":"gun","gun":"2026-05-30T09:00:00"}})"), kFour), day.error);
        QVERIFY2(day.times("1 40:00\n2 41:00\n3 42:00\n4 43:00\n"), day.error);
        const QString before = day.results(QStringLiteral("place,bib,net_us,gun_us,status"));
        QVERIFY2(day.run(words(QStringLiteral("op start-offset --gender M --seconds 300 --reason held_back_at_the_crossing"))), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,net_time")), QStringLiteral("1 2 0:36:00\n2 3 0:37:00\n3 1 0:40:00\n4 4 0:43:00"));
        QVERIFY2(day.run(words(QStringLiteral("op bonus --bib 4 --seconds 420"))), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,net_time")).section(u'\n', 0, 1), QStringLiteral("1 2 0:36:00\n1 4 0:36:00"));
        QVERIFY2(day.run(words(QStringLiteral("op undo"))), day.error);
        QVERIFY2(day.run(words(QStringLiteral("op undo"))), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,net_us,gun_us,status")), before);
        QVERIFY(!day.run(words(QStringLiteral("op penalty --team Nobody --seconds 5"))));
        QVERIFY2(day.error.contains("Nobody with a bib"), day.error);
    }
    void aChipGivenToAnotherRunnerInMidRace_keepsItsEarlierReadsWithTheFirst()
    {
        Day day;
        QVERIFY2(day.load(document(R"({"name":"Half"},{"name":"Finish","kind":"finish"})", R"({"name":"R","start":{"mode":"gun","gun":"2026-05-30T09:00:00"}})"), kFour), day.error);
        // Chip 1 runs its first half on bib 1 and, from 09:30 on, on bib 4, whose own chip broke after the half.
        QVERIFY2(day.reads("Half 1 2026-05-30T09:20:00.00\nHalf 4 2026-05-30T09:22:00.00\nFinish 1 2026-05-30T09:45:00.00\n"), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,net_time")).section(u'\n', 0, 0), QStringLiteral("1 1 0:45:00"));
        QVERIFY2(day.run(words(QStringLiteral("op give-chip --chip 1 --bib 4 --from 09:30:00"))), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,status,net_time,split:Half")), QStringLiteral("1 4 FINISHED 0:45:00 0:22:00\n- 1 ON_COURSE - 0:20:00\n- 2 NOT_STARTED - -\n- 3 NOT_STARTED - -"));
        QVERIFY2(day.reads("Finish 77 2026-05-30T09:50:00.00\n"), day.error); // nobody's chip, given out at the tent
        QVERIFY2(day.run(words(QStringLiteral("op give-chip --chip 0077 --bib 1 --from 2026-05-30T09:35:00"))), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,net_time")).section(u'\n', 0, 1), QStringLiteral("1 4 0:45:00\n2 1 0:50:00"));
        QVERIFY2(day.run(words(QStringLiteral("op undo"))), day.error);
        QVERIFY2(day.run(words(QStringLiteral("op undo"))), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,net_time")).section(u'\n', 0, 0), QStringLiteral("1 1 0:45:00"));
        QVERIFY(!day.run(words(QStringLiteral("op give-chip --chip 1 --bib 4 --from luck"))));
    }
    void whatIf_saysWhoWouldStandElsewhere_andAppliesNothing()
    {
        Day day;
        QVERIFY2(day.load(document(kStartFinish, R"({"name":"R","start":{"mode":"chip","gun":"2026-05-30T09:00:00"}})"), kFour), day.error);
        QVERIFY2(day.reads("Start 1 2026-05-30T09:00:30.00\nStart 2 2026-05-30T09:00:05.00\nFinish 1 2026-05-30T09:40:00.20\nFinish 2 2026-05-30T09:40:00.00\n"), day.error);
        const QString before = day.results(QStringLiteral("place,bib,net_time"));
        const Finished asked = day.verbs.run(words(QStringLiteral("whatif --set races/R/ranking=gun")));
        QCOMPARE(asked.exitCode, 0);
        QVERIFY2(asked.out.startsWith("2 places would change."), asked.out.constData());
        QVERIFY2(asked.out.contains("Bib 1 Ann One: place 1 → 2"), asked.out.constData());
        QVERIFY2(day.verbs.run(words(QStringLiteral("whatif --set races/R/rounding=floor_1s"))).out.startsWith("No place changes; 1 runner"), "rounding");
        QVERIFY(day.verbs.run(words(QStringLiteral("whatif --set races/R/ties=share"))).out.startsWith("Nothing changes"));
        Day prizes; // two men ahead of the only woman; the prize for men goes by gun
        QVERIFY2(prizes.load(document(kStartFinish, R"({"name":"R","start":{"mode":"chip","gun":"2026-05-30T09:00:00"},"awards":[{"name":"Men","genders":["M"],"places":1}]})"), kFour), prizes.error);
        QVERIFY2(prizes.reads("Start 3 2026-05-30T09:00:30.00\nStart 2 2026-05-30T09:00:05.00\nFinish 3 2026-05-30T09:40:00.20\nFinish 2 2026-05-30T09:40:00.00\n"), prizes.error);
        const Finished prize = prizes.verbs.run(words(QStringLiteral("whatif --set races/R/awards/Men/rank=gun --json")));
        QVERIFY2(prize.out.contains(R"("now":"bib 3 Cem Three")") && prize.out.contains(R"("then":"bib 2 Ben Two")"), prize.out.constData());
        QCOMPARE(day.verbs.run(words(QStringLiteral("whatif --set races/R/ranking=luck"))).exitCode, 3);
        QCOMPARE(day.verbs.run(words(QStringLiteral("whatif"))).exitCode, 2);
        QCOMPARE(day.results(QStringLiteral("place,bib,net_time")), before);
        QVERIFY(day.verbs.run(words(QStringLiteral("event show"))).out.indexOf("ranking") < 0);
    }
    void anEmptyRace_equalTimes_aGunAfterTheFinish_andEveryoneDnf_haveAnAnswer()
    {
        Day day;
        QVERIFY2(day.load(document(kFinish, R"({"name":"Nobody"},{"name":"R","start":{"mode":"gun"}})"), "Bib,Name,Race\n1,Ann,R\n2,Ben,R\n3,,R\n"), day.error);
        QCOMPARE(day.results(QStringLiteral("bib"), words(QStringLiteral("--race Nobody"))), QString());
        QVERIFY2(day.reads("Finish 1 2026-05-30T09:40:00.00\nFinish 2 2026-05-30T09:40:00.00\n"), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,status")), QStringLiteral("- 1 ON_COURSE\n- 2 ON_COURSE\n- 3 NOT_STARTED"));
        QVERIFY2(day.run(words(QStringLiteral("op gun --wave R --at 09:50:00"))), day.error);
        QCOMPARE(day.results(QStringLiteral("place,status")).section(u'\n', 0, 0), QStringLiteral("- NOT_STARTED"));
        QVERIFY2(day.run(words(QStringLiteral("op gun --wave R --at 09:00:00"))), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,net_time")).section(u'\n', 0, 1), QStringLiteral("1 1 0:40:00\n1 2 0:40:00"));
        QVERIFY2(day.run(words(QStringLiteral("op dnf --all --race R"))), day.error);
        QCOMPARE(day.results(QStringLiteral("place,bib,status,net_time")), QStringLiteral("- 1 DNF -\n- 2 DNF -\n- 3 DNF -"));
    }
};

QTEST_GUILESS_MAIN(ScoringTest)
#include "scoringtest.moc"
