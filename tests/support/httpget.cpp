// SPDX-License-Identifier: Apache-2.0
#include "tests/support/httpget.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QTimer>

namespace gantry::test {

namespace {

constexpr qsizetype kMaxAnswer = 16 * 1024 * 1024;

// Length of the whole answer once its head is complete; -1 while it is not, or when it has no Content-Length.
qsizetype wholeLength(const QByteArray &received)
{
    const auto headEnd = received.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return -1;
    const auto lines = received.left(headEnd).split('\n');
    for (const auto &line : lines) {
        const auto colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed().toLower() == "content-length")
            return headEnd + 4 + line.mid(colon + 1).trimmed().toLongLong();
    }
    return -1;
}

Result<HttpAnswer> parse(const QByteArray &received)
{
    const auto headEnd = received.indexOf("\r\n\r\n");
    if (!received.startsWith("HTTP/1.") || headEnd < 0)
        return failure(ErrorCode::InvalidInput, QStringLiteral("the answer is not HTTP"), QString::fromUtf8(received.left(200)));
    HttpAnswer answer;
    answer.head = received.left(headEnd);
    answer.body = received.mid(headEnd + 4);
    answer.status = answer.head.mid(9, 3).toInt();
    return answer;
}

} // namespace

QJsonObject HttpAnswer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

Result<HttpAnswer> httpRaw(quint16 port, const QByteArray &request, std::chrono::milliseconds deadline)
{
    QTcpSocket socket;
    QEventLoop loop;
    QTimer timer;
    QByteArray received;
    bool failed = false, ended = false;
    const auto collect = [&] {
        received += socket.readAll();
        const auto whole = wholeLength(received);
        if (received.size() > kMaxAnswer || (whole >= 0 && received.size() >= whole))
            loop.quit();
    };
    QObject::connect(&socket, &QTcpSocket::connected, &loop, [&] { socket.write(request); });
    QObject::connect(&socket, &QTcpSocket::readyRead, &loop, collect);
    QObject::connect(&socket, &QTcpSocket::disconnected, &loop, [&] {
        ended = true;
        loop.quit();
    });
    QObject::connect(&socket, &QTcpSocket::errorOccurred, &loop, [&](QAbstractSocket::SocketError error) {
        failed = error != QAbstractSocket::RemoteHostClosedError;
        loop.quit();
    });
    QObject::connect(&timer, &QTimer::timeout, &loop, &QEventLoop::quit);
    timer.setSingleShot(true);
    timer.start(int(deadline.count()));
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    loop.exec();
    received += socket.readAll();
    if (failed && received.isEmpty())
        return failure(ErrorCode::Unavailable, socket.errorString());
    if (!timer.isActive() && !ended && wholeLength(received) != received.size())
        return failure(ErrorCode::TimedOut, QStringLiteral("no whole answer in %1 ms").arg(deadline.count()), QString::fromUtf8(received.left(200)));
    return parse(received);
}

Result<HttpAnswer> httpGet(quint16 port, const QByteArray &path, std::chrono::milliseconds deadline)
{
    return httpRaw(port, "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", deadline);
}

} // namespace gantry::test
