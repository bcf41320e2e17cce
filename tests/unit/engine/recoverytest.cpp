// SPDX-License-Identifier: Apache-2.0
// What a crash left behind, and what came before anybody knew the event.
#include "enginekit.h"
#include "suites.h"

#include "core/store/sqlite.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <atomic>

namespace gantry::test {

namespace {

// As if the console had been killed after the bytes were committed and before their meaning was.
Result<> loseEventRows(const QString &file, const char *sql)
{
    auto db = store::Db::open(file, store::Db::Mode::ReadWrite);
    return db ? db->exec(sql) : Result<>(db.error());
}

class RecoveryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void crashBetweenTheTwoCommits_losesNoRead_data()
    {
        QTest::addColumn<bool>("connection");
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("connection, all rows") << true << QByteArray("DELETE FROM read; DELETE FROM session;");
        QTest::newRow("connection, the last reads") << true << QByteArray("DELETE FROM read WHERE seq > 4; UPDATE session SET decoded_to = "
                                                                          "(SELECT max(offset + length) FROM read);");
        QTest::newRow("file, all rows") << false << QByteArray("DELETE FROM read; DELETE FROM session;");
        QTest::newRow("file, the last reads") << false << QByteArray("DELETE FROM read WHERE seq > 4; UPDATE session SET decoded_to = "
                                                                     "(SELECT max(offset + length) FROM read);");
    }

    void crashBetweenTheTwoCommits_losesNoRead()
    {
        QFETCH(bool, connection);
        QFETCH(QByteArray, sql);
        Bench bench(connection ? Sockets::Open : Sockets::None);
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        if (connection) {
            Reader reader;
            QVERIFY(reader.dial(bench.console()));
            QVERIFY(reader.send(harbourReads()));
            QTRY_COMPARE(bench.view()->counters.reads, std::int64_t(9));
            reader.hangUp();
            QTRY_VERIFY(bench.view()->links->front().closedAt);
        } else {
            QVERIFY(bench.import(harbourReads()));
        }
        const QByteArray before = bench.csv();
        bench.close();
        const auto lost = loseEventRows(bench.eventFile(), sql.constData());
        QVERIFY2(lost, lost ? "" : qPrintable(lost.error().message));
        QVERIFY(bench.open());
        QCOMPARE(bench.view()->counters.reads, std::int64_t(9));
        QCOMPARE(bench.csv(), before);
        QCOMPARE(bench.verifyProblems(), QStringList());
        QVERIFY(bench.reopen());
        QCOMPARE(bench.csv(), before);
    }

    void crashOfAnEventThatIsNotTheNewest_isRecoveredWhenItIsNamed()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        const QByteArray before = bench.csv();
        const QString file = bench.eventFile();
        QVERIFY(bench.load(harbour(QStringLiteral("Hill 5K"))));
        bench.close();
        QVERIFY(loseEventRows(file, "DELETE FROM read; DELETE FROM session;"));
        QVERIFY(bench.open()); // the newest: not the one that lost them
        const auto answer = bench.run(QStringList{QStringLiteral("--event"), QStringLiteral("Harbour 5K"), QStringLiteral("results"), QStringLiteral("--format"), QStringLiteral("csv")});
        QCOMPARE(answer.out, before);
    }

    void readsFromBeforeTheEvent_andThoseThatComeMeanwhile_areAllThere()
    {
        constexpr int kReads = 6000;
        Bench bench(Sockets::Open);
        QVERIFY(bench.open());
        Reader reader;
        QVERIFY(reader.dial(bench.console()));
        QByteArray half;
        int sequence = 0;
        const auto next = [&](int count) {
            half.clear();
            for (int i = 0; i < count; ++i) {
                ++sequence;
                half += record(sequence, "FIN", QByteArray::number(1000 + sequence).constData(), "09:20:00.00");
            }
            return half;
        };
        QVERIFY(reader.send(next(kReads / 2)));
        const QString document = bench.store().write(QStringLiteral("e.json"), QJsonDocument(harbour()).toJson());
        int loaded = -1;
        bench.console().runAsync({QStringLiteral("event"), QStringLiteral("load"), document}, &bench.console(), [&](const engine::CommandResult &r) { loaded = r.exitCode; });
        while (sequence < kReads)
            QVERIFY(reader.send(next(50)));
        QTRY_COMPARE_WITH_TIMEOUT(loaded, 0, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(bench.view()->counters.reads, std::int64_t(kReads), 20'000);
        QCOMPARE(std::int64_t(bench.view()->reads->size()), std::int64_t(kReads));
        bench.close();
        QVERIFY(bench.open());
        QCOMPARE(bench.view()->counters.reads, std::int64_t(kReads));
        QCOMPARE(bench.verifyProblems(), QStringList());
    }

    void importThatACrashCut_believesNoHalfLine()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(record(1, "FIN", "1", "09:20:10.00") + "CT01_33~2~FIN~2~2026-05-30T09:20:00.00~1~0F2A38~1"));
        QCOMPARE(bench.view()->counters.reads, std::int64_t(2)); // the file was read to its end: its last line is whole
        bench.close();
        const QString store = bench.store().path();
        auto capture = store::Db::open(store + QStringLiteral("/capture.db"), store::Db::Mode::ReadWrite);
        QVERIFY(capture && capture->exec("UPDATE session SET closed_us = NULL, close_reason = ''"));
        *capture = store::Db();
        QVERIFY(loseEventRows(bench.eventFile(), "DELETE FROM read; DELETE FROM session;"));
        QVERIFY(bench.open());
        QCOMPARE(bench.view()->counters.reads, std::int64_t(1));
    }

    void consoleThatIsClosedWhileAVerbRuns_endsCleanly()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QByteArray many;
        for (int i = 1; i <= 20'000; ++i)
            many += record(i, "FIN", QByteArray::number(i).constData(), "09:20:00.00");
        const QString path = bench.store().write(QStringLiteral("many.txt"), many);
        {
            QObject asker;
            bench.console().runAsync({QStringLiteral("reads"), QStringLiteral("import"), path}, &asker, [](const engine::CommandResult &) { QFAIL("the asker is gone"); });
        }
        bench.close(); // ends the import, whole
        QVERIFY(bench.open());
        const auto reads = bench.view()->counters.reads;
        QVERIFY(reads == 0 || reads == 20'000);
        QCOMPARE(bench.verifyProblems(), QStringList());
    }

    void verbFromWhereResultsArePublished_isRefusedAndNotWaitedForEver()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        std::atomic<int> code{-1};
        QObject::connect(
            &bench.console(), &engine::Console::published, &bench.console(), [&](const engine::ViewPtr &) { code = bench.console().run({QStringLiteral("status")}).exitCode; }, Qt::DirectConnection);
        bench.console().flushView();
        QCOMPARE(code.load(), 1);
    }
};

} // namespace

std::unique_ptr<QObject> recoverySuite()
{
    return std::make_unique<RecoveryTest>();
}

} // namespace gantry::test

#include "recoverytest.moc"
