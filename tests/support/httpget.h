// SPDX-License-Identifier: Apache-2.0
#pragma once
// One HTTP request over a bare socket: enough for /status and /health, and for sending them nonsense.

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>

#include <chrono>

namespace gantry::test {

struct HttpAnswer {
    int status = 0;
    QByteArray head; // status line and header lines
    QByteArray body;
    QJsonObject json() const; // empty when the body is no JSON object
};

// Sends `request` as it is to 127.0.0.1 and reads one answer (by its Content-Length, else to the end of the connection).
// Unavailable: nobody answers; TimedOut; InvalidInput: what came is not HTTP.
Result<HttpAnswer> httpRaw(quint16 port, const QByteArray &request, std::chrono::milliseconds deadline = std::chrono::seconds(5));
Result<HttpAnswer> httpGet(quint16 port, const QByteArray &path, std::chrono::milliseconds deadline = std::chrono::seconds(5));

} // namespace gantry::test
