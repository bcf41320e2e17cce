// SPDX-License-Identifier: Apache-2.0
#include "core/base/zone.h"

#include <QTest>

#include <rapidcheck.h>

using namespace gantry;

namespace {

EventZone zone(const char *name)
{
    const auto z = EventZone::fromName(QString::fromLatin1(name));
    if (!z)
        qFatal("%s", name);
    return *z;
}

QString toUtc(const char *name, const char *local)
{
    return formatUtc(zone(name).toUtc(*parseLocal(QString::fromLatin1(local))));
}

QString toLocal(const char *name, const char *utc)
{
    return formatLocal(zone(name).toLocal(UtcTime(parseLocal(QString::fromLatin1(utc))->time_since_epoch())));
}

} // namespace

class ZoneTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void absentZone_isUtc()
    {
        QCOMPARE(EventZone().name(), QStringLiteral("UTC"));
        QCOMPARE(formatUtc(EventZone().toUtc(*parseLocal(u"2026-05-30T09:00:00"))), QStringLiteral("2026-05-30T09:00:00Z"));
    }
    void unknownZone_isRefused()
    {
        for (const char *wrong : {"", "Mars/Base", "GMT+25:00", "europe london"})
            QVERIFY2(!EventZone::fromName(QString::fromLatin1(wrong)), wrong);
    }
    void summerAndWinter_areTold()
    {
        QCOMPARE(toUtc("America/New_York", "2026-01-15T09:00:00"), QStringLiteral("2026-01-15T14:00:00Z"));
        QCOMPARE(toUtc("America/New_York", "2026-05-30T09:00:00"), QStringLiteral("2026-05-30T13:00:00Z"));
        QCOMPARE(toUtc("Asia/Kolkata", "2026-05-30T09:00:00"), QStringLiteral("2026-05-30T03:30:00Z"));
        QCOMPARE(toUtc("Australia/Lord_Howe", "2026-01-15T09:00:00"), QStringLiteral("2026-01-14T22:00:00Z"));
    }
    void clockGoingForward_skipsAnHour() // New York, 2026-03-08, 2:00 becomes 3:00
    {
        QCOMPARE(toLocal("America/New_York", "2026-03-08T06:59:59"), QStringLiteral("2026-03-08T01:59:59"));
        QCOMPARE(toLocal("America/New_York", "2026-03-08T07:00:00"), QStringLiteral("2026-03-08T03:00:00"));
        QCOMPARE(toUtc("America/New_York", "2026-03-08T01:59:59"), QStringLiteral("2026-03-08T06:59:59Z"));
        QCOMPARE(toUtc("America/New_York", "2026-03-08T03:00:00"), QStringLiteral("2026-03-08T07:00:00Z"));
        QCOMPARE(toUtc("America/New_York", "2026-03-08T02:30:00"), QStringLiteral("2026-03-08T07:30:00Z")); // does not exist: the offset before holds
    }
    void clockGoingBack_repeatsAnHour_andTheOffsetBeforeHolds() // New York, 2026-11-01, 2:00 becomes 1:00
    {
        QCOMPARE(toLocal("America/New_York", "2026-11-01T05:59:59"), QStringLiteral("2026-11-01T01:59:59"));
        QCOMPARE(toLocal("America/New_York", "2026-11-01T06:00:00"), QStringLiteral("2026-11-01T01:00:00"));
        QCOMPARE(toUtc("America/New_York", "2026-11-01T00:59:59"), QStringLiteral("2026-11-01T04:59:59Z"));
        QCOMPARE(toUtc("America/New_York", "2026-11-01T01:30:00"), QStringLiteral("2026-11-01T05:30:00Z"));
        QCOMPARE(toUtc("America/New_York", "2026-11-01T02:00:00"), QStringLiteral("2026-11-01T07:00:00Z"));
    }
    void southernZones_changeTheOtherWayRound() // Sydney: forward 2026-10-04, back 2026-04-05
    {
        QCOMPARE(toUtc("Australia/Sydney", "2026-10-04T01:59:59"), QStringLiteral("2026-10-03T15:59:59Z"));
        QCOMPARE(toUtc("Australia/Sydney", "2026-10-04T03:00:00"), QStringLiteral("2026-10-03T16:00:00Z"));
        QCOMPARE(toUtc("Australia/Sydney", "2026-04-05T02:30:00"), QStringLiteral("2026-04-04T15:30:00Z"));
        QCOMPARE(toUtc("Australia/Sydney", "2026-04-05T03:00:00"), QStringLiteral("2026-04-04T17:00:00Z"));
    }
    void everyInstant_comesBack_outsideTheRepeatedHour()
    {
        const std::vector<EventZone> zones{zone("America/New_York"), zone("Europe/London"), zone("Australia/Lord_Howe"), zone("Asia/Kathmandu"), zone("Pacific/Apia")};
        QVERIFY(rc::check([&] {
            const EventZone &z = *rc::gen::elementOf(zones);
            const UtcTime t = fromUs(*rc::gen::inRange<std::int64_t>(0, 4'000'000'000) * 1'000'000);
            const UtcTime back = z.toUtc(z.toLocal(t));
            // Within the repeated hour the first of the two instants is meant.
            RC_ASSERT(back == t || (back < t && z.toLocal(back) == z.toLocal(t)));
        }));
    }
};

int runZoneTest(int argc, char **argv)
{
    ZoneTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "zonetest.moc"
