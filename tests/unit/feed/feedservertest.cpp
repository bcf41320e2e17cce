// SPDX-License-Identifier: Apache-2.0
#include "core/feed/feedserver.h"
#include "tests/support/fakeclock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTest>
#include <QUuid>

using namespace gantry;
using namespace gantry::feed;
using Kind = Item::Kind;

namespace {

constexpr int kWait = 20'000;

struct Screen {
    QLocalSocket socket;
    QList<QJsonObject> lines;

    explicit Screen(const QString &server)
    {
        QObject::connect(&socket, &QLocalSocket::readyRead, &socket, [this] {
            while (socket.canReadLine())
                lines.append(QJsonDocument::fromJson(socket.readLine()).object());
        });
        socket.connectToServer(server);
    }
    void say(const QByteArray &line) { socket.write(line + '\n'); }
    void hello(const QByteArray &name, const QByteArray &cursor = {}) { say("{\"hello\":1,\"client\":\"" + name + "\",\"cursor\":\"" + cursor + "\"}"); }
    QStringList keys(const char *kind = "add") const
    {
        QStringList keys;
        for (const QJsonObject &line : lines)
            if (const auto o = line[QLatin1String(kind)].toObject(); !o.isEmpty())
                keys.append(o[QStringLiteral("key")].toString());
        return keys;
    }
    bool greeted() const { return !lines.isEmpty() && lines.front().contains(QStringLiteral("snapshot")); }
    QByteArray cursor() const { return lines.front()[QStringLiteral("cursor")].toString().toUtf8(); }
};

std::vector<Item> finishers(int from, int to)
{
    std::vector<Item> items;
    for (int i = from; i <= to; ++i)
        items.push_back({0, Kind::Add, QString::number(i), {{QStringLiteral("bib"), QString::number(i)}}});
    return items;
}

QStringList numbers(int from, int to)
{
    QStringList out;
    for (int i = from; i <= to; ++i)
        out.append(QString::number(i));
    return out;
}

} // namespace

class FeedServerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_name = QStringLiteral("gantry-feed-test-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
        m_server = std::make_unique<FeedServer>(m_clock);
        QVERIFY(m_server->listen(m_name));
    }
    void cleanup() { m_server.reset(); }

    void server_hello_isAnsweredWithSnapshotTimeAndCursor()
    {
        m_server->setSnapshot({{QStringLiteral("event"), QJsonObject{{QStringLiteral("name"), QStringLiteral("Mile")}}}});
        Screen s(m_name);
        s.hello("screen-1");
        QTRY_VERIFY_WITH_TIMEOUT(s.greeted(), kWait);
        QCOMPARE(s.lines[0][QStringLiteral("snapshot")][QStringLiteral("event")][QStringLiteral("name")].toString(), QStringLiteral("Mile"));
        QCOMPARE(s.lines[0][QStringLiteral("now_us")].toString(), QString::number(toUs(m_clock.now())));
        QVERIFY(s.cursor().endsWith(":0"));
    }
    void server_snapshotChanged_onlyTheChangedPartIsSent()
    {
        m_server->setSnapshot({{QStringLiteral("counts"), QJsonObject{{QStringLiteral("out"), 1}}}, {QStringLiteral("races"), QJsonArray{1}}});
        Screen s(m_name);
        s.hello("a");
        QTRY_VERIFY_WITH_TIMEOUT(s.greeted(), kWait);
        m_server->setSnapshot({{QStringLiteral("counts"), QJsonObject{{QStringLiteral("out"), 2}}}, {QStringLiteral("races"), QJsonArray{1}}});
        QTRY_COMPARE_WITH_TIMEOUT(s.lines.size(), 2, kWait);
        QCOMPARE(s.lines[1].keys(), QStringList{QStringLiteral("counts")});
        m_server->setSnapshot({}); // the event was closed
        QTRY_COMPARE_WITH_TIMEOUT(s.lines.size(), 4, kWait);
        QVERIFY(s.lines[2][QStringLiteral("races")].toArray().isEmpty());
    }
    void server_clientThatComesBackWithItsCursor_getsWhatItMissed()
    {
        auto first = std::make_unique<Screen>(m_name);
        first->hello("screen-1");
        QTRY_VERIFY_WITH_TIMEOUT(first->greeted(), kWait);
        m_server->append(finishers(1, 3));
        QTRY_COMPARE_WITH_TIMEOUT(first->keys(), numbers(1, 3), kWait);
        const QByteArray epoch = first->cursor().split(':')[0];
        first.reset();
        m_server->append(finishers(4, 6));
        Screen again(m_name);
        again.hello("screen-1", epoch + ":2");
        QTRY_COMPARE_WITH_TIMEOUT(again.keys(), numbers(3, 6), kWait);
    }
    void server_knownNameWithEmptyCursor_goesOnAfterItsLastShown()
    {
        auto first = std::make_unique<Screen>(m_name);
        first->hello("screen-1");
        QTRY_VERIFY_WITH_TIMEOUT(first->greeted(), kWait);
        m_server->append(finishers(1, 5));
        QTRY_COMPARE_WITH_TIMEOUT(first->keys(), numbers(1, 5), kWait);
        QSignalSpy changed(m_server.get(), &FeedServer::clientChanged);
        first->say("{\"shown\":2}");
        QTRY_VERIFY_WITH_TIMEOUT(changed.size() == 1, kWait);
        QCOMPARE(m_server->clients()[0].shown, 2u);
        first.reset(); // as after kill -9: it remembers nothing
        Screen again(m_name);
        again.hello("screen-1");
        QTRY_COMPARE_WITH_TIMEOUT(again.keys(), numbers(3, 5), kWait);
        Screen other(m_name);
        other.hello("screen-2"); // a new one starts now
        QTRY_VERIFY_WITH_TIMEOUT(other.greeted(), kWait);
        QVERIFY(other.cursor().endsWith(":5"));
    }
    void server_crashBeforeTheFirstFinisherWasThrough_losesNobody()
    {
        auto first = std::make_unique<Screen>(m_name);
        first->hello("screen-1");
        QTRY_VERIFY_WITH_TIMEOUT(first->greeted(), kWait);
        first.reset();
        m_server->append(finishers(1, 2));
        Screen again(m_name);
        again.hello("screen-1");
        QTRY_COMPARE_WITH_TIMEOUT(again.keys(), numbers(1, 2), kWait);
    }
    void server_sameNameTwice_theNewerOneStays()
    {
        Screen old(m_name), young(m_name);
        old.hello("screen-1");
        QTRY_VERIFY_WITH_TIMEOUT(old.greeted(), kWait);
        young.hello("screen-1");
        QTRY_VERIFY_WITH_TIMEOUT(young.greeted() && old.socket.state() == QLocalSocket::UnconnectedState, kWait);
        m_server->append(finishers(1, 1));
        QTRY_COMPARE_WITH_TIMEOUT(young.keys(), numbers(1, 1), kWait);
        QVERIFY(m_server->clients()[0].connected);
    }
    void server_clientThatDoesNotRead_isCutOffAndCounted()
    {
        Screen deaf(m_name), good(m_name);
        deaf.hello("deaf");
        good.hello("good");
        QTRY_VERIFY_WITH_TIMEOUT(deaf.greeted() && good.greeted(), kWait);
        deaf.socket.disconnect();
        deaf.socket.setReadBufferSize(1);
        const auto cutOff = [&] {
            for (const ClientState &c : m_server->clients())
                if (c.client == u"deaf")
                    return c.cutOff;
            return -1;
        };
        int sent = 0;
        QCOMPARE(cutOff(), 0);
        while (cutOff() == 0 && sent < 100) { // 100 times 200 kB is beyond what any socket buffer hides
            m_server->append({{0, Kind::Add, QString::number(++sent), {{QStringLiteral("name"), QString(200'000, u'x')}}}});
            QTRY_COMPARE_WITH_TIMEOUT(good.keys().size(), sent, kWait);
        }
        QCOMPARE(cutOff(), 1);
        QVERIFY(good.socket.state() == QLocalSocket::ConnectedState);
    }
    void server_longBacklog_reachesAClientThatReadsWithoutCuttingItOff()
    {
        Screen first(m_name);
        first.hello("screen-1");
        QTRY_VERIFY_WITH_TIMEOUT(first.greeted(), kWait);
        const QByteArray epoch = first.cursor().split(':')[0];
        first.socket.abort();
        std::vector<Item> many;
        for (int i = 1; i <= 12'000; ++i) // about 12 MB
            many.push_back({0, Kind::Add, QString::number(i), {{QStringLiteral("name"), QString(1000, u'n')}}});
        m_server->append(std::move(many));
        Screen again(m_name);
        again.hello("screen-1", epoch + ":0");
        QTRY_VERIFY_WITH_TIMEOUT(again.greeted(), kWait);
        m_server->append(finishers(12'001, 12'003)); // while it still catches up
        QTRY_COMPARE_WITH_TIMEOUT(again.keys().size(), 12'003, kWait);
        QCOMPARE(again.keys(), numbers(1, 12'003));
    }
    void server_nonsense_endsThatConnectionOnly_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no hello") << QByteArray("{\"shown\":1}\n");
        QTest::newRow("no json") << QByteArray("GET / HTTP/1.1\r\n\r\n");
        QTest::newRow("no name") << QByteArray("{\"hello\":1,\"client\":\"\"}\n");
        QTest::newRow("another version") << QByteArray("{\"hello\":2,\"client\":\"a\"}\n");
        QTest::newRow("no end") << QByteArray(200'000, 'x');
        QTest::newRow("from the future") << QByteArray("{\"hello\":1,\"client\":\"a\"}\n{\"shown\":77}\n");
        QTest::newRow("zeros") << QByteArray(10, '\0') + '\n';
    }
    void server_nonsense_endsThatConnectionOnly()
    {
        QFETCH(QByteArray, bytes);
        Screen good(m_name), bad(m_name);
        good.hello("good");
        QTRY_VERIFY_WITH_TIMEOUT(good.greeted(), kWait);
        bad.socket.write(bytes);
        QTRY_COMPARE_WITH_TIMEOUT(bad.socket.state(), QLocalSocket::UnconnectedState, kWait);
        m_server->append(finishers(1, 1));
        QTRY_COMPARE_WITH_TIMEOUT(good.keys(), numbers(1, 1), kWait);
    }
    void server_stateOfAScreen_isReportedAndEndsWithIt()
    {
        QSignalSpy changed(m_server.get(), &FeedServer::clientChanged);
        auto s = std::make_unique<Screen>(m_name);
        s->hello("screen-1");
        s->say(R"({"state":{"visible":true,"placed":"HDMI-1","showing":"417","queue":3}})");
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 2, kWait);
        const auto state = changed[1][0].value<ClientState>();
        QVERIFY(state.connected && state.visible);
        QCOMPARE(state.placed, QStringLiteral("HDMI-1"));
        QCOMPARE(state.showing, QStringLiteral("417"));
        QCOMPARE(state.queue, 3);
        s.reset();
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 3, kWait);
        QVERIFY(!changed[2][0].value<ClientState>().connected);
    }
    void server_nameInUseByALivingConsole_isRefused()
    {
        FeedServer second(m_clock);
        const auto result = second.listen(m_name);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Conflict);
        Screen s(m_name);
        s.hello("screen-1");
        QTRY_VERIFY_WITH_TIMEOUT(s.greeted(), kWait);
    }

private:
    test::FakeClock m_clock;
    QString m_name;
    std::unique_ptr<FeedServer> m_server;
};

int runFeedServerTest(int argc, char **argv)
{
    FeedServerTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "feedservertest.moc"
