// SPDX-License-Identifier: Apache-2.0
#include "core/net/statusserver.h"
#include "tests/support/httpget.h"
#include "tests/unit/net/nettests.h"

#include <QTcpSocket>
#include <QTest>
#include <QThread>

#include <atomic>

using namespace gantry;
using namespace gantry::net;
using namespace gantry::test;

class StatusServerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void status_isAskedForEachRequest();
    void health_hasItsOwnAnswer();
    void otherPathsAndMethods_areRefused();
    void nonsense_isAnsweredAndBounded();
    void tooManyConnections_areTurnedAway();
    void portInUse_saysWhatToDo();

private:
    QThread m_io;
    std::atomic<int> m_asked{0};
    StatusServer *m_server = nullptr;
    quint16 m_port = 0;
};

// The server lives on a thread of its own, as in the console; the test asks from outside.
void StatusServerTest::init()
{
    m_asked = 0;
    m_server = new StatusServer(
        [this] {
            return QJsonObject{{QStringLiteral("total_reads"), ++m_asked}};
        },
        [] {
            return QJsonObject{{QStringLiteral("status"), QStringLiteral("healthy")}};
        });
    m_server->moveToThread(&m_io);
    connect(&m_io, &QThread::finished, m_server, &QObject::deleteLater);
    m_io.start();
    QMetaObject::invokeMethod(
        m_server, [this] { m_port = m_server->listen(QHostAddress::LocalHost, 0).value_or(0); }, Qt::BlockingQueuedConnection);
    QVERIFY(m_port != 0);
}

void StatusServerTest::cleanup()
{
    m_io.quit();
    m_io.wait();
}

void StatusServerTest::status_isAskedForEachRequest()
{
    for (int i = 1; i <= 3; ++i) {
        const auto answer = httpGet(m_port, "/status?x=1");
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->json().value(QStringLiteral("total_reads")).toInt(), i);
        QVERIFY(answer->head.contains("application/json"));
    }
}

void StatusServerTest::health_hasItsOwnAnswer()
{
    const auto answer = httpRaw(m_port, "GET /health HTTP/1.0\n\n");
    QVERIFY(answer);
    QCOMPARE(answer->status, 200);
    QCOMPARE(answer->json().value(QStringLiteral("status")).toString(), QStringLiteral("healthy"));
}

void StatusServerTest::otherPathsAndMethods_areRefused()
{
    QCOMPARE(httpGet(m_port, "/")->status, 404);
    QCOMPARE(httpGet(m_port, "/status/../etc")->status, 404);
    QCOMPARE(httpRaw(m_port, "POST /status HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}")->status, 405);
    QCOMPARE(m_asked.load(), 0);
}

void StatusServerTest::nonsense_isAnsweredAndBounded()
{
    QCOMPARE(httpRaw(m_port, "SimpleClient~0.6.0~CTP01\r\n\r\n")->status, 400);
    QCOMPARE(httpRaw(m_port, QByteArray("\0\0\0\r\n\r\n", 7))->status, 400);
    QCOMPARE(httpRaw(m_port, "GET /status HTTP/1.1\r\nX: " + QByteArray(8 * 1024, 'x'))->status, 431);
    QCOMPARE(httpGet(m_port, "/health")->status, 200);
}

void StatusServerTest::tooManyConnections_areTurnedAway()
{
    std::vector<std::unique_ptr<QTcpSocket>> idle;
    for (int i = 0; i < 32; ++i) {
        idle.push_back(std::make_unique<QTcpSocket>());
        idle.back()->connectToHost(QHostAddress::LocalHost, m_port);
        QVERIFY(idle.back()->waitForConnected(5000));
    }
    QCOMPARE(httpGet(m_port, "/health")->status, 503);
    idle.clear();
    QTRY_COMPARE_WITH_TIMEOUT(httpGet(m_port, "/health")->status, 200, 5000);
}

void StatusServerTest::portInUse_saysWhatToDo()
{
    StatusServer second([] { return QJsonObject(); }, [] { return QJsonObject(); });
    const auto result = second.listen(QHostAddress::LocalHost, m_port);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Unavailable);
    QVERIFY(result.error().message.contains(QString::number(m_port)));
}

std::unique_ptr<QObject> makeStatusServerTest()
{
    return std::make_unique<StatusServerTest>();
}

#include "statusserver_test.moc"
