// SPDX-License-Identifier: Apache-2.0
#include "core/net/statusserver.h"

#include "core/base/text.h"

#include <QJsonDocument>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace gantry::net {

namespace {

constexpr qint64 kMaxRequest = 8 * 1024;
constexpr int kMaxOpen = 32;
constexpr int kRequestMs = 10'000;

struct Answer {
    QByteArray status;
    QByteArray body;
    QByteArray headers{}; // whole lines
};

QByteArray problem(const char *text)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("error"), QString::fromLatin1(text)}}).toJson(QJsonDocument::Compact);
}

void finish(QTcpSocket *socket, const Answer &answer)
{
    socket->write("HTTP/1.1 " + answer.status + "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(answer.body.size()) +
                  "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n" + answer.headers + "\r\n" + answer.body);
    socket->disconnectFromHost();
}

} // namespace

StatusServer::StatusServer(std::function<QJsonObject()> status, std::function<QJsonObject()> health, QObject *parent)
    : QObject(parent)
    , m_status(std::move(status))
    , m_health(std::move(health))
    , m_server(new QTcpServer(this))
{
    connect(m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_server->nextPendingConnection())
            serve(socket);
    });
}

Result<quint16> StatusServer::listen(const QHostAddress &address, quint16 port)
{
    if (!m_server->listen(address, port))
        return failure(
            ErrorCode::Unavailable,
            say("The status page cannot use port %1. A ChronoTrack CCS server on this computer uses 61612 too: choose another status port.")
                .arg(port),
            m_server->errorString());
    return m_server->serverPort();
}

void StatusServer::serve(QTcpSocket *socket)
{
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QObject::destroyed, this, [this] { --m_open; });
    ++m_open;
    socket->setReadBufferSize(kMaxRequest);
    if (m_open > kMaxOpen)
        return finish(socket, {"503 Service Unavailable", problem("too many requests at once")});
    QTimer::singleShot(kRequestMs, socket, [socket] { socket->abort(); });
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
    if (socket->bytesAvailable() > 0)
        read(socket);
}

void StatusServer::read(QTcpSocket *socket)
{
    if (socket->state() != QAbstractSocket::ConnectedState)
        return; // answered already
    const QByteArray request = socket->peek(kMaxRequest);
    if (!request.contains("\r\n\r\n") && !request.contains("\n\n")) {
        if (request.size() >= kMaxRequest)
            finish(socket, {"431 Request Header Fields Too Large", problem("the request is too long")});
        return;
    }
    socket->readAll();
    const QList<QByteArray> words = request.left(request.indexOf('\n')).trimmed().split(' ');
    if (words.size() != 3 || !words[2].startsWith("HTTP/1."))
        return finish(socket, {"400 Bad Request", problem("not an HTTP request")});
    if (words[0] != "GET")
        return finish(socket, {"405 Method Not Allowed", problem("only GET"), "Allow: GET\r\n"});
    const QByteArray path = words[1].split('?').front();
    const auto *page = path == "/status" ? &m_status : path == "/health" ? &m_health : nullptr;
    if (!page)
        return finish(socket, {"404 Not Found", problem("there is /status and /health")});
    finish(socket, {"200 OK", QJsonDocument((*page)()).toJson(QJsonDocument::Compact)});
}

} // namespace gantry::net
