// SPDX-License-Identifier: Apache-2.0
#pragma once
// The one thread that writes. Whatever is queued is committed in groups: bytes to capture.db first, then their meaning
// to the event file, each with one fsync; a group closes when the thread is free again, at the latest after 20 ms.
// Nothing is called saved before both commits returned.
//
// When the disk refuses (full, gone), the group stays in memory and is tried again every 500 ms; it is delivered to the
// listener once with saved=false so that the race goes on showing, and once more with saved=true after it got through.
// When kMaxPending bytes wait, `wantsMore()` turns false: the sockets stop being read, and the boxes keep their reads.

#include "core/store/eventfile.h"
#include "core/store/storedirectory.h"

#include <functional>
#include <memory>

namespace gantry::store {

// Bytes of one session with what was decoded from them. Either part may be empty.
struct Intake {
    std::optional<SessionRow> session;  // opened, changed or closed
    std::optional<CaptureChunk> chunk;
    std::optional<Id128> event;         // whose file gets the batch; without it only capture.db is written
    EventBatch batch;
    // On the writer thread, exactly once: after the commit that holds it (true), or its first refusal (false; it may still
    // be saved later, as a second Delivery says).
    std::function<void(bool saved)> done;
};

struct Delivery {
    std::uint64_t serial = 0;   // of the intake; the same for both deliveries of a refused one
    bool saved = false;
    bool first = true;          // false: this repeats an earlier, unsaved delivery; only "saved" is news
    std::optional<Id128> event;
    EventBatch batch;           // reads: the new ones only
    std::int64_t duplicates = 0;
    std::int64_t storedReads = 0; // of that event, after this
    std::optional<SessionRow> session;
    std::int64_t chunkBytes = 0;
};

struct SaveState {
    bool ok = true;
    Error error;                // why saving stopped
    std::int64_t waiting = 0;   // intakes not yet on disk
    std::int64_t waitingBytes = 0;
    UtcTime lastCommit;
    Micros lastCommitTook{0};
    // Intakes that can never be stored (other bytes at the same place of a session, an event that is not open): delivered
    // once with saved=false, and counted here.
    std::int64_t rejected = 0;
    Error lastRejection;
    QString escapePath;         // empty: no second place
    Error escapeError;          // the second place failed; the race goes on
};

class Writer {
public:
    static constexpr std::int64_t kMaxPending = 64 * 1024 * 1024;

    // `deliver` and `stateChanged` (on every change of `ok`, `wantsMore()` or the second place at once, else at most ten times
    // a second) are called on the writer thread, in commit order; keep them short (post and return).
    Writer(StoreDirectory &store, const Clock &clock, std::function<void(const std::vector<Delivery> &)> deliver,
           std::function<void(const SaveState &)> stateChanged);
    ~Writer(); // drains

    Result<> start();
    // Opens (or creates) an event's file and loads it. Blocks the caller; the writer keeps the file for later batches.
    // Safe beside the running thread. For an event that is open already it drains and reads it again.
    Result<LoadedEvent> openEvent(const Id128 &event, Purpose purpose);
    // The next session number, already unique; the row itself is written by the intake that carries it.
    SessionNo newSession();
    std::uint64_t submit(Intake intake); // any thread; never blocks on the disk
    bool wantsMore() const;
    void drain();                // returns when everything queued so far is committed or was refused once
    SaveState state() const;

    // Raw lines are also appended as text to files in this directory (rule 15); empty switches it off.
    void setEscapeRoute(const QString &directory);
    // A quota for each file: beyond it saving stops as with a full disk. 0 takes it away. Holds from the next commit on.
    void setQuota(std::int64_t bytesPerFile);

    // From capture.db, on a connection of the caller's own (any thread).
    Result<std::vector<SessionRow>> sessions() const;
    Result<std::vector<CaptureChunk>> chunks(SessionNo session, std::int64_t fromOffset) const; // the chunk that holds fromOffset first
    Result<QByteArray> bytes(SessionNo session, std::int64_t offset, std::int64_t length) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gantry::store
