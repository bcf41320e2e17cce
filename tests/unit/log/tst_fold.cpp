// SPDX-License-Identifier: Apache-2.0
#include "logkit.h"

#include <QTest>

#include <rapidcheck.h>

#include <algorithm>
#include <random>

namespace gantry::test {

using namespace gantry::log;

namespace {

QString text(const std::optional<FieldState> &f)
{
    return f ? f->value.toString() : QStringLiteral("(none)");
}

Fold folded(const std::vector<Op> &ops)
{
    Fold fold;
    for (const Op &op : ops)
        (void)fold.apply(op);
    return fold;
}

// A log as several laptops could have written it: few entities and fields, so that everything collides; retractions of
// anything, also of retractions, of what is not there, and in rings.
std::vector<Op> arbitraryLog()
{
    std::vector<Op> ops;
    const int size = *rc::gen::inRange(0, 30);
    for (int i = 0; i < size; ++i) {
        const int writer = *rc::gen::inRange(0, 3);
        const Hlc hlc = Hlc(*rc::gen::inRange(1, 40));
        const QString instance = QString::number(*rc::gen::inRange(0, 3));
        const int what = *rc::gen::inRange(0, 10);
        if (what < 4) {
            const Stamp seen{Hlc(*rc::gen::inRange(0, 40)), idOf(-1 - *rc::gen::inRange(0, 3))};
            Op op = setBib(i, hlc, instance, QString::number(*rc::gen::inRange(0, 3)), seen, writer);
            if (*rc::gen::arbitrary<bool>()) {
                op.personal = idOf(1000 + i);
                op.personalValues = {{QStringLiteral("name"), QString::number(*rc::gen::inRange(0, 3))}};
            }
            ops.push_back(op);
        } else if (what < 8) {
            ops.push_back(retract(i, hlc, *rc::gen::inRange(0, 32), writer));
        } else {
            ops.push_back(makeOp(i, hlc, what == 8 ? "del" : *rc::gen::element("restore", "gun", "note", "teleport"), QStringLiteral("entrant"), instance, writer));
        }
    }
    return ops;
}

std::vector<Op> shuffledWithRepeats(std::vector<Op> ops)
{
    std::mt19937 random(*rc::gen::arbitrary<unsigned>());
    const std::size_t size = ops.size();
    for (std::size_t i = 0; i < size; ++i) {
        if (random() % 3 == 0)
            ops.push_back(ops[i]);
    }
    std::shuffle(ops.begin(), ops.end(), random);
    return ops;
}

class FoldTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void apply_laterStamp_winsWhateverTheOrder();
    void apply_sameStampTime_largerWriterWins();
    void retract_value_bringsTheEarlierOneBack();
    void retract_retraction_bringsTheValueBackAgain();
    void retract_beforeItsTargetArrives_countsWhenItDoes();
    void retract_ring_countsForNothing();
    void apply_anyOrderAndRepeats_givesTheSameBytes();
    void apply_anyOp_namesEveryEntityItChanged();
    void undoOfEverything_givesTheUntouchedState();
    void undoOfOne_givesTheStateWithoutIt();
    void alive_deletedAndEdited_needsARestore();
    void conflicts_writtenWithoutSeeing_isShownUntilSomebodySawBoth();
    void conflicts_personalValueWithoutStatedSeen_isNone();
    void erased_valueGone_isToldUntilReplaced();
    void fields_personalValues_areMergedByStamp();
    void gunAndNote_giveNoFields();
    void unknownKind_isKeptAndCounted();
    void firstStamp_ofActiveOps_isTheEarliest();
    void copy_ofAFold_livesAlone();
};

void FoldTest::apply_laterStamp_winsWhateverTheOrder()
{
    for (const bool swapped : {false, true}) {
        std::vector<Op> ops{setBib(1, 10, QStringLiteral("e"), QStringLiteral("a")), setBib(2, 20, QStringLiteral("e"), QStringLiteral("b"))};
        if (swapped)
            std::swap(ops[0], ops[1]);
        const Fold fold = folded(ops);
        QCOMPARE(text(fold.field(entrant(QStringLiteral("e")), QStringLiteral("bib"))), QStringLiteral("b"));
        QVERIFY(fold.field(entrant(QStringLiteral("e")), QStringLiteral("bib"))->op == idOf(2));
    }
}

void FoldTest::apply_sameStampTime_largerWriterWins()
{
    const Op a = setBib(1, 10, QStringLiteral("e"), QStringLiteral("a"), {}, 1), b = setBib(2, 10, QStringLiteral("e"), QStringLiteral("b"), {}, 2);
    const QString winner = a.stamp > b.stamp ? QStringLiteral("a") : QStringLiteral("b");
    QCOMPARE(text(folded({a, b}).field(entrant(QStringLiteral("e")), QStringLiteral("bib"))), winner);
    QCOMPARE(text(folded({b, a}).field(entrant(QStringLiteral("e")), QStringLiteral("bib"))), winner);
}

void FoldTest::retract_value_bringsTheEarlierOneBack()
{
    Fold fold = folded({setBib(1, 10, QStringLiteral("e"), QStringLiteral("a")), setBib(2, 20, QStringLiteral("e"), QStringLiteral("b"))});
    const auto changed = fold.apply(retract(3, 30, 2));
    QCOMPARE(changed.size(), std::size_t(1));
    QVERIFY(changed.front() == entrant(QStringLiteral("e")));
    QCOMPARE(text(fold.field(entrant(QStringLiteral("e")), QStringLiteral("bib"))), QStringLiteral("a"));
    QVERIFY(!fold.isActive(idOf(2)) && fold.isActive(idOf(3)));
}

void FoldTest::retract_retraction_bringsTheValueBackAgain()
{
    Fold fold = folded({setBib(1, 10, QStringLiteral("e"), QStringLiteral("a"))});
    for (int depth = 0; depth < 2000; ++depth) { // an operator who cannot decide: undo, redo, undo…
        (void)fold.apply(retract(100 + depth, 20 + Hlc(depth), depth == 0 ? 1 : 99 + depth));
        QCOMPARE(fold.isActive(idOf(1)), depth % 2 == 1);
    }
}

void FoldTest::retract_beforeItsTargetArrives_countsWhenItDoes()
{
    Fold fold = folded({retract(3, 30, 2), retract(2, 20, 1)});
    QVERIFY(!fold.isActive(idOf(2)));
    (void)fold.apply(setBib(1, 10, QStringLiteral("e"), QStringLiteral("a")));
    QVERIFY(fold.isActive(idOf(1)));
    QVERIFY(!fold.isActive(idOf(77)));
}

void FoldTest::retract_ring_countsForNothing()
{
    // 2 → 3 → 4 → 2, and 5 takes back 2; 6 takes back itself.
    const Fold fold = folded({retract(2, 1, 3), retract(3, 2, 4), retract(4, 3, 2), retract(5, 4, 2), retract(6, 5, 6)});
    for (int i : {2, 3, 4, 6})
        QVERIFY(!fold.isActive(idOf(i)));
    QVERIFY(fold.isActive(idOf(5)));
}

void FoldTest::apply_anyOrderAndRepeats_givesTheSameBytes()
{
    QVERIFY(rc::check("permutation and duplication", [] {
        const auto ops = arbitraryLog();
        const auto other = shuffledWithRepeats(ops);
        const Fold a = folded(ops), b = folded(other);
        RC_ASSERT(a.canonical().toStdString() == b.canonical().toStdString());
        RC_ASSERT(a.size() == ops.size());
        RC_ASSERT(b.size() == ops.size());
        RC_ASSERT(a.unknownOps() == b.unknownOps());
        RC_ASSERT(a.conflicts().size() == b.conflicts().size());
        for (const Op &op : ops)
            RC_ASSERT(a.isActive(op.id) == b.isActive(op.id));
    }));
}

void FoldTest::apply_anyOp_namesEveryEntityItChanged()
{
    QVERIFY(rc::check("changed entities", [] {
        const auto stateOf = [](const Fold &fold, const QString &instance) {
            std::vector<std::tuple<QString, QString, Hlc>> out;
            for (const auto &[name, f] : fold.fields(entrant(instance)))
                out.emplace_back(name, f.value.toVariant().toString(), f.stamp.hlc);
            out.emplace_back(QString(), fold.alive(entrant(instance)) ? QStringLiteral("alive") : QString(), fold.firstStamp(entrant(instance)).hlc);
            return out;
        };
        Fold fold;
        for (const Op &op : shuffledWithRepeats(arbitraryLog())) {
            std::map<QString, decltype(stateOf(fold, QString()))> before;
            for (int i = 0; i < 3; ++i)
                before[QString::number(i)] = stateOf(fold, QString::number(i));
            const auto changed = fold.apply(op);
            for (const auto &[instance, state] : before) {
                const bool named = std::find(changed.begin(), changed.end(), entrant(instance)) != changed.end();
                RC_ASSERT(named || state == stateOf(fold, instance));
            }
        }
    }));
}

void FoldTest::undoOfEverything_givesTheUntouchedState()
{
    QVERIFY(rc::check("undo of everything", [] {
        Fold fold;
        int next = 5000;
        for (const Op &op : arbitraryLog())
            (void)fold.apply(op);
        for (const Op *op : fold.ops()) {
            if (op->kind != QLatin1String("retract") && fold.isActive(op->id)) {
                Op undo = makeOp(next++, 100, "retract", QString(), op->id.toString());
                (void)fold.apply(undo);
            }
        }
        RC_ASSERT(fold.canonical().toStdString() == Fold().canonical().toStdString());
    }));
}

void FoldTest::undoOfOne_givesTheStateWithoutIt()
{
    QVERIFY(rc::check("undo of one", [] {
        auto ops = arbitraryLog();
        std::erase_if(ops, [](const Op &op) { return op.kind == QLatin1String("retract"); });
        RC_PRE(!ops.empty());
        const std::size_t which = *rc::gen::inRange<std::size_t>(0, ops.size());
        Fold with = folded(ops);
        (void)with.apply(makeOp(5000, 100, "retract", QString(), ops[which].id.toString()));
        ops.erase(ops.begin() + std::ptrdiff_t(which));
        RC_ASSERT(with.canonical().toStdString() == folded(ops).canonical().toStdString());
    }));
}

void FoldTest::alive_deletedAndEdited_needsARestore()
{
    const auto key = entrant(QStringLiteral("e"));
    Fold fold = folded({setBib(1, 10, QStringLiteral("e"), QStringLiteral("a"))});
    QVERIFY(fold.alive(key));
    (void)fold.apply(makeOp(2, 20, "del", QStringLiteral("entrant"), QStringLiteral("e")));
    QVERIFY(!fold.alive(key));
    (void)fold.apply(setBib(3, 30, QStringLiteral("e"), QStringLiteral("b")));
    QVERIFY(!fold.alive(key));
    QCOMPARE(fold.instances(QStringLiteral("entrant")), std::vector<QString>{QStringLiteral("e")});
    (void)fold.apply(makeOp(4, 40, "restore", QStringLiteral("entrant"), QStringLiteral("e")));
    QVERIFY(fold.alive(key));
    (void)fold.apply(retract(5, 50, 4));
    QVERIFY(!fold.alive(key));
    QVERIFY(!fold.alive(entrant(QStringLiteral("nobody"))));
}

void FoldTest::conflicts_writtenWithoutSeeing_isShownUntilSomebodySawBoth()
{
    const Op base = setBib(1, 10, QStringLiteral("e"), QStringLiteral("1"));
    const Op left = setBib(2, 20, QStringLiteral("e"), QStringLiteral("2"), base.stamp, 1);
    const Op right = setBib(3, 30, QStringLiteral("e"), QStringLiteral("3"), base.stamp, 2);
    Fold fold = folded({base, left});
    QVERIFY(fold.conflicts().empty());
    (void)fold.apply(right);
    const auto open = fold.conflicts();
    QCOMPARE(open.size(), std::size_t(1));
    QVERIFY(open.front().winner == right.id && open.front().loser == left.id);
    QCOMPARE(open.front().field, QStringLiteral("bib"));
    Fold undone = fold;
    (void)undone.apply(retract(9, 90, 3));
    QVERIFY(undone.conflicts().empty());
    (void)fold.apply(setBib(4, 40, QStringLiteral("e"), QStringLiteral("2"), right.stamp, 1));
    QVERIFY(fold.conflicts().empty());
    // The same value twice is no conflict.
    QVERIFY(folded({base, left, setBib(5, 50, QStringLiteral("e"), QStringLiteral("2"), base.stamp, 2)}).conflicts().empty());
}

void FoldTest::conflicts_personalValueWithoutStatedSeen_isNone()
{
    const auto named = [](int id, Hlc hlc, const char *name, std::optional<Stamp> seen) {
        Op op = makeOp(id, hlc, "set", QStringLiteral("entrant"), QStringLiteral("e"), id);
        op.personal = idOf(100 + id);
        op.personalValues = {{QStringLiteral("first_name"), QString::fromLatin1(name)}};
        if (seen)
            op.personalFields = {{QStringLiteral("first_name"), seen}};
        return op;
    };
    QVERIFY(folded({named(1, 10, "Ann", {}), named(2, 20, "Anne", {})}).conflicts().empty());
    QCOMPARE(folded({named(1, 10, "Ann", {}), named(2, 20, "Anne", Stamp{})}).conflicts().size(), std::size_t(1));
}

void FoldTest::erased_valueGone_isToldUntilReplaced()
{
    const auto key = entrant(QStringLiteral("e"));
    Op op = setBib(1, 10, QStringLiteral("e"), QStringLiteral("7"));
    op.personal = idOf(50);
    op.personalFields = {{QStringLiteral("first_name"), std::nullopt}};
    op.erased = true;
    Fold fold = folded({op});
    QVERIFY(fold.erased(key));
    QVERIFY(!fold.field(key, QStringLiteral("first_name")));
    QCOMPARE(text(fold.field(key, QStringLiteral("bib"))), QStringLiteral("7"));
    Op again = makeOp(2, 20, "set", QStringLiteral("entrant"), QStringLiteral("e"));
    again.personal = idOf(51);
    again.personalValues = {{QStringLiteral("first_name"), QStringLiteral("Ann")}};
    (void)fold.apply(again);
    QVERIFY(!fold.erased(key));
    QCOMPARE(text(fold.field(key, QStringLiteral("first_name"))), QStringLiteral("Ann"));
}

void FoldTest::fields_personalValues_areMergedByStamp()
{
    Op early = setBib(1, 10, QStringLiteral("e"), QStringLiteral("7"));
    early.personal = idOf(50);
    early.personalValues = {{QStringLiteral("city"), QStringLiteral("Leeds")}, {QStringLiteral("age"), 40}};
    Op late = makeOp(2, 20, "set", QStringLiteral("entrant"), QStringLiteral("e"));
    late.personal = idOf(51);
    late.personalValues = {{QStringLiteral("city"), QStringLiteral("York")}};
    for (const auto &ops : {std::vector<Op>{early, late}, std::vector<Op>{late, early}}) {
        const auto fields = folded(ops).fields(entrant(QStringLiteral("e")));
        QCOMPARE(fields.size(), std::size_t(3));
        QCOMPARE(fields.at(QStringLiteral("city")).value.toString(), QStringLiteral("York"));
        QCOMPARE(fields.at(QStringLiteral("age")).value.toInt(), 40);
    }
}

void FoldTest::gunAndNote_giveNoFields()
{
    Op gun = makeOp(1, 10, "gun", QStringLiteral("wave"), QStringLiteral("5K"));
    gun.fields[QStringLiteral("at")] = {QStringLiteral("09:00:00"), {}};
    Fold fold;
    QCOMPARE(fold.apply(gun).size(), std::size_t(1));
    QVERIFY(fold.fields({QStringLiteral("wave"), QStringLiteral("5K")}).empty());
    QCOMPARE(fold.activeOps(QStringLiteral("gun")).size(), std::size_t(1));
    QCOMPARE(fold.apply(retract(2, 20, 1)).size(), std::size_t(1));
    QVERIFY(fold.activeOps(QStringLiteral("gun")).empty());
}

void FoldTest::unknownKind_isKeptAndCounted()
{
    Fold fold = folded({makeOp(1, 10, "teleport", QStringLiteral("entrant"), QStringLiteral("e"))});
    QCOMPARE(fold.unknownOps(), std::size_t(1));
    QVERIFY(fold.op(idOf(1)));
    QCOMPARE(fold.canonical(), Fold().canonical());
}

void FoldTest::firstStamp_ofActiveOps_isTheEarliest()
{
    const auto key = entrant(QStringLiteral("e"));
    Fold fold = folded({setBib(2, 20, QStringLiteral("e"), QStringLiteral("b")), setBib(1, 10, QStringLiteral("e"), QStringLiteral("a"))});
    QCOMPARE(fold.firstStamp(key).hlc, Hlc(10));
    (void)fold.apply(retract(3, 30, 1));
    QCOMPARE(fold.firstStamp(key).hlc, Hlc(20));
}

void FoldTest::copy_ofAFold_livesAlone()
{
    const auto key = entrant(QStringLiteral("e"));
    Fold fold = folded({setBib(1, 10, QStringLiteral("e"), QStringLiteral("a"))});
    Fold copy = fold;
    (void)copy.apply(setBib(2, 20, QStringLiteral("e"), QStringLiteral("b")));
    QCOMPARE(text(fold.field(key, QStringLiteral("bib"))), QStringLiteral("a"));
    QCOMPARE(text(copy.field(key, QStringLiteral("bib"))), QStringLiteral("b"));
}

} // namespace

std::unique_ptr<QObject> foldSuite()
{
    return std::make_unique<FoldTest>();
}

} // namespace gantry::test

#include "tst_fold.moc"
