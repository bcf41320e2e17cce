// SPDX-License-Identifier: Apache-2.0
#include "logkit.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <rapidcheck.h>

namespace gantry::test {

using namespace gantry::log;

namespace {

class SettableClock final : public Clock {
public:
    UtcTime now() const override { return at; }
    UtcTime at = fromUs(1'780'000'000'000'000);
};

} // namespace

class LogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void toJson_everyPart_comesBackEqual();
    void toJson_personalValues_leavesOnlyTheirNames();
    void toJson_largeStamps_areStrings();
    void fromJson_anyText_givesAnOpWithAnIdOrAnError();
    void fromJson_unknownKindAndMembers_areAccepted();
    void next_anyClock_isStrictlyIncreasingAndAboveWhatWasAbsorbed();
    void absorb_tenMinutesAhead_doesNotAdvanceTheClock();
};

void LogTest::toJson_everyPart_comesBackEqual()
{
    Op op = setBib(1, 77, QStringLiteral("ø \"1\""), QStringLiteral("044"), {12, idOf(9)}, 3);
    op.fields[QStringLiteral("chips")] = {QJsonArray{QStringLiteral("A"), QStringLiteral("B")}, {}};
    op.fields[QStringLiteral("age")] = {QJsonValue(qint64(41)), {}};
    op.fields[QStringLiteral("none")] = {QJsonValue(QJsonValue::Null), {}};
    op.author = QStringLiteral("Zoë");
    op.reason = QStringLiteral("wrong bib\nat the start");
    op.personal = idOf(55);
    op.personalFields = {{QStringLiteral("first_name"), Stamp{8, idOf(2)}}, {QStringLiteral("last_name"), std::nullopt}};
    const auto back = Op::fromJson(op.toJson());
    QVERIFY(back);
    QVERIFY(back->id == op.id && back->stamp == op.stamp && back->personal == op.personal);
    QCOMPARE(back->kind, op.kind);
    QCOMPARE(back->entity, op.entity);
    QCOMPARE(back->instance, op.instance);
    QCOMPARE(back->author, op.author);
    QCOMPARE(back->reason, op.reason);
    QCOMPARE(back->fields.size(), op.fields.size());
    for (const auto &[name, field] : op.fields) {
        QCOMPARE(back->fields.at(name).value, field.value);
        QVERIFY(back->fields.at(name).seen == field.seen);
    }
    QCOMPARE(back->personalFields.size(), std::size_t(2));
    QVERIFY(back->personalFields[0].seen == op.personalFields[0].seen);
    QVERIFY(!back->personalFields[1].seen);
    QCOMPARE(back->toJson(), op.toJson());
}

void LogTest::toJson_personalValues_leavesOnlyTheirNames()
{
    Op op = setBib(1, 77, QStringLiteral("e"), QStringLiteral("1"));
    op.personal = idOf(5);
    op.personalValues = {{QStringLiteral("first_name"), QStringLiteral("Gwendolyn")}};
    const QByteArray body = op.toJson();
    QVERIFY(!body.contains("Gwendolyn"));
    QVERIFY(body.contains("first_name"));
}

void LogTest::toJson_largeStamps_areStrings()
{
    const Op op = setBib(1, ~Hlc(0), QStringLiteral("e"), QStringLiteral("1"), {~Hlc(0) - 1, idOf(1)});
    const QJsonObject o = QJsonDocument::fromJson(op.toJson()).object();
    QCOMPARE(o.value(QLatin1String("t")).toString(), QStringLiteral("18446744073709551615"));
    QCOMPARE(Op::fromJson(op.toJson())->fields.at(QStringLiteral("bib")).seen.hlc, ~Hlc(0) - 1);
}

void LogTest::fromJson_anyText_givesAnOpWithAnIdOrAnError()
{
    for (const char *bad : {"", "{}", "[]", "null", "{\"id\":1}", "{\"id\":\"00\",\"t\":\"1\",\"w\":\"x\",\"op\":\"set\"}",
                            "{\"id\":\"00000000000000000000000000000001\",\"t\":\"-1\",\"w\":\"00000000000000000000000000000001\",\"op\":\"set\"}"}) {
        const auto op = Op::fromJson(bad);
        QVERIFY2(!op, bad);
        QCOMPARE(op.error().code, ErrorCode::InvalidInput);
    }
    const QByteArray good = setBib(1, 5, QStringLiteral("e"), QStringLiteral("1"), {3, idOf(2)}).toJson();
    const bool held = rc::check("a damaged body never crashes", [&] {
        QByteArray body = good;
        const auto at = *rc::gen::inRange<int>(0, int(good.size()));
        body[at] = *rc::gen::arbitrary<char>();
        body.truncate(*rc::gen::inRange<int>(at, int(good.size()) + 1));
        const auto op = Op::fromJson(body);
        const bool sound = !op || !op->kind.isEmpty();
        RC_ASSERT(sound);
    });
    QVERIFY(held);
}

void LogTest::fromJson_unknownKindAndMembers_areAccepted()
{
    const auto op = Op::fromJson("{\"v\":9,\"id\":\"00000000000000000000000000000001\",\"t\":\"7\",\"w\":\"00000000000000000000000000000002\",\"op\":\"teleport\",\"zz\":[1]}");
    QVERIFY(op);
    QCOMPARE(op->kind, QStringLiteral("teleport"));
}

void LogTest::next_anyClock_isStrictlyIncreasingAndAboveWhatWasAbsorbed()
{
    const bool held = rc::check("HLC laws", [] {
        SettableClock clock;
        HlcClock hlc(clock, idOf(1));
        Hlc last = 0, seen = 0;
        const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(rc::gen::pair(rc::gen::inRange(-5000, 5000), rc::gen::inRange(-900'000, 900'000)));
        for (const auto &[tick, ahead] : steps) {
            clock.at += std::chrono::milliseconds(tick);
            const auto nowMs = toUs(clock.at) / 1000;
            const Stamp other{Hlc(nowMs + ahead) << 16 | 7, idOf(2)};
            const bool taken = hlc.absorb(other);
            RC_ASSERT(taken == (ahead <= 600'000));
            if (taken)
                seen = std::max(seen, other.hlc);
            const Stamp mine = hlc.next();
            RC_ASSERT(mine.hlc > last);
            RC_ASSERT(mine.hlc > seen);
            RC_ASSERT(mine.hlc >= Hlc(nowMs) << 16);
            RC_ASSERT(mine.writer == idOf(1));
            last = mine.hlc;
        }
    });
    QVERIFY(held);
}

void LogTest::absorb_tenMinutesAhead_doesNotAdvanceTheClock()
{
    SettableClock clock;
    HlcClock hlc(clock, idOf(1));
    const Hlc now = Hlc(toUs(clock.at) / 1000) << 16;
    QVERIFY(!hlc.absorb({now + (Hlc(600'001) << 16), idOf(2)}));
    QCOMPARE(hlc.next().hlc, now);
    QVERIFY(hlc.absorb({now + (Hlc(600'000) << 16), idOf(2)}));
    QCOMPARE(hlc.next().hlc, now + (Hlc(600'000) << 16) + 1);
}

} // namespace gantry::test

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    gantry::test::LogTest log;
    const auto fold = gantry::test::foldSuite();
    return QTest::qExec(&log, argc, argv) + QTest::qExec(fold.get(), argc, argv);
}

#include "tst_log.moc"
