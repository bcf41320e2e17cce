// SPDX-License-Identifier: Apache-2.0
#pragma once
// One event's file: ops, personal values, reads, claimed sessions. Writing happens on gantry-store only (Writer);
// loading happens once, on the thread that opens the event.

#include "core/store/rows.h"
#include "core/store/sqlite.h"
#include "core/store/storedirectory.h"

#include <span>
#include <unordered_map>
#include <unordered_set>

namespace gantry::store {

struct LoadedEvent {
    std::vector<log::Op> ops;          // in the order they were stored; personalValues filled in, or `erased`
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

// Everything in an event file, also through a read-only connection (verify).
Result<LoadedEvent> loadEvent(Db &db);
Error damagedEvent(const QString &path, const QString &detail);

class EventFile {
public:
    // Creates (with meta: event id, purpose, writer) or opens and migrates.
    static Result<std::unique_ptr<EventFile>> open(const QString &path, const Id128 &event, Purpose purpose, const QString &backupDir, UtcTime now);
    Result<LoadedEvent> load(); // also learns which reads are known: call it before onlyNew()

    // Marks reads already known (in the file or earlier in the pending batches); returns the new ones, in order.
    std::vector<StoredRead> onlyNew(std::vector<StoredRead> reads);
    void forget(const std::vector<StoredRead> &reads); // of a batch that was given up
    // One transaction; call with onlyNew() reads. After a refusal nothing of it is in the file, and it may be tried again.
    Result<> write(const EventBatch &batch);
    Result<> write(std::span<const EventBatch *const> batches);
    Result<> setQuota(std::int64_t bytes); // Db::setQuota, kept across a reopened connection
    Id128 id() const { return m_id; }
    std::int64_t storedReads() const { return m_stored; }

private:
    EventFile() = default;
    Result<> prepareAll();
    Result<> reopen();
    Result<> loadNames();
    Result<> writeAll(std::span<const EventBatch *const> batches, std::vector<std::string> &newNames);
    Result<> writeOps(const std::vector<log::Op> &ops);
    Result<> writeSessions(const EventBatch &batch);
    Result<> writeReads(const std::vector<StoredRead> &reads, std::vector<std::string> &newNames);
    Result<std::int64_t> nameNo(const std::string &text, std::vector<std::string> &newNames);
    Db m_db;
    QString m_path;
    Id128 m_id;
    std::int64_t m_quota = 0;
    std::unordered_set<Id128> m_known;
    std::unordered_map<std::string, std::int64_t> m_names; // dictionary of locations and readers
    std::int64_t m_stored = 0;
    struct Statements;
    std::shared_ptr<Statements> m_sql;
};

} // namespace gantry::store
