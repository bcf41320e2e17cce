// SPDX-License-Identifier: Apache-2.0
#pragma once
// The thread gantry-store: what Writer is made of. Included by writer.cpp and writerthread.cpp only.

#include "core/store/committer.h"
#include "core/store/escaperoute.h"
#include "core/store/writer.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace gantry::store {

struct Writer::Impl {
    StoreDirectory &store;
    const Clock &clock;
    std::function<void(const std::vector<Delivery> &)> deliver;
    std::function<void(const SaveState &)> stateChanged;

    mutable std::mutex mutex; // guards what follows, up to `more`
    std::condition_variable wake, settled;
    std::deque<PendingIntake> queue;
    std::uint64_t lastSerial = 0;
    std::uint64_t shownSerial = 0; // everything up to here was delivered at least once
    std::int64_t waiting = 0, waitingBytes = 0;
    int draining = 0;
    bool stopping = false, tellNow = false;
    std::optional<std::int64_t> newQuota;
    std::int64_t quota = 0;
    SaveState state;
    std::atomic<bool> more{true};
    std::atomic<std::int64_t> nextSession{1};

    // The writer thread's own.
    std::deque<PendingIntake> work;
    bool refusing = false;
    std::chrono::steady_clock::time_point retryAt, toldAt;
    std::chrono::steady_clock::duration lastTook{0};
    bool untold = false;
    std::map<SessionNo, SessionRow> rows;
    std::unique_ptr<Committer> committer;
    std::unique_ptr<EscapeRoute> escape;
    std::thread thread;

    Impl(StoreDirectory &s, const Clock &c) : store(s), clock(c) {}
    void run();
    void waitForWork(std::unique_lock<std::mutex> &lock);
    void gather(std::unique_lock<std::mutex> &lock);
    void take(std::unique_lock<std::mutex> &lock);
    bool commitFront();
    void settle(std::size_t count);
    void showUnsaved();
    void toSecondPlace(const PendingIntake &p);
    void noteState(const std::function<void(SaveState &)> &change, bool now);
    void tell();
    Delivery deliveryOf(PendingIntake &p, bool saved) const;
};

} // namespace gantry::store
