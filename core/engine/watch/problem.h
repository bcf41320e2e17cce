// SPDX-License-Identifier: Apache-2.0
#pragma once
// What needs the operator's eye, and the readers as the watch sees them. Values of the View; nothing here is ever applied by itself.

#include "core/base/id128.h"
#include "core/base/time.h"
#include "core/domain/ids.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace gantry::engine {

enum class Severity : std::uint8_t { Act = 1, Look, Info };

struct ProblemFix {
    QString label;
    QStringList words;   // a verb to run …
    QString page;        // … or a page to open ("readers", "runner/17")
    QStringList choices; // when not empty, the chosen one is appended to the words
    friend bool operator==(const ProblemFix &, const ProblemFix &) = default;
};

struct Problem {
    QString key;              // the same problem in two views has the same key
    Severity severity = Severity::Look;
    QString title, text;
    std::vector<EntrantIdx> entrants = {};
    PointIdx point{-1};
    std::vector<Id128> reads = {};
    double confidence = 0;    // of a proposal, 0..1; 0: a fact
    std::vector<ProblemFix> fixes = {}; // the safest one first
    bool acknowledged = false;
    bool loud = false;        // sounds until it is acknowledged
    UtcTime since = {};       // an acknowledgement from before does not count
    friend bool operator==(const Problem &, const Problem &) = default;
};

// One reader at one location.
struct ReaderRow {
    QString location, reader; // reader: its MAC on the wire, empty while it has sent nothing
    SessionNo session;        // the newest one
    PointIdx point{-1};       // -1: not bound
    bool linked = false, streaming = false;
    bool lossUnseen = false;  // a lost link that nobody acknowledged, also when it is back
    bool silent = false;
    std::optional<UtcTime> closedAt, lastRead, lastBytes; // lastRead: arrival
    QString closeReason;
    std::int64_t reads = 0, malformed = 0;
    double perMinute = 0, expectedPerMinute = 0; // of the last minute
    double dueSince = 0;      // runners due here since its last read
    Micros behind{0};         // a backlog is coming: how old it is
    std::optional<Micros> clock;   // measured: how far ahead (negative: behind), before any accepted offset
    Micros accepted{0};       // the offset that is taken off
    struct ClockPoint {
        UtcTime at;
        Micros ahead{0};
        friend bool operator==(const ClockPoint &, const ClockPoint &) = default;
    };
    std::vector<ClockPoint> clockHistory;
    Micros clockLeft() const { return clock ? *clock - accepted : Micros(0); }
    friend bool operator==(const ReaderRow &, const ReaderRow &) = default;
};

} // namespace gantry::engine
