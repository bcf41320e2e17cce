// SPDX-License-Identifier: Apache-2.0
#include "core/store/writerthread.h"

#include <pthread.h>

#include <algorithm>

namespace gantry::store {

namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

// A group is open about as long as the last commit took: a fast disk gives short delays, a slow one larger groups.
constexpr Steady::duration kGatherAtLeast = milliseconds(2), kGatherAtMost = milliseconds(20);
constexpr auto kQuiet = milliseconds(2);
constexpr auto kRetry = milliseconds(500);
constexpr auto kTellEvery = milliseconds(100);
constexpr std::size_t kGroupReads = 20'000;
constexpr std::int64_t kGroupBytes = 8 * 1024 * 1024;

} // namespace

void Writer::Impl::run()
{
    pthread_setname_np(pthread_self(), "gantry-store");
    for (;;) {
        bool last = false;
        {
            std::unique_lock lock(mutex);
            waitForWork(lock);
            last = stopping;
            if (!refusing && !last)
                gather(lock);
            take(lock);
        }
        if (!work.empty() && (!refusing || last || Steady::now() >= retryAt))
            commitFront();
        else if (!work.empty())
            showUnsaved();
        if (last) {
            while (!work.empty() && commitFront()) { }
            if (work.empty() || refusing)
                break;
        }
        tell();
    }
    untold = true;
    toldAt = {};
    tell();
}

void Writer::Impl::waitForWork(std::unique_lock<std::mutex> &lock)
{
    const auto woken = [this] { return stopping || !queue.empty() || tellNow; };
    if (!work.empty() && !refusing)
        return;
    if (refusing)
        wake.wait_until(lock, retryAt, woken);
    else if (untold)
        wake.wait_until(lock, toldAt + kTellEvery, woken);
    else
        wake.wait(lock, woken);
}

// One commit costs the same for one read as for a hundred: what arrives together is stored together, but nobody waits
// long for company.
void Writer::Impl::gather(std::unique_lock<std::mutex> &lock)
{
    if (queue.empty() || !work.empty())
        return;
    const auto until = Steady::now() + std::clamp<Steady::duration>(lastTook, kGatherAtLeast, kGatherAtMost);
    while (!stopping && draining == 0 && waitingBytes < kGroupBytes) {
        const std::uint64_t seen = lastSerial;
        const auto quietAt = std::min(Steady::now() + kQuiet, until);
        const bool arrived = wake.wait_until(lock, quietAt, [&] { return stopping || draining > 0 || lastSerial != seen; });
        if (!arrived || Steady::now() >= until)
            return;
    }
}

void Writer::Impl::take(std::unique_lock<std::mutex> &lock)
{
    std::deque<PendingIntake> taken;
    taken.swap(queue);
    const auto wanted = std::exchange(newQuota, std::nullopt);
    quota = wanted.value_or(quota);
    if (std::exchange(tellNow, false))
        untold = true;
    lock.unlock();
    if (wanted)
        committer->setQuota(*wanted);
    for (PendingIntake &p : taken) {
        committer->prepare(p);
        if (p.intake.session)
            rows[p.intake.session->no] = *p.intake.session;
        work.push_back(std::move(p));
    }
}

bool Writer::Impl::commitFront()
{
    std::size_t count = 0, reads = 0;
    std::int64_t bytes = 0;
    // A deque is not contiguous: the group is moved out and, if the disk refuses, back.
    std::vector<PendingIntake> group;
    while (!work.empty() && (count == 0 || (reads < kGroupReads && bytes < kGroupBytes))) {
        reads += work.front().intake.batch.reads.size();
        bytes += work.front().weight;
        group.push_back(std::move(work.front()));
        work.pop_front();
        ++count;
    }
    const auto from = Steady::now();
    const auto done = committer->commit(group);
    lastTook = Steady::now() - from;
    const auto took = std::chrono::duration_cast<Micros>(lastTook);
    for (auto it = group.rbegin(); it != group.rend(); ++it)
        work.push_front(std::move(*it));
    const bool flips = refusing == done.has_value();
    refusing = !done;
    retryAt = Steady::now() + kRetry;
    const UtcTime at = clock.now();
    noteState([&](SaveState &s) {
        s.ok = done.has_value();
        s.error = done ? Error{} : done.error();
        if (done) {
            s.lastCommit = at;
            s.lastCommitTook = took;
        }
    }, flips);
    settle(count);
    if (refusing)
        showUnsaved();
    return done.has_value();
}

Delivery Writer::Impl::deliveryOf(PendingIntake &p, bool saved) const
{
    Delivery d;
    d.serial = p.serial;
    d.saved = saved;
    d.first = !p.delivered;
    d.event = p.intake.event;
    d.duplicates = p.duplicates;
    d.storedReads = p.storedReads;
    d.session = p.intake.session;
    d.chunkBytes = p.intake.chunk ? p.intake.chunk->bytes.size() : 0;
    if (p.settled())
        d.batch = std::move(p.intake.batch);
    else
        d.batch = p.intake.batch;
    return d;
}

// Delivers what is finished among the first `count` of the work, in order, and lets go of it.
void Writer::Impl::settle(std::size_t count)
{
    std::vector<Delivery> list;
    std::vector<std::function<void(bool)>> answers;
    std::vector<bool> verdicts;
    std::deque<PendingIntake> kept;
    std::int64_t gone = 0, goneBytes = 0, rejected = 0;
    std::uint64_t shown = 0;
    Error why;
    for (std::size_t i = 0; i < count; ++i) {
        PendingIntake p = std::move(work.front());
        work.pop_front();
        if (!p.settled()) {
            kept.push_back(std::move(p));
            continue;
        }
        toSecondPlace(p);
        shown = std::max(shown, p.serial);
        ++gone;
        goneBytes += p.weight;
        if (p.rejected) {
            ++rejected;
            why = *p.rejected;
        }
        // A rejected intake that was shown as unsaved already has nothing new to say.
        const bool saved = p.saved();
        if (saved || !p.delivered)
            list.push_back(deliveryOf(p, saved));
        if (p.intake.done) {
            answers.push_back(std::move(p.intake.done));
            verdicts.push_back(saved);
        }
    }
    for (auto it = kept.rbegin(); it != kept.rend(); ++it)
        work.push_front(std::move(*it));
    if (deliver && !list.empty())
        deliver(list);
    for (std::size_t i = 0; i < answers.size(); ++i)
        answers[i](verdicts[i]);
    {
        const std::lock_guard lock(mutex);
        waiting -= gone;
        waitingBytes -= goneBytes;
        state.rejected += rejected;
        if (rejected > 0)
            state.lastRejection = why;
        if (kept.empty())
            shownSerial = std::max(shownSerial, shown);
        if (!more && waitingBytes < kMaxPending / 2) {
            more = true;
            toldAt = {}; // tell at once
        }
        untold = true;
    }
    settled.notify_all();
}

// The disk refuses: the race goes on showing what came in, marked as not saved.
void Writer::Impl::showUnsaved()
{
    std::vector<Delivery> list;
    std::vector<std::function<void(bool)>> answers;
    for (PendingIntake &p : work) {
        if (p.delivered)
            continue;
        toSecondPlace(p);
        list.push_back(deliveryOf(p, false));
        p.delivered = true;
        if (p.intake.done)
            answers.push_back(std::exchange(p.intake.done, nullptr));
    }
    if (deliver && !list.empty())
        deliver(list);
    for (const auto &answer : answers)
        answer(false);
    {
        const std::lock_guard lock(mutex);
        if (!work.empty())
            shownSerial = std::max(shownSerial, work.back().serial);
        untold = true;
    }
    settled.notify_all();
}

// Also when the first place refuses: then more than ever.
void Writer::Impl::toSecondPlace(const PendingIntake &p)
{
    if (p.delivered || !p.intake.chunk)
        return;
    auto row = rows.find(p.intake.chunk->session);
    if (row == rows.end()) {
        // Opened before this console was started.
        if (auto db = Db::open(store.capturePath(), Db::Mode::ReadOnly); db) {
            if (const auto known = readSessions(*db); known) {
                for (const SessionRow &s : *known)
                    rows.emplace(s.no, s);
            }
        }
        SessionRow unknown;
        unknown.no = p.intake.chunk->session;
        unknown.openedAt = p.intake.chunk->receivedAt;
        row = rows.emplace(unknown.no, unknown).first;
    }
    escape->append(row->second, p.intake.chunk->offset, p.intake.chunk->bytes);
}

void Writer::Impl::noteState(const std::function<void(SaveState &)> &change, bool now)
{
    const std::lock_guard lock(mutex);
    change(state);
    untold = true;
    if (now)
        toldAt = {};
}

void Writer::Impl::tell()
{
    SaveState copy;
    {
        const std::lock_guard lock(mutex);
        if (!untold || Steady::now() < toldAt + kTellEvery)
            return;
        untold = false;
        toldAt = Steady::now();
        const auto place = escape->state();
        state.escapePath = place.path;
        state.escapeError = place.error;
        state.waiting = waiting;
        state.waitingBytes = waitingBytes;
        copy = state;
    }
    if (stateChanged)
        stateChanged(copy);
}

} // namespace gantry::store
