// SPDX-License-Identifier: Apache-2.0
#include "core/feed/feedserver.h"

#include "core/base/id128.h"
#include "core/base/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalServer>
#include <QLocalSocket>
#include <QTimer>

#include <algorithm>

namespace gantry::feed {

namespace {

constexpr std::size_t kMaxClients = 64;   // screens of one console; more is a mistake or an attack
constexpr std::size_t kMaxNames = 256;    // names whose cursor is remembered
constexpr qsizetype kMaxName = 64;
constexpr qint64 kPumpBelow = 256 * 1024; // a client that catches up is fed in helpings, so that its backlog is no flood
constexpr auto kNowEvery = std::chrono::seconds(10);

QByteArray lineOf(const QJsonObject &o)
{
    return QJsonDocument(o).toJson(QJsonDocument::Compact) + '\n';
}

QString shortText(const QJsonValue &v)
{
    return v.toString().left(200);
}

} // namespace

class FeedServer::Client {
public:
    explicit Client(QLocalSocket *s) : socket(s) {}
    ~Client()
    {
        socket->disconnect();
        socket->abort();
        socket->deleteLater();
    }
    QLocalSocket *socket;
    QString name;               // empty until the hello
    std::vector<Item> backlog;  // what it missed, while it catches up
    std::size_t next = 0;
    bool dead = false;
};

FeedServer::FeedServer(const Clock &clock, QObject *parent) : QObject(parent), m_clock(&clock), m_journal(Id128::random().toString())
{
    qRegisterMetaType<ClientState>();
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, [this] { sendAll(lineOf({{QStringLiteral("now_us"), nowText()}})); });
    timer->start(kNowEvery);
}

FeedServer::~FeedServer() = default;

Result<> FeedServer::listen(const QString &name)
{
    QLocalSocket probe; // binding would silently take the name away from a console that is alive
    probe.connectToServer(name);
    if (probe.waitForConnected(500))
        return failure(ErrorCode::Conflict, say("Another console already serves the screens of this store. Close it first."), name);
    QLocalServer::removeServer(name);
    m_server = new QLocalServer(this);
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server, &QLocalServer::newConnection, this, &FeedServer::accept);
    if (!m_server->listen(name))
        return failure(ErrorCode::Unavailable, say("The screens cannot be served: the local socket did not open."), m_server->errorString());
    return {};
}

std::vector<ClientState> FeedServer::clients() const
{
    std::vector<ClientState> all;
    for (const auto &[name, state] : m_states)
        all.push_back(state);
    return all;
}

void FeedServer::accept()
{
    while (QLocalSocket *socket = m_server->nextPendingConnection()) {
        if (m_clients.size() >= kMaxClients) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        socket->setReadBufferSize(2 * kMaxLine);
        m_clients.push_back(std::make_unique<Client>(socket));
        Client *client = m_clients.back().get();
        connect(socket, &QLocalSocket::readyRead, this, [this, client] { readFrom(*client); });
        connect(socket, &QLocalSocket::bytesWritten, this, [this, client] { pump(*client); });
        // Queued: it may happen inside a write of ours, while somebody walks over m_clients.
        connect(socket, &QLocalSocket::disconnected, this, [this, client] { gone(client); }, Qt::QueuedConnection);
        readFrom(*client);
    }
}

void FeedServer::readFrom(Client &client)
{
    while (!client.dead && client.socket->canReadLine()) {
        const QByteArray bytes = client.socket->readLine(kMaxLine + 1);
        QJsonParseError error;
        const QJsonDocument doc = QJsonDocument::fromJson(bytes, &error);
        if (!bytes.endsWith('\n') || !doc.isObject() || !handle(client, doc.object()))
            return cutOff(client);
    }
    if (!client.dead && client.socket->bytesAvailable() > kMaxLine)
        cutOff(client);
}

bool FeedServer::handle(Client &client, const QJsonObject &line)
{
    if (client.name.isEmpty()) {
        const QString name = line.value(QStringLiteral("client")).toString();
        if (line.value(QStringLiteral("hello")).toInt() != 1 || name.isEmpty() || name.size() > kMaxName)
            return false;
        for (auto &other : m_clients)
            if (other->name == name && !other->dead) {
                other->dead = true; // a restarted screen is faster than the end of its old socket
                other->socket->abort();
            }
        client.name = name;
        welcome(client, line.value(QStringLiteral("cursor")).toString());
        return true;
    }
    if (const auto shown = line.constFind(QStringLiteral("shown")); shown != line.constEnd()) {
        const double serial = shown->toDouble(-1);
        if (serial < 0 || serial > double(m_journal.last()))
            return false;
        remember(client, std::uint64_t(serial));
    }
    if (const auto it = line.constFind(QStringLiteral("state")); it != line.constEnd()) {
        const QJsonObject o = it->toObject();
        ClientState &state = stateOf(client.name);
        state.visible = o.value(QStringLiteral("visible")).toBool();
        state.placed = shortText(o.value(QStringLiteral("placed")));
        state.showing = shortText(o.value(QStringLiteral("showing")));
        state.queue = std::max(0, o.value(QStringLiteral("queue")).toInt());
        Q_EMIT clientChanged(state);
    }
    return true;
}

void FeedServer::welcome(Client &client, const QString &cursor)
{
    QString from = cursor;
    if (const auto known = m_cursors.find(client.name); known != m_cursors.end() && !m_journal.knows(cursor))
        from = m_journal.cursorText(known->second);
    std::uint64_t startsAt = 0;
    client.backlog = m_journal.after(from, &startsAt);
    // Remembered from the hello on: who crashes before the first finisher is through must not lose him.
    if (m_cursors.contains(client.name) || m_cursors.size() < kMaxNames)
        m_cursors[client.name] = startsAt;
    send(client, lineOf({{QStringLiteral("snapshot"), m_snapshot},
                         {QStringLiteral("now_us"), nowText()},
                         {QStringLiteral("cursor"), m_journal.cursorText(startsAt)}}));
    pump(client);
    ClientState &state = stateOf(client.name);
    state.connected = true;
    state.shown = startsAt;
    Q_EMIT clientChanged(state);
}

void FeedServer::remember(Client &client, std::uint64_t serial)
{
    auto known = m_cursors.find(client.name);
    if (known != m_cursors.end())
        known->second = std::max(known->second, serial);
    ClientState &state = stateOf(client.name);
    if (serial > state.shown) {
        state.shown = serial;
        Q_EMIT clientChanged(state);
    }
}

void FeedServer::send(Client &client, const QByteArray &line)
{
    if (client.dead || client.name.isEmpty())
        return;
    client.socket->write(line);
    if (client.socket->bytesToWrite() > kMaxQueued)
        cutOff(client);
}

void FeedServer::pump(Client &client)
{
    while (!client.dead && client.next < client.backlog.size() && client.socket->bytesToWrite() < kPumpBelow)
        send(client, encodeItem(client.backlog[client.next++]));
    if (client.next == client.backlog.size()) {
        client.backlog.clear();
        client.next = 0;
    }
}

void FeedServer::cutOff(Client &client)
{
    if (client.dead)
        return;
    client.dead = true;
    if (!client.name.isEmpty())
        ++stateOf(client.name).cutOff;
    client.socket->abort(); // disconnected() follows, queued: gone() says so
}

void FeedServer::gone(Client *client)
{
    const auto it = std::find_if(m_clients.begin(), m_clients.end(), [&](const auto &c) { return c.get() == client; });
    if (it == m_clients.end())
        return;
    const QString name = client->name;
    m_clients.erase(it);
    const bool back = std::any_of(m_clients.begin(), m_clients.end(), [&](const auto &c) { return c->name == name && !c->dead; });
    if (name.isEmpty() || back)
        return;
    ClientState &state = stateOf(name);
    state.connected = state.visible = false;
    state.showing.clear();
    Q_EMIT clientChanged(state);
}

ClientState &FeedServer::stateOf(const QString &name)
{
    if (!m_states.contains(name) && m_states.size() >= kMaxNames) {
        // A name nobody uses any more makes room.
        const auto old = std::find_if(m_states.begin(), m_states.end(), [](const auto &s) { return !s.second.connected; });
        m_states.erase(old == m_states.end() ? m_states.begin() : old);
    }
    ClientState &state = m_states[name];
    state.client = name;
    return state;
}

void FeedServer::sendAll(const QByteArray &line)
{
    for (auto &client : m_clients)
        send(*client, line);
}

QString FeedServer::nowText() const
{
    return QString::number(toUs(m_clock->now()));
}

void FeedServer::setSnapshot(const QJsonObject &snapshot)
{
    const QJsonObject before = std::exchange(m_snapshot, snapshot);
    for (const auto *part : {"event", "races", "counts"}) {
        const QLatin1StringView name(part);
        if (before.value(name) == snapshot.value(name))
            continue;
        QJsonValue value = snapshot.value(name);
        if (value.isUndefined()) // the event was closed
            value = name == QLatin1StringView("races") ? QJsonValue(QJsonArray()) : QJsonValue(QJsonObject());
        sendAll(lineOf({{name, value}}));
    }
}

void FeedServer::append(std::vector<Item> items)
{
    for (Item &given : items) {
        const Item &item = m_journal.append(given.kind, std::move(given.key), std::move(given.fields));
        QByteArray line; // encoded once for all clients, and only when there is one
        for (auto &client : m_clients) {
            if (client->dead || client->name.isEmpty())
                continue;
            if (!client->backlog.empty()) { // in order: it still catches up
                client->backlog.push_back(item);
                continue;
            }
            if (line.isEmpty())
                line = encodeItem(item);
            send(*client, line);
        }
    }
}

} // namespace gantry::feed
