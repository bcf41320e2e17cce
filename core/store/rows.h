// SPDX-License-Identifier: Apache-2.0
#pragma once
// The rows of a store as values. Tables and worked examples: docs/format.md.

#include "core/domain/read.h"
#include "core/log/op.h"

#include <QString>

#include <optional>
#include <vector>

namespace gantry::store {

// One connection, or one imported file. In capture.db (all) and in the event file (those it claimed).
struct SessionRow {
    SessionNo no;
    Id128 uuid;
    QString protocol;          // ProtocolInfo::id
    QString peer;              // "192.168.1.20:49152", or the file's name
    bool fromFile = false;
    UtcTime openedAt;
    std::optional<UtcTime> closedAt; // absent: open, or cut by a crash
    QString closeReason;
    std::int64_t bytes = 0;
    std::optional<Id128> event; // which event claimed it
    QString connectionId;       // the peer's own, when it has one
};

struct CaptureChunk {
    SessionNo session;
    std::int64_t offset = 0;
    UtcTime receivedAt;
    QByteArray bytes;
};

struct MalformedRow {
    SessionNo session;
    std::int64_t offset = 0;
    std::int32_t length = 0;
    QString reason;
};

// A location that a peer announced; also recorded for locations seen in reads.
struct LocationRow {
    SessionNo session;
    QString location;
    QString reader;
    bool announced = false;
};

struct EventInfo {
    Id128 id;
    QString name;   // as last known, for lists
    QString file;   // path
    bool rehearsal = false;
    UtcTime createdAt;
};

} // namespace gantry::store
