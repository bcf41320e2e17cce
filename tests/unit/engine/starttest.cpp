// SPDX-License-Identifier: Apache-2.0
// Starts: by key, by a reader's gun record, by a file; times that count from the gun.
#include "enginekit.h"
#include "suites.h"

#include <QJsonArray>
#include <QTest>

namespace gantry::test {

namespace {

const engine::WaveRow &wave(const engine::ViewPtr &view, const QString &key)
{
    return *std::find_if(view->waves->begin(), view->waves->end(), [&](const auto &w) { return w.key == key; });
}

const QString kA = QStringLiteral("5K/A"), kB = QStringLiteral("5K/B");

class StartTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gunRecordOfAReader_startsAnArmedWave_andIsACandidateForTheOther()
    {
        Bench bench(Sockets::Open);
        QVERIFY(bench.open());
        QVERIFY(bench.load(harbour()));
        QCOMPARE(bench.run(QStringLiteral("op arm --wave A")).exitCode, 0);
        QVERIFY(wave(bench.view(), kA).armed);
        Reader reader;
        QVERIFY(reader.dial(bench.console()));
        // Both boxes of the start line say it: the first one starts.
        QVERIFY(reader.send(record(1, "START", "GUNTIME", "09:00:00.00") + record(2, "START", "GUNTIME", "09:00:07.00")));
        QTRY_COMPARE(bench.view()->counters.guns, std::int64_t(2));
        QTRY_VERIFY(wave(bench.view(), kA).gun);
        const auto view = bench.view();
        QCOMPARE(formatUtc(*wave(view, kA).gun).left(19), QStringLiteral("2026-05-30T08:00:00"));
        QCOMPARE(wave(view, kA).source, scoring::GunSource::Reader);
        QVERIFY(!wave(view, kA).armed);
        QVERIFY(!wave(view, kB).gun);
        QCOMPARE(wave(view, kB).candidates, 1); // the second record
        QVERIFY(view->canUndo);
        bench.console().undo();
        QTRY_VERIFY(!wave(bench.view(), kA).gun);
        QVERIFY(wave(bench.view(), kA).armed); // as before the gun
    }

    void gunRecordOfAFile_startsNothing()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.load(harbour()));
        QCOMPARE(bench.run(QStringLiteral("op arm --wave A")).exitCode, 0);
        QVERIFY(bench.import(record(1, "START", "GUNTIME", "09:00:00.00")));
        const auto view = bench.view();
        QVERIFY(!wave(view, kA).gun);
        QVERIFY(wave(view, kA).armed);
        QCOMPARE(wave(view, kA).candidates, 1);
    }

    void key_startsSeveralWavesAtItsOwnInstant_andUndoTakesAllBack()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.load(harbour()));
        const UtcTime pressed = fromUs(1'780'131'600'123'456);
        bench.console().start({kA, kB}, pressed);
        QTRY_VERIFY(wave(bench.view(), kB).gun);
        QCOMPARE(*wave(bench.view(), kA).gun, pressed);
        QCOMPARE(*wave(bench.view(), kB).gun, pressed);
        QCOMPARE(wave(bench.view(), kA).source, scoring::GunSource::Key);
        QVERIFY(bench.reopen());
        QCOMPARE(*wave(bench.view(), kB).gun, pressed);
        bench.console().undo();
        QTRY_VERIFY(!wave(bench.view(), kA).gun);
        QVERIFY(!wave(bench.view(), kB).gun);
    }

    void newestGun_stands_andUndoBringsTheOneBefore()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        const QByteArray before = bench.csv();
        QCOMPARE(bench.cell(QStringLiteral("2"), QStringLiteral("gun_time")), QStringLiteral("0:20:00"));
        QCOMPARE(bench.run(QStringLiteral("op gun --wave A --at 2026-05-30T08:58:00.5")).exitCode, 0);
        QCOMPARE(bench.cell(QStringLiteral("2"), QStringLiteral("gun_time")), QStringLiteral("0:22:00"));
        QCOMPARE(bench.cell(QStringLiteral("2"), QStringLiteral("net_time")), QStringLiteral("0:19:57"));
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(bench.csv(), before);
    }

    void elapsedTimes_countFromTheGun_withOrWithoutOne()
    {
        QJsonObject document = harbour();
        QJsonArray races = document[QStringLiteral("races")].toArray();
        QJsonObject race = races[0].toObject();
        race[QStringLiteral("start")] = QJsonObject{{QStringLiteral("mode"), QStringLiteral("gun")}};
        races[0] = race;
        document[QStringLiteral("races")] = races;
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.load(document));
        QCOMPARE(bench.runOn(QStringLiteral("roster import"), QStringLiteral("r.csv"), harbourRoster()).exitCode, 0);
        const auto answer = bench.runOn(QStringLiteral("reads import --format times"), QStringLiteral("t.txt"), "2\t20:00.5\n1\t0:20:10\n3\t1500.25\n");
        QVERIFY2(answer.exitCode == 0, answer.err.constData());
        QCOMPARE(bench.column(QStringLiteral("bib")).mid(0, 3), (QStringList{QStringLiteral("2"), QStringLiteral("1"), QStringLiteral("3")}));
        QCOMPARE(bench.column(QStringLiteral("net_us")).mid(0, 3), (QStringList{QStringLiteral("1200500000"), QStringLiteral("1210000000"), QStringLiteral("1500250000")}));
        const QByteArray before = bench.csv();
        QCOMPARE(bench.run(QStringLiteral("op gun --at 09:00:00")).exitCode, 0);
        QCOMPARE(bench.csv(), before); // elapsed is elapsed
        QVERIFY(bench.reopen());
        QCOMPARE(bench.csv(), before);
    }

    void nightTheClocksChange_timesAreRealDurations()
    {
        QJsonObject document = harbour(QStringLiteral("Night run"));
        document[QStringLiteral("date")] = QStringLiteral("2026-03-29"); // 01:00 becomes 02:00 in London
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.load(document));
        QCOMPARE(bench.runOn(QStringLiteral("roster import"), QStringLiteral("r.csv"), harbourRoster()).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op gun --wave A --at 00:50:00")).exitCode, 0);
        QVERIFY(bench.import("CT01_33~1~FIN~1~2026-03-29T02:10:00.00~1~0F2A38~1\r\n"));
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("gun_time")), QStringLiteral("0:20:00"));
    }
};

} // namespace

std::unique_ptr<QObject> startSuite()
{
    return std::make_unique<StartTest>();
}

} // namespace gantry::test

#include "starttest.moc"
