// SPDX-License-Identifier: Apache-2.0
// A start that was missed, pressed late or pressed by accident can be set right in every way that a crew has a time for.
#include "enginekit.h"
#include "suites.h"

#include <QTest>

namespace gantry::test {

namespace {

class MissedStartTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Bench> m_bench;

    QString gunOf(const QString &key)
    {
        const auto view = m_bench->view();
        for (const auto &w : *view->waves)
            if (w.key == key)
                return w.gun ? formatTimeOfDay(view->event->zone.toLocal(*w.gun), 2) : QStringLiteral("none");
        return QStringLiteral("no such wave");
    }
    QString gunA() { return gunOf(QStringLiteral("5K/A")); }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<Bench>();
        QVERIFY(m_bench->open());
        QVERIFY(m_bench->load(harbour()));
        QCOMPARE(m_bench->runOn(QStringLiteral("roster import"), QStringLiteral("r.csv"), harbourRoster()).exitCode, 0);
    }
    void cleanup() { m_bench.reset(); }

    void shift_movesTheGun_laterAndEarlier_andNeedsOne()
    {
        QCOMPARE(m_bench->run(QStringLiteral("op gun --wave A --shift 3")).exitCode, 3);
        QCOMPARE(m_bench->run(QStringLiteral("op gun --wave A --at 09:00:00")).exitCode, 0);
        QCOMPARE(m_bench->run(QStringLiteral("op gun --wave A --shift -2.5")).exitCode, 0);
        QCOMPARE(gunA(), QStringLiteral("08:59:57.50"));
        QCOMPARE(m_bench->run(QStringLiteral("op gun --wave A --shift +0:01:02.5")).exitCode, 0);
        QCOMPARE(gunA(), QStringLiteral("09:01:00.00"));
        QCOMPARE(m_bench->run(QStringLiteral("op gun --wave A --shift soon")).exitCode, 3);
        QCOMPARE(gunA(), QStringLiteral("09:01:00.00"));
    }

    void stopwatch_countsBackFromThePress()
    {
        const UtcTime pressed = m_bench->view()->event->zone.toUtc(*parseLocal(u"2026-05-30T09:12:34.50"));
        QCOMPARE(m_bench->run(QStringLiteral("op gun --wave A --stopwatch 12:34.5 --pressed-us %1").arg(toUs(pressed))).exitCode, 0);
        QCOMPARE(gunA(), QStringLiteral("09:00:00.00"));
        QCOMPARE(m_bench->run(QStringLiteral("op gun --wave A --stopwatch noon")).exitCode, 3);
    }

    void firstRead_isTheRush_notTheTestReadAnHourBefore()
    {
        const auto none = m_bench->run(QStringLiteral("op gun --wave A --first-read"));
        QCOMPARE(none.exitCode, 3);
        QVERIFY(none.err.contains("start mat"));
        QByteArray lines;
        for (int i = 0; i < 40; ++i) // forty runners, and number 7 tried his chip an hour before
            lines += record(i + 2, "START", qPrintable(QString::number(100 + i)), qPrintable(QStringLiteral("09:00:%1.00").arg(2 + i / 2, 2, 10, QLatin1Char('0'))));
        lines += record(99, "START", "107", "08:01:00.00");
        QByteArray roster("Bib,Race,Wave\n");
        for (int i = 0; i < 40; ++i)
            roster += QByteArray::number(100 + i) + ",5K,A\n";
        QCOMPARE(m_bench->runOn(QStringLiteral("roster import"), QStringLiteral("more.csv"), roster).exitCode, 0);
        QVERIFY(m_bench->import(lines));
        QCOMPARE(m_bench->run(QStringLiteral("op gun --wave A --first-read")).exitCode, 0);
        QCOMPARE(gunA(), QStringLiteral("09:00:02.00"));
    }

    void severalWaves_getOneGun_andOneUndoTakesItBack()
    {
        QCOMPARE(m_bench->run(QStringLiteral("op gun --wave A --wave B --at 09:00:01.25")).exitCode, 0);
        QCOMPARE(gunA(), QStringLiteral("09:00:01.25"));
        QCOMPARE(gunOf(QStringLiteral("5K/B")), QStringLiteral("09:00:01.25"));
        QCOMPARE(m_bench->run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(gunA(), QStringLiteral("none"));
        QCOMPARE(gunOf(QStringLiteral("5K/B")), QStringLiteral("none"));
    }

    void gunRecord_isChosenByItsId()
    {
        QVERIFY(m_bench->import(record(1, "START", "GUNTIME", "09:00:03.00")));
        const auto view = m_bench->view();
        QString id;
        for (std::size_t i = 0; i < view->reads->size(); ++i)
            if ((*view->reads)[i].kind == ReadKind::Gun)
                id = (*view->reads)[i].content.toString().left(12);
        QVERIFY(!id.isEmpty());
        QCOMPARE(m_bench->run(QStringLiteral("op gun --wave A --read ") + id).exitCode, 0);
        QCOMPARE(gunA(), QStringLiteral("09:00:03.00"));
        QCOMPARE(m_bench->run(QStringLiteral("op gun --wave A --read 00000000")).exitCode, 3);
    }

    void clearedGun_letsTheWaveBeStartedAgain_alsoMuchLater()
    {
        QCOMPARE(m_bench->run(QStringLiteral("op gun --wave A --at 09:00:00")).exitCode, 0);
        QCOMPARE(m_bench->run(QStringLiteral("op gun --wave A --at 09:00:05")).exitCode, 0);
        QVERIFY(m_bench->import(harbourReads()));
        QVERIFY(m_bench->reopen());
        QCOMPARE(m_bench->run(QStringLiteral("op clear-gun --wave A")).exitCode, 0);
        QCOMPARE(gunA(), QStringLiteral("none"));
        QCOMPARE(m_bench->run(QStringLiteral("op clear-gun --wave A")).exitCode, 3);
        QCOMPARE(m_bench->run(QStringLiteral("op arm --wave A")).exitCode, 0);
        QCOMPARE(m_bench->run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(m_bench->run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(gunA(), QStringLiteral("09:00:05.00"));
    }
};

} // namespace

std::unique_ptr<QObject> missedStartSuite()
{
    return std::make_unique<MissedStartTest>();
}

} // namespace gantry::test

#include "missedstarttest.moc"
