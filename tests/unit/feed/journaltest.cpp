// SPDX-License-Identifier: Apache-2.0
#include "core/feed/protocol.h"

#include <QJsonDocument>
#include <QTest>

using namespace gantry::feed;
using Kind = Item::Kind;

namespace {

QStringList keysOf(const std::vector<Item> &items)
{
    QStringList keys;
    for (const Item &item : items)
        keys.append(item.key);
    return keys;
}

QJsonObject row(const QString &bib)
{
    return {{QStringLiteral("bib"), bib}, {QStringLiteral("name"), QStringLiteral("Zoë \"Z\" O’Neil\n")}};
}

} // namespace

class JournalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void item_encodedAndDecoded_isTheSame()
    {
        for (const Kind kind : {Kind::Add, Kind::Change, Kind::Withdraw}) {
            const Item item{42, kind, QStringLiteral("e:5:1"), row(QStringLiteral("7"))};
            const QByteArray line = encodeItem(item);
            QCOMPARE(line.count('\n'), 1);
            const auto back = decodeItem(QJsonDocument::fromJson(line).object());
            QVERIFY(back);
            QCOMPARE(back->serial, item.serial);
            QCOMPARE(back->kind, item.kind);
            QCOMPARE(back->key, item.key);
            QCOMPARE(back->fields, item.fields);
        }
    }
    void item_withoutSerialOrKey_isNoItem()
    {
        for (const char *line : {R"({"add":{}})", R"({"add":{"serial":1}})", R"({"add":{"serial":0,"key":"a"}})", R"({"add":{"serial":-3,"key":"a"}})",
                                 R"({"add":{"serial":1e300,"key":"a"}})", R"({"add":7})", R"({"now_us":"5"})"})
            QVERIFY2(!decodeItem(QJsonDocument::fromJson(line).object()), line);
    }
    void journal_cursor_givesWhatCameAfterItInOrder()
    {
        Journal journal(QStringLiteral("e1"));
        for (int i = 1; i <= 5; ++i)
            journal.append(Kind::Add, QString::number(i), row(QString::number(i)));
        std::uint64_t at = 0;
        QCOMPARE(keysOf(journal.after(journal.cursorText(2), &at)), QStringList({QStringLiteral("3"), QStringLiteral("4"), QStringLiteral("5")}));
        QCOMPARE(at, 2u);
        QVERIFY(journal.after(journal.cursorText(5), &at).empty());
        QCOMPARE(at, 5u);
    }
    void journal_unknownCursor_startsAtTheEnd()
    {
        Journal journal(QStringLiteral("e1"));
        journal.append(Kind::Add, QStringLiteral("a"), {});
        for (const QString &cursor : {QString(), QStringLiteral("other:0"), QStringLiteral("e1"), QStringLiteral("e1:x"), QStringLiteral("e1:2"), QStringLiteral(":")}) {
            std::uint64_t at = 99;
            QVERIFY2(journal.after(cursor, &at).empty(), qPrintable(cursor));
            QCOMPARE(at, 1u);
            QVERIFY(!journal.knows(cursor));
        }
    }
    void journal_finisherWithdrawnLater_isLeftOutButTheWithdrawalIsNot()
    {
        Journal journal(QStringLiteral("e1"));
        journal.append(Kind::Add, QStringLiteral("a"), {});
        journal.append(Kind::Add, QStringLiteral("b"), {});
        journal.append(Kind::Withdraw, QStringLiteral("a"), {});
        const auto items = journal.after(journal.cursorText(0), nullptr);
        QCOMPARE(keysOf(items), QStringList({QStringLiteral("b"), QStringLiteral("a")}));
        QCOMPARE(items[1].kind, Kind::Withdraw);
        journal.append(Kind::Add, QStringLiteral("a"), {}); // the withdrawal was undone
        QCOMPARE(keysOf(journal.after(journal.cursorText(0), nullptr)), QStringList({QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("a")}));
    }
    void journal_moreThanItKeeps_givesTheKeptOnes()
    {
        Journal journal(QStringLiteral("e1"));
        for (std::size_t i = 0; i < Journal::kKeep + 10; ++i)
            journal.append(Kind::Add, QString::number(i), {});
        const auto all = journal.after(journal.cursorText(0), nullptr);
        QCOMPARE(all.size(), Journal::kKeep);
        QCOMPARE(all.front().serial, 11u);
        QCOMPARE(journal.after(journal.cursorText(journal.last() - 3), nullptr).size(), std::size_t(3));
    }
};

int runJournalTest(int argc, char **argv)
{
    JournalTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "journaltest.moc"
