// SPDX-License-Identifier: Apache-2.0
// What needs the operator's eye: each problem comes with its cause and goes with it.
#include "core/engine/watch/arrivals.h"
#include "core/engine/watch/entrantissues.h"
#include "enginekit.h"
#include "suites.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace gantry::test {

namespace {

using namespace std::chrono_literals;
using engine::Problem;
using engine::Severity;

QByteArray field(int runners)
{
    QByteArray roster = "Bib,First Name,Last Name,Gender,Age,Chip\n";
    for (int i = 1; i <= runners; ++i)
        roster += QByteArray::number(i) + ",Run,Ner" + QByteArray::number(i) + ",F,30," + QByteArray::number(0x5A1000 + i, 16).toUpper() + '\n';
    return roster;
}

QByteArray chip(int bib)
{
    return QByteArray::number(0x5A1000 + bib, 16).toUpper();
}

QJsonObject oneMile()
{
    return QJsonDocument::fromJson(R"({"name":"Quay 5K","date":"2026-05-30","timezone":"Europe/London",
 "timing_points":[{"name":"START","kind":"start"},{"name":"FINISH","kind":"finish"}],
 "races":[{"name":"5K","distance_m":5000,"start":{"mode":"chip"},"course":[{"point":"FINISH","name":"Finish","min_time_s":650}]}]})").object();
}

// The race above with so many runners; gun at ten, when the bench's clock starts.
struct Quay {
    explicit Quay(int runners, Sockets sockets = Sockets::None) : bench(sockets)
    {
        ok = bench.open() && bench.load(oneMile()) && bench.runOn(QStringLiteral("roster import"), QStringLiteral("r.csv"), field(runners)).exitCode == 0
            && bench.run(QStringLiteral("op gun --at 10:00:00")).exitCode == 0;
    }
    std::vector<Problem> problems() { return *bench.view()->problems; }
    const Problem *find(const QString &key)
    {
        seen = problems();
        const auto it = std::find_if(seen.begin(), seen.end(), [&](const Problem &p) { return p.key == key; });
        return it == seen.end() ? nullptr : &*it;
    }
    QString keys()
    {
        QStringList out;
        for (const Problem &p : problems())
            out << p.key;
        return out.join(u' ');
    }
    // Device time: the bench's clock in London, and so many seconds.
    QByteArray live(const char *location, const QByteArray &who, double ahead = 0)
    {
        const UtcTime t = bench.clock().now() + 1h + Micros(std::int64_t(ahead * 1e6));
        const QByteArray text = formatLocal(LocalTime(t.time_since_epoch())).mid(11).toLatin1();
        return record(++sequence, location, who.constData(), text.constData());
    }

    Bench bench;
    std::vector<Problem> seen;
    int sequence = 0;
    bool ok = false;
};

class WatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void quietRace_needsNobody()
    {
        Quay quay(20);
        QVERIFY(quay.ok);
        QCOMPARE(quay.keys(), QString());
        QVERIFY(quay.bench.run(QStringLiteral("problems")).out.contains("Nothing needs you"));
    }

    void threeMissedAtTheStart_areThreeProblems_andManyAreOne()
    {
        Quay quay(199);
        QVERIFY(quay.ok);
        QByteArray reads;
        for (int i = 1; i <= 196; ++i)
            reads += record(i, "START", chip(i).constData(), "10:00:05.00");
        quay.bench.clock().advance(1min);
        QVERIFY(quay.bench.import(reads));
        QCOMPARE(quay.bench.view()->counters.started, 196);
        QCOMPARE(quay.keys(), QStringLiteral("start/197 start/198 start/199"));
        QVERIFY(quay.find(QStringLiteral("start/197"))->title.contains(QStringLiteral("197 Run Ner197")));
        QVERIFY(quay.bench.import(record(900, "START", chip(197).constData(), "10:00:40.00")));
        QCOMPARE(quay.keys(), QStringLiteral("start/198 start/199")); // its cause went
        QCOMPARE(quay.bench.run(QStringLiteral("op dns --bib 198")).exitCode, 0);
        QCOMPARE(quay.keys(), QStringLiteral("start/199"));

        Quay many(199);
        reads.clear();
        for (int i = 1; i <= 190; ++i)
            reads += record(i, "START", chip(i).constData(), "10:00:05.00");
        many.bench.clock().advance(1min);
        QVERIFY(many.bench.import(reads));
        QCOMPARE(many.keys(), QStringLiteral("start/5K"));
        QCOMPARE(many.find(QStringLiteral("start/5K"))->title, QStringLiteral("9 without a start read"));
        QCOMPARE(many.find(QStringLiteral("start/5K"))->entrants.size(), std::size_t(9));
    }

    void unknownChip_betweenTwoNeighbours_isWhoseItMayBe()
    {
        Quay quay(20);
        QCOMPARE(quay.bench.run(QStringList{QStringLiteral("problems"), QStringLiteral("extra")}).exitCode, 2);
        // The chip of bib 10 was taken from him on paper: his number now is another one.
        QVERIFY(quay.bench.runOn(QStringLiteral("roster import"), QStringLiteral("n.csv"), "Bib,First Name,Last Name,Gender,Age,Chip\n10,Run,Ner10,F,30,6FFFFF\n").exitCode == 0);
        QVERIFY(quay.bench.import(record(1, "FINISH", chip(10).constData(), "10:30:00.00")));
        const Problem *p = quay.find(QStringLiteral("unknown/") + QString::fromLatin1(chip(10)));
        QVERIFY(p);
        QCOMPARE(p->entrants.size(), std::size_t(1));
        QVERIFY2(p->text.contains(QStringLiteral("bib 10 Run Ner10")), qPrintable(p->text));
        QVERIFY(p->confidence > 0.5 && p->confidence < 1);
        QVERIFY(quay.bench.runOn(QStringLiteral("roster import"), QStringLiteral("n.csv"), "Bib,First Name,Last Name,Gender,Age,Chip\n10,Run,Ner10,F,30," + chip(10) + "\n").exitCode == 0);
        QVERIFY(!quay.find(QStringLiteral("unknown/") + QString::fromLatin1(chip(10))));
    }

    void hundredUnknownChips_areOneProblem()
    {
        Quay quay(5);
        QByteArray reads;
        for (int i = 0; i < 100; ++i)
            reads += record(i + 1, "FINISH", ("AB" + QByteArray::number(7000 + i * 13)).constData(), "10:30:00.00");
        QVERIFY(quay.bench.import(reads));
        QVERIFY(quay.find(QStringLiteral("unknown"))->title.startsWith(QStringLiteral("100 ")));
    }

    void readBeforeTheMinimum_isFlagged_untilARealOneComes()
    {
        Quay quay(1);
        QVERIFY(quay.bench.import(record(1, "START", chip(1).constData(), "10:00:02.00") + record(2, "FINISH", chip(1).constData(), "10:04:02.00")));
        const Problem *p = quay.find(QStringLiteral("toosoon/1"));
        QVERIFY(p);
        QCOMPARE(p->title, QStringLiteral("Bib 1: 4:00 after start"));
        QVERIFY2(p->text.contains(QStringLiteral("Not used at Finish (minimum 10:50)")), qPrintable(p->text));
        QCOMPARE(p->reads.size(), std::size_t(1));
        QVERIFY(quay.bench.import(record(3, "FINISH", chip(1).constData(), "10:25:00.00")));
        QVERIFY(!quay.find(QStringLiteral("toosoon/1")));
    }

    void fasterThanAnybody_isFlagged_andKept()
    {
        Quay quay(1);
        QVERIFY(quay.bench.import(record(1, "START", chip(1).constData(), "10:00:00.00") + record(2, "FINISH", chip(1).constData(), "10:11:30.00")));
        QVERIFY(quay.find(QStringLiteral("toofast/1")));
        QCOMPARE(quay.bench.view()->counters.finished, 1);
        QVERIFY(*engine::worldBest(5000) > 12min && *engine::worldBest(5000) < 13min);
        QVERIFY(!engine::worldBest(100));
    }

    void readAfterDnf_isProposed_neverApplied()
    {
        Quay quay(2);
        QCOMPARE(quay.bench.run(QStringLiteral("op dnf --bib 2")).exitCode, 0);
        QVERIFY(quay.bench.import(record(1, "START", chip(2).constData(), "10:00:02.00") + record(2, "FINISH", chip(2).constData(), "10:30:00.00")));
        const Problem *p = quay.find(QStringLiteral("verdict/2"));
        QVERIFY(p);
        QVERIFY(p->confidence >= 0.8);
        QCOMPARE(quay.bench.view()->counters.finished, 0);
        QCOMPARE(quay.bench.run(p->fixes.back().words).exitCode, 0);
        QVERIFY(!quay.find(QStringLiteral("verdict/2")));
        QCOMPARE(quay.bench.view()->counters.finished, 1);
    }

    void chipsOfTwoWavesSwapped_areProposedWithConfidence()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare()); // A at 09:00, B at 09:05; 1, 2, 3 in A, 4 in B
        QVERIFY(bench.import(record(1, "START", "1", "09:00:02.00") + record(2, "START", "2", "09:00:03.00") + record(3, "START", "4", "09:00:04.00")
                             + record(4, "START", "3", "09:05:04.00")));
        const auto problems = *bench.view()->problems;
        const auto p = std::find_if(problems.begin(), problems.end(), [](const Problem &x) { return x.key.startsWith(u"swap/"); });
        QVERIFY(p != problems.end());
        QVERIFY(p->confidence > 0.8 && p->confidence < 1);
        QCOMPARE(bench.run(p->fixes.back().words).exitCode, 0);
        for (const Problem &x : *bench.view()->problems)
            QVERIFY2(!x.key.startsWith(u"swap/") && !x.key.startsWith(u"wave/"), qPrintable(x.key));
    }

    void chipClaimedByTwo_namesBoth()
    {
        Quay quay(3);
        QVERIFY(quay.bench.runOn(QStringLiteral("roster import"), QStringLiteral("n.csv"), "Bib,First Name,Last Name,Gender,Age,Chip\n9,Late,Comer,M,40," + chip(3) + "\n").exitCode == 0);
        const Problem *p = quay.find(QStringLiteral("chip/") + QString::fromLatin1(chip(3)));
        QVERIFY(p);
        QVERIFY(p->text.contains(QStringLiteral("bib 3")) && p->text.contains(QStringLiteral("bib 9")));
    }

    void keyAndReadersGunDiffer_bothAreOffered()
    {
        Quay quay(3);
        const UtcTime press = quay.bench.clock().now();
        quay.bench.console().arm({QStringLiteral("5K")}, true);
        quay.bench.view();
        quay.bench.console().start({QStringLiteral("5K")}, press);
        QVERIFY(quay.bench.import("CT01_33~7~START~guntime~2026-05-30T10:00:02.50~0~0F2A38~0\r\n"));
        const Problem *p = quay.find(QStringLiteral("guns-differ/5K"));
        QVERIFY(p);
        QVERIFY2(p->title.contains(QStringLiteral("2.50 s")), qPrintable(p->title));
        QCOMPARE(p->fixes.size(), std::size_t(2));
        QCOMPARE(quay.bench.run(p->fixes[1].words).exitCode, 0);
        QVERIFY(!quay.find(QStringLiteral("guns-differ/5K")));
    }

    void acknowledged_movesToTheEnd_survivesARestart_canBeUndone()
    {
        Quay quay(1);
        QVERIFY(quay.bench.import(record(1, "TENT", "99012", "10:00:02.00")));
        QCOMPARE(quay.keys(), QStringLiteral("unbound/TENT unknown/99012"));
        QCOMPARE(quay.bench.run(QStringLiteral("op acknowledge unbound/TENT")).exitCode, 0);
        QCOMPARE(quay.keys(), QStringLiteral("unknown/99012 unbound/TENT"));
        QVERIFY(quay.bench.reopen());
        QVERIFY(quay.find(QStringLiteral("unbound/TENT"))->acknowledged);
        QCOMPARE(quay.bench.run(QStringLiteral("op undo")).exitCode, 0);
        QVERIFY(!quay.find(QStringLiteral("unbound/TENT"))->acknowledged);
    }

    void clockAhead_isRed_acceptedItIsGreen()
    {
        Quay quay(3, Sockets::Open);
        QVERIFY(quay.ok);
        Reader reader;
        QVERIFY(reader.dial(quay.bench.console()));
        QVERIFY(reader.send(quay.live("START", chip(1), 3.2)));
        QTRY_COMPARE(quay.bench.view()->counters.reads, 1);
        const Problem *p = quay.find(QStringLiteral("clock/0F2A38"));
        QVERIFY(p);
        QCOMPARE(p->severity, Severity::Act);
        QVERIFY2(p->title.contains(QStringLiteral("+3.20")), qPrintable(p->title));
        QCOMPARE(quay.bench.run(p->fixes.front().words).exitCode, 0);
        QVERIFY(!quay.find(QStringLiteral("clock/0F2A38")));
        const auto view = quay.bench.view();
        QCOMPARE((*view->readers)[0].accepted, Micros(3200ms));
        QCOMPARE((*view->readers)[0].clockLeft(), Micros(0));
        QCOMPARE((*view->reads)[0].clockMs, 3200);
    }

    void readerCut_staysRedUntilSeen()
    {
        Quay quay(3, Sockets::Open);
        auto reader = std::make_unique<Reader>();
        QVERIFY(reader->dial(quay.bench.console()));
        QVERIFY(reader->send(quay.live("START", chip(1)) + quay.live("START", chip(2))));
        QTRY_COMPARE(quay.bench.view()->counters.out, 2);
        reader->hangUp();
        QTRY_VERIFY(quay.find(QStringLiteral("gone/START")));
        QVERIFY(quay.find(QStringLiteral("gone/START"))->loud);
        QCOMPARE(quay.find(QStringLiteral("gone/START"))->severity, Severity::Act);
        quay.bench.clock().advance(20s);
        reader = std::make_unique<Reader>();
        QVERIFY(reader->dial(quay.bench.console()));
        QVERIFY(reader->send(quay.live("START", chip(3))));
        QTRY_VERIFY(quay.find(QStringLiteral("gone/START"))->title.contains(QStringLiteral("20 s")));
        QVERIFY((*quay.bench.view()->readers)[0].lossUnseen);
        QCOMPARE(quay.bench.run(QStringLiteral("op acknowledge gone/START")).exitCode, 0);
        QVERIFY(!quay.find(QStringLiteral("gone/START")));
        QVERIFY(!(*quay.bench.view()->readers)[0].lossUnseen);
    }

    void readerSilentWhileRunnersAreDue_isAlarmed_andAQuietOneIsNot()
    {
        Quay quay(120, Sockets::Open);
        Reader reader;
        QVERIFY(reader.dial(quay.bench.console()));
        QByteArray starts;
        for (int i = 1; i <= 120; ++i)
            starts += quay.live("START", chip(i));
        QVERIFY(reader.send(starts));
        QTRY_COMPARE(quay.bench.view()->counters.out, 120);
        quay.bench.clock().advance(20min);
        for (int i = 1; i <= 30; ++i) {
            QVERIFY(reader.send(quay.live("FINISH", chip(i))));
            QTRY_COMPARE(quay.bench.view()->counters.finished, i);
            quay.bench.clock().advance(6s);
        }
        QVERIFY2(!quay.keys().contains(QStringLiteral("silent/")), qPrintable(quay.keys()));
        quay.bench.clock().advance(2min);
        const Problem *p = quay.find(QStringLiteral("silent/FINISH"));
        QVERIFY2(p, qPrintable(quay.keys()));
        QVERIFY(p->loud);
        QVERIFY2(p->text.startsWith(QStringLiteral("No reads for 2:06 min, ")), qPrintable(p->text));
        QVERIFY(!quay.find(QStringLiteral("silent/START"))); // nobody is due there any more
        QVERIFY(reader.send(quay.live("FINISH", chip(31))));
        QTRY_VERIFY(!quay.find(QStringLiteral("silent/FINISH")));
    }

    void runnersLongPastTheirTime_areOverdue()
    {
        Quay quay(60, Sockets::Open);
        Reader reader;
        QVERIFY(reader.dial(quay.bench.console()));
        QByteArray starts;
        for (int i = 1; i <= 60; ++i)
            starts += quay.live("START", chip(i));
        QVERIFY(reader.send(starts));
        QTRY_COMPARE(quay.bench.view()->counters.out, 60);
        quay.bench.clock().advance(20min);
        for (int i = 1; i <= 58; ++i) {
            QVERIFY(reader.send(quay.live("FINISH", chip(i))));
            quay.bench.clock().advance(10s);
        }
        QTRY_COMPARE(quay.bench.view()->counters.finished, 58);
        quay.bench.clock().advance(30min);
        const Problem *p = quay.find(QStringLiteral("overdue/5K/Finish"));
        QVERIFY2(p, qPrintable(quay.keys()));
        QCOMPARE(p->entrants.size(), std::size_t(2));
        QVERIFY(!quay.find(QStringLiteral("silent/FINISH"))); // two who do not come are no reason for an alarm
    }
};

} // namespace

std::unique_ptr<QObject> watchSuite()
{
    return std::make_unique<WatchTest>();
}

} // namespace gantry::test

#include "watchtest.moc"
