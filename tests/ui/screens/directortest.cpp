// SPDX-License-Identifier: Apache-2.0
#include "core/feed/feedserver.h"
#include "tests/support/program.h"
#include "ui/screens/screendirector.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QUuid>

#include <csignal>

using namespace gantry;
using namespace gantry::screens;

namespace {

constexpr int kWait = 20'000;

QString freshName()
{
    return QStringLiteral("gantry-director-test-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace

class DirectorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void output_killed_isBackWithinTwoSecondsAndSaysSo()
    {
        SystemClock clock;
        feed::FeedServer server(clock);
        const QString name = freshName();
        QVERIFY(server.listen(name));
        ScreenDirector director({name, test::Program::ours(QStringLiteral("gantry-screen")), {}});
        connect(&server, &feed::FeedServer::clientChanged, &director, &ScreenDirector::clientChanged);
        QSignalSpy died(&director, &ScreenDirector::outputDied);
        bool connected = false;
        connect(&server, &feed::FeedServer::clientChanged, this, [&connected](const feed::ClientState &s) { connected = s.connected; });
        director.setOutputs(ScreenDirector::defaultAssignment());
        QTRY_VERIFY_WITH_TIMEOUT(connected, kWait);
        QCOMPARE(director.outputs().size(), std::size_t(1));
        QVERIFY(director.outputs()[0].running);
        QVERIFY(!director.outputs()[0].visible); // there is only the operator's screen here
        for (int round = 1; round <= 3; ++round) {
            const auto pid = director.outputs()[0].processId;
            QVERIFY(pid > 0);
            QElapsedTimer gone;
            gone.start();
            QCOMPARE(::kill(pid_t(pid), SIGKILL), 0);
            QTRY_COMPARE_WITH_TIMEOUT(int(died.size()), round, kWait);
            QVERIFY(died.back()[1].toString().contains(QStringLiteral("crashed")));
            QTRY_VERIFY_WITH_TIMEOUT(director.outputs()[0].running && connected && director.outputs()[0].processId != pid, kWait);
            qInfo("round %d: back after %lld ms", round, static_cast<long long>(gone.elapsed()));
            QCOMPARE(director.outputs()[0].restarts, round);
        }
    }
    void output_programMissing_isSaidAndTriedAgain()
    {
        ScreenDirector director({freshName(), QStringLiteral("/nonexistent/gantry-screen"), {}});
        QSignalSpy died(&director, &ScreenDirector::outputDied);
        director.setOutputs(ScreenDirector::defaultAssignment());
        QTRY_VERIFY_WITH_TIMEOUT(died.size() >= 2, kWait);
        QVERIFY(died[0][1].toString().contains(QStringLiteral("could not be started")));
    }
    void outputs_takenAway_end()
    {
        SystemClock clock;
        feed::FeedServer server(clock);
        const QString name = freshName();
        QVERIFY(server.listen(name));
        QStringList gone;
        connect(&server, &feed::FeedServer::clientChanged, this, [&gone](const feed::ClientState &s) {
            if (!s.connected)
                gone.append(s.client);
        });
        ScreenDirector director({name, test::Program::ours(QStringLiteral("gantry-screen")), {}});
        const OutputAssignment one{QStringLiteral("one"), {}, QStringLiteral("finisher")}, two{QStringLiteral("two"), {}, QStringLiteral("finisher-sun")};
        director.setOutputs({one, two});
        QTRY_COMPARE_WITH_TIMEOUT(server.clients().size(), std::size_t(2), kWait);
        director.setOutputs({two});
        QTRY_COMPARE_WITH_TIMEOUT(gone, QStringList{QStringLiteral("one")}, kWait);
        QCOMPARE(director.outputs().size(), std::size_t(1));
        QCOMPARE(director.outputs()[0].name, QStringLiteral("two"));
        QCOMPARE(director.outputs()[0].restarts, 0);
    }
};

int runDirectorTest(int argc, char **argv)
{
    DirectorTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "directortest.moc"
