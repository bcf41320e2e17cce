// SPDX-License-Identifier: Apache-2.0
// What a view costs: parts that did not change keep their pointer.
#include "enginekit.h"
#include "suites.h"

#include <QTest>

namespace gantry::test {

namespace {

class ViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingChanged_everyPartKeepsItsPointer()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        const auto a = bench.view(), b = bench.view();
        QVERIFY(b->version > a->version);
        QCOMPARE(b->event, a->event);
        QCOMPARE(b->entrants, a->entrants);
        QCOMPARE(b->results, a->results);
        QCOMPARE(b->places, a->places);
        QCOMPARE(b->order, a->order);
        QCOMPARE(b->reads, a->reads);
        QCOMPARE(b->unknown, a->unknown);
        QCOMPARE(b->unbound, a->unbound);
        QCOMPARE(b->links, a->links);
        QCOMPARE(b->lastOp, a->lastOp);
    }

    void oneMoreRead_changesResultsAndReads_andNobodyElse()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads().split('\n').mid(0, 8).join('\n') + '\n'));
        const auto a = bench.view();
        QVERIFY(bench.import(record(9, "FIN", "4", "09:30:00.00")));
        const auto b = bench.view();
        QCOMPARE(b->event, a->event);
        QCOMPARE(b->entrants, a->entrants);
        QCOMPARE(b->unknown, a->unknown);
        QVERIFY(b->results != a->results);
        QVERIFY(b->reads != a->reads);
        QCOMPARE(a->counters.finished, 3); // the old view stays as it was
        QCOMPARE(b->counters.finished, 4);
        QCOMPARE((*b->entrants)[std::size_t(b->lastFinishers->front().entrant.value())].entrant.bib, QStringLiteral("4"));
    }

    void reopened_showsTheNewestFinishersFirst_andAnnouncesNothing()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        const auto orderOf = [](const engine::ViewPtr &v) {
            QString out;
            for (const auto &f : *v->lastFinishers)
                out += (*v->entrants)[std::size_t(f.entrant.value())].entrant.bib;
            return out;
        };
        QVERIFY(!bench.takeAnnounced().empty());
        QVERIFY(bench.reopen());
        QCOMPARE(orderOf(bench.view()), QStringLiteral("4312"));
        QCOMPARE(bench.takeAnnounced().size(), std::size_t(0));
    }

    void viewWithoutAnEvent_isEmptyAndValid()
    {
        Bench bench;
        QVERIFY(bench.open());
        const auto view = bench.console().view();
        QVERIFY(view);
        QVERIFY(!view->event);
        QCOMPARE(bench.run(QStringLiteral("results")).exitCode, 3);
        QCOMPARE(bench.run(QStringLiteral("event list")).exitCode, 0);
        bench.console().undo(); // nothing to take back, nothing breaks
        bench.console().start({QStringLiteral("5K")}, fromUs(0));
        bench.console().flushView();
    }
};

} // namespace

std::unique_ptr<QObject> viewSuite()
{
    return std::make_unique<ViewTest>();
}

} // namespace gantry::test

#include "viewtest.moc"
