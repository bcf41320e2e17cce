// SPDX-License-Identifier: Apache-2.0
#include "core/engine/controlserver.h"

#include "core/base/text.h"
#include "core/engine/core.h"
#include "core/engine/verbs/verb.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

#include <atomic>
#include <memory>

namespace gantry::engine {

namespace {

constexpr qint64 kMaxLine = 1024 * 1024;
constexpr int kConnectMs = 500;

void send(QLocalSocket *socket, const QJsonObject &object)
{
    socket->write(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
    socket->flush();
}

} // namespace

ControlServer::ControlServer(Core &core, QObject *parent) : QObject(parent), m_core(&core) {}

Result<> ControlServer::listen(const QString &name)
{
    m_server = new QLocalServer(this);
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    QLocalServer::removeServer(name); // we hold the store's lock: whatever is left is a dead console's
    if (!m_server->listen(name))
        return failure(ErrorCode::Unavailable, say("gantryctl cannot reach this console: %1").arg(m_server->errorString()));
    connect(m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server->nextPendingConnection())
            serve(socket);
    });
    return {};
}

void ControlServer::stopAccepting()
{
    if (m_server)
        m_server->close();
}

void ControlServer::serve(QLocalSocket *socket)
{
    socket->setReadBufferSize(kMaxLine);
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
        if (socket->canReadLine())
            runLine(socket, socket->readLine());
        else if (socket->bytesAvailable() >= kMaxLine)
            socket->abort();
    });
}

void ControlServer::runLine(QLocalSocket *socket, const QByteArray &line)
{
    QStringList words;
    for (const auto &w : QJsonDocument::fromJson(line).object()[QStringLiteral("words")].toArray())
        words.append(w.toString());
    QPointer<QLocalSocket> peer(socket);
    Core *core = m_core;
    const auto gone = std::make_shared<std::atomic<bool>>(false); // Ctrl+C at the other end cancels
    connect(socket, &QLocalSocket::disconnected, this, [gone] { *gone = true; });
    const auto progress = [this, peer, gone](int percent, const QString &text) {
        QMetaObject::invokeMethod(this, [peer, percent, text] {
            if (peer)
                send(peer, {{QStringLiteral("progress"), percent}, {QStringLiteral("text"), text}});
        }, Qt::QueuedConnection);
        return !*gone;
    };
    QMetaObject::invokeMethod(core->commandContext(), [this, core, words, progress, peer] {
        const CommandResult r = runVerb(*core, words, progress);
        QMetaObject::invokeMethod(this, [peer, r] {
            if (!peer)
                return;
            send(peer, {{QStringLiteral("exit"), r.exitCode}, {QStringLiteral("out"), QString::fromLatin1(r.out.toBase64())}, {QStringLiteral("err"), QString::fromLatin1(r.err.toBase64())}});
            peer->disconnectFromServer();
        }, Qt::QueuedConnection);
    }, Qt::QueuedConnection);
}

Result<CommandResult> forwardCommand(const QString &socketName, const QStringList &words, const Progress &progress)
{
    QLocalSocket socket;
    socket.connectToServer(socketName);
    if (!socket.waitForConnected(kConnectMs))
        return failure(ErrorCode::NotFound, say("No console has this store open."), socket.errorString());
    send(&socket, {{QStringLiteral("words"), QJsonArray::fromStringList(words)}});
    QByteArray buffer;
    while (socket.state() == QLocalSocket::ConnectedState || socket.bytesAvailable() > 0) {
        if (socket.bytesAvailable() == 0)
            socket.waitForReadyRead(-1);
        buffer += socket.readAll();
        for (qsizetype end; (end = buffer.indexOf('\n')) >= 0; buffer.remove(0, end + 1)) {
            const QJsonObject o = QJsonDocument::fromJson(buffer.left(end)).object();
            if (o.contains(QStringLiteral("exit")))
                return CommandResult{o[QStringLiteral("exit")].toInt(), QByteArray::fromBase64(o[QStringLiteral("out")].toString().toLatin1()),
                                     QByteArray::fromBase64(o[QStringLiteral("err")].toString().toLatin1())};
            if (progress)
                progress(o[QStringLiteral("progress")].toInt(), o[QStringLiteral("text")].toString());
        }
    }
    return failure(ErrorCode::Unavailable, say("The console closed while it was working on this. Start it again and look whether the change is there."));
}

} // namespace gantry::engine
