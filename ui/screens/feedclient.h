// SPDX-License-Identifier: Apache-2.0
#pragma once
// The screen's end of the feed: connects again every half second, goes on at its cursor, tells what it shows.

#include "core/base/time.h"
#include "core/feed/protocol.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QLocalSocket>
#include <QObject>
#include <QTimer>

namespace gantry::screens {

struct OutputReport {
    bool visible = false;
    QString placed, showing;
    int queue = 0;
    friend bool operator==(const OutputReport &, const OutputReport &) = default;
};

class FeedClient : public QObject {
    Q_OBJECT
public:
    FeedClient(QString socketName, QString clientName, QObject *parent = nullptr);
    ~FeedClient() override;
    void start();
    void acknowledge(std::uint64_t serial); // has had its time on the screen
    void report(const OutputReport &state); // sent when it differs from the last one
    UtcTime consoleNow() const;             // the console's clock, from its stamps and this machine's steady clock
    bool connected() const { return m_socket.state() == QLocalSocket::ConnectedState; }
    int badLines() const { return m_badLines; }

    static constexpr auto kRetry = std::chrono::milliseconds(500);
    static constexpr qint64 kMaxServerLine = 4 * 1024 * 1024; // a snapshot of a thousand races

Q_SIGNALS:
    void snapshotChanged(const QJsonObject &snapshot);
    void itemArrived(const gantry::feed::Item &item);
    void serverChanged(); // another one than before: its serials start anew
    void timeJumped();

private:
    void connectNow();
    void hello();
    void read();
    void take(const QJsonObject &line);
    void takeCursor(const QString &cursor);
    void takeTime(const QString &us);
    void send(const QJsonObject &line);
    QString m_socketName, m_clientName, m_epoch;
    std::uint64_t m_serial = 0;
    QTimer m_retry;
    QLocalSocket m_socket;
    QJsonObject m_snapshot;
    QElapsedTimer m_steady;
    std::optional<Micros> m_offset; // console time minus m_steady
    OutputReport m_reported;
    bool m_reportedOnce = false;
    int m_badLines = 0;
};

} // namespace gantry::screens
