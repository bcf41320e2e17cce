// SPDX-License-Identifier: Apache-2.0
#pragma once
// Serves the feed (protocol.h) to output screens over a local socket. Lives on gantry-io.

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/feed/protocol.h"

#include <QObject>

#include <map>
#include <memory>

class QLocalServer;
class QLocalSocket;

namespace gantry::feed {

struct ClientState { // what a screen says of itself
    QString client;
    bool connected = false, visible = false;
    QString placed, showing;
    int queue = 0;
    std::uint64_t shown = 0; // cursor
};

class FeedServer : public QObject {
    Q_OBJECT
public:
    explicit FeedServer(const Clock &clock, QObject *parent = nullptr);
    ~FeedServer() override;
    Result<> listen(const QString &name);

public Q_SLOTS: // called queued from gantry-score
    void setSnapshot(const QJsonObject &snapshot);          // event, races, counts
    void append(std::vector<gantry::feed::Item> items);     // serials are given here

Q_SIGNALS:
    void clientChanged(const gantry::feed::ClientState &state);

private:
    class Client;
    void accept();
    const Clock *m_clock;
    QLocalServer *m_server = nullptr;
    Journal m_journal;
    QJsonObject m_snapshot;
    std::map<QString, std::uint64_t> m_cursors; // remembered per client name, survives its crash
    std::vector<std::unique_ptr<Client>> m_clients;
};

} // namespace gantry::feed
