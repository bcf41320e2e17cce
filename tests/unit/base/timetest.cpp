// SPDX-License-Identifier: Apache-2.0
#include "core/base/time.h"

#include <QTest>

#include <rapidcheck.h>

using namespace gantry;
using namespace std::chrono_literals;

class TimeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void localTimes_areReadToTheMicrosecond_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("printed");
        QTest::newRow("whole") << QStringLiteral("2026-05-30T09:00:00") << QStringLiteral("2026-05-30T09:00:00");
        QTest::newRow("blank between") << QStringLiteral(" 2026-05-30 09:00:00 ") << QStringLiteral("2026-05-30T09:00:00");
        QTest::newRow("hundredths") << QStringLiteral("2026-05-30T09:00:00.25") << QStringLiteral("2026-05-30T09:00:00.250000");
        QTest::newRow("comma") << QStringLiteral("2026-05-30T09:00:00,5") << QStringLiteral("2026-05-30T09:00:00.500000");
        QTest::newRow("nanoseconds are cut") << QStringLiteral("2026-05-30T09:00:00.123456789") << QStringLiteral("2026-05-30T09:00:00.123456");
        QTest::newRow("leap day") << QStringLiteral("2028-02-29T23:59:59") << QStringLiteral("2028-02-29T23:59:59");
        QTest::newRow("before 1970") << QStringLiteral("1969-12-31T23:59:59.5") << QStringLiteral("1969-12-31T23:59:59.500000");
    }
    void localTimes_areReadToTheMicrosecond()
    {
        QFETCH(QString, text);
        QFETCH(QString, printed);
        const auto time = parseLocal(text);
        QVERIFY(time);
        QCOMPARE(formatLocal(*time), printed);
    }
    void wrongLocalTimes_areRefused()
    {
        for (const char *wrong : {"", "2026-05-30", "2026-02-30T09:00:00", "2026-13-01T09:00:00", "2026-05-30T24:00:00", "2026-05-30T09:60:00", "2026-05-30T09:00",
                                  "2026-05-30T09:00:00.", "2026-05-30T09:00:00Z", "2026-05-30T09:00:00+01:00", "26-05-30T09:00:00x", "2026-05-30T09:00:00.1234567890"})
            QVERIFY2(!parseLocal(QString::fromLatin1(wrong)), wrong);
    }
    void elapsedTimes_areRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("us");
        QTest::newRow("seconds") << QStringLiteral("59.5") << qint64(59'500'000);
        QTest::newRow("many seconds") << QStringLiteral("3661") << qint64(3'661'000'000);
        QTest::newRow("minutes") << QStringLiteral("30:59") << qint64(1'859'000'000);
        QTest::newRow("many minutes") << QStringLiteral("75:00") << qint64(4'500'000'000);
        QTest::newRow("hours") << QStringLiteral("1:24:46.01") << qint64(5'086'010'000);
        QTest::newRow("more than a day") << QStringLiteral("30:00:00") << qint64(108'000'000'000);
        QTest::newRow("negative") << QStringLiteral("-0:10") << qint64(-10'000'000);
    }
    void elapsedTimes_areRead()
    {
        QFETCH(QString, text);
        QFETCH(qint64, us);
        QCOMPARE(parseElapsed(text), Micros(us));
    }
    void wrongElapsedTimes_areRefused()
    {
        for (const char *wrong : {"", "-", "1:60", "1:60:00", "1:2:3:4", ":30", "30:", "1.2.3", "abc", "1:-5", "99999999999"})
            QVERIFY2(!parseElapsed(QString::fromLatin1(wrong)), wrong);
    }
    void elapsedTimes_arePrintedTruncated()
    {
        QCOMPARE(formatElapsed(5'086'019'999us), QStringLiteral("1:24:46"));
        QCOMPARE(formatElapsed(5'086'019'999us, 2), QStringLiteral("1:24:46.01"));
        QCOMPARE(formatElapsed(59s), QStringLiteral("0:00:59"));
        QCOMPARE(formatElapsed(-90s), QStringLiteral("-0:01:30"));
        QCOMPARE(formatElapsed(30h), QStringLiteral("30:00:00"));
        QCOMPARE(formatShort(90s), QStringLiteral("1:30"));
        QCOMPARE(formatShort(1h), QStringLiteral("1:00:00"));
    }
    void anyElapsedTime_survivesPrintingAndReading()
    {
        QVERIFY(rc::check([] {
            const Micros t(*rc::gen::inRange<std::int64_t>(-400'000'000'000, 400'000'000'000));
            RC_ASSERT(parseElapsed(formatElapsed(t, 6)) == t);
        }));
    }
    void anyLocalTime_survivesPrintingAndReading()
    {
        QVERIFY(rc::check([] {
            const LocalTime t(Micros(*rc::gen::inRange<std::int64_t>(-2'000'000'000'000'000, 4'000'000'000'000'000)));
            RC_ASSERT(parseLocal(formatLocal(t)) == t);
        }));
    }
    void instants_arePrintedInUtc()
    {
        QCOMPARE(formatUtc(fromUs(1'780'131'600'250'000)), QStringLiteral("2026-05-30T09:00:00.250000Z"));
        QCOMPARE(formatUtc(fromUs(0)), QStringLiteral("1970-01-01T00:00:00Z"));
        QCOMPARE(formatTimeOfDay(*parseLocal(u"2026-05-30T09:00:00.25"), 1), QStringLiteral("09:00:00.2"));
    }
};

int runTimeTest(int argc, char **argv)
{
    TimeTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "timetest.moc"
