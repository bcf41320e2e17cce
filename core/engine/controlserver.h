// SPDX-License-Identifier: Apache-2.0
#pragma once
// How gantryctl reaches the running console of its store: one JSON line with the words in, progress lines and one answer out,
// over a local socket that only the same user can open. Server on gantry-io; the verb itself runs on gantry-command.
//
//   → {"words":["op","gun",…]}          (file names absolute)
//   ← {"progress":40,"text":"…"}*   ← {"exit":0,"out":"base64","err":"base64"}

#include "core/engine/console.h"

#include <QLocalServer>
#include <QLocalSocket>

namespace gantry::engine {

class Core;

class ControlServer : public QObject {
    Q_OBJECT
public:
    explicit ControlServer(Core &core, QObject *parent = nullptr);
    Result<> listen(const QString &name);
    void stopAccepting(); // verbs that are running still answer

private:
    void serve(QLocalSocket *socket);
    void runLine(QLocalSocket *socket, const QByteArray &line);
    Core *m_core;
    QLocalServer *m_server = nullptr;
};

// The client's side. NotFound when no console has that store open. Blocks the caller's thread.
Result<CommandResult> forwardCommand(const QString &socketName, const QStringList &words, const Progress &progress);

} // namespace gantry::engine
