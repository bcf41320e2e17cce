// SPDX-License-Identifier: Apache-2.0
#pragma once
// The other end of a CTP01 connection: what SimpleClient does. Used by `simulate`, `replay`, the rehearsal and tests; it
// speaks the real protocol to the real port. Any thread with an event loop; one object per connection.

#include "core/base/time.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace gantry::net {

// What a peer has to send: lines numbered from 1 as the peer's counter, each for one location.
struct PeerLine {
    std::int64_t sequence = 0;
    QString location;
    QByteArray line; // without line end
    Micros due{0};   // when it becomes available, since start of the peer (0 = at once)
};

// The cable is out from `at` (as due times) for `length`.
struct Cut {
    Micros at{0}, length{0};
};

struct PeerOptions {
    QString host = QStringLiteral("127.0.0.1");
    quint16 port = 61611;
    QString name = QStringLiteral("SimpleClient"), version = QStringLiteral("0.6.0");
    QString eventName = QStringLiteral("SIMULATED");
    QString connectionId;           // 40 hex digits; made up when empty
    bool announceLocations = true;  // newlocation records when the server asks for them
    double speed = 1.0;             // of the due times; 0 = as fast as the socket takes them
    bool reconnect = true;
    std::chrono::milliseconds retry{1000}; // after a lost connection, as the real client does
    bool exitWhenSent = false;      // finished() once everything due was sent to a server that had asked for it and the bytes left
    std::vector<Cut> cuts;          // at --speed
    std::int64_t cutAfterLines = 0; // > 0: drops the connection once after so many lines, then replays everything
};

class Ctp01Peer : public QObject {
    Q_OBJECT
public:
    Ctp01Peer(std::vector<PeerLine> lines, PeerOptions options, QObject *parent = nullptr);
    ~Ctp01Peer() override;
    void start();
    void stop();
    std::int64_t linesSent() const { return m_sent; }
    void append(PeerLine line); // more to send, while running

Q_SIGNALS:
    void greeted();
    void sending(); // the server asked for data
    void disconnected(const QString &reason);
    void finished();

private:
    enum class State { AwaitGreeting = 1, Settings, Commands };
    struct Stream {
        QString location;
        std::vector<std::size_t> lines{}; // positions in m_lines
        std::size_t next = 0;             // position in `lines`
        bool running = false, stopped = false;
    };
    void addLine(PeerLine line);
    void dial();
    void onConnected();
    void onReadable();
    void onGone(const QString &reason);
    void drop(const QString &reason);
    void cut(const Cut &cut);
    void send(const QByteArray &line);
    void onLine(const QByteArray &line);
    void onSetting(const QByteArray &line);
    void onSettingsDone();
    void onCommand(const QList<QByteArray> &fields);
    void onStart(const QList<QByteArray> &fields);
    void onStop(const QList<QByteArray> &fields);
    Stream *streamOf(const QByteArray &location);
    Stream *nextStream();
    Micros waitFor(const PeerLine &line) const;
    void pump();
    void sayFinished();

    std::vector<PeerLine> m_lines;
    PeerOptions m_options;
    QTcpSocket m_socket;
    QTimer m_timer, m_retry, m_patience;
    QByteArray m_input;
    State m_state = State::AwaitGreeting;
    std::vector<Stream> m_streams;
    std::int64_t m_sent = 0;
    bool m_running = false, m_cutDone = false, m_finished = false, m_goneSaid = false, m_announce = false, m_ackStart = false;
    int m_settingsDue = -1;
    std::chrono::steady_clock::time_point m_startedAt{};
};

} // namespace gantry::net
