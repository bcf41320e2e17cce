// SPDX-License-Identifier: Apache-2.0
#include "core/net/peerlines.h"
#include "tests/unit/net/nettests.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace gantry;
using namespace gantry::net;

namespace {

constexpr int kWait = 20'000;

PeerLine line(int sequence, const char *location, std::int64_t dueUs = 0)
{
    return {sequence, QString::fromLatin1(location), "L" + QByteArray::number(sequence) + '@' + location, Micros(dueUs)};
}

// A scoring program that says what the test tells it to.
struct Server {
    QTcpServer listener;
    QTcpSocket *socket = nullptr;
    QByteArray got;
    int connections = 0;

    Server()
    {
        listener.listen(QHostAddress::LocalHost, 0);
        QObject::connect(&listener, &QTcpServer::newConnection, &listener, [this] {
            socket = listener.nextPendingConnection();
            ++connections;
            got.clear();
            QObject::connect(socket, &QTcpSocket::readyRead, &listener, [this, s = socket] { got += s->readAll(); });
        });
    }
    PeerOptions options() const
    {
        PeerOptions o;
        o.port = listener.serverPort();
        o.connectionId = QStringLiteral("2884B4D02C07E54222C4285425AF0E63EB61CBB6");
        o.eventName = QStringLiteral("21ROTM");
        return o;
    }
    // Says lines and waits until the peer's bytes end with `answer`.
    bool says(const QByteArray &text, const QByteArray &answer)
    {
        got.clear();
        socket->write(text);
        return QTest::qWaitFor([&] { return got.endsWith(answer); }, kWait);
    }
    bool greet(const QByteArray &settings = "newlocations=false\r\n")
    {
        return QTest::qWaitFor([&] { return got.endsWith("~CTP01\r\n"); }, kWait) &&
               says("Test~1~" + QByteArray::number(settings.count('\n')) + "\r\n" + settings + "ping\r\n", "ack~ping\r\n");
    }
};

} // namespace

class Ctp01PeerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void handshake_isThatOfTheRealClient();
    void start_sendsEverythingOrOneLocationOrFromASequence();
    void wrongCommands_getTheDocumentedErrors();
    void stop_andStart_goOnWhereItStopped();
    void badSetting_endsTheConnectionAndItComesBack();
    void invalidGreeting_endsTheConnection();
    void dueTimes_areKeptAtTheSpeed();
    void append_isSentWhileRunning();
    void plainRecords_becomeLinesWithTheirTimes();
    void transcript_becomesItsRecordsOnly();
    void nothingUsable_isAnError();
};

void Ctp01PeerTest::handshake_isThatOfTheRealClient()
{
    Server server;
    Ctp01Peer peer({line(1, "A"), line(2, "B")}, server.options());
    QSignalSpy greeted(&peer, &Ctp01Peer::greeted);
    peer.start();
    QTRY_COMPARE_WITH_TIMEOUT(server.got, QByteArray("SimpleClient~0.6.0~CTP01\r\n"), kWait);
    QVERIFY(server.says("Test~1~2\r\nnewlocations=true\r\nunknown=x\r\n",
                        "CT01_33~0~A~newlocation~00:00:00.00~0~0~0\r\nCT01_33~0~B~newlocation~00:00:00.00~0~0~0\r\n"));
    QCOMPARE(greeted.count(), 1);
    QVERIFY(server.says("geteventinfo\r\n", "ack~geteventinfo~21ROTM~0~21ROTM\r\n"));
    QVERIFY(server.says("getlocations\r\n", "ack~getlocations~A~B\r\n"));
    QVERIFY(server.says("getconnectionid\r\nping\r\n", "ack~getconnectionid~2884B4D02C07E54222C4285425AF0E63EB61CBB6\r\nack~ping\r\n"));
    QVERIFY(server.says("bogus~cmd\r\n8\r\nping\n", "ack~ping\r\n"));
    QCOMPARE(server.got, QByteArray("ack~ping\r\n"));
}

void Ctp01PeerTest::start_sendsEverythingOrOneLocationOrFromASequence()
{
    Server server;
    Ctp01Peer peer({line(1, "A"), line(2, "B"), line(3, "A"), line(4, "B")}, server.options());
    peer.start();
    QVERIFY(server.greet());
    QVERIFY(server.says("start\r\n", "L1@A\r\nL2@B\r\nL3@A\r\nL4@B\r\n"));
    QVERIFY(server.says("start~B\r\n", "L2@B\r\nL4@B\r\n"));
    QVERIFY(server.says("start~A~3\r\nping\r\n", "L3@A\r\nack~ping\r\n"));
    QVERIFY(server.says("start~A~99\r\nping\r\n", "ack~ping\r\n")); // beyond the end: it waits
    QCOMPARE(server.got, QByteArray("ack~ping\r\n"));
    QVERIFY(server.says("start\r\n", "L1@A\r\nL2@B\r\nL3@A\r\nL4@B\r\n"));
}

void Ctp01PeerTest::wrongCommands_getTheDocumentedErrors()
{
    Server server;
    Ctp01Peer peer({line(1, "A")}, server.options());
    peer.start();
    QVERIFY(server.greet());
    QVERIFY(server.says("start~NOWHERE\r\n", "err~start~invalid location requested\r\n"));
    QVERIFY(server.says("start~A~x\r\n", "err~start~invalid start sequence number requested\r\n"));
    QVERIFY(server.says("start~A~1~2\r\n", "err~start~invalid paramater count\r\n"));
    QVERIFY(server.says("stop~NOWHERE\r\n", "err~stop~invalid location requested\r\n"));
    QVERIFY(server.says("stop~A~1\r\n", "err~stop~invalid paramater count\r\n"));
    QVERIFY(server.says("getdata~1\r\n", "err~getdata~command unavailable in push mode\r\n"));
    QCOMPARE(peer.linesSent(), std::int64_t(0));
}

void Ctp01PeerTest::stop_andStart_goOnWhereItStopped()
{
    Server server;
    Ctp01Peer peer({line(1, "A"), line(2, "A", 3'600'000'000)}, server.options());
    peer.start();
    QVERIFY(server.greet());
    QVERIFY(server.says("start\r\n", "L1@A\r\n"));
    QVERIFY(server.says("stop\r\nping\r\n", "ack~ping\r\n"));
    peer.append(line(3, "A"));
    QVERIFY(server.says("start\r\nping\r\n", "ack~ping\r\n"));
    QCOMPARE(server.got, QByteArray("ack~ping\r\n")); // line 1 does not come again, line 2 is not due
    QVERIFY(server.says("start~A~1\r\n", "L1@A\r\n"));
}

void Ctp01PeerTest::badSetting_endsTheConnectionAndItComesBack()
{
    Server server;
    Ctp01Peer peer({line(1, "A")}, server.options());
    QSignalSpy gone(&peer, &Ctp01Peer::disconnected);
    peer.start();
    QTRY_VERIFY_WITH_TIMEOUT(server.got.endsWith("\r\n"), kWait);
    server.socket->write("Test~1~1\r\nlocation=everywhere\r\n");
    QTRY_COMPARE_WITH_TIMEOUT(gone.count(), 1, kWait);
    QTRY_COMPARE_WITH_TIMEOUT(server.connections, 2, kWait);
    QVERIFY(server.greet());
    QVERIFY(server.says("start\r\n", "L1@A\r\n"));
}

void Ctp01PeerTest::invalidGreeting_endsTheConnection()
{
    for (const char *greeting : {"OK\r\n", "Test~1~many\r\n", "Test~1\r\n"}) {
        Server server;
        PeerOptions options = server.options();
        options.reconnect = false;
        Ctp01Peer peer({line(1, "A")}, options);
        QSignalSpy gone(&peer, &Ctp01Peer::disconnected);
        peer.start();
        QTRY_VERIFY_WITH_TIMEOUT(server.got.endsWith("\r\n"), kWait);
        server.socket->write(greeting);
        QTRY_COMPARE_WITH_TIMEOUT(gone.count(), 1, kWait);
    }
}

void Ctp01PeerTest::dueTimes_areKeptAtTheSpeed()
{
    Server server;
    PeerOptions options = server.options();
    options.speed = 100;
    options.exitWhenSent = true;
    Ctp01Peer peer({line(1, "A"), line(2, "A", 50'000'000), line(3, "A", 100'000'000)}, options); // 0.5 s and 1 s after the start
    QSignalSpy finished(&peer, &Ctp01Peer::finished);
    QElapsedTimer time;
    time.start();
    peer.start();
    QVERIFY(server.greet());
    server.got.clear();
    server.socket->write("start\r\n");
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kWait);
    QVERIFY(time.elapsed() >= 999);
    QTRY_COMPARE_WITH_TIMEOUT(server.got, QByteArray("L1@A\r\nL2@A\r\nL3@A\r\n"), kWait);
}

void Ctp01PeerTest::append_isSentWhileRunning()
{
    Server server;
    Ctp01Peer peer({line(1, "A")}, server.options());
    peer.start();
    QVERIFY(server.greet());
    QVERIFY(server.says("start\r\n", "L1@A\r\n"));
    peer.append(line(2, "A"));
    QTRY_VERIFY_WITH_TIMEOUT(server.got.endsWith("L2@A\r\n"), kWait);
}

void Ctp01PeerTest::plainRecords_becomeLinesWithTheirTimes()
{
    const QByteArray file =
        "CT01_13,1,FINISH,GUNTIME,11:00:00.00,0,A,0\r\nCT01_13,2,FINISH,7,10:00:00.00,1,A,1\nCT01_13,3,FINISH,8,10:00:01.50,1,A,1\n"
        "CT01_13,0,FINISH,newlocation,00:00:00.00,0,0,0\nrubbish\nCT01_13,4,START,9,10:00:00.50,1,A,1";
    const auto lines = peerLines(file);
    QVERIFY(lines);
    QCOMPARE(lines->size(), std::size_t(4));
    QCOMPARE(lines->at(0).line, QByteArray("CT01_13,1,FINISH,GUNTIME,11:00:00.00,0,A,0"));
    QCOMPARE(lines->at(3).line, QByteArray("CT01_13,4,START,9,10:00:00.50,1,A,1"));
    QCOMPARE(lines->at(3).location, QStringLiteral("START"));
    QCOMPARE(lines->at(3).sequence, std::int64_t(4));
    const std::vector<std::int64_t> due{lines->at(0).due.count(), lines->at(1).due.count(), lines->at(2).due.count(), lines->at(3).due.count()};
    QCOMPARE(due, (std::vector<std::int64_t>{0, 0, 1'500'000, 1'500'000}));
    QCOMPARE(peerLines(file, Pace::AtOnce)->at(2).due.count(), std::int64_t(0));
}

void Ctp01PeerTest::transcript_becomesItsRecordsOnly()
{
    const auto lines = peerLines(R"(--    9.638 'accepted'
>>    9.639 b'SimpleClient~0.6.0~CTP01\r\n'
<<   10.855 b'Probe~1.0.0~0\r\n'
>>   10.876 b'CT01_33~0~FINISH3~newlocation~00:00:00.00~0~0~0\r\n'
>>   14.666 b'CT01_33~1~FINISH3~GUNTIME~2021-05-08T11:05:38.12~0~3F20F3~0\r\n'
>>   14.671 b"CT01_33~2~O'Hara \xe9~9573~2021-05-08T07:52:23.17~1~104484~8\r\n"
)");
    QVERIFY(lines);
    QCOMPARE(lines->size(), std::size_t(2));
    QCOMPARE(lines->at(1).line, QByteArray("CT01_33~2~O'Hara \xe9~9573~2021-05-08T07:52:23.17~1~104484~8"));
    QCOMPARE(lines->at(1).sequence, std::int64_t(2));
    QCOMPARE(lines->at(0).due.count(), std::int64_t(0));
    QCOMPARE(lines->at(1).due.count(), std::int64_t(5'000));
}

void Ctp01PeerTest::nothingUsable_isAnError()
{
    QCOMPARE(peerLines("bib,name\n1,Ann\n").error().code, ErrorCode::InvalidInput);
    QCOMPARE(peerLines({}).error().code, ErrorCode::InvalidInput);
    QCOMPARE(loadPeerLines(QStringLiteral("no/such/file")).error().code, ErrorCode::NotFound);
}

std::unique_ptr<QObject> makeCtp01PeerTest()
{
    return std::make_unique<Ctp01PeerTest>();
}

#include "ctp01peer_test.moc"
