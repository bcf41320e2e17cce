// SPDX-License-Identifier: Apache-2.0
#include "core/store/committer.h"

#include "core/base/text.h"

namespace gantry::store {

namespace {

// Not the disk's fault: trying again cannot help.
bool isHopeless(const Error &error)
{
    return error.code == ErrorCode::Conflict || error.code == ErrorCode::InvalidInput || error.code == ErrorCode::NotFound;
}

bool hasCapture(const PendingIntake &p)
{
    return p.intake.session || p.intake.chunk;
}

} // namespace

void Committer::add(std::unique_ptr<EventFile> file)
{
    const std::lock_guard lock(m_filesMutex);
    const Id128 id = file->id();
    m_files.emplace(id, std::move(file));
}

bool Committer::has(const Id128 &event) const
{
    return fileOf(event) != nullptr;
}

EventFile *Committer::fileOf(const Id128 &event) const
{
    const std::lock_guard lock(m_filesMutex);
    const auto found = m_files.find(event);
    return found == m_files.end() ? nullptr : found->second.get();
}

void Committer::prepare(PendingIntake &p)
{
    p.captured = !hasCapture(p);
    p.written = p.intake.batch.empty();
    if (p.written || !p.intake.event)
        return;
    EventFile *file = fileOf(*p.intake.event);
    if (!file)
        return; // rejected when its turn comes: its bytes are captured all the same
    const std::size_t before = p.intake.batch.reads.size();
    p.intake.batch.reads = file->onlyNew(std::move(p.intake.batch.reads));
    p.duplicates = std::int64_t(before - p.intake.batch.reads.size());
}

void Committer::reject(PendingIntake &p, const Error &why)
{
    p.rejected = why;
    if (EventFile *file = p.intake.event ? fileOf(*p.intake.event) : nullptr)
        file->forget(p.intake.batch.reads);
}

Result<> Committer::capture(std::span<PendingIntake> group)
{
    const auto writeGroup = [&]() -> Result<> {
        if (const auto begun = m_capture->begin(); !begun)
            return begun;
        for (const PendingIntake &p : group) {
            if (p.captured || p.rejected)
                continue;
            if (p.intake.session) {
                if (const auto done = m_capture->write(*p.intake.session); !done)
                    return done;
            }
            if (p.intake.chunk) {
                if (const auto done = m_capture->write(*p.intake.chunk); !done)
                    return done;
            }
        }
        return m_capture->commit();
    };
    if (std::all_of(group.begin(), group.end(), [](const PendingIntake &p) { return p.captured || p.rejected; }))
        return {};
    const auto done = writeGroup();
    if (!done) {
        m_capture->rollback(done.error());
        return done;
    }
    for (PendingIntake &p : group)
        p.captured = p.captured || !p.rejected;
    return {};
}

Result<> Committer::writeEvent(EventFile &file, std::span<PendingIntake *const> list)
{
    std::vector<const EventBatch *> batches;
    for (const PendingIntake *p : list)
        batches.push_back(&p->intake.batch);
    std::int64_t stored = file.storedReads();
    if (const auto done = file.write(batches); !done)
        return done;
    for (PendingIntake *p : list) {
        p->written = true;
        stored += std::int64_t(p->intake.batch.reads.size());
        p->storedReads = stored;
    }
    return {};
}

Result<> Committer::commit(std::span<PendingIntake> group)
{
    auto captured = capture(group);
    if (!captured && isHopeless(captured.error())) {
        // One of them is wrong; alone, it is found.
        for (PendingIntake &p : group) {
            captured = capture(std::span(&p, 1));
            if (captured)
                continue;
            if (!isHopeless(captured.error()))
                return captured;
            reject(p, captured.error());
        }
        captured = {};
    }
    if (!captured)
        return captured;

    std::map<Id128, std::vector<PendingIntake *>> byEvent;
    for (PendingIntake &p : group) {
        if (p.written || p.rejected)
            continue;
        if (!p.intake.event || !has(*p.intake.event))
            reject(p, failure(ErrorCode::NotFound, say("Data arrived for an event that is not open. Its bytes are kept; open the event and bind the session again.")));
        else
            byEvent[*p.intake.event].push_back(&p);
    }
    Result<> refusal;
    for (auto &[event, list] : byEvent) {
        EventFile &file = *fileOf(event);
        auto done = writeEvent(file, list);
        if (!done && isHopeless(done.error())) {
            done = {};
            for (PendingIntake *p : list) {
                PendingIntake *one[] = {p};
                if (const auto alone = writeEvent(file, one); alone)
                    continue;
                else if (isHopeless(alone.error()))
                    reject(*p, alone.error());
                else
                    done = alone;
            }
        }
        if (!done)
            refusal = done; // the other events still get theirs
    }
    for (PendingIntake &p : group) {
        if (p.intake.event && p.storedReads == 0) {
            if (const EventFile *file = fileOf(*p.intake.event))
                p.storedReads = file->storedReads();
        }
    }
    return refusal;
}

void Committer::setQuota(std::int64_t bytes)
{
    m_quota = bytes;
    (void)m_capture->setQuota(bytes); // a file that is not open gets it when it is reopened
    const std::lock_guard lock(m_filesMutex);
    for (auto &[id, file] : m_files)
        (void)file->setQuota(bytes);
}

} // namespace gantry::store
