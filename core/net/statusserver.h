// SPDX-License-Identifier: Apache-2.0
#pragma once
// GET /status and /health on 127.0.0.1:61612 (HTTP/1.1, JSON), with the old collector's fields. gantry-io.
// Bounded: 8 KiB of request, 32 connections, 10 s per request; anything but GET → 405, another path → 404.

#include "core/base/result.h"

#include <QHostAddress>
#include <QJsonObject>
#include <QObject>

#include <functional>

class QTcpServer;
class QTcpSocket;

namespace gantry::net {

class StatusServer : public QObject {
    Q_OBJECT
public:
    // `status` and `health` are asked on gantry-io for each request.
    StatusServer(std::function<QJsonObject()> status, std::function<QJsonObject()> health, QObject *parent = nullptr);
    Result<quint16> listen(const QHostAddress &address, quint16 port);

private:
    void serve(QTcpSocket *socket);
    void read(QTcpSocket *socket);
    std::function<QJsonObject()> m_status, m_health;
    QTcpServer *m_server = nullptr;
    int m_open = 0;
};

} // namespace gantry::net
