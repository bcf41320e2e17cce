// SPDX-License-Identifier: Apache-2.0
#include "core/net/ctp01peer.h"
#include "core/net/peerlines.h"
#include "core/net/readerserver.h"
#include "tests/support/fakeclock.h"
#include "tests/unit/net/nettests.h"
#include "tests/unit/net/recordingport.h"

#include <QFile>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <set>
#include <thread>

using namespace gantry;
using namespace gantry::net;
using namespace gantry::test;
using namespace std::chrono_literals;

namespace {

constexpr int kWait = 20'000;
const QString kCapture = QStringLiteral(GANTRY_SHARED_DIR "/data/captures/chronotrack_ctp01/simpleclient_ctp01_a.txt");

std::vector<PeerLine> madeUpLines(int count, const QString &location = QStringLiteral("FINISH"))
{
    std::vector<PeerLine> lines;
    for (int i = 1; i <= count; ++i)
        lines.push_back({i, location,
                         QStringLiteral("CT01_33~%1~%2~%3~2021-05-08T07:52:23.17~1~104484~8").arg(i).arg(location).arg(i + 100).toLatin1(),
                         Micros(0)});
    return lines;
}

// A server with its port, and raw clients.
struct Fixture {
    RecordingPort port;
    FakeClock clock;
    std::unique_ptr<ReaderServer> server = std::make_unique<ReaderServer>(port, clock);
    quint16 number = server->listen(QHostAddress::LocalHost, 0).value_or(0);

    PeerOptions options() const
    {
        PeerOptions o;
        o.port = number;
        o.speed = 0;
        o.reconnect = false;
        o.exitWhenSent = true;
        return o;
    }
    std::unique_ptr<QTcpSocket> client() const
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress::LocalHost, number);
        return socket;
    }
};

QByteArray readUntil(QTcpSocket &socket, const QByteArray &what)
{
    QByteArray all;
    const bool came = QTest::qWaitFor(
        [&] {
            all += socket.readAll();
            return all.contains(what);
        },
        kWait);
    return came ? all : "(never came) " + all;
}

} // namespace

class ReaderServerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recordedSession_throughARealSocket_givesEveryReadAndNothingMalformed();
    void severalConnections_ofOneAddress_areSessionsOfTheirOwn();
    void resume_withACursor_asksForWhatFollows();
    void resume_whenNothingComes_asksForEverything();
    void cursors_answeredAfterTheConnectionDied_doNoHarm();
    void ping_isAnsweredThroughTheSocket();
    void garbage_endsNoGoodStream();
    void client_thatStopsHalfWay_losesNothingAfterItsReplay();
    void backPressure_stopsReadingAndLosesNothing();
    void closeAll_takesWhatHasArrived();
    void destruction_takesWhatHasArrived();
    void stopCommand_closesAndIsLogged();
    void linkState_isPublishedAtMostFiveTimesASecond();
    void connectionsBeyondTheLimit_areRefusedAndCounted();
    void portInUse_saysWhatToDo();
};

void ReaderServerTest::recordedSession_throughARealSocket_givesEveryReadAndNothingMalformed()
{
    if (!QFile::exists(kCapture))
        QSKIP("The recordings of a real client are not here (GANTRY_SHARED).");
    Fixture f;
    const auto lines = loadPeerLines(kCapture);
    QVERIFY(lines);
    QCOMPARE(lines->size(), std::size_t(419));
    Ctp01Peer peer(*lines, f.options());
    QSignalSpy finished(&peer, &Ctp01Peer::finished);
    peer.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kWait);
    QTRY_COMPARE_WITH_TIMEOUT(f.port.chips(), 418, kWait);
    QCOMPARE(f.port.guns(), 1);
    QCOMPARE(f.port.count<readers::NewLocation>(), 1);
    QCOMPARE(f.port.count<readers::Malformed>(), 0);
    QVERIFY(f.port.inOrder);
    QCOMPARE(f.port.askedFor.at(0).locations, std::vector<std::string>{"FINISH3"});
    QCOMPARE(f.server->liveConnections(), 1);
    peer.stop();
    QTRY_COMPARE_WITH_TIMEOUT(f.server->liveConnections(), 0, kWait);
    QVERIFY(f.port.allClosed());
    QVERIFY(f.port.links.back().closedAt);
    QCOMPARE(f.port.links.back().facts.reads, std::int64_t(418));
}

void ReaderServerTest::severalConnections_ofOneAddress_areSessionsOfTheirOwn()
{
    Fixture f;
    std::vector<std::unique_ptr<Ctp01Peer>> peers;
    for (const char *location : {"START", "SPLIT", "FINISH", "BACKUP"}) {
        peers.push_back(std::make_unique<Ctp01Peer>(madeUpLines(500, QString::fromLatin1(location)), f.options()));
        peers.back()->start();
    }
    QTRY_COMPARE_WITH_TIMEOUT(f.port.chips(), 2000, kWait);
    QCOMPARE(f.port.sessions.size(), std::size_t(4));
    QCOMPARE(f.server->liveConnections(), 4);
    for (const auto &[no, session] : f.port.sessions)
        QCOMPARE(session.messages.size(), std::size_t(1 + 3 + 1 + 500)); // greeting, answers, new location, reads
    QVERIFY(f.port.inOrder);
}

void ReaderServerTest::resume_withACursor_asksForWhatFollows()
{
    Fixture f;
    std::thread store;
    f.port.onCursors = [&](SessionNo, auto answer) { store = std::thread([answer] { answer({{"FINISH", 450}}); }); };
    Ctp01Peer peer(madeUpLines(500), f.options());
    peer.start();
    QTRY_COMPARE_WITH_TIMEOUT(f.port.chips(), 50, kWait);
    store.join();
    QCOMPARE(peer.linesSent(), std::int64_t(50));
    for (const readers::Message &m : f.port.sessions[SessionNo(1)].messages)
        if (const auto *read = std::get_if<readers::ReadMessage>(&m.body))
            QVERIFY(read->read.sequence > 450);
}

void ReaderServerTest::resume_whenNothingComes_asksForEverything()
{
    Fixture f;
    f.port.onCursors = [](SessionNo, auto answer) { answer({{"FINISH", 90'000}}); }; // the peer's counter has started over
    Ctp01Peer peer(madeUpLines(500), f.options());
    QSignalSpy asked(&peer, &Ctp01Peer::sending);
    peer.start();
    QTRY_COMPARE_WITH_TIMEOUT(asked.count(), 1, kWait);
    QCOMPARE(peer.linesSent(), std::int64_t(0));
    f.clock.advance(5s);
    QTRY_COMPARE_WITH_TIMEOUT(f.port.chips(), 500, kWait);
    QCOMPARE(asked.count(), 2);
}

void ReaderServerTest::cursors_answeredAfterTheConnectionDied_doNoHarm()
{
    Fixture f;
    std::function<void(std::vector<readers::Cursor>)> kept;
    f.port.onCursors = [&](SessionNo, auto answer) { kept = std::move(answer); };
    auto peer = std::make_unique<Ctp01Peer>(madeUpLines(5), f.options());
    peer->start();
    QTRY_VERIFY_WITH_TIMEOUT(kept, kWait);
    peer.reset();
    QTRY_COMPARE_WITH_TIMEOUT(f.server->liveConnections(), 0, kWait);
    std::thread([&] { kept({{"FINISH", 3}}); }).join();
    f.server.reset();
    kept({{"FINISH", 3}});
    QVERIFY(f.port.allClosed());
}

void ReaderServerTest::ping_isAnsweredThroughTheSocket()
{
    Fixture f;
    const auto client = f.client();
    client->write("ping\r\n");
    QCOMPARE(readUntil(*client, "\r\n"), QByteArray("ack~ping\r\n"));
    client->write("SimpleClient~0.6.0~CTP01\r\n");
    QVERIFY(readUntil(*client, "getconnectionid\r\n").startsWith("Gantry~"));
}

void ReaderServerTest::garbage_endsNoGoodStream()
{
    Fixture f;
    const auto client = f.client();
    const QByteArray read = "CT01_33~1~F~7~00:00:01.00~1~A~1\r\n";
    const QByteArray all = read + QByteArray(10 * 1024 * 1024, 'x') + "\r\n" + read + QByteArray(1000, '\0') + read + "\r\n\n\r\n" + read +
                           "\xff\xfe\x80\r\n" + read + "CT01_33~1~F\r\n" + read;
    client->write(all);
    QTRY_COMPARE_WITH_TIMEOUT(f.port.chips(), 6, kWait);
    QCOMPARE(f.port.count<readers::Malformed>(), 640 + 2);
    QCOMPARE(f.port.count<readers::Blank>(), 1003);
    QVERIFY(f.port.sessions[SessionNo(1)].bytes == all);
    QVERIFY(f.port.inOrder);
    QVERIFY(f.port.largestSlice <= 256 * 1024);
    QCOMPARE(f.server->liveConnections(), 1);
}

void ReaderServerTest::client_thatStopsHalfWay_losesNothingAfterItsReplay()
{
    Fixture f;
    PeerOptions options = f.options();
    options.reconnect = true;
    options.cutAfterLines = 300;
    Ctp01Peer peer(madeUpLines(500), options);
    QSignalSpy finished(&peer, &Ctp01Peer::finished);
    peer.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kWait);
    QTRY_COMPARE_WITH_TIMEOUT(f.port.chips(), 800, kWait);
    QCOMPARE(f.port.sessions.size(), std::size_t(2));
    QCOMPARE(f.port.count<readers::Malformed>(), 1); // the half line, kept and counted
    std::set<std::string> chips;
    for (const readers::Message &m : f.port.sessions[SessionNo(2)].messages)
        if (const auto *read = std::get_if<readers::ReadMessage>(&m.body))
            chips.insert(read->read.chip);
    QCOMPARE(chips.size(), std::size_t(500));
    QVERIFY(f.port.inOrder);
}

void ReaderServerTest::backPressure_stopsReadingAndLosesNothing()
{
    Fixture f;
    f.port.sliceLimit = 5;
    Ctp01Peer peer(madeUpLines(200'000), f.options());
    peer.start();
    QTRY_VERIFY_WITH_TIMEOUT(!f.port.wantsMore(), kWait);
    const qsizetype before = f.port.sessions[SessionNo(1)].bytes.size();
    const int asked = f.port.asked;
    QTRY_VERIFY_WITH_TIMEOUT(f.port.asked > asked + 2, kWait); // the server looked again, and still did not read
    QCOMPARE(f.port.sessions[SessionNo(1)].bytes.size(), before);
    QVERIFY(peer.linesSent() < 200'000);
    f.port.setOpen(true);
    QTRY_COMPARE_WITH_TIMEOUT(peer.linesSent(), std::int64_t(200'000), kWait);
    QTRY_COMPARE_WITH_TIMEOUT(f.port.sessions[SessionNo(1)].bytes.count('\n'), 200'000 + 5, kWait);
    QCOMPARE(f.port.chips(), 200'000);
    QVERIFY(f.port.inOrder);
}

void ReaderServerTest::closeAll_takesWhatHasArrived()
{
    Fixture f;
    f.port.setOpen(false);
    const auto client = f.client();
    const QByteArray all = QByteArray("CT01_33~1~F~7~00:00:01.00~1~A~1\r\n").repeated(10'000) + "CT01_33~1~F~8";
    client->write(all);
    QTRY_COMPARE_WITH_TIMEOUT(client->bytesToWrite(), qint64(0), kWait);
    QTRY_COMPARE_WITH_TIMEOUT(f.server->liveConnections(), 1, kWait);
    f.server->closeAll(QStringLiteral("end of the day"));
    QVERIFY(f.port.sessions[SessionNo(1)].bytes == all);
    QCOMPARE(f.port.chips(), 10'000);
    QCOMPARE(f.port.count<readers::Malformed>(), 1);
    QCOMPARE(f.port.sessions[SessionNo(1)].reason, QStringLiteral("end of the day"));
    QCOMPARE(f.server->liveConnections(), 0);
    QVERIFY(f.port.inOrder);
}

void ReaderServerTest::destruction_takesWhatHasArrived()
{
    Fixture f;
    f.port.setOpen(false);
    const auto client = f.client();
    client->write(QByteArray("CT01_33~1~F~7~00:00:01.00~1~A~1\r\n").repeated(100));
    QTRY_COMPARE_WITH_TIMEOUT(client->bytesToWrite(), qint64(0), kWait);
    QTRY_COMPARE_WITH_TIMEOUT(f.server->liveConnections(), 1, kWait);
    f.server.reset();
    QCOMPARE(f.port.chips(), 100);
    QVERIFY(f.port.allClosed() && f.port.inOrder);
}

void ReaderServerTest::stopCommand_closesAndIsLogged()
{
    Fixture f;
    const auto client = f.client();
    client->write("CT01_33~1~F~7~00:00:01.00~1~A~1\r\nstop\r\n");
    QTRY_COMPARE_WITH_TIMEOUT(client->state(), QAbstractSocket::UnconnectedState, kWait);
    QCOMPARE(f.port.chips(), 1);
    QVERIFY(f.port.sessions[SessionNo(1)].closed && !f.port.sessions[SessionNo(1)].reason.isEmpty());
}

void ReaderServerTest::linkState_isPublishedAtMostFiveTimesASecond()
{
    Fixture f;
    const auto client = f.client();
    QElapsedTimer time;
    time.start();
    for (int i = 1; i <= 200; ++i) {
        client->write("CT01_33~1~F~7~00:00:01.00~1~A~1\r\n");
        QTRY_COMPARE_WITH_TIMEOUT(f.port.chips(), i, kWait);
    }
    QVERIFY(f.port.links.size() <= std::size_t(3 + time.elapsed() / 200));
    QTRY_COMPARE_WITH_TIMEOUT(f.port.links.back().facts.reads, std::int64_t(200), kWait); // the last state always comes
}

void ReaderServerTest::connectionsBeyondTheLimit_areRefusedAndCounted()
{
    Fixture f;
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    for (int i = 0; i < ReaderServer::kMaxConnections; ++i)
        clients.push_back(f.client());
    QTRY_COMPARE_WITH_TIMEOUT(f.server->liveConnections(), ReaderServer::kMaxConnections, kWait);
    const auto tooMany = f.client();
    QTRY_COMPARE_WITH_TIMEOUT(f.server->refused(), qint64(1), kWait);
    QTRY_COMPARE_WITH_TIMEOUT(tooMany->state(), QAbstractSocket::UnconnectedState, kWait);
    clients.pop_back();
    QTRY_COMPARE_WITH_TIMEOUT(f.server->liveConnections(), ReaderServer::kMaxConnections - 1, kWait);
    const auto next = f.client();
    QTRY_COMPARE_WITH_TIMEOUT(f.server->liveConnections(), int(ReaderServer::kMaxConnections), kWait);
}

void ReaderServerTest::portInUse_saysWhatToDo()
{
    Fixture f;
    ReaderServer second(f.port, f.clock);
    const auto result = second.listen(QHostAddress::LocalHost, f.number);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Unavailable);
    QVERIFY(result.error().message.contains(QString::number(f.number)));
    f.server.reset();
    QVERIFY(second.listen(QHostAddress::LocalHost, f.number)); // at once, although old connections linger
}

std::unique_ptr<QObject> makeReaderServerTest()
{
    return std::make_unique<ReaderServerTest>();
}

#include "readerserver_test.moc"
