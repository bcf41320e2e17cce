// SPDX-License-Identifier: Apache-2.0
#pragma once
// One command of the log, as a line of the history.

#include "core/base/id128.h"
#include "core/base/time.h"
#include "core/log/op.h"

#include <QString>

#include <vector>

namespace gantry::engine {

enum class Standing : std::uint8_t { InForce = 1, Partly, TakenBack };

enum class HistoryKind : std::uint8_t { Other = 1, Correction, Read, Hand, Start, Entrant, Setup, Reader, RestorePoint, Publication, Undo, Redo };
QString toWord(HistoryKind kind); // for people and --kind: "correction", "start" …

struct HistoryRow {
    Id128 id;                    // what undo, redo and history take
    UtcTime at;
    QString author, text, reason;
    HistoryKind kind = HistoryKind::Other;
    log::Deed deed = log::Deed::Do;
    Standing standing = Standing::InForce;
    Id128 takenBackBy;           // the command that took it back
    int ops = 0;
    std::vector<Id128> entrants; // whom it is about; no more than kRunners of them
    static constexpr std::size_t kRunners = 12;
    QString runners;             // their bibs, "31, 32", or "200 runners"
};

} // namespace gantry::engine
