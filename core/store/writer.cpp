// SPDX-License-Identifier: Apache-2.0
#include "core/store/writer.h"

#include "core/base/text.h"
#include "core/store/writerthread.h"

namespace gantry::store {

namespace {

std::int64_t weightOf(const Intake &intake)
{
    std::int64_t weight = std::int64_t(sizeof(PendingIntake)) + (intake.chunk ? intake.chunk->bytes.size() : 0);
    weight += std::int64_t(intake.batch.reads.size() * sizeof(StoredRead));
    weight += std::int64_t(intake.batch.ops.size() * 1024);
    return weight;
}

} // namespace

Writer::Writer(StoreDirectory &store, const Clock &clock, std::function<void(const std::vector<Delivery> &)> deliver,
               std::function<void(const SaveState &)> stateChanged)
    : m_impl(std::make_unique<Impl>(store, clock))
{
    m_impl->deliver = std::move(deliver);
    m_impl->stateChanged = std::move(stateChanged);
    const QString capture = store.capturePath();
    m_impl->escape = std::make_unique<EscapeRoute>(
        [capture](SessionNo session, std::int64_t offset, std::int64_t length) -> Result<QByteArray> {
            auto db = Db::open(capture, Db::Mode::ReadOnly);
            if (!db)
                return db.error();
            return readBytes(*db, session, offset, length);
        },
        [impl = m_impl.get()] {
            {
                const std::lock_guard lock(impl->mutex);
                impl->tellNow = true;
            }
            impl->wake.notify_one();
        });
}

Writer::~Writer()
{
    if (m_impl->thread.joinable()) {
        {
            const std::lock_guard lock(m_impl->mutex);
            m_impl->stopping = true;
        }
        m_impl->wake.notify_one();
        m_impl->thread.join();
    }
    m_impl->escape.reset(); // writes its queue; its callback needs the rest of Impl
}

Result<> Writer::start()
{
    auto capture = CaptureFile::open(m_impl->store.capturePath());
    if (!capture)
        return capture.error();
    const auto last = (*capture)->lastSession();
    if (!last)
        return last.error();
    m_impl->nextSession = last->value() + 1;
    m_impl->committer = std::make_unique<Committer>(std::move(*capture));
    m_impl->thread = std::thread([this] { m_impl->run(); });
    return {};
}

Result<LoadedEvent> Writer::openEvent(const Id128 &event, Purpose purpose)
{
    if (!m_impl->committer)
        return failure(ErrorCode::Usage, say("The store is not open."));
    const bool open = m_impl->committer->has(event);
    if (open)
        drain();
    auto file = EventFile::open(m_impl->store.eventPath(event), event, purpose, m_impl->store.backupPath(), m_impl->clock.now());
    if (!file)
        return file.error();
    auto loaded = (*file)->load();
    if (loaded && !open) {
        m_impl->committer->add(std::move(*file));
        const std::lock_guard lock(m_impl->mutex);
        if (!m_impl->newQuota && m_impl->quota > 0)
            m_impl->newQuota = m_impl->quota;
    }
    return loaded;
}

SessionNo Writer::newSession()
{
    return SessionNo(m_impl->nextSession++);
}

std::uint64_t Writer::submit(Intake intake)
{
    PendingIntake p;
    p.weight = weightOf(intake);
    p.intake = std::move(intake);
    std::uint64_t serial = 0;
    {
        const std::lock_guard lock(m_impl->mutex);
        serial = p.serial = ++m_impl->lastSerial;
        ++m_impl->waiting;
        m_impl->waitingBytes += p.weight;
        if (m_impl->waitingBytes >= kMaxPending && m_impl->more) {
            m_impl->more = false;
            m_impl->tellNow = true;
        }
        m_impl->queue.push_back(std::move(p));
    }
    m_impl->wake.notify_one();
    return serial;
}

bool Writer::wantsMore() const
{
    return m_impl->more;
}

void Writer::drain()
{
    std::unique_lock lock(m_impl->mutex);
    if (!m_impl->thread.joinable())
        return;
    const std::uint64_t until = m_impl->lastSerial;
    ++m_impl->draining;
    m_impl->wake.notify_one();
    m_impl->settled.wait(lock, [&] { return m_impl->shownSerial >= until; });
    --m_impl->draining;
}

SaveState Writer::state() const
{
    const auto place = m_impl->escape->state();
    const std::lock_guard lock(m_impl->mutex);
    SaveState copy = m_impl->state;
    copy.waiting = m_impl->waiting;
    copy.waitingBytes = m_impl->waitingBytes;
    copy.escapePath = place.path;
    copy.escapeError = place.error;
    return copy;
}

void Writer::setEscapeRoute(const QString &directory)
{
    m_impl->escape->setDirectory(directory);
}

void Writer::setQuota(std::int64_t bytesPerFile)
{
    const std::lock_guard lock(m_impl->mutex);
    m_impl->newQuota = bytesPerFile;
}

namespace {

template<class F>
auto withReader(const QString &path, F read) -> decltype(read(std::declval<Db &>()))
{
    auto db = Db::open(path, Db::Mode::ReadOnly);
    if (!db)
        return db.error();
    return read(*db);
}

} // namespace

Result<std::vector<SessionRow>> Writer::sessions() const
{
    return withReader(m_impl->store.capturePath(), [](Db &db) { return readSessions(db); });
}

Result<std::vector<CaptureChunk>> Writer::chunks(SessionNo session, std::int64_t fromOffset) const
{
    return withReader(m_impl->store.capturePath(), [&](Db &db) { return readChunks(db, session, fromOffset); });
}

Result<QByteArray> Writer::bytes(SessionNo session, std::int64_t offset, std::int64_t length) const
{
    return withReader(m_impl->store.capturePath(), [&](Db &db) { return readBytes(db, session, offset, length); });
}

} // namespace gantry::store
