// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/feedclient.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <utility>

namespace gantry::screens {

namespace {

// A stamp that waited in a socket is late and would set the clock back a little; a clock that was set moves it further.
constexpr Micros kLateStamp = std::chrono::milliseconds(250);

} // namespace

FeedClient::FeedClient(QString socketName, QString clientName, QObject *parent)
    : QObject(parent), m_socketName(std::move(socketName)), m_clientName(std::move(clientName))
{
    m_steady.start();
    m_socket.setReadBufferSize(2 * kMaxServerLine);
    m_retry.setInterval(kRetry);
    connect(&m_retry, &QTimer::timeout, this, &FeedClient::connectNow);
    connect(&m_socket, &QLocalSocket::connected, this, &FeedClient::hello);
    connect(&m_socket, &QLocalSocket::readyRead, this, &FeedClient::read);
    connect(&m_socket, &QLocalSocket::disconnected, this, [this] { m_retry.start(); });
}

FeedClient::~FeedClient()
{
    m_socket.disconnect(this); // its own end is no loss of the connection
}

void FeedClient::start()
{
    m_retry.start();
    connectNow();
}

void FeedClient::connectNow()
{
    if (m_socket.state() == QLocalSocket::UnconnectedState)
        m_socket.connectToServer(m_socketName);
}

void FeedClient::hello()
{
    m_retry.stop();
    send({{QStringLiteral("hello"), 1},
          {QStringLiteral("client"), m_clientName},
          {QStringLiteral("cursor"), m_epoch.isEmpty() ? QString() : m_epoch + u':' + QString::number(m_serial)}});
    m_reportedOnce = false;
    report(OutputReport(m_reported));
}

void FeedClient::read()
{
    while (m_socket.canReadLine()) {
        const QJsonDocument doc = QJsonDocument::fromJson(m_socket.readLine(kMaxServerLine + 1));
        if (doc.isObject())
            take(doc.object());
        else
            ++m_badLines;
    }
    if (m_socket.bytesAvailable() > kMaxServerLine) { // no end in sight: this is no feed
        ++m_badLines;
        m_socket.abort();
        m_retry.start();
    }
}

void FeedClient::take(const QJsonObject &line)
{
    if (const auto cursor = line.value(QStringLiteral("cursor")); cursor.isString())
        takeCursor(cursor.toString());
    if (const auto now = line.value(QStringLiteral("now_us")); now.isString())
        takeTime(now.toString());
    QJsonObject snapshot = m_snapshot;
    if (const auto whole = line.value(QStringLiteral("snapshot")); whole.isObject())
        snapshot = whole.toObject();
    for (const char *part : {"event", "races", "counts"})
        if (const auto v = line.value(QLatin1StringView(part)); !v.isUndefined())
            snapshot[QLatin1StringView(part)] = v;
    if (snapshot != m_snapshot) {
        m_snapshot = snapshot;
        Q_EMIT snapshotChanged(m_snapshot);
    }
    if (const auto item = feed::decodeItem(line))
        Q_EMIT itemArrived(*item);
}

void FeedClient::takeCursor(const QString &cursor)
{
    const qsizetype colon = cursor.lastIndexOf(u':');
    const QString epoch = cursor.left(colon);
    const bool other = !m_epoch.isEmpty() && epoch != m_epoch;
    m_epoch = epoch;
    m_serial = QStringView(cursor).mid(colon + 1).toULongLong();
    if (other)
        Q_EMIT serverChanged();
}

void FeedClient::takeTime(const QString &us)
{
    bool ok = false;
    const qint64 stamp = us.toLongLong(&ok);
    if (!ok)
        return;
    const Micros offset = Micros(stamp) - Micros(m_steady.nsecsElapsed() / 1000);
    if (m_offset && offset <= *m_offset && *m_offset - offset < kLateStamp)
        return;
    m_offset = offset;
    Q_EMIT timeJumped();
}

UtcTime FeedClient::consoleNow() const
{
    return m_offset ? fromUs((*m_offset).count() + m_steady.nsecsElapsed() / 1000) : SystemClock().now();
}

void FeedClient::acknowledge(std::uint64_t serial)
{
    if (serial <= m_serial)
        return;
    m_serial = serial;
    send({{QStringLiteral("shown"), qint64(serial)}});
}

void FeedClient::report(const OutputReport &state)
{
    if (m_reportedOnce && state == m_reported)
        return;
    m_reported = state;
    m_reportedOnce = connected();
    send({{QStringLiteral("state"), QJsonObject{{QStringLiteral("visible"), state.visible},
                                                {QStringLiteral("placed"), state.placed},
                                                {QStringLiteral("showing"), state.showing},
                                                {QStringLiteral("queue"), state.queue}}}});
}

void FeedClient::send(const QJsonObject &line)
{
    if (connected()) {
        m_socket.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
        m_socket.flush(); // an acknowledgement must not wait for a busy event loop: the next kill may be near
    }
}

} // namespace gantry::screens
