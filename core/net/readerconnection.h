// SPDX-License-Identifier: Apache-2.0
#pragma once
// One reader's connection: its socket, its session, its live picture. Private to ReaderServer.

#include "core/net/readerserver.h"

#include <QTcpSocket>

#include <mutex>

namespace gantry::net {

class ReaderServer::Connection : public QObject {
public:
    Connection(QTcpSocket *socket, IntakePort &port, const Clock &clock, std::function<void()> ended);
    ~Connection() override;
    void open();
    void tick();
    // Takes what can still be read, then ends the session. Safe to call again.
    void end(const QString &reason);
    bool isLive() const { return !m_link.closedAt; }

private:
    // Answers of the store come on other threads, perhaps after this connection has died.
    struct Anchor {
        std::mutex mutex;
        Connection *target = nullptr;
    };
    void onReadable();
    void readSlices(UtcTime receivedAt, bool evenWhenFull);
    void drain();
    void take(QByteArray bytes, UtcTime receivedAt);
    void react(readers::Reaction &reaction);
    void write(const std::string &bytes);
    void askForCursors();
    static void post(const std::shared_ptr<Anchor> &anchor, std::function<void(Connection &)> what);
    void changed();
    void publish();

    QTcpSocket *m_socket;
    IntakePort *m_port;
    const Clock *m_clock;
    std::function<void()> m_ended;
    std::shared_ptr<Anchor> m_anchor;
    readers::Ctp01Session m_session;
    LinkState m_link;
    QTimer m_pause;   // running: the store is full, sockets are left alone
    QTimer m_publish; // running: the picture was published less than 200 ms ago
    bool m_dirty = false, m_ending = false;
};

} // namespace gantry::net
