// SPDX-License-Identifier: Apache-2.0
// Copies while a race runs, and a stick that is pulled.
#include "tests/integration/serveprocess.h"
#include "tests/support/synthrace.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace gantry;
using namespace gantry::test;

namespace {

constexpr auto kEvent = R"({"name":"Harbour 5K","date":"2026-05-30","timezone":"Europe/London",
 "timing_points":[{"name":"Start","kind":"start","aliases":["START"]},{"name":"Finish","kind":"finish","aliases":["FINISH"]}],
 "races":[{"name":"5K","distance_m":5000,"start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"course":[{"point":"Finish","name":"Finish"}]}]})";

QByteArray reads(int first, int count)
{
    QByteArray out;
    for (int i = first; i < first + count; ++i)
        out += "CT01_33~" + QByteArray::number(i) + "~FINISH~" + QByteArray::number(i) + "~2026-05-30T09:" + QByteArray::number(20 + i % 40) + ":12.30~1~3F20F3~" + QByteArray::number(1 << i % 4) + "\r\n";
    return out;
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class CareTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stickPulledDuringBackups_isSaid_triedAgain_andHurtsNothing()
    {
        TempStore store;
        ServeProcess serve(store.path());
        const QString stick = store.file(QStringLiteral("stick"));
        QCOMPARE(serve.run({QStringLiteral("event"), QStringLiteral("load"), store.write(QStringLiteral("event.json"), kEvent)}).exitCode, 0);
        QVERIFY(serve.start({QStringLiteral("--backup"), stick, QStringLiteral("--backup-every"), QStringLiteral("1")}));
        QCOMPARE(serve.run({QStringLiteral("reads"), QStringLiteral("import"), store.write(QStringLiteral("a.txt"), reads(1, 2000))}).exitCode, 0);
        const qint64 before = serve.status()[QStringLiteral("total_reads")].toInteger();
        QVERIFY(before > 1000);
        QTRY_COMPARE_WITH_TIMEOUT(item(serve, "backup")[QStringLiteral("state")].toString() + QString::number(copies(stick) > 0), QStringLiteral("good1"), 20'000);
        // Gone, with what was on it, and nobody may write where it was.
        const QString pulled = store.file(QStringLiteral("pulled"));
        QVERIFY(QDir().rename(stick, pulled));
        QVERIFY(QFile(stick).open(QIODevice::WriteOnly));
        QCOMPARE(serve.run({QStringLiteral("reads"), QStringLiteral("import"), store.write(QStringLiteral("b.txt"), reads(2001, 2000))}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(item(serve, "backup")[QStringLiteral("state")].toString(), QStringLiteral("act"), 20'000);
        QVERIFY(item(serve, "backup")[QStringLiteral("sentence")].toString().contains(u"Put the stick back"));
        QCOMPARE(item(serve, "save")[QStringLiteral("state")].toString(), QStringLiteral("good"));
        const qint64 all = serve.status()[QStringLiteral("total_reads")].toInteger();
        QVERIFY(all > before);
        // Back again.
        QVERIFY(QFile::remove(stick) && QDir().rename(pulled, stick));
        QTRY_COMPARE_WITH_TIMEOUT(item(serve, "backup")[QStringLiteral("state")].toString(), QStringLiteral("good"), 30'000);
        serve.kill(); // the laptop dies; the newest copy is a store
        const auto newest = QDir(stick).entryList({QStringLiteral("gantry-*")}, QDir::Dirs, QDir::Name).last();
        const QString saved = store.file(QStringLiteral("saved"));
        const Finished restored = runProgram(QStringLiteral("gantryctl"), {QStringLiteral("--store"), saved, QStringLiteral("restore"), stick + u'/' + newest});
        QVERIFY2(restored.exitCode == 0, restored.err.constData());
        ServeProcess again(saved);
        const Finished verified = again.run(words("verify --json"));
        QVERIFY2(verified.exitCode == 0, verified.out.constData());
        QCOMPARE(QJsonDocument::fromJson(verified.out)[QStringLiteral("reads")].toInteger(), all);
        QCOMPARE(again.run(words("results --format csv")).out, serve.run(words("results --format csv")).out);
    }

    void restore_neverOverwrites()
    {
        TempStore store;
        ServeProcess serve(store.path());
        QCOMPARE(serve.run({QStringLiteral("event"), QStringLiteral("load"), store.write(QStringLiteral("event.json"), kEvent)}).exitCode, 0);
        const Finished made = serve.run({QStringLiteral("backup"), QStringLiteral("--to"), store.file(QStringLiteral("copies")), QStringLiteral("--json")});
        QVERIFY2(made.exitCode == 0, made.err.constData());
        const QString copy = QJsonDocument::fromJson(made.out)[QStringLiteral("path")].toString();
        QCOMPARE(serve.run({QStringLiteral("restore"), copy}).exitCode, 3);
        const Finished beside = serve.run({QStringLiteral("restore"), copy + QStringLiteral("/profile.db"), QStringLiteral("--as-copy"), QStringLiteral("--json")});
        QCOMPARE(beside.exitCode, 0);
        const QString there = QJsonDocument::fromJson(beside.out)[QStringLiteral("store")].toString();
        QVERIFY(there != store.path() && QFile::exists(there + QStringLiteral("/capture.db")));
        QCOMPARE(serve.run({QStringLiteral("restore"), store.file(QStringLiteral("event.json"))}).exitCode, 3); // no copy
    }

private:
    static QJsonObject item(const ServeProcess &serve, const char *key)
    {
        const auto items = QJsonDocument::fromJson(serve.run(words("health --json")).out)[QStringLiteral("items")].toArray();
        for (const auto &i : items)
            if (i[QStringLiteral("key")] == QLatin1String(key))
                return i.toObject();
        return {};
    }
    static qsizetype copies(const QString &place) { return QDir(place).entryList({QStringLiteral("gantry-*Z*")}, QDir::Dirs).size(); }
};

QTEST_GUILESS_MAIN(CareTest)
#include "caretest.moc"
