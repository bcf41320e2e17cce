// SPDX-License-Identifier: Apache-2.0
#include "core/display/finisherqueue.h"

#include <QTest>

#include <rapidcheck.h>

#include <set>

using namespace gantry;
using namespace gantry::display;
using Kind = feed::Item::Kind;
using std::chrono::milliseconds;

namespace {

using Instant = FinisherQueue::Instant;
const Instant kStart = Instant(std::chrono::hours(5));

feed::Item item(std::uint64_t serial, const QString &key, Kind kind = Kind::Add, const QString &name = {})
{
    return {serial, kind, key, {{QStringLiteral("name"), name.isEmpty() ? key : name}}};
}

QString shown(const FinisherQueue &q)
{
    return q.current() ? q.current()->key : QString();
}

using Serials = std::vector<std::uint64_t>;

} // namespace

class FinisherQueueTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void queue_loneFinisher_isAcknowledgedAfterHisDwellAndStaysUntilRest()
    {
        FinisherQueue q;
        q.item(item(1, QStringLiteral("a")), kStart);
        QCOMPARE(shown(q), QStringLiteral("a"));
        QCOMPARE(q.advance(kStart + milliseconds(4999)), Serials{});
        QCOMPARE(*q.nextDue(), kStart + milliseconds(5000));
        QCOMPARE(q.advance(kStart + milliseconds(5000)), Serials{1});
        QCOMPARE(shown(q), QStringLiteral("a"));
        QCOMPARE(*q.nextDue(), kStart + milliseconds(12000));
        q.advance(kStart + milliseconds(12000));
        QVERIFY(!q.current());
        QVERIFY(!q.nextDue());
    }
    void queue_othersWait_eachGetsTheBusyDwell()
    {
        FinisherQueue q;
        for (int i = 1; i <= 3; ++i)
            q.item(item(std::uint64_t(i), QString::number(i)), kStart);
        QCOMPARE(q.waiting(), std::size_t(2));
        QCOMPARE(*q.nextDue(), kStart + milliseconds(1800));
        QCOMPARE(q.advance(kStart + milliseconds(1799)), Serials{});
        QCOMPARE(q.advance(kStart + milliseconds(1800)), Serials{1});
        QCOMPARE(shown(q), QStringLiteral("2"));
        QCOMPARE(q.advance(kStart + milliseconds(3600)), Serials{2});
        QCOMPARE(shown(q), QStringLiteral("3"));
        QCOMPARE(*q.nextDue(), kStart + milliseconds(8600)); // nobody waits: his whole dwell
    }
    void queue_lateAdvance_doesNotSkipAnybody()
    {
        FinisherQueue q;
        for (int i = 1; i <= 3; ++i)
            q.item(item(std::uint64_t(i), QString::number(i)), kStart);
        QCOMPARE(q.advance(kStart + std::chrono::minutes(5)), Serials{1});
        QCOMPARE(shown(q), QStringLiteral("2"));
        QCOMPARE(q.advance(kStart + std::chrono::minutes(5) + milliseconds(100)), Serials{});
    }
    void queue_withdrawnWhileWaiting_isNeverShown()
    {
        FinisherQueue q;
        q.item(item(1, QStringLiteral("a")), kStart);
        q.item(item(2, QStringLiteral("b")), kStart);
        q.item(item(3, QStringLiteral("c")), kStart);
        q.item(item(4, QStringLiteral("b"), Kind::Withdraw), kStart);
        q.advance(kStart + milliseconds(1800));
        QCOMPARE(shown(q), QStringLiteral("c"));
    }
    void queue_withdrawnWhileShown_leavesAtOnce()
    {
        FinisherQueue q;
        q.item(item(1, QStringLiteral("a")), kStart);
        q.item(item(2, QStringLiteral("b")), kStart);
        q.item(item(3, QStringLiteral("a"), Kind::Withdraw), kStart + milliseconds(300));
        QCOMPARE(shown(q), QStringLiteral("b"));
        q.item(item(4, QStringLiteral("b"), Kind::Withdraw), kStart + milliseconds(600));
        QVERIFY(!q.current());
        QCOMPARE(q.advance(kStart + milliseconds(600)), Serials{4}); // nothing left: the cursor is past them all
    }
    void queue_changed_changesInPlaceWithoutNewTime()
    {
        FinisherQueue q;
        q.item(item(1, QStringLiteral("a")), kStart);
        q.item(item(2, QStringLiteral("b")), kStart);
        q.item(item(3, QStringLiteral("a"), Kind::Change, QStringLiteral("A")), kStart + milliseconds(1000));
        q.item(item(4, QStringLiteral("b"), Kind::Change, QStringLiteral("B")), kStart + milliseconds(1000));
        QCOMPARE(q.current()->fields[QStringLiteral("name")].toString(), QStringLiteral("A"));
        QCOMPARE(q.advance(kStart + milliseconds(1800)), Serials{1}); // not 3: b has not been on
        QCOMPARE(q.current()->fields[QStringLiteral("name")].toString(), QStringLiteral("B"));
        q.item(item(5, QStringLiteral("gone"), Kind::Change), kStart);
        QCOMPARE(q.waiting(), std::size_t(0));
    }
    void queue_announcedAgain_isNotShownTwice()
    {
        FinisherQueue q;
        q.item(item(1, QStringLiteral("a")), kStart);
        q.item(item(2, QStringLiteral("b")), kStart);
        q.forgetSerials(); // another server announces the same field
        q.item(item(1, QStringLiteral("b")), kStart);
        QCOMPARE(q.waiting(), std::size_t(1));
        QCOMPARE(q.advance(kStart + milliseconds(1800)), Serials{}); // the old serial means nothing to the new server
        QCOMPARE(shown(q), QStringLiteral("b"));
    }
    void queue_hidden_timeStandsStill()
    {
        FinisherQueue q;
        q.item(item(1, QStringLiteral("a")), kStart);
        q.setVisible(false, kStart + milliseconds(1000));
        q.item(item(2, QStringLiteral("b")), kStart + milliseconds(2000));
        QVERIFY(!q.nextDue());
        QCOMPARE(q.advance(kStart + std::chrono::hours(1)), Serials{});
        QCOMPARE(shown(q), QStringLiteral("a"));
        const Instant back = kStart + std::chrono::hours(1);
        q.setVisible(true, back);
        QCOMPARE(*q.nextDue(), back + milliseconds(800)); // 1000 of 1800 ms he had
        QCOMPARE(q.advance(back + milliseconds(800)), Serials{1});
        QCOMPARE(shown(q), QStringLiteral("b"));
    }
    void queue_hiddenFromTheStart_showsEverybodyLater()
    {
        FinisherQueue q;
        q.setVisible(false, kStart);
        q.item(item(1, QStringLiteral("a")), kStart);
        QVERIFY(!q.current());
        q.setVisible(true, kStart + milliseconds(100));
        QCOMPARE(shown(q), QStringLiteral("a"));
    }
    void queue_anyHistory_everyoneInOrderNobodyWithdrawnEnoughTime()
    {
        QVERIFY(rc::check("every runner is shown once, in order, for his time; acknowledgements grow", [] {
            FinisherQueue q;
            Instant now = kStart;
            std::uint64_t serial = 0, acknowledged = 0;
            std::vector<QString> order;
            std::set<QString> withdrawn;
            QStringList seen;
            bool visible = true;
            milliseconds on{0}; // how long the current one has been visible
            const auto look = [&] {
                const QString key = shown(q);
                if (!key.isEmpty() && visible && (seen.isEmpty() || seen.back() != key)) {
                    RC_ASSERT(!withdrawn.contains(key));
                    RC_ASSERT(!seen.contains(key));
                    seen.append(key);
                    on = milliseconds(0);
                }
            };
            const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(rc::gen::pair(rc::gen::inRange(0, 10), rc::gen::inRange(0, 3000)));
            const auto step = [&](milliseconds by) {
                now += by;
                if (visible)
                    on += by;
                const QString before = shown(q);
                const auto done = q.advance(now);
                if (!before.isEmpty() && shown(q) != before)
                    RC_ASSERT(on >= milliseconds(1800));
                for (const auto s : done) {
                    RC_ASSERT(visible);
                    RC_ASSERT(s > acknowledged);
                    acknowledged = s;
                }
                look();
            };
            for (const auto &[what, ms] : steps) {
                step(milliseconds(ms));
                if (what < 5) {
                    const QString key = QString::number(++serial);
                    order.push_back(key);
                    q.item(item(serial, key), now);
                } else if (what == 5 && !order.empty()) {
                    const QString key = order[std::size_t(ms) % order.size()];
                    withdrawn.insert(key);
                    q.item(item(++serial, key, Kind::Withdraw), now);
                } else if (what == 6) {
                    visible = !visible;
                    q.setVisible(visible, now);
                }
                look();
            }
            if (!visible)
                q.setVisible(visible = true, now);
            look();
            for (int i = 0; i < 1000 && (q.current() || q.waiting()); ++i)
                step(milliseconds(6000));
            step(milliseconds(1));
            QStringList wanted;
            for (const QString &key : order)
                if (!withdrawn.contains(key) || seen.contains(key))
                    wanted.append(key);
            RC_ASSERT(seen == wanted);
            RC_ASSERT(acknowledged == serial);
        }));
    }
};

int runFinisherQueueTest(int argc, char **argv)
{
    FinisherQueueTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "finisherqueuetest.moc"
