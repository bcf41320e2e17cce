// SPDX-License-Identifier: Apache-2.0
// Who is still out, and closing a race.
#include "core/engine/closing/stillout.h"
#include "enginekit.h"
#include "suites.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

namespace gantry::test {

namespace {

class CloseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stillOut_namesLastPointDueAndPhone()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QCOMPARE(bench.runOn(QStringLiteral("roster import"), QStringLiteral("phone.csv"),
                             "Bib,Emergency Contact,Emergency Phone\n2,Mo Two,+44 20 7946 0018\n").exitCode, 0);
        QVERIFY(bench.import(record(1, "START", "1", "09:00:02.00") + record(2, "START", "2", "09:00:03.00") + record(3, "HALF", "2", "09:10:00.00")
                             + record(4, "FIN", "1", "09:20:10.00")));
        const auto answer = bench.run(QStringLiteral("--json stillout"));
        const QJsonArray rows = QJsonDocument::fromJson(answer.out).array();
        QCOMPARE(rows.size(), 1);
        const QJsonObject row = rows[0].toObject();
        QCOMPARE(row[QStringLiteral("bib")].toString(), QStringLiteral("2"));
        QCOMPARE(row[QStringLiteral("last_point")].toString(), QStringLiteral("Half"));
        QCOMPARE(row[QStringLiteral("at")].toString(), QStringLiteral("09:10:00"));
        QVERIFY(!row[QStringLiteral("due")].toString().isEmpty());
        QCOMPARE(row[QStringLiteral("emergency_phone")].toString(), QStringLiteral("+44 20 7946 0018"));
        QCOMPARE(row[QStringLiteral("emergency_contact")].toString(), QStringLiteral("Mo Two"));
        QVERIFY(bench.run(QStringLiteral("stillout --race 5K")).out.contains("Half"));
        QCOMPARE(bench.run(QStringLiteral("stillout --race 10K")).exitCode, 3);
    }

    void closing_makesDnsAndDnf_inOneCommand_andUndoReopens()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(record(1, "START", "1", "09:00:02.00") + record(2, "START", "2", "09:00:03.00") + record(4, "FIN", "1", "09:20:10.00")
                             + record(5, "START", "3", "09:00:04.00")));
        const QByteArray before = bench.csv();
        const auto answer = bench.run(QStringLiteral("op close-race 5K --dns --dnf --except 3"));
        QVERIFY2(answer.exitCode == 0, answer.err.constData());
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("status")), QStringLiteral("FINISHED"));
        QCOMPARE(bench.cell(QStringLiteral("2"), QStringLiteral("status")), QStringLiteral("DNF"));
        QCOMPARE(bench.cell(QStringLiteral("3"), QStringLiteral("status")), QStringLiteral("ON_COURSE"));
        QCOMPARE(bench.cell(QStringLiteral("4"), QStringLiteral("status")), QStringLiteral("DNS"));
        QVERIFY(bench.view()->event->rules[0].closedAt);
        QCOMPARE(bench.run(QStringLiteral("op close-race --dnf")).exitCode, 0);
        QCOMPARE(bench.view()->counters.out, 0);
        QVERIFY(engine::stillOut(*bench.view(), UtcTime::max()).empty());
        QVERIFY(bench.reopen());
        QVERIFY(bench.view()->event->rules[0].closedAt);
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(bench.csv(), before);
        QVERIFY(!bench.view()->event->rules[0].closedAt);
        QCOMPARE(bench.run(QStringLiteral("op close-race 10K")).exitCode, 3);
    }

    void readAfterTheClose_isKeptAndFlagged()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(record(2, "START", "2", "09:00:03.00")));
        QCOMPARE(bench.run(QStringLiteral("op close-race --dns --dnf")).exitCode, 0);
        const UtcTime closed = *bench.view()->event->rules[0].closedAt;
        const LocalTime later{(closed + std::chrono::hours(3)).time_since_epoch()}; // any zone of Britain is within that
        QVERIFY(bench.import("CT01_33~9~FIN~2~" + formatLocal(later).left(19).toUtf8() + ".00~1~0F2A38~1\r\n"));
        const auto view = bench.view();
        const auto row = std::ranges::find_if((*view->results).chunks().front()->begin(), (*view->results).chunks().front()->end(),
                                              [](const engine::ResultRow &r) { return r.result.flags & scoring::AfterClose; });
        QVERIFY(row != (*view->results).chunks().front()->end());
        QCOMPARE(row->result.status, scoring::Status::Dnf);
        QVERIFY(bench.run(QStringLiteral("explain --bib 2")).out.contains("seen after the race was closed"));
    }

    void due_followsTheRunnersOwnPace_elseTheSlowOnesOfTheField()
    {
        const EventDocument document = parseEventDocument(harbour()).document;
        auto rules = scoring::compileRules(document, {{QStringLiteral("5K/A"), {fromUs(0), scoring::GunSource::Key}}}).front();
        rules.course[0].distanceM = 2500;
        scoring::EntrantResult r;
        r.status = scoring::Status::OnCourse;
        r.startedAt = fromUs(0);
        r.splits.resize(2);
        using namespace std::chrono_literals;
        QCOMPARE(scoring::dueOf(rules, r, {}, fromUs(0))->at, UtcTime(2400s)); // 8:00 per km
        QCOMPARE(scoring::dueOf(rules, r, 0.3e6, fromUs(0))->at, UtcTime(1500s));
        r.splits[0] = 900s;
        r.lastPoint = 0;
        const auto due = scoring::dueOf(rules, r, 0.3e6, UtcTime(2249s));
        QCOMPARE(due->at, UtcTime(1800s));
        QVERIFY(!due->overdue);
        QVERIFY(scoring::dueOf(rules, r, 0.3e6, UtcTime(2251s))->overdue);
        r.startedAt.reset();
        QVERIFY(!scoring::dueOf(rules, r, 0.3e6, UtcTime(2251s)));
    }
};

} // namespace

std::unique_ptr<QObject> closeSuite()
{
    return std::make_unique<CloseTest>();
}

} // namespace gantry::test

#include "closetest.moc"
