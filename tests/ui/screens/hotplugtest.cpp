// SPDX-License-Identifier: Apache-2.0
// gantry-screen as a process on two virtual monitors: the second is pulled and put back, the process is killed.
#include "core/feed/feedserver.h"
#include "tests/support/program.h"
#include "tests/ui/screens/samples.h"
#include "tests/ui/screens/virtualroom.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

using namespace gantry;
using test::VirtualRoom;

namespace {

constexpr int kWait = 30'000;

std::unique_ptr<test::Program> screenIn(const VirtualRoom &room)
{
    auto program = std::make_unique<test::Program>(QStringLiteral("gantry-screen"));
    program->setEnvironment(QStringLiteral("DISPLAY"), room.display());
    program->setEnvironment(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    return program;
}

} // namespace

class HotplugTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (const QString missing = VirtualRoom::missingTools(); !missing.isEmpty())
            QSKIP(qPrintable(QStringLiteral("no virtual monitors here, missing: ") + missing));
        QVERIFY(m_room.open());
        QFile shipped(QStringLiteral(GANTRY_SOURCE_DIR "/resources/templates/finisher.json"));
        QVERIFY(shipped.open(QIODevice::ReadOnly));
        QJsonObject quick = QJsonDocument::fromJson(shipped.readAll()).object();
        quick[QStringLiteral("dwell_ms")] = 600;
        quick[QStringLiteral("busy_dwell_ms")] = 600;
        quick[QStringLiteral("rest_after_ms")] = 900;
        m_template = m_dir.filePath(QStringLiteral("quick.json"));
        QFile file(m_template);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(quick).toJson());
    }
    void init()
    {
        m_name = QStringLiteral("gantry-hotplug-test-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
        m_server = std::make_unique<feed::FeedServer>(m_clock);
        QVERIFY(m_server->listen(m_name));
        m_server->setSnapshot(test::sampleSnapshot());
        m_state = {};
        m_shown.clear();
        connect(m_server.get(), &feed::FeedServer::clientChanged, this, [this](const feed::ClientState &s) {
            m_state = s;
            if (!s.showing.isEmpty() && (m_shown.isEmpty() || m_shown.back() != s.showing))
                m_shown.append(s.showing);
        });
    }
    void cleanup() { m_server.reset(); }

    void screen_pulledPutBackAndKilled_showsEveryRunnerAndNeverCoversTheOperator()
    {
        auto screen = start();
        QTRY_VERIFY_WITH_TIMEOUT(m_state.visible && m_state.placed == u"M2", kWait);
        QTRY_VERIFY_WITH_TIMEOUT(drawn() && operatorFree(), kWait);
        finish(1, 3);

        QTRY_VERIFY_WITH_TIMEOUT(m_shown.contains(QStringLiteral("2")), kWait);
        QVERIFY(m_room.pull());
        QTRY_VERIFY_WITH_TIMEOUT(operatorFreeAlways() && !m_state.visible, kWait);
        const auto shownWhenPulled = m_state.shown;
        for (int i = 0; i < 5; ++i) // longer than a dwell: nothing may move and nothing may appear
            QVERIFY(operatorFreeAlways() && VirtualRoom::dark(m_room.picture(), VirtualRoom::kOutput));
        QCOMPARE(m_state.shown, shownWhenPulled);

        QVERIFY(m_room.putBack());
        QTRY_VERIFY_WITH_TIMEOUT(m_state.visible && m_state.placed == u"M2", kWait);
        QTRY_VERIFY_WITH_TIMEOUT(drawn() && operatorFree(), kWait);

        finish(4, 6);
        QTRY_VERIFY_WITH_TIMEOUT(m_shown.contains(QStringLiteral("4")), kWait);
        screen->kill();
        QTRY_VERIFY_WITH_TIMEOUT(!m_state.connected, kWait);
        screen = start(); // remembers nothing: the console knows where it was
        QTRY_COMPARE_WITH_TIMEOUT(m_state.shown, std::uint64_t(6), kWait);
        QVERIFY(operatorFree());
        QStringList once = m_shown;
        once.removeDuplicates(); // who was on when it was killed is shown again
        QCOMPARE(once, QStringList({QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3"), QStringLiteral("4"), QStringLiteral("5"), QStringLiteral("6")}));
        QVERIFY2(m_shown.size() <= 7, qPrintable(m_shown.join(u' ')));
    }
    void screen_awayAtTheStart_isWaitedFor()
    {
        QVERIFY(m_room.pull());
        auto screen = start();
        QTRY_VERIFY_WITH_TIMEOUT(m_state.connected, kWait);
        finish(1, 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_state.queue, 1, kWait);
        QVERIFY(!m_state.visible && operatorFree());
        QVERIFY(m_room.putBack());
        QTRY_VERIFY_WITH_TIMEOUT(m_state.visible && m_state.shown == 1, kWait);
        QVERIFY(operatorFree());
    }
    void screen_withdrawnFinisher_isGone()
    {
        auto screen = start();
        QTRY_VERIFY_WITH_TIMEOUT(m_state.visible, kWait);
        finish(1, 3);
        m_server->append({{0, feed::Item::Kind::Withdraw, QStringLiteral("2"), {}}});
        QTRY_COMPARE_WITH_TIMEOUT(m_state.shown, std::uint64_t(4), kWait);
        QCOMPARE(m_shown, QStringList({QStringLiteral("1"), QStringLiteral("3")}));
        screen->closeInput(); // as when the console ends
        QVERIFY(screen->waitForExit());
        QVERIFY(!screen->crashed());
        QCOMPARE(screen->exitCode(), 0);
    }

private:
    std::unique_ptr<test::Program> start()
    {
        auto program = screenIn(m_room);
        if (!program->start({QStringLiteral("--feed"), m_name, QStringLiteral("--name"), QStringLiteral("screen-1"), QStringLiteral("--screen"), QStringLiteral("M2"),
                             QStringLiteral("--template"), m_template}))
            qFatal("gantry-screen did not start");
        return program;
    }
    void finish(int from, int to)
    {
        std::vector<feed::Item> items;
        for (int i = from; i <= to; ++i)
            items.push_back({0, feed::Item::Kind::Add, QString::number(i), test::sampleRow(QString::number(i), QStringLiteral("Runner %1").arg(i))});
        m_server->append(std::move(items));
    }
    bool drawn() const
    {
        const QImage room = m_room.picture();
        return room.size() == QSize(3200, 1080) && !VirtualRoom::dark(room, VirtualRoom::kOutput);
    }
    bool operatorFree() const
    {
        const QImage room = m_room.picture();
        return room.size() == QSize(3200, 1080) && VirtualRoom::dark(room, VirtualRoom::kOperator);
    }
    // For loops that wait: a single flash over the operator's work fails the test.
    bool operatorFreeAlways() const
    {
        if (!operatorFree())
            qFatal("the output covers the operator's monitor");
        return true;
    }

    VirtualRoom m_room;
    QTemporaryDir m_dir;
    SystemClock m_clock;
    QString m_name, m_template;
    std::unique_ptr<feed::FeedServer> m_server;
    feed::ClientState m_state;
    QStringList m_shown;
};

int runHotplugTest(int argc, char **argv)
{
    HotplugTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "hotplugtest.moc"
