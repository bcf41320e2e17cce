// SPDX-License-Identifier: Apache-2.0
// Times taken by hand and test reads, through the verbs and on the view.
#include "enginekit.h"
#include "suites.h"

#include <QTest>

#include <algorithm>

namespace gantry::test {

namespace {

using engine::HandRow;
using scoring::Use;

const char *const kStarts = "CT01_33~1~START~1~2026-05-30T09:00:02.00~1~0F2A38~1\r\nCT01_33~2~START~2~2026-05-30T09:00:03.00~1~0F2A38~1\r\n";

HandRow last(Bench &bench)
{
    const auto hands = bench.view()->hands;
    return hands && !hands->empty() ? hands->back() : HandRow{};
}

EntrantIdx of(const engine::View &view, const char *bib)
{
    for (std::size_t i = 0; i < view.entrants->size(); ++i)
        if ((*view.entrants)[i].entrant.bib == QLatin1String(bib))
            return EntrantIdx(std::int32_t(i));
    return EntrantIdx(-1);
}

bool isHand(const engine::View &view, const char *bib)
{
    return (*view.results)[std::size_t(of(view, bib).value())].result.flags & scoring::HandTime;
}

QString idOf(const engine::CommandResult &answer)
{
    return QString::fromLatin1(answer.out).section(u' ', 0, 0);
}

class HandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void handTime_thenItsChipRead_isOneFinish_flaggedHand()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(kStarts));
        bench.takeAnnounced();
        QCOMPARE(bench.run(QStringLiteral("op hand --point Finish --bib 1 --at 2026-05-30T08:20:10.400000Z")).exitCode, 0); // 09:20:10.4 in London
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("net_us")), QString::number(1208'400'000));
        QCOMPARE(last(bench).use, Use::Finish);
        QVERIFY(bench.import(record(7, "FIN", "1", "09:20:10.00")));
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("net_us")), QString::number(1208'000'000));
        QCOMPARE(last(bench).use, Use::SameCrossing);
        QCOMPARE(last(bench).by, std::chrono::milliseconds(400));
        const auto view = bench.view();
        QCOMPARE(view->counters.finished, 1);
        QCOMPARE(view->lastFinishers->size(), std::size_t(1));
        QVERIFY(isHand(*view, "1"));
        const auto announced = bench.takeAnnounced();
        QCOMPARE(announced.size(), std::size_t(2));
        QCOMPARE(announced[0].kind, scoring::Announcement::Kind::Added);
        QCOMPARE(announced[1].kind, scoring::Announcement::Kind::Changed);
        const QByteArray why = bench.run(QStringLiteral("explain --bib 1")).out;
        QVERIFY2(why.contains("used as finish") && why.contains("the same crossing as the chip read, +0.4 s"), why.constData());
    }

    void handTime_ofABibThatComesLater_counts_andUndoTakesItBack()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QCOMPARE(bench.run(QStringLiteral("op hand --bib 77 --at 09:25:00.5")).exitCode, 0); // the only finish is meant
        QCOMPARE(last(bench).state, HandRow::State::UnknownBib);
        QCOMPARE(bench.runOn(QStringLiteral("roster import"), QStringLiteral("late.csv"), "Bib,Name,Wave\n77,Late Comer,A\n").exitCode, 0);
        QCOMPARE(last(bench).state, HandRow::State::Scored);
        QCOMPARE(bench.cell(QStringLiteral("77"), QStringLiteral("status")), QStringLiteral("FINISHED"));
        QCOMPARE(bench.run(QStringLiteral("op swap-bibs 77 2")).exitCode, 0); // the time belongs to the bib
        QCOMPARE(bench.cell(QStringLiteral("77"), QStringLiteral("first_name")), QStringLiteral("Ben"));
        QCOMPARE(bench.cell(QStringLiteral("77"), QStringLiteral("status")), QStringLiteral("FINISHED"));
        QCOMPARE(bench.cell(QStringLiteral("2"), QStringLiteral("status")), QStringLiteral("NOT_STARTED"));
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op undo ") + last(bench).id.toString()).exitCode, 0);
        QVERIFY(bench.view()->hands->empty());
        QCOMPARE(bench.cell(QStringLiteral("77"), QStringLiteral("status")), QStringLiteral("NOT_STARTED"));
    }

    void severalBibs_shareThePress_inTheirOrder()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QCOMPARE(bench.run(QStringLiteral("op hand --point Finish --bib 3,1,2 --at 09:20:00")).exitCode, 0);
        QCOMPARE(bench.column(QStringLiteral("bib")).mid(0, 3), (QStringList{QStringLiteral("3"), QStringLiteral("1"), QStringLiteral("2")}));
        QCOMPARE(bench.column(QStringLiteral("gun_time")).mid(0, 3), (QStringList{QStringLiteral("0:20:00"), QStringLiteral("0:20:01"), QStringLiteral("0:20:01")}));
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QVERIFY(bench.view()->hands->empty());
    }

    void tap_pairsWithTheNearestCrossing_forShowOnly_andTakesABib()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(kStarts));
        const QString tap = idOf(bench.run(QStringLiteral("op hand --tap --at 09:20:00")));
        QCOMPARE(last(bench).state, HandRow::State::Tap);
        QVERIFY(bench.import(record(5, "FIN", "2", "09:20:02.50")));
        QCOMPARE(last(bench).state, HandRow::State::Tap); // too far
        QVERIFY(bench.import(record(6, "FIN", "1", "09:20:01.20") + record(7, "HALF", "2", "09:20:00.00")));
        QCOMPARE(last(bench).state, HandRow::State::TapPaired);
        QCOMPARE(last(bench).entrant, of(*bench.view(), "1"));
        QCOMPARE(last(bench).by, -std::chrono::milliseconds(1200));
        QVERIFY(!isHand(*bench.view(), "1"));
        QCOMPARE(bench.run(QStringLiteral("op hand-bib %1 --bib 3").arg(tap.left(10))).exitCode, 0);
        QCOMPARE(last(bench).use, Use::Finish);
        QCOMPARE(bench.cell(QStringLiteral("3"), QStringLiteral("gun_time")), QStringLiteral("0:20:00"));
        QVERIFY(bench.reopen());
        QCOMPARE(last(bench).use, Use::Finish);
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(last(bench).state, HandRow::State::TapPaired);
    }

    void wrongWords_changeNothing_andSayWhy()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        const std::vector<std::pair<const char *, int>> cases{{"op hand --bib 1", 2}, {"op hand --at 09:20:00", 2}, {"op hand --bib 1 --tap --at 09:20:00", 2}, {"op hand --bib 1 --at noon", 3},
                                                             {"op hand --point Moon --bib 1 --at 09:20:00", 3}, {"op hand-bib 1234 --bib 2", 3}, {"op hand-bib 12345678", 2},
                                                             {"op fence", 2}, {"op fence --until noon", 3}, {"op fence --until 08:00:00 --race 10K", 3}};
        for (const auto &[words, code] : cases) {
            const auto answer = bench.run(QString::fromLatin1(words));
            QVERIFY2(answer.exitCode == code && !answer.err.isEmpty(), words);
        }
        QVERIFY(bench.view()->hands->empty());
    }

    void readAnHourEarly_isNotUsed_andSaysSo()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(record(1, "START", "2", "08:01:48.00")));
        const auto view = bench.view();
        QCOMPARE(view->counters.started, 0);
        QCOMPARE((*view->points)[0].seen, 0);
        QCOMPARE((*view->reads)[0].use, Use::BeforeGun);
        QVERIFY(bench.run(QStringLiteral("explain --bib 2")).out.contains("not used: read 58:12 before the gun"));
    }

    void fence_keepsTestsFromStartingAnybody_andArmingDoesToo()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.load(harbour()));
        QCOMPARE(bench.runOn(QStringLiteral("roster import"), QStringLiteral("roster.csv"), harbourRoster()).exitCode, 0);
        QVERIFY(bench.import(record(1, "START", "1", "08:40:00.00")));
        QCOMPARE(bench.view()->counters.started, 1); // no gun is known yet
        QCOMPARE(bench.run(QStringLiteral("op fence --until 08:45:00")).exitCode, 0);
        QCOMPARE(bench.view()->counters.started, 0);
        QCOMPARE((*bench.view()->reads)[0].use, Use::TestRead);
        QVERIFY(bench.import(record(2, "START", "2", "08:44:59.00")));
        QCOMPARE(bench.view()->counters.started, 0);
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(bench.view()->counters.started, 2);
        QCOMPARE(bench.run(QStringLiteral("op arm --wave A")).exitCode, 0); // now, long after those reads
        QCOMPARE(bench.view()->counters.started, 0);
        QCOMPARE(bench.run(QStringLiteral("op gun --wave A --at 08:39:00")).exitCode, 0); // it had started after all
        QCOMPARE(bench.view()->counters.started, 2);
    }

    void staffTag_namesItsPoint_andCountsForNothing()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(record(1, "START", "99998", "09:00:02.00")));
        const auto view = bench.view();
        QCOMPARE(view->counters.started, 0);
        QCOMPARE(view->counters.unknownChips, 0);
        QCOMPARE((*view->reads)[0].point, PointIdx(0));
    }
};

} // namespace

std::unique_ptr<QObject> handSuite()
{
    return std::make_unique<HandTest>();
}

} // namespace gantry::test

#include "handtest.moc"
