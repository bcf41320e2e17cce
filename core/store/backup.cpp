// SPDX-License-Identifier: Apache-2.0
#include "core/store/backup.h"

#include "core/base/text.h"
#include "core/store/sqlite.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>
#include <set>

#include <fcntl.h>
#include <unistd.h>

namespace gantry::store {

namespace {

const QString kManifest = QStringLiteral("manifest.json");
const QString kPartial = QStringLiteral(".partial");

void flushFolder(const QString &path)
{
    if (const int fd = open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY); fd >= 0) {
        fsync(fd);
        close(fd);
    }
}

struct Counted {
    std::int64_t reads = 0, ops = 0;
};

Result<Counted> countEvent(Db &db)
{
    const auto reads = db.scalar("SELECT count(*) FROM read");
    const auto ops = db.scalar("SELECT count(*) FROM op");
    if (!reads || !ops)
        return (reads ? ops : reads).error();
    return Counted{*reads, *ops};
}

Result<> sound(Db &db)
{
    auto check = db.prepare("PRAGMA quick_check(1)");
    if (!check)
        return check.error();
    const auto row = check->step();
    if (!row)
        return row.error();
    if (*row && check->text(0) != u"ok")
        return failure(ErrorCode::Corrupt, say("The copy %1 is damaged.").arg(QFileInfo(db.path()).fileName()), check->text(0));
    return {};
}

// One file; what is in the copy of an event, and at least what was in the original before.
Result<Counted> copyFile(const QString &from, const QString &to, bool isEvent)
{
    auto source = Db::open(from, Db::Mode::ReadOnly);
    if (!source)
        return source.error();
    Counted before;
    if (isEvent) {
        const auto counted = countEvent(*source);
        if (!counted)
            return counted.error();
        before = *counted;
    }
    if (auto copied = source->backupTo(to); !copied)
        return copied.error();
    auto copy = Db::open(to, Db::Mode::ReadOnly);
    if (!copy)
        return copy.error();
    if (auto good = sound(*copy); !good)
        return good.error();
    if (!isEvent)
        return Counted{};
    const auto after = countEvent(*copy);
    if (after && (after->reads < before.reads || after->ops < before.ops))
        return failure(ErrorCode::Corrupt, say("The copy of %1 holds %2 reads instead of %3.").arg(QFileInfo(from).fileName()).arg(after->reads).arg(before.reads));
    return after;
}

std::int64_t sizeOf(const QString &dir)
{
    std::int64_t bytes = 0;
    for (const QFileInfo &f : QDir(dir).entryInfoList(QDir::Files))
        bytes += f.size();
    for (const QFileInfo &f : QDir(dir + QStringLiteral("/events")).entryInfoList(QDir::Files))
        bytes += f.size();
    return bytes;
}

// A read-only look at a WAL file leaves its helpers behind.
void dropHelpers(const QString &dir)
{
    for (const QString &sub : {dir, dir + QStringLiteral("/events")})
        for (const QFileInfo &f : QDir(sub).entryInfoList({QStringLiteral("*-wal"), QStringLiteral("*-shm")}, QDir::Files))
            QFile::remove(f.absoluteFilePath());
}

std::optional<BackupCopy> readManifest(const QString &path, QString *storeId = nullptr)
{
    QFile file(path + u'/' + kManifest);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject o = QJsonDocument::fromJson(file.readAll()).object();
    if (o[QStringLiteral("schema")] != QStringLiteral("gantry.backup/1"))
        return std::nullopt;
    BackupCopy copy;
    copy.path = path;
    copy.madeAt = fromUs(o[QStringLiteral("made_us")].toString().toLongLong());
    copy.reads = o[QStringLiteral("reads")].toInteger();
    copy.ops = o[QStringLiteral("ops")].toInteger();
    copy.events = o[QStringLiteral("events")].toInteger();
    copy.bytes = o[QStringLiteral("bytes")].toInteger();
    if (storeId)
        *storeId = o[QStringLiteral("store")].toString();
    return copy;
}

Result<> writeManifest(const BackupCopy &copy, const QString &dir, const QString &storeId)
{
    QFile file(dir + u'/' + kManifest);
    const QByteArray text = QJsonDocument(QJsonObject{{QStringLiteral("schema"), QStringLiteral("gantry.backup/1")},
                                                      {QStringLiteral("store"), storeId},
                                                      {QStringLiteral("made"), formatUtc(copy.madeAt)},
                                                      {QStringLiteral("made_us"), QString::number(toUs(copy.madeAt))},
                                                      {QStringLiteral("reads"), qint64(copy.reads)},
                                                      {QStringLiteral("ops"), qint64(copy.ops)},
                                                      {QStringLiteral("events"), qint64(copy.events)},
                                                      {QStringLiteral("bytes"), qint64(copy.bytes)}})
                                .toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.flush() || fsync(file.handle()) != 0)
        return failure(ErrorCode::Io, say("%1 cannot be written: %2").arg(file.fileName(), file.errorString()));
    return {};
}

// The events first: what they mean is then surely among the bytes that are copied after them.
Result<> copyAll(const QString &store, const QString &dir, BackupCopy &copy, const std::function<bool()> &cancelled)
{
    const auto events = QDir(store + QStringLiteral("/events")).entryInfoList({QStringLiteral("*.db")}, QDir::Files, QDir::Name);
    for (const QFileInfo &event : events) {
        if (cancelled && cancelled())
            return failure(ErrorCode::Cancelled, say("Cancelled."));
        const auto counted = copyFile(event.absoluteFilePath(), dir + QStringLiteral("/events/") + event.fileName(), true);
        if (!counted)
            return counted.error();
        copy.reads += counted->reads;
        copy.ops += counted->ops;
        ++copy.events;
    }
    for (const char *name : {"profile.db", "capture.db"}) {
        if (cancelled && cancelled())
            return failure(ErrorCode::Cancelled, say("Cancelled."));
        const QString file = QStringLiteral("/") + QLatin1String(name);
        if (const auto counted = copyFile(store + file, dir + file, false); !counted)
            return counted.error();
    }
    return {};
}

} // namespace

Result<QString> storeIdOf(const QString &store)
{
    auto db = Db::open(store + QStringLiteral("/profile.db"), Db::Mode::ReadOnly);
    if (!db)
        return db.error();
    auto stmt = db->prepare("SELECT v FROM meta WHERE k = 'device'");
    if (!stmt)
        return stmt.error();
    const auto row = stmt->step();
    if (!row)
        return row.error();
    return *row ? stmt->text(0).left(8) : QStringLiteral("00000000");
}

Result<BackupCopy> backupStore(const QString &store, const QString &to, UtcTime now, const std::function<bool()> &cancelled)
{
    const auto started = std::chrono::steady_clock::now();
    const auto id = storeIdOf(store);
    if (!id)
        return id.error();
    BackupCopy copy;
    copy.madeAt = now;
    QString stamp = formatUtc(std::chrono::floor<std::chrono::seconds>(now));
    copy.path = QDir(to).absoluteFilePath(QStringLiteral("gantry-%1-%2").arg(*id, stamp.replace(u':', u'-')));
    for (int n = 2; QFileInfo::exists(copy.path); ++n) // twice in one second
        copy.path = QDir(to).absoluteFilePath(QStringLiteral("gantry-%1-%2-%3").arg(*id, stamp).arg(n));
    const QString dir = copy.path + kPartial;
    QDir(dir).removeRecursively();
    if (!QDir().mkpath(dir + QStringLiteral("/events")))
        return failure(ErrorCode::Io, say("%1 cannot be written. Check the stick or the disk.").arg(to));
    Result<> done = copyAll(store, dir, copy, cancelled);
    if (done) {
        dropHelpers(dir);
        copy.bytes = sizeOf(dir);
        done = writeManifest(copy, dir, *id);
    }
    if (done) {
        flushFolder(dir + QStringLiteral("/events"));
        flushFolder(dir);
        if (!QDir().rename(dir, copy.path))
            done = failure(ErrorCode::Io, say("The copy %1 could not be put in place.").arg(copy.path));
        flushFolder(to);
    }
    if (!done) {
        QDir(dir).removeRecursively();
        return done.error();
    }
    copy.took = std::chrono::duration_cast<Micros>(std::chrono::steady_clock::now() - started);
    return copy;
}

std::vector<BackupCopy> backupsIn(const QString &place, const QString &storeId)
{
    std::vector<BackupCopy> out;
    for (const QFileInfo &f : QDir(place).entryInfoList({QStringLiteral("gantry-*")}, QDir::Dirs | QDir::NoDotAndDotDot)) {
        QString id;
        if (f.fileName().endsWith(kPartial))
            continue;
        if (const auto copy = readManifest(f.absoluteFilePath(), &id); copy && (storeId.isEmpty() || id == storeId))
            out.push_back(*copy);
    }
    std::sort(out.begin(), out.end(), [](const auto &a, const auto &b) { return a.madeAt != b.madeAt ? a.madeAt > b.madeAt : a.path > b.path; });
    return out;
}

int pruneBackups(const QString &place, const QString &storeId, UtcTime now, const BackupKeep &keep)
{
    int gone = 0, number = 0;
    std::set<std::int64_t> hours;
    for (const BackupCopy &copy : backupsIn(place, storeId)) {
        const std::int64_t hour = std::chrono::floor<std::chrono::hours>(copy.madeAt).time_since_epoch().count();
        const bool recent = number++ < std::max(1, keep.newest);
        const bool hourly = now - copy.madeAt < std::chrono::hours(keep.hours) && hours.insert(hour).second;
        if (!recent && !hourly && QDir(copy.path).removeRecursively())
            ++gone;
    }
    // What a pulled stick or a crash left half done.
    for (const QFileInfo &f : QDir(place).entryInfoList({QStringLiteral("gantry-%1-*%2").arg(storeId, kPartial)}, QDir::Dirs))
        QDir(f.absoluteFilePath()).removeRecursively();
    return gone;
}

Result<BackupCopy> checkBackup(const QString &path)
{
    const auto manifest = readManifest(path);
    if (!manifest)
        return failure(ErrorCode::InvalidInput, say("%1 is not a copy that Gantry made.").arg(path));
    Counted all;
    std::int64_t events = 0;
    for (const QFileInfo &f : QDir(path + QStringLiteral("/events")).entryInfoList({QStringLiteral("*.db")}, QDir::Files)) {
        auto db = Db::open(f.absoluteFilePath(), Db::Mode::ReadOnly);
        if (!db)
            return db.error();
        if (auto good = sound(*db); !good)
            return good.error();
        const auto counted = countEvent(*db);
        if (!counted)
            return counted.error();
        all.reads += counted->reads;
        all.ops += counted->ops;
        ++events;
    }
    for (const char *name : {"/profile.db", "/capture.db"}) {
        auto db = Db::open(path + QLatin1String(name), Db::Mode::ReadOnly);
        if (!db)
            return db.error();
        if (auto good = sound(*db); !good)
            return good.error();
    }
    dropHelpers(path);
    if (all.reads != manifest->reads || all.ops != manifest->ops || events != manifest->events)
        return failure(ErrorCode::Corrupt, say("%1 holds %2 reads instead of %3. Take an older copy.").arg(path).arg(all.reads).arg(manifest->reads));
    return *manifest;
}

Result<BackupCopy> restoreBackup(const QString &copy, const QString &store)
{
    QFileInfo info(copy);
    if (!info.exists())
        return failure(ErrorCode::NotFound, say("%1 is not there.").arg(copy));
    QString from = info.isDir() ? info.absoluteFilePath() : info.absolutePath();
    if (QFileInfo(from).fileName() == u"events")
        from = QFileInfo(from).absolutePath();
    if (QFileInfo::exists(store + QStringLiteral("/profile.db")))
        return failure(ErrorCode::Conflict, say("%1 is a store already; nothing is overwritten. Add --as-copy, or name a new place with --store.").arg(store));
    auto good = checkBackup(from);
    if (!good)
        return good;
    const QString partial = QDir(store).absolutePath() + kPartial;
    QDir(partial).removeRecursively();
    bool copied = QDir().mkpath(partial + QStringLiteral("/events"));
    QStringList files{QStringLiteral("profile.db"), QStringLiteral("capture.db")};
    for (const QString &f : QDir(from + QStringLiteral("/events")).entryList({QStringLiteral("*.db")}, QDir::Files))
        files << QStringLiteral("events/") + f;
    for (const QString &f : files)
        copied = copied && QFile::copy(from + u'/' + f, partial + u'/' + f) && QFile::setPermissions(partial + u'/' + f, QFile::ReadOwner | QFile::WriteOwner);
    copied = copied && (!QFileInfo::exists(store) || QDir().rmdir(store)) && QDir().rename(partial, store);
    if (!copied) {
        QDir(partial).removeRecursively();
        return failure(ErrorCode::Io, say("%1 cannot be written. Check the disk, and that the folder is empty.").arg(store));
    }
    good->path = store;
    return good;
}

} // namespace gantry::store
