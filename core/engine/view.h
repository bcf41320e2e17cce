// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the window sees: one immutable View, published by gantry-score at most 10 times a second (and at once after a
// command). Parts that did not change keep their pointer, tables share their unchanged chunks: publishing costs what changed,
// and a model compares pointers to know what to repaint. Safe to read on any thread.

#include "core/domain/entrant.h"
#include "core/domain/eventdocument.h"
#include "core/engine/awards/awardsview.h"
#include "core/engine/history/historyrow.h"
#include "core/engine/hand/handrow.h"
#include "core/engine/watch/problem.h"
#include "core/engine/outgoing/outgoingstate.h"
#include "core/engine/teams/teamtable.h"
#include "core/net/readerserver.h"
#include "core/scoring/scoreboard.h"
#include "core/store/writer.h"
#include "core/system/health.h"

#include <array>
#include <memory>
#include <vector>

namespace gantry::engine {

// A column store in chunks of 256 rows; copying the table copies pointers.
template<class Row>
class ChunkedTable {
public:
    static constexpr std::size_t kRows = 256;
    using Chunk = std::vector<Row>;
    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    const Row &operator[](std::size_t i) const { return (*m_chunks[i / kRows])[i % kRows]; }
    const std::vector<std::shared_ptr<const Chunk>> &chunks() const { return m_chunks; }
    // Writers only, before publishing: copies the chunk when it is shared.
    Row &edit(std::size_t i)
    {
        auto &slot = m_chunks[i / kRows];
        if (slot.use_count() > 1)
            slot = std::make_shared<Chunk>(*slot);
        return (*std::const_pointer_cast<Chunk>(slot))[i % kRows];
    }
    void append(Row row)
    {
        if (m_size % kRows == 0) {
            auto chunk = std::make_shared<Chunk>();
            chunk->reserve(kRows);
            m_chunks.push_back(std::move(chunk));
        } else if (m_chunks.back().use_count() > 1) {
            auto copy = std::make_shared<Chunk>();
            copy->reserve(kRows);
            *copy = *m_chunks.back();
            m_chunks.back() = std::move(copy);
        }
        std::const_pointer_cast<Chunk>(m_chunks.back())->push_back(std::move(row));
        ++m_size;
    }
    void clear() { m_chunks.clear(); m_size = 0; }

private:
    std::vector<std::shared_ptr<const Chunk>> m_chunks;
    std::size_t m_size = 0;
};

struct EventHead {
    Id128 id;
    QString name;
    QDate date;
    EventZone zone;
    bool rehearsal = false;
    EventDocument document;
    QJsonObject json;
    std::vector<scoring::RaceRules> rules;
};

struct WaveRow {
    RaceIdx race;
    int wave = 0;                        // 0 = the race itself
    QString raceName, waveName;          // waveName empty for the race itself
    QString key;                         // "race" or "race/wave": what commands take
    std::optional<UtcTime> scheduled, gun; // gun: an actual one
    scoring::GunSource source = scoring::GunSource::None;
    bool armed = false;
    int entered = 0, started = 0, out = 0, finished = 0;
    int candidates = 0;                  // gun records from readers that nobody took yet
    bool ownStart = true;                // false: a race that is started wave by wave only
};

struct PointRow {
    PointIdx point;
    QString name;
    PointKind kind = PointKind::Split;
    std::int64_t reads = 0;
    int uniqueChips = 0;
    int expected = 0, seen = 0;          // entrants of races that pass here; of those, seen
    std::optional<UtcTime> firstRead, lastRead;
};

// Reads of locations nobody bound to a point.
struct UnboundRow {
    QString location;
    SessionNo session;
    std::int64_t reads = 0;
};

struct EntrantRow {
    Entrant entrant;                     // implicitly shared strings
    QString searchKey;                   // lower-case bib, name, chips: for find
};

struct ResultRow {
    scoring::EntrantResult result;
    int race = -1, wave = 0;
};

struct ReadRow {
    Id128 content;
    UtcTime at, receivedAt;
    PointIdx point{-1};
    SessionNo session;
    EntrantIdx entrant{-1};              // -1: unknown chip, or a gun
    scoring::Use use = scoring::Use::Repeat;
    ReadKind kind = ReadKind::Chip;
    bool ignored = false, unsaved = false;
    std::int16_t course = -1;
    std::int32_t clockMs = 0;            // accepted clock offset, taken off the time the device gave
    Micros by{0};
    std::int32_t antenna = 0;
    std::int32_t length = 0;             // of its raw bytes in the session, from `offset`
    std::int64_t offset = 0;
    std::string chip, location, reader;
};

struct UnknownChip {
    QString chip;
    PointIdx point;
    UtcTime at;
    int reads = 0;
};

struct FinisherRow {                     // the newest finishers, newest first, at most 200
    EntrantIdx entrant;
    UtcTime at;
};

struct Counters {
    int entered = 0, started = 0, out = 0, finished = 0, unknownChips = 0;
    std::int64_t reads = 0, guns = 0, duplicates = 0, malformed = 0, unsavedReads = 0, newerOps = 0;
};

// Two people wrote one field of a runner without having seen each other's value: `value` holds, `other` is offered.
struct ConflictRow {
    Id128 entrant;
    EntrantIdx index{-1};
    QString field, value, other;         // as text
    QString author, otherAuthor;
    Id128 winner, loser;                 // ops
};

struct LastOp {
    Id128 id;
    UtcTime at;
    QString author, text;                // "08:30:52 · you · DNF 44"
};

struct View {
    std::uint64_t version = 0;
    std::shared_ptr<const EventHead> event;   // null: no event is open
    std::shared_ptr<const std::vector<WaveRow>> waves;
    std::shared_ptr<const std::vector<PointRow>> points;
    std::shared_ptr<const std::vector<UnboundRow>> unbound;
    std::shared_ptr<const ChunkedTable<EntrantRow>> entrants;  // EntrantIdx
    std::shared_ptr<const ChunkedTable<ResultRow>> results;    // EntrantIdx
    std::shared_ptr<const std::vector<scoring::Places>> places; // EntrantIdx
    std::shared_ptr<const std::vector<std::vector<EntrantIdx>>> order; // per race
    std::shared_ptr<const TeamTables> teams;                   // per team rule
    std::shared_ptr<const AwardsView> awards;                  // prizes of every band
    std::shared_ptr<const ChunkedTable<ReadRow>> reads;        // ReadIdx: in the order they came
    std::shared_ptr<const std::vector<UnknownChip>> unknown;
    std::shared_ptr<const std::vector<FinisherRow>> lastFinishers;
    std::shared_ptr<const std::vector<HandRow>> hands;         // times taken by hand, in the order they were made
    std::shared_ptr<const std::vector<net::LinkState>> links;  // open ones first, then newest closed
    std::shared_ptr<const store::SaveState> saving;
    std::shared_ptr<const LastOp> lastOp;
    std::shared_ptr<const std::vector<ConflictRow>> conflicts;
    std::shared_ptr<const system::Health> health; // of the laptop; null until it was looked at
    std::shared_ptr<const ChunkedTable<HistoryRow>> history;   // every command of the log, as they came
    std::shared_ptr<const std::vector<Problem>> problems;      // what needs the operator: worst first, those seen last
    std::shared_ptr<const std::vector<ReaderRow>> readers;     // each reader at each location
    std::shared_ptr<const OutgoingState> outgoing;             // destinations, queue, hold
    Counters counters;
    bool canUndo = false, canRedo = false;
};
using ViewPtr = std::shared_ptr<const View>;

} // namespace gantry::engine
