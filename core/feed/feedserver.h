// SPDX-License-Identifier: Apache-2.0
#pragma once
// Serves the feed (protocol.h) to output screens over a local socket. Lives on gantry-io.

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/feed/protocol.h"

#include <QObject>

#include <map>
#include <memory>
#include <vector>

class QLocalServer;
class QLocalSocket;

namespace gantry::feed {

struct ClientState { // what a screen says of itself
    QString client;
    bool connected = false, visible = false;
    QString placed, showing;
    int queue = 0;
    std::uint64_t shown = 0; // cursor
    int cutOff = 0;          // how often the server ended the connection: it did not read, or sent nonsense
};

class FeedServer : public QObject {
    Q_OBJECT
public:
    explicit FeedServer(const Clock &clock, QObject *parent = nullptr);
    ~FeedServer() override;
    Result<> listen(const QString &name);
    // One entry for every client that ever said hello, connected or not.
    std::vector<ClientState> clients() const;
    static constexpr qint64 kMaxQueued = 8 * 1024 * 1024; // a client with more bytes unread is cut off

public Q_SLOTS: // called queued from gantry-score
    void setSnapshot(const QJsonObject &snapshot);          // event, races, counts
    void append(std::vector<gantry::feed::Item> items);     // serials are given here

Q_SIGNALS:
    void clientChanged(const gantry::feed::ClientState &state);

private:
    class Client;
    void accept();
    void readFrom(Client &client);
    bool handle(Client &client, const QJsonObject &line); // false: nonsense
    void welcome(Client &client, const QString &cursor);
    void remember(Client &client, std::uint64_t serial);
    void send(Client &client, const QByteArray &line);
    void pump(Client &client);
    void cutOff(Client &client);
    void gone(Client *client);
    void sendAll(const QByteArray &line);
    ClientState &stateOf(const QString &name);
    QString nowText() const;
    const Clock *m_clock;
    QLocalServer *m_server = nullptr;
    Journal m_journal;
    QJsonObject m_snapshot;
    std::map<QString, std::uint64_t> m_cursors; // remembered per client name, survives its crash
    std::map<QString, ClientState> m_states;
    std::vector<std::unique_ptr<Client>> m_clients;
};

} // namespace gantry::feed

Q_DECLARE_METATYPE(gantry::feed::ClientState)
