// SPDX-License-Identifier: Apache-2.0
// Clocks of readers: measured from live reads, accepted as an op, taken off when a read is resolved.
#include "core/engine/watch/clockmeter.h"
#include "enginekit.h"
#include "suites.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace gantry::test {

namespace {

using namespace std::chrono_literals;
using engine::ClockMeter;

UtcTime second(int s)
{
    return fromUs(1'780'131'600'000'000) + std::chrono::seconds(s);
}

double seconds(const std::optional<Micros> &t)
{
    return t ? double(t->count()) / 1e6 : -1e9;
}

class ClockTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneReadFromTheFuture_isTheClock()
    {
        ClockMeter meter;
        meter.add(second(10) + 3200ms, second(10));
        QCOMPARE(seconds(meter.offset()), 3.2);
    }

    void delays_makeNoClockLate()
    {
        ClockMeter meter;
        for (int i = 0; i < 20; ++i)
            meter.add(second(i * 3) - std::chrono::milliseconds(i % 4 ? 120 : 900), second(i * 3));
        QCOMPARE(seconds(meter.offset()), -0.12);
        QVERIFY(!meter.jump());
    }

    void aBacklog_isNoClock()
    {
        ClockMeter meter;
        for (int i = 0; i < 40; ++i) // an hour of reads in ten seconds
            meter.add(second(i * 90), second(3600) + std::chrono::milliseconds(i * 260));
        QVERIFY(!meter.offset() || std::abs(seconds(meter.offset())) < 1.6);
        for (int i = 0; i < 4; ++i)
            meter.add(second(3700 + i * 5) - 80ms, second(3700 + i * 5));
        QCOMPARE(seconds(meter.offset()), -0.08);
    }

    void setBackAnHour_isNoticed()
    {
        ClockMeter meter;
        for (int i = 0; i < 10; ++i)
            meter.add(second(i * 4), second(i * 4) + 100ms);
        for (int i = 10; i < 14; ++i)
            meter.add(second(i * 4) - 1h, second(i * 4) + 100ms);
        QCOMPARE(seconds(meter.offset()), -3600.1);
        QVERIFY(meter.jump());
        QCOMPARE(seconds(meter.jump()->from), -0.1);
        QCOMPARE(meter.jump()->at, second(40) + 100ms);
    }

    void accepted_movesTheTimes_andLeavesTheRawLine()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        const QByteArray before = bench.csv();
        QCOMPARE(bench.cell(QStringLiteral("2"), QStringLiteral("gun_us")), QStringLiteral("1200000000"));
        QCOMPARE(bench.run(QStringLiteral("op clock-offset --reader 0F2A38 --location FIN --seconds 3.2")).exitCode, 0);
        QCOMPARE(bench.cell(QStringLiteral("2"), QStringLiteral("gun_us")), QStringLiteral("1196800000"));
        const auto told = bench.run(QStringLiteral("explain --bib 2 --json"));
        const QJsonArray reads = QJsonDocument::fromJson(told.out).object().value(QStringLiteral("reads")).toArray();
        QCOMPARE(reads.size(), 3);
        QVERIFY(reads[0].toObject().value(QStringLiteral("clock")).toString().isEmpty());
        QVERIFY(reads[2].toObject().value(QStringLiteral("raw")).toString().contains(QStringLiteral("09:20:00.00")));
        QVERIFY2(reads[2].toObject().value(QStringLiteral("clock")).toString().contains(QStringLiteral("2026-05-30T09:20:00; its clock was off by +3.200 s")),
                 told.out.constData());
        QVERIFY(bench.reopen());
        QCOMPARE(bench.cell(QStringLiteral("2"), QStringLiteral("gun_us")), QStringLiteral("1196800000"));
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(bench.csv(), before);
        QCOMPARE(bench.verifyProblems(), QStringList());
    }

    void fromATimeOn_leavesEarlierReads()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        QCOMPARE(bench.run(QStringLiteral("op clock-offset --reader 0f2a38 --seconds -1.5 --from 09:20:05")).exitCode, 0);
        QCOMPARE(bench.cell(QStringLiteral("2"), QStringLiteral("gun_us")), QStringLiteral("1200000000"));
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("gun_us")), QStringLiteral("1211500000"));
    }

    void withoutAReaderOrANumber_saysWhatIsMissing()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QCOMPARE(bench.run(QStringLiteral("op clock-offset --seconds 3")).exitCode, 2);
        QCOMPARE(bench.run(QStringLiteral("op clock-offset --reader 0F2A38 --seconds fast")).exitCode, 2);
        QCOMPARE(bench.run(QStringLiteral("op clock-offset --session 999 --seconds 3")).exitCode, 3);
        QCOMPARE(bench.run(QStringLiteral("op acknowledge")).exitCode, 2);
    }
};

} // namespace

std::unique_ptr<QObject> clockSuite()
{
    return std::make_unique<ClockTest>();
}

} // namespace gantry::test

#include "clocktest.moc"
