// SPDX-License-Identifier: Apache-2.0
// The helpers that other tests lean on keep their own promises.
#include "tests/support/csvfile.h"
#include "tests/support/fakeclock.h"
#include "tests/support/httpget.h"
#include "tests/support/program.h"
#include "tests/support/synthrace.h"
#include "tests/support/tempstore.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace gantry;
using namespace gantry::test;
using namespace std::chrono_literals;

class SupportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fakeClock_isSetBack_staysWhereItWas()
    {
        FakeClock clock;
        const auto start = clock.now();
        clock.advance(250ms);
        clock.set(start);
        QCOMPARE(toUs(clock.now()) - toUs(start), 250'000);
    }

    void waitForLine_programTalksInPieces_findsTheWholeLine()
    {
        Program program(QStringLiteral("/bin/sh"));
        QVERIFY(program.start({"-c", "echo first; printf '{\"ready\"'; printf ':true}\\n'; read line; echo got $line"}));
        const auto ready = program.waitForJson(QStringLiteral("ready"));
        QVERIFY(ready && ready->value("ready").toBool());
        program.write("ping\n");
        QCOMPARE(program.waitForLine([](const QByteArray &line) { return line.startsWith("got"); }).value_or(""), QByteArray("got ping"));
        QVERIFY(program.waitForExit());
        QCOMPARE(program.exitCode(), 0);
    }

    void waitForLine_programEnds_givesUpBeforeTheDeadline()
    {
        Program program(QStringLiteral("/bin/sh"));
        QVERIFY(program.start({"-c", "echo other"}));
        QVERIFY(!program.waitForLine([](const QByteArray &line) { return line == "never"; }, 60s));
    }

    void kill_programIgnoresTerm_isGone()
    {
        Program program(QStringLiteral("/bin/sh"));
        QVERIFY(program.start({"-c", "trap '' TERM; echo up; read line"}));
        QVERIFY(program.waitForLine([](const QByteArray &line) { return line == "up"; }));
        program.kill();
        QVERIFY(!program.running());
        QVERIFY(program.crashed());
    }

    void runProgram_exitCodeAndStreams_areReported()
    {
        const auto done = runProgram(QStringLiteral("/bin/sh"), {"-c", "cat; echo bad >&2; exit 3"}, 10s, "in");
        QCOMPARE(done.exitCode, 3);
        QCOMPARE(done.out, QByteArray("in"));
        QCOMPARE(done.err, QByteArray("bad\n"));
    }

    void httpGet_serverAnswersInPieces_readsTheWholeBody()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&server] {
            auto *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->readAll();
                socket->write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"a\":");
                QMetaObject::invokeMethod(socket, [socket] { socket->write("true}"); }, Qt::QueuedConnection);
            });
        });
        const auto answer = httpGet(server.serverPort(), "/status");
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
        QVERIFY(answer->json().value("a").toBool());
    }

    void httpGet_nobodyListens_isUnavailable()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const auto port = server.serverPort();
        server.close();
        const auto answer = httpGet(port, "/");
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Unavailable);
    }

    void csvFile_quotedCells_areFoundByKey()
    {
        const auto csv = CsvFile::parse("bib,name\r\n7,\"Doe, \"\"J\"\"\"\r\n\r\n8,\n");
        QCOMPARE(csv.rows(), 2);
        QCOMPARE(csv.cell(csv.find("bib", "7"), "name"), QStringLiteral("Doe, \"J\""));
        QCOMPARE(csv.cell(csv.find("bib", "8"), "name"), QString());
        QCOMPARE(csv.find("bib", "9"), -1);
    }

    void synthRace_fewRunners_hasReadsRosterAndExpectation()
    {
        TempStore store;
        const auto race = makeSynthRace(store.file("race"), {QStringLiteral("cherryblossom_2009"), 5, 20});
        if (!race && race.error().code == ErrorCode::NotFound)
            QSKIP(qPrintable(race.error().message));
        QVERIFY2(bool(race), race ? "" : qPrintable(race.error().detail));
        const auto expected = CsvFile::read(race->expected), roster = CsvFile::read(race->roster);
        QVERIFY(expected && roster);
        QCOMPARE(expected->rows(), 20);
        QCOMPARE(roster->rows(), 20);
        QVERIFY(QFile::exists(race->event));
    }
};

QTEST_GUILESS_MAIN(SupportTest)
#include "support_test.moc"
