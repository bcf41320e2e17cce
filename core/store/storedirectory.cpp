// SPDX-License-Identifier: Apache-2.0
#include "core/store/storedirectory.h"

#include "core/base/text.h"
#include "core/store/migrations.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

namespace gantry::store {

namespace {

// Small files are read through at every opening; big ones are left to `verify`, which takes its time.
constexpr qint64 kCheckWhole = 8 * 1024 * 1024;

Error damagedFile(const QString &path, const QString &detail)
{
    return failure(ErrorCode::Corrupt, say("The file %1 is damaged. Copy the store away and restore the newest backup.").arg(QFileInfo(path).fileName()),
                   path + QStringLiteral(": ") + detail);
}

Result<> checkShape(Db &db)
{
    const QString path = db.path();
    const auto pages = db.scalar("PRAGMA page_count");
    const auto pageSize = db.scalar("PRAGMA page_size");
    if (!pages)
        return pages.error();
    if (!pageSize)
        return pageSize.error();
    const qint64 size = QFileInfo(path).size();
    // With a log beside it the file may rightly be shorter than it says.
    if (QFileInfo(path + QStringLiteral("-wal")).size() == 0 && size < *pages * *pageSize)
        return damagedFile(path, QStringLiteral("%1 bytes instead of %2").arg(size).arg(*pages * *pageSize));
    if (size > kCheckWhole)
        return {};
    auto check = db.prepare("PRAGMA quick_check(1)");
    if (!check)
        return check.error();
    const auto row = check->step();
    if (!row)
        return row.error();
    if (*row && check->text(0) != QLatin1String("ok"))
        return damagedFile(path, check->text(0));
    return {};
}

Opening openingOf(const Error &error)
{
    return error.code == ErrorCode::Unsupported ? Opening::TooNew : Opening::Damaged;
}

// Stays damaged also for "the disk refuses": the console must not start either way; the error says which.
StoreDirectory::Answer refused(Opening opening, Error error)
{
    return StoreDirectory::Answer{opening, nullptr, std::move(error), {}};
}

struct OpenedDb {
    Db db;
    Migrated migrated;
};

Result<OpenedDb> openChecked(const QString &path, DbKind kind, const QString &backupDir, UtcTime now)
{
    const bool existed = QFileInfo(path).size() > 0;
    auto db = Db::open(path, Db::Mode::ReadWrite);
    if (!db)
        return db.error();
    if (existed) {
        if (const auto sound = checkShape(*db); !sound)
            return sound.error();
    }
    auto migrated = migrate(*db, kind, backupDir, now);
    if (!migrated)
        return migrated.error();
    if (migrated->answer == MigrationAnswer::TooNew)
        return failure(ErrorCode::Unsupported, say("This store was made by a newer Gantry. Update this console; nothing was changed."), path);
    return OpenedDb{std::move(*db), *migrated};
}

Result<QString> metaValue(Db &db, const char *key)
{
    auto stmt = db.prepare("SELECT v FROM meta WHERE k = ?");
    if (!stmt)
        return stmt.error();
    stmt->bind(1, std::string_view(key));
    const auto row = stmt->step();
    if (!row)
        return row.error();
    return *row ? stmt->text(0) : QString();
}

Result<> setMeta(Db &db, const char *key, const QString &value)
{
    auto stmt = db.prepare("INSERT INTO meta (k, v) VALUES (?, ?) ON CONFLICT (k) DO NOTHING");
    if (!stmt)
        return stmt.error();
    stmt->bind(1, std::string_view(key)).bind(2, value);
    return stmt->run();
}

// "purpose" is written once, when the store is made, and never again.
Result<> describeStore(Db &profile, Purpose purpose, UtcTime now)
{
    auto transaction = Transaction::begin(profile);
    if (!transaction)
        return transaction.error();
    const QString word = purpose == Purpose::Rehearsal ? QStringLiteral("rehearsal") : QStringLiteral("race");
    for (const auto &[key, value] : {std::pair<const char *, QString>{"purpose", word}, {"device", Id128::random().toString()}, {"created_us", QString::number(qint64(toUs(now)))}}) {
        if (const auto done = setMeta(profile, key, value); !done)
            return done;
    }
    return transaction->commit();
}

Error heldBy(const QLockFile &lock)
{
    qint64 pid = 0;
    QString host, app;
    if (lock.getLockInfo(&pid, &host, &app))
        return failure(ErrorCode::Conflict, say("Another console (%1, process %2) has this store open. Close it, or choose another store.").arg(app).arg(pid), host);
    return failure(ErrorCode::Conflict, say("Another console has this store open. Close it, or choose another store."));
}

} // namespace

StoreDirectory::Answer StoreDirectory::open(const QString &path, const Clock &clock, Purpose purpose)
{
    const QString backups = QDir(path).filePath(QStringLiteral("backups"));
    for (const QString &dir : {path, QDir(path).filePath(QStringLiteral("events")), backups}) {
        if (!QDir().mkpath(dir))
            return refused(Opening::Damaged, failure(ErrorCode::Io, say("The folder %1 cannot be made. Check the disk and your rights.").arg(dir)));
    }
    std::unique_ptr<StoreDirectory> store(new StoreDirectory);
    store->m_path = QFileInfo(path).canonicalFilePath();
    store->m_lock = std::make_unique<QLockFile>(store->path() + QStringLiteral("/console.lock"));
    store->m_lock->setStaleLockTime(0); // a console that runs for days is not stale
    // The second try takes over from a console that was killed or lost its power: removing works only when nobody lives.
    if (!store->m_lock->tryLock(0)) {
        if (store->m_lock->error() == QLockFile::PermissionError)
            return refused(Opening::Damaged, failure(ErrorCode::Io, say("The folder %1 may not be written. Check your rights.").arg(path)));
        if (!store->m_lock->removeStaleLockFile() || !store->m_lock->tryLock(0))
            return refused(Opening::Held, heldBy(*store->m_lock));
    }
    const UtcTime now = clock.now();
    auto profile = openChecked(store->profilePath(), DbKind::Profile, backups, now);
    if (!profile)
        return refused(openingOf(profile.error()), profile.error());
    auto capture = openChecked(store->capturePath(), DbKind::Capture, backups, now);
    if (!capture)
        return refused(openingOf(capture.error()), capture.error());
    store->m_profile = std::move(profile->db);
    if (const auto done = describeStore(store->m_profile, purpose, now); !done)
        return refused(Opening::Damaged, done.error());
    const auto word = metaValue(store->m_profile, "purpose");
    const auto device = metaValue(store->m_profile, "device");
    if (!word || !device)
        return refused(Opening::Damaged, (word ? device : word).error());
    store->m_rehearsal = *word == QLatin1String("rehearsal");
    store->m_device = Id128::parse(*device).value_or(Id128{});
    Answer answer{Opening::Current, nullptr, {}, {}};
    if (profile->migrated.answer == MigrationAnswer::Created && capture->migrated.answer == MigrationAnswer::Created)
        answer.opening = Opening::Created;
    else if (profile->migrated.answer == MigrationAnswer::Upgraded || capture->migrated.answer == MigrationAnswer::Upgraded)
        answer.opening = Opening::Upgraded;
    answer.backup = capture->migrated.backup.isEmpty() ? profile->migrated.backup : capture->migrated.backup;
    answer.store = std::move(store);
    return answer;
}

StoreDirectory::~StoreDirectory() = default;

QString StoreDirectory::capturePath() const
{
    return m_path + QStringLiteral("/capture.db");
}

QString StoreDirectory::profilePath() const
{
    return m_path + QStringLiteral("/profile.db");
}

QString StoreDirectory::backupPath() const
{
    return m_path + QStringLiteral("/backups");
}

QString StoreDirectory::eventPath(const Id128 &event) const
{
    return m_path + QStringLiteral("/events/") + event.toString() + QStringLiteral(".db");
}

QString StoreDirectory::controlSocketName(const QString &path)
{
    // The store may not exist yet: resolve links in the part that does.
    QString existing = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    QString rest;
    while (!QFileInfo::exists(existing) && existing.size() > 1) {
        rest = u'/' + QFileInfo(existing).fileName() + rest;
        existing = QFileInfo(existing).path();
    }
    const QString real = QFileInfo(existing).canonicalFilePath() + rest;
    const QByteArray digest = QCryptographicHash::hash(real.toUtf8(), QCryptographicHash::Sha256).toHex();
    return QStringLiteral("gantry-") + QString::fromLatin1(digest.left(20));
}

Result<std::vector<EventInfo>> StoreDirectory::events() const
{
    auto rows = m_profile.prepare("SELECT id, name, rehearsal, created_us FROM event ORDER BY created_us, id");
    if (!rows)
        return rows.error();
    std::vector<EventInfo> out;
    for (;;) {
        const auto row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            return out;
        const auto id = Id128::fromBytes(rows->blob(0));
        if (!id)
            return damagedFile(m_profile.path(), QStringLiteral("an event id is not 16 bytes"));
        out.push_back({*id, rows->text(1), eventPath(*id), rows->integer(2) != 0, fromUs(rows->integer(3))});
    }
}

Result<> StoreDirectory::noteEvent(const EventInfo &info)
{
    auto stmt = m_profile.prepare("INSERT INTO event (id, name, rehearsal, created_us) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name");
    if (!stmt)
        return stmt.error();
    stmt->bindBlob(1, info.id.toBytes()).bind(2, info.name).bind(3, std::int64_t(info.rehearsal)).bind(4, toUs(info.createdAt));
    return stmt->run();
}

Result<std::optional<Id128>> StoreDirectory::chosenEvent() const
{
    const auto text = metaValue(m_profile, "chosen_event");
    if (!text)
        return text.error();
    return std::optional<Id128>(Id128::parse(*text));
}

Result<> StoreDirectory::chooseEvent(const Id128 &event)
{
    auto stmt = m_profile.prepare("INSERT INTO meta (k, v) VALUES ('chosen_event', ?) ON CONFLICT (k) DO UPDATE SET v = excluded.v");
    if (!stmt)
        return stmt.error();
    stmt->bind(1, event.toString());
    return stmt->run();
}

} // namespace gantry::store
