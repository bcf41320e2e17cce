// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the writer thread does with a group of intakes: bytes to capture.db, then their meaning to the event files. Knows
// files and transactions, but no threads, queues or retries (writer.cpp).

#include "core/store/capturefile.h"
#include "core/store/eventfile.h"
#include "core/store/writer.h"

#include <map>
#include <mutex>
#include <span>

namespace gantry::store {

// An intake on its way to the disk.
struct PendingIntake {
    std::uint64_t serial = 0;
    Intake intake;
    std::int64_t weight = 0;     // bytes it holds in memory, about
    std::int64_t duplicates = 0;
    bool delivered = false;      // shown to the listener once
    bool captured = false;       // its bytes are on disk: never written twice
    bool written = false;        // its meaning is on disk
    std::optional<Error> rejected; // no disk error: it can never be stored
    std::int64_t storedReads = 0;  // of its event, after it

    bool saved() const { return captured && written && !rejected; }
    bool settled() const { return (captured && written) || rejected; }
};

class Committer {
public:
    explicit Committer(std::unique_ptr<CaptureFile> capture) : m_capture(std::move(capture)) {}

    // Any thread: the file is used by the writer from now on.
    void add(std::unique_ptr<EventFile> file);
    bool has(const Id128 &event) const;

    // Leaves known reads out. Once for each intake, in order.
    void prepare(PendingIntake &p);
    // Commits what can be committed and marks it; the error is the disk's. Intakes that the disk cannot be blamed for are
    // rejected one by one, so that they never hold up the others.
    Result<> commit(std::span<PendingIntake> group);
    void setQuota(std::int64_t bytes);

private:
    EventFile *fileOf(const Id128 &event) const;
    Result<> capture(std::span<PendingIntake> group);
    Result<> writeEvent(EventFile &file, std::span<PendingIntake *const> list);
    void reject(PendingIntake &p, const Error &why);

    std::unique_ptr<CaptureFile> m_capture;
    mutable std::mutex m_filesMutex; // guards the map; the files themselves are the writer's
    std::map<Id128, std::unique_ptr<EventFile>> m_files;
    std::int64_t m_quota = 0;
};

} // namespace gantry::store
