// SPDX-License-Identifier: Apache-2.0
#include "core/net/readerserver.h"

#include "core/base/text.h"
#include "core/net/readerconnection.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>

namespace gantry::net {

using namespace std::chrono_literals;

namespace {

constexpr int kBacklog = 128; // a whole course may dial in at once after a restart
constexpr auto kTickEvery = 250ms;

} // namespace

ReaderServer::ReaderServer(IntakePort &port, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_port(&port)
    , m_clock(&clock)
    , m_server(new QTcpServer(this))
    , m_tick(this)
{
    m_server->setListenBacklogSize(kBacklog);
    connect(m_server, &QTcpServer::newConnection, this, &ReaderServer::accept);
    connect(&m_tick, &QTimer::timeout, this, &ReaderServer::tick);
}

ReaderServer::~ReaderServer()
{
    stopAccepting();
    closeAll(say("the console was closed"));
}

Result<quint16> ReaderServer::listen(const QHostAddress &address, quint16 port)
{
    // On Unix QTcpServer sets SO_REUSEADDR itself, so a console that comes back after a crash gets its port at once.
    if (!m_server->listen(address, port)) {
        const QString detail = m_server->errorString();
        switch (m_server->serverError()) {
        case QAbstractSocket::AddressInUseError:
            return failure(ErrorCode::Unavailable,
                           say("Port %1 is already in use. Another timing program or another Gantry is running on this computer: close it, or choose "
                               "another port here and in the readers.")
                               .arg(port),
                           detail);
        case QAbstractSocket::SocketAccessError:
            return failure(ErrorCode::Unavailable, say("This computer does not allow port %1. Choose a port above 1023.").arg(port), detail);
        case QAbstractSocket::SocketAddressNotAvailableError:
            return failure(ErrorCode::Unavailable,
                           say("This computer has no address %1. Choose one of its own, or listen on all of them.").arg(address.toString()), detail);
        default:
            return failure(ErrorCode::Unavailable, say("Readers cannot connect: port %1 could not be opened.").arg(port), detail);
        }
    }
    m_tick.start(kTickEvery);
    return m_server->serverPort();
}

void ReaderServer::stopAccepting()
{
    m_server->close();
}

void ReaderServer::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        if (liveConnections() >= kMaxConnections) {
            ++m_refused;
            socket->abort();
            socket->deleteLater();
            continue;
        }
        // The connection cannot be deleted from inside its own slot: the sweep comes with the next turn of the loop.
        auto ended = [this] { QMetaObject::invokeMethod(this, &ReaderServer::sweep, Qt::QueuedConnection); };
        m_connections.push_back(std::make_unique<Connection>(socket, *m_port, *m_clock, ended));
        m_connections.back()->open();
    }
}

void ReaderServer::tick()
{
    for (std::size_t i = 0; i < m_connections.size(); ++i)
        m_connections[i]->tick();
}

void ReaderServer::sweep()
{
    std::erase_if(m_connections, [](const std::unique_ptr<Connection> &c) { return !c->isLive(); });
}

void ReaderServer::closeAll(const QString &reason)
{
    for (const std::unique_ptr<Connection> &c : m_connections)
        c->end(reason);
    sweep();
}

int ReaderServer::liveConnections() const
{
    return int(std::count_if(m_connections.begin(), m_connections.end(), [](const auto &c) { return c->isLive(); }));
}

} // namespace gantry::net
