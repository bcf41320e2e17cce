// SPDX-License-Identifier: Apache-2.0
#include "core/store/escaperoute.h"

#include "core/base/text.h"

#include <QDir>
#include <QFile>

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace gantry::store {

namespace {

using Steady = std::chrono::steady_clock;
constexpr auto kFlushEvery = std::chrono::seconds(1);

struct Piece {
    SessionRow session;
    std::int64_t offset = 0;
    QByteArray bytes;
};

// An open file of one session. Its size says how many bytes of the session it holds.
struct Sink {
    int fd = -1;
    std::int64_t size = 0;
    std::int64_t wanted = 0; // the session's end as far as we heard of it
    bool unflushed = false;
    SessionRow session;
};

Error refusal(const QString &path, int code)
{
    return failure(code == ENOSPC ? ErrorCode::LimitExceeded : ErrorCode::Io,
                   say("The second place %1 does not take the raw reads. The race goes on; check the disk or stick.").arg(path), QString::fromLocal8Bit(std::strerror(code)));
}

} // namespace

struct EscapeRoute::Impl {
    Refill refill;
    std::function<void()> stateChanged;
    std::mutex mutex; // guards what follows, up to `state`
    std::condition_variable wake, settled;
    std::deque<Piece> queue;
    std::int64_t queued = 0;
    QString directory;
    bool moved = false, stopping = false, busy = false;
    int draining = 0;
    State state;

    std::map<SessionNo, Sink> sinks; // the thread's own
    QString current;
    Steady::time_point flushedAt;
    std::thread thread;

    void run();
    Result<> write(const Piece &piece);
    Result<Sink *> sinkFor(const SessionRow &session);
    Result<> catchUp(Sink &sink);
    Result<> append(Sink &sink, QByteArrayView bytes);
    Result<> flush();
    void closeAll();
    bool unflushed() const;
    void note(const Result<> &result);
};

QString EscapeRoute::fileName(const SessionRow &session)
{
    // No colons: sticks are often FAT.
    const QString opened = formatUtc(std::chrono::floor<std::chrono::seconds>(session.openedAt)).replace(u':', u'-');
    QString protocol;
    for (const QChar c : session.protocol)
        protocol += c.isLetterOrNumber() ? c : QChar(u'_');
    return QStringLiteral("%1-session-%2-%3.txt").arg(opened).arg(session.no.value()).arg(protocol.isEmpty() ? QStringLiteral("unknown") : protocol);
}

EscapeRoute::EscapeRoute(Refill refill, std::function<void()> stateChanged) : m_impl(std::make_unique<Impl>())
{
    m_impl->refill = std::move(refill);
    m_impl->stateChanged = std::move(stateChanged);
    m_impl->thread = std::thread([this] { m_impl->run(); });
}

EscapeRoute::~EscapeRoute()
{
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->stopping = true;
    }
    m_impl->wake.notify_one();
    m_impl->thread.join();
}

void EscapeRoute::setDirectory(const QString &directory)
{
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->directory = directory;
        m_impl->moved = true;
        m_impl->state = {directory, {}};
    }
    m_impl->wake.notify_one();
    if (m_impl->stateChanged)
        m_impl->stateChanged();
}

void EscapeRoute::append(const SessionRow &session, std::int64_t offset, const QByteArray &bytes)
{
    {
        const std::lock_guard lock(m_impl->mutex);
        if (m_impl->directory.isEmpty())
            return;
        m_impl->queue.push_back({session, offset, bytes});
        m_impl->queued += bytes.size();
        // The oldest go first: they are in capture.db, and are read from there once the place takes bytes again.
        while (m_impl->queued > kMaxQueued && m_impl->queue.size() > 1) {
            m_impl->queued -= m_impl->queue.front().bytes.size();
            m_impl->queue.pop_front();
        }
    }
    m_impl->wake.notify_one();
}

void EscapeRoute::drain()
{
    std::unique_lock lock(m_impl->mutex);
    ++m_impl->draining;
    m_impl->wake.notify_one();
    m_impl->settled.wait(lock, [this] { return m_impl->directory.isEmpty() || (m_impl->queue.empty() && !m_impl->busy) || !m_impl->state.error.message.isEmpty(); });
    --m_impl->draining;
}

EscapeRoute::State EscapeRoute::state() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->state;
}

// ---- the thread --------------------------------------------------------------------------------------------------------

void EscapeRoute::Impl::run()
{
    pthread_setname_np(pthread_self(), "gantry-escape");
    bool refused = false;
    for (;;) {
        std::deque<Piece> taken;
        bool last = false, flushNow = false;
        {
            std::unique_lock lock(mutex);
            busy = refused || unflushed();
            settled.notify_all();
            const auto woken = [&] { return stopping || moved || (draining > 0 && busy && !refused) || (!refused && !queue.empty()); };
            if (busy)
                wake.wait_for(lock, kFlushEvery, woken);
            else
                wake.wait(lock, woken);
            last = stopping;
            flushNow = last || draining > 0;
            if (std::exchange(moved, false)) {
                closeAll();
                current = directory;
                refused = false;
            }
            taken.swap(queue);
            queued = 0;
            busy = true;
        }
        Result<> result;
        while (!current.isEmpty() && result && !taken.empty()) {
            result = write(taken.front());
            if (result)
                taken.pop_front();
        }
        if (result && (flushNow || Steady::now() - flushedAt >= kFlushEvery))
            result = flush();
        refused = !result;
        if (refused)
            closeAll(); // a stick that comes back has other files behind the same names
        if (refused && !last) {
            const std::lock_guard lock(mutex);
            while (!taken.empty()) {
                queued += taken.back().bytes.size();
                queue.push_front(std::move(taken.back()));
                taken.pop_back();
            }
        }
        note(result);
        if (last)
            break;
    }
    closeAll();
}

void EscapeRoute::Impl::note(const Result<> &result)
{
    bool changed = false;
    {
        const std::lock_guard lock(mutex);
        const Error error = result ? Error{} : result.error();
        changed = !moved && state.error != error;
        if (changed)
            state.error = error;
    }
    settled.notify_all();
    if (changed && stateChanged)
        stateChanged();
}

Result<Sink *> EscapeRoute::Impl::sinkFor(const SessionRow &session)
{
    const auto found = sinks.find(session.no);
    if (found != sinks.end())
        return &found->second;
    if (!QDir().mkpath(current))
        return refusal(current, errno);
    const QByteArray path = QFile::encodeName(QDir(current).filePath(EscapeRoute::fileName(session)));
    Sink sink;
    sink.session = session;
    sink.fd = ::open(path.constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (sink.fd < 0)
        return refusal(current, errno);
    sink.size = std::max<off_t>(0, ::lseek(sink.fd, 0, SEEK_END));
    return &sinks.emplace(session.no, sink).first->second;
}

Result<> EscapeRoute::Impl::append(Sink &sink, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t n = ::write(sink.fd, bytes.data(), std::size_t(bytes.size()));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return refusal(current, n < 0 ? errno : ENOSPC);
        sink.size += n;
        sink.unflushed = true;
        bytes = bytes.sliced(n);
    }
    return {};
}

// Fills a gap from capture.db, a megabyte at a time.
Result<> EscapeRoute::Impl::catchUp(Sink &sink)
{
    while (sink.size < sink.wanted) {
        const auto bytes = refill(sink.session.no, sink.size, std::min<std::int64_t>(sink.wanted - sink.size, 1 << 20));
        if (!bytes)
            return bytes.error();
        if (const auto done = append(sink, *bytes); !done)
            return done;
    }
    return {};
}

Result<> EscapeRoute::Impl::write(const Piece &piece)
{
    const auto sink = sinkFor(piece.session);
    if (!sink)
        return sink.error();
    (*sink)->wanted = piece.offset;
    if (const auto filled = catchUp(**sink); !filled)
        return filled;
    const std::int64_t known = (*sink)->size - piece.offset; // of this piece, from before a restart
    if (known >= piece.bytes.size())
        return {};
    return append(**sink, QByteArrayView(piece.bytes).sliced(qsizetype(known)));
}

Result<> EscapeRoute::Impl::flush()
{
    flushedAt = Steady::now();
    for (auto &[no, sink] : sinks) {
        if (!sink.unflushed)
            continue;
        if (::fdatasync(sink.fd) != 0)
            return refusal(current, errno);
        sink.unflushed = false;
    }
    return {};
}

bool EscapeRoute::Impl::unflushed() const
{
    for (const auto &[no, sink] : sinks) {
        if (sink.unflushed)
            return true;
    }
    return false;
}

void EscapeRoute::Impl::closeAll()
{
    for (auto &[no, sink] : sinks)
        ::close(sink.fd);
    sinks.clear();
}

} // namespace gantry::store
