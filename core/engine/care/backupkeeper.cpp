// SPDX-License-Identifier: Apache-2.0
#include "core/engine/care/backupkeeper.h"

#include "core/base/text.h"

#include <QDir>
#include <QFile>
#include <QObject>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace gantry::engine {

namespace {

const QString kMark = QStringLiteral("/.gantry-copies"); // an unmounted stick leaves an empty folder: not our place

// Reads come first: processor and disk are taken only when nobody else wants them.
void yieldToEverybody()
{
    setpriority(PRIO_PROCESS, id_t(syscall(SYS_gettid)), 15);
    constexpr int whoProcess = 1, classIdle = 3, classShift = 13;
    syscall(SYS_ioprio_set, whoProcess, 0, classIdle << classShift);
}

std::optional<quint64> deviceOf(const QString &path)
{
    struct stat s {};
    if (stat(QFile::encodeName(path).constData(), &s) != 0)
        return std::nullopt;
    return quint64(s.st_dev);
}

} // namespace

BackupKeeper::BackupKeeper(QString store, const Clock &clock, std::function<void()> changed)
    : m_store(std::move(store)), m_clock(&clock), m_changed(std::move(changed)), m_context(std::make_unique<QObject>())
{
    m_thread.setObjectName(QStringLiteral("gantry-backup"));
    m_context->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(m_context.get(), [] { yieldToEverybody(); }, Qt::QueuedConnection);
}

BackupKeeper::~BackupKeeper()
{
    m_ending = true;
    m_thread.quit();
    m_thread.wait();
}

void BackupKeeper::setPlace(const QString &place)
{
    const std::scoped_lock lock(m_mutex);
    m_state = {};
    m_state.place = place;
    m_reached = false;
}

BackupState BackupKeeper::state() const
{
    const std::scoped_lock lock(m_mutex);
    return m_state;
}

void BackupKeeper::copyNow()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_state.place.isEmpty() || m_state.running)
            return;
        m_state.running = true;
    }
    QMetaObject::invokeMethod(m_context.get(), [this] { work(); }, Qt::QueuedConnection);
}

Result<> BackupKeeper::reach()
{
    const QString place = state().place;
    const auto gone = [&] { return failure(ErrorCode::Io, say("The place for copies is gone: %1. Put the stick back, or name another place. The race goes on.").arg(place)); };
    if (!m_reached) {
        QFile mark(place + kMark);
        if (!QDir().mkpath(place) || !mark.open(QIODevice::WriteOnly))
            return gone();
        m_reached = true;
        m_device = deviceOf(place);
    }
    if (QFile::exists(place + kMark))
        return {};
    // Another stick in the same slot is welcome, the empty folder of an unmounted one is not.
    const auto device = deviceOf(place);
    QFile mark(place + kMark);
    if (device && (device == m_device || device != deviceOf(m_store)) && mark.open(QIODevice::WriteOnly))
        return {};
    return gone();
}

void BackupKeeper::work()
{
    const QString place = state().place;
    Result<> there = reach();
    std::optional<store::BackupCopy> made;
    if (there) {
        auto copy = store::backupStore(m_store, place, m_clock->now(), [this] { return m_ending.load(); });
        if (copy) {
            made = *copy;
            if (const auto id = store::storeIdOf(m_store))
                store::pruneBackups(place, *id, m_clock->now(), {});
        } else {
            const auto gone = reach(); // a stick pulled in the middle is not a damaged file
            there = gone ? Result<>(copy.error()) : gone;
        }
    }
    {
        const std::scoped_lock lock(m_mutex);
        m_state.running = false;
        m_state.error = there ? Error{} : there.error();
        if (made)
            m_state.newest = made;
    }
    m_changed();
}

} // namespace gantry::engine
