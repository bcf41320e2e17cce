// SPDX-License-Identifier: Apache-2.0
#include "core/domain/read.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QTest>

#include <limits>

using namespace gantry;

namespace {

DeviceRead someRead()
{
    DeviceRead read;
    read.chip = "0044";
    read.location = "FINISH";
    read.reader = "A1B2C3";
    read.antenna = 2;
    read.sequence = 17;
    read.time = {TimeBasis::LocalTimeOfDay, 32'400'120'000};
    return read;
}

EventZone zone(const char *name)
{
    return *EventZone::fromName(QString::fromLatin1(name));
}

UtcTime at(const char *local)
{
    return UtcTime(parseLocal(QString::fromLatin1(local))->time_since_epoch());
}

constexpr std::int64_t kHour = 3'600'000'000;

} // namespace

class ReadTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void contentId_isTheHashThatTheFormatPageDescribes()
    {
        const QByteArray text("1\x1f"
                              "A1B2C3\x1f"
                              "0044\x1f"
                              "2\x1f"
                              "32400120000\x1f"
                              "2\x1f"
                              "FINISH");
        const QByteArray digest = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
        QCOMPARE(contentId(someRead()).toBytes(), digest.left(16));
    }
    void contentId_leavesOutTheTransport()
    {
        DeviceRead again = someRead();
        again.sequence = 99;
        again.passCount = 3;
        QCOMPARE(contentId(again), contentId(someRead()));
    }
    void contentId_changesWithEveryPartOfTheContent()
    {
        std::vector<DeviceRead> others(7, someRead());
        others[0].kind = ReadKind::Gun;
        others[1].chip = "44";
        others[2].location = "finish";
        others[3].reader.clear();
        others[4].antenna = 1;
        others[5].time.us += 1;
        others[6].time.basis = TimeBasis::Utc;
        for (const DeviceRead &other : others)
            QVERIFY(contentId(other) != contentId(someRead()));
    }
    void contentId_costsReported()
    {
        DeviceRead read = someRead();
        QElapsedTimer timer;
        timer.start();
        std::uint8_t sum = 0;
        for (int i = 0; i < 100'000; ++i) {
            read.time.us = i;
            sum = std::uint8_t(sum + contentId(read).bytes[0]);
        }
        qInfo("contentId: %.0f ns each (%d)", double(timer.nsecsElapsed()) / 100'000, sum);
    }
    void bareTime_ofALiveReader_takesTheDateNearestToArrival()
    {
        const EventZone utc;
        const auto resolve = [&](std::int64_t us, const char *arrival) {
            return resolveTime({TimeBasis::LocalTimeOfDay, us}, at(arrival), false, 0, QDate(2026, 5, 30), utc);
        };
        QCOMPARE(resolve(9 * kHour, "2026-05-30T09:00:05"), at("2026-05-30T09:00:00"));
        QCOMPARE(resolve(24 * kHour - 1'000'000, "2026-05-31T00:00:02"), at("2026-05-30T23:59:59"));
        QCOMPARE(resolve(1'000'000, "2026-05-30T23:59:59"), at("2026-05-31T00:00:01"));
        QCOMPARE(resolve(9 * kHour, "2026-06-02T10:00:00"), at("2026-06-02T09:00:00"));
        QCOMPARE(resolve(26 * kHour, "2026-05-31T02:00:01"), at("2026-05-31T02:00:00")); // clocks that count past midnight
        QCOMPARE(resolve(-kHour, "2026-05-30T23:00:01"), at("2026-05-30T23:00:00"));
    }
    void bareTime_ofAFile_takesTheEventDate_andTheMidnightsPassed()
    {
        const EventZone boston = zone("America/New_York");
        const DeviceTime nine{TimeBasis::LocalTimeOfDay, 9 * kHour};
        const UtcTime later = at("2027-01-01T00:00:00");
        QCOMPARE(resolveTime(nine, later, true, 0, QDate(2026, 5, 30), boston), at("2026-05-30T13:00:00"));
        QCOMPARE(resolveTime(nine, later, true, 2, QDate(2026, 5, 30), boston), at("2026-06-01T13:00:00"));
    }
    void localDateTime_isTakenInTheEventsZone_andUtcAsItIs()
    {
        const std::int64_t us = toUs(at("2026-05-30T09:00:00"));
        QCOMPARE(resolveTime({TimeBasis::LocalDateTime, us}, {}, false, 0, {}, zone("Europe/London")), at("2026-05-30T08:00:00"));
        QCOMPARE(resolveTime({TimeBasis::Utc, us}, {}, false, 0, {}, zone("Europe/London")), at("2026-05-30T09:00:00"));
    }
    void absurdDeviceTimes_doNotOverflow()
    {
        for (TimeBasis basis : {TimeBasis::LocalDateTime, TimeBasis::LocalTimeOfDay, TimeBasis::Utc}) {
            for (std::int64_t us : {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
                for (bool file : {true, false})
                    (void)resolveTime({basis, us}, at("2026-05-30T09:00:00"), file, 3, QDate(2026, 5, 30), zone("Europe/London"));
            }
        }
    }
};

int runReadTest(int argc, char **argv)
{
    ReadTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "readtest.moc"
