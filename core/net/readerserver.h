// SPDX-License-Identifier: Apache-2.0
#pragma once
// Listens for timing readers and runs one Ctp01Session per connection. Lives on gantry-io: everything here is called and
// emitted on that thread. It knows no store; what has to be kept goes out through IntakePort.

#include "core/base/result.h"
#include "core/readers/ctp01session.h"

#include <QHostAddress>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

class QTcpServer;
class QTcpSocket;

namespace gantry::net {

// The live picture of one connection; published when it changes, at most 5 times a second per connection.
struct LinkState {
    SessionNo session;
    QString protocol, peer;
    UtcTime openedAt;
    std::optional<UtcTime> closedAt, lastBytesAt;
    QString closeReason;
    readers::LinkFacts facts;
    std::int64_t bytes = 0;
};

// Where bytes go. Implemented by the engine over store::Writer. All calls come from gantry-io and never block.
class IntakePort {
public:
    virtual ~IntakePort() = default;
    virtual SessionNo open(const QString &protocol, const QString &peer, UtcTime at) = 0;
    // `messages` are what the bytes completed; decodedTo = session offset behind the last of them. `committed` is called on
    // any thread once the bytes are on disk (it may be empty). Once more before close(), without bytes, when the connection
    // ended in the middle of a line: that line is then the message.
    virtual void bytes(SessionNo session, std::int64_t offset, UtcTime receivedAt, const QByteArray &bytes, std::vector<readers::Message> messages,
                       std::int64_t decodedTo, std::function<void()> committed) = 0;
    virtual void close(SessionNo session, UtcTime at, const QString &reason) = 0;
    // Highest stored sequence per location for this peer; answered on any thread. Empty answer: ask for everything.
    virtual void cursors(SessionNo session, const readers::LinkFacts &facts, std::function<void(std::vector<readers::Cursor>)> answer) = 0;
    virtual bool wantsMore() const = 0; // false: stop reading sockets for now (back-pressure)
    virtual void linkChanged(const LinkState &link) = 0;
};

class ReaderServer : public QObject {
    Q_OBJECT
public:
    static constexpr int kMaxConnections = 256; // more are refused and counted
    ReaderServer(IntakePort &port, const Clock &clock, QObject *parent = nullptr);
    ~ReaderServer() override;
    // Port 0 takes any free one. Unavailable when the port is taken, with what to do about it.
    Result<quint16> listen(const QHostAddress &address, quint16 port);
    void stopAccepting();
    void closeAll(const QString &reason); // half-read sockets are drained first
    int liveConnections() const;
    qint64 refused() const { return m_refused; }

private:
    class Connection; // readerconnection.h
    void accept();
    void tick();
    void sweep();
    IntakePort *m_port;
    const Clock *m_clock;
    QTcpServer *m_server = nullptr;
    QTimer m_tick;
    std::vector<std::unique_ptr<Connection>> m_connections;
    qint64 m_refused = 0;
};

} // namespace gantry::net
