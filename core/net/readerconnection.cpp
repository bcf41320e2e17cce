// SPDX-License-Identifier: Apache-2.0
#include "core/net/readerconnection.h"

#include "core/base/text.h"

namespace gantry::net {

using namespace std::chrono_literals;

namespace {

// A slice is decoded in one go; a flood of empty lines makes a message of each byte, so a slice stays well below the limit
// of 256 KiB.
constexpr qint64 kSlice = 64 * 1024;
constexpr qint64 kSocketBuffer = 256 * 1024;
constexpr qint64 kMaxReplies = 256 * 1024; // waiting for a peer that asks and does not listen
constexpr qint64 kMaxDrain = 64 * 1024 * 1024;
constexpr auto kLookAgain = 50ms;
constexpr auto kPublishEvery = 200ms;

QString addressOf(const QTcpSocket &socket)
{
    bool v4 = false;
    const quint32 plain = socket.peerAddress().toIPv4Address(&v4); // also ::ffff:a.b.c.d
    const QString host = v4 ? QHostAddress(plain).toString() : u'[' + socket.peerAddress().toString() + u']';
    return host + u':' + QString::number(socket.peerPort());
}

} // namespace

ReaderServer::Connection::Connection(QTcpSocket *socket, IntakePort &port, const Clock &clock, std::function<void()> ended)
    : m_socket(socket)
    , m_port(&port)
    , m_clock(&clock)
    , m_ended(std::move(ended))
    , m_anchor(std::make_shared<Anchor>())
{
    m_anchor->target = this;
    m_socket->setParent(this);
    m_socket->setReadBufferSize(kSocketBuffer);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_pause.setSingleShot(true);
    m_publish.setSingleShot(true);
    connect(m_socket, &QTcpSocket::readyRead, this, &Connection::onReadable);
    connect(m_socket, &QTcpSocket::disconnected, this, [this] { end(say("the reader closed the connection")); });
    connect(m_socket, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        if (error != QAbstractSocket::RemoteHostClosedError && error != QAbstractSocket::TemporaryError)
            end(m_socket->errorString());
    });
    connect(&m_pause, &QTimer::timeout, this, &Connection::onReadable);
    connect(&m_publish, &QTimer::timeout, this, [this] {
        if (m_dirty)
            publish();
    });
}

ReaderServer::Connection::~Connection()
{
    end(say("the console was closed"));
    const std::lock_guard lock(m_anchor->mutex);
    m_anchor->target = nullptr;
}

void ReaderServer::Connection::open()
{
    const UtcTime now = m_clock->now();
    m_link.protocol = QStringLiteral("ctp01");
    m_link.peer = addressOf(*m_socket);
    m_link.openedAt = now;
    m_link.session = m_port->open(m_link.protocol, m_link.peer, now);
    readers::Reaction reaction = m_session.connected(now);
    react(reaction);
    publish();
    if (m_socket->bytesAvailable() > 0)
        onReadable();
}

void ReaderServer::Connection::onReadable()
{
    const UtcTime receivedAt = m_clock->now();
    readSlices(receivedAt, false);
}

void ReaderServer::Connection::readSlices(UtcTime receivedAt, bool evenWhenFull)
{
    while (isLive() && m_socket->bytesAvailable() > 0) {
        if (!evenWhenFull && !m_port->wantsMore()) {
            m_pause.start(kLookAgain); // meanwhile TCP holds the reader back; nothing is lost
            return;
        }
        const QByteArray bytes = m_socket->read(kSlice);
        if (bytes.isEmpty())
            return;
        take(bytes, receivedAt);
    }
}

void ReaderServer::Connection::take(QByteArray bytes, UtcTime receivedAt)
{
    readers::Reaction reaction = m_session.feed(std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size()))), receivedAt);
    write(reaction.replyNow); // before anything else: readers give up on slow answers
    reaction.replyNow.clear();
    std::function<void()> committed;
    if (!reaction.replyAfterCommit.empty())
        committed = [anchor = m_anchor, text = reaction.replyAfterCommit] { post(anchor, [text](Connection &c) { c.write(text); }); };
    const qint64 offset = m_link.bytes;
    m_link.bytes += bytes.size();
    m_link.lastBytesAt = receivedAt;
    m_port->bytes(m_link.session, offset, receivedAt, bytes, std::move(reaction.messages), m_session.decodedTo(), std::move(committed));
    changed();
    react(reaction);
}

void ReaderServer::Connection::react(readers::Reaction &reaction)
{
    write(reaction.replyNow);
    if (m_ending)
        return;
    if (reaction.needCursor)
        askForCursors();
    if (reaction.close)
        end(say(reaction.closeReason.c_str()));
}

void ReaderServer::Connection::write(const std::string &bytes)
{
    if (bytes.empty() || !isLive() || m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    if (m_socket->bytesToWrite() + qint64(bytes.size()) <= kMaxReplies)
        m_socket->write(bytes.data(), qint64(bytes.size()));
}

void ReaderServer::Connection::post(const std::shared_ptr<Anchor> &anchor, std::function<void(Connection &)> what)
{
    const std::lock_guard lock(anchor->mutex);
    if (Connection *target = anchor->target) // what is posted dies with its target
        QMetaObject::invokeMethod(
            target, [target, what = std::move(what)] { what(*target); }, Qt::QueuedConnection);
}

void ReaderServer::Connection::askForCursors()
{
    m_port->cursors(m_link.session, m_session.facts(), [anchor = m_anchor](std::vector<readers::Cursor> cursors) {
        post(anchor, [cursors = std::move(cursors)](Connection &c) {
            if (!c.isLive())
                return;
            readers::Reaction reaction = c.m_session.resume(cursors, c.m_clock->now());
            c.react(reaction);
            c.changed();
        });
    });
}

void ReaderServer::Connection::tick()
{
    // While bytes wait unread nothing can be said about the peer's silence.
    if (!isLive() || m_pause.isActive() || m_socket->bytesAvailable() > 0)
        return;
    readers::Reaction reaction = m_session.tick(m_clock->now());
    react(reaction);
}

// What has reached this machine is taken before the session ends. Bounded, because a flood never ends.
void ReaderServer::Connection::drain()
{
    const qint64 limit = m_link.bytes + kMaxDrain;
    do {
        readSlices(m_clock->now(), true);
    } while (m_link.bytes < limit && m_socket->state() == QAbstractSocket::ConnectedState && m_socket->waitForReadyRead(0));
    readSlices(m_clock->now(), true);
}

void ReaderServer::Connection::end(const QString &reason)
{
    if (!isLive() || m_ending)
        return;
    m_ending = true;
    m_socket->disconnect(this);
    m_pause.stop();
    drain();
    const UtcTime now = m_clock->now();
    readers::Reaction last = m_session.disconnected();
    if (!last.messages.empty())
        m_port->bytes(m_link.session, m_link.bytes, now, {}, std::move(last.messages), m_session.decodedTo(), {});
    m_port->close(m_link.session, now, reason);
    m_link.closedAt = now;
    m_link.closeReason = reason;
    publish();
    m_publish.stop();
    m_socket->disconnectFromHost();
    m_ended();
}

void ReaderServer::Connection::changed()
{
    m_dirty = true;
    if (!m_publish.isActive())
        publish();
}

void ReaderServer::Connection::publish()
{
    m_dirty = false;
    m_link.facts = m_session.facts();
    m_port->linkChanged(m_link);
    m_publish.start(kPublishEvery);
}

} // namespace gantry::net
