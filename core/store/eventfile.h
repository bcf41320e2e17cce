// SPDX-License-Identifier: Apache-2.0
#pragma once
// One event's file: ops, personal values, reads, claimed sessions. Writing happens on gantry-store only (Writer);
// loading happens once, on the thread that opens the event.

#include "core/store/rows.h"
#include "core/store/sqlite.h"
#include "core/store/storedirectory.h"

#include <unordered_map>
#include <unordered_set>

namespace gantry::store {

struct OpRow {
    log::Op op; // personalValues filled in, or erased
};

struct LoadedEvent {
    std::vector<log::Op> ops;          // in the order they were stored
    std::vector<StoredRead> reads;     // in the order they were stored: position = ReadIdx
    std::vector<SessionRow> sessions;
    std::vector<LocationRow> locations;
    std::vector<std::int64_t> decodedTo; // per session row: bytes up to here are decoded into this file
    std::int64_t malformed = 0;
    Id128 writer;                      // of this file for the O lane
};

// What one commit adds. Reads whose content id is known are left out by the file itself.
struct EventBatch {
    std::vector<log::Op> ops;
    std::vector<StoredRead> reads;
    std::vector<MalformedRow> malformed;
    std::vector<LocationRow> locations;
    std::vector<SessionRow> sessions;  // inserted or updated
    std::vector<std::pair<SessionNo, std::int64_t>> decodedTo;
    bool empty() const { return ops.empty() && reads.empty() && malformed.empty() && locations.empty() && sessions.empty() && decodedTo.empty(); }
};

class EventFile {
public:
    // Creates (with meta: event id, purpose, writer) or opens and migrates.
    static Result<std::unique_ptr<EventFile>> open(const QString &path, const Id128 &event, Purpose purpose, const QString &backupDir, UtcTime now);
    Result<LoadedEvent> load();

    // Marks reads already known (in the file or earlier in the pending batches); returns the new ones, in order.
    std::vector<StoredRead> onlyNew(std::vector<StoredRead> reads);
    Result<> write(const EventBatch &batch); // one transaction; call with onlyNew() reads
    Id128 id() const { return m_id; }
    std::int64_t storedReads() const { return m_stored; }

private:
    EventFile() = default;
    Result<> prepareAll();
    Db m_db;
    Id128 m_id;
    std::unordered_set<Id128> m_known;
    std::unordered_map<std::string, std::int64_t> m_names; // dictionary of locations and readers
    std::int64_t m_stored = 0;
    struct Statements;
    std::shared_ptr<Statements> m_sql;
};

} // namespace gantry::store
