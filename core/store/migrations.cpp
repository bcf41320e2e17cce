// SPDX-License-Identifier: Apache-2.0
#include "core/store/migrations.h"

#include "core/base/text.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

// The data sits in a static library; without this call the linker would leave it out. The macro must stand outside of
// any namespace.
static void linkEmbeddedFiles()
{
    Q_INIT_RESOURCE(gantry_data);
}

namespace gantry::store {

namespace {

struct KindFacts {
    const char *prefix;
    std::int64_t applicationId; // "GtPr", "GtCa", "GtEv"
};

KindFacts factsOf(DbKind kind)
{
    switch (kind) {
    case DbKind::Profile:
        return {"profile", 0x47745072};
    case DbKind::Capture:
        return {"capture", 0x47744361};
    case DbKind::Event:
        break;
    }
    return {"event", 0x47744576};
}

QByteArray checksumOf(const MigrationStep &step)
{
    return QCryptographicHash::hash(step.sql, QCryptographicHash::Sha256);
}

Error damaged(const Db &db, const QString &detail)
{
    return failure(ErrorCode::Corrupt, say("The file %1 is not what this console wrote. Restore the newest backup.").arg(QFileInfo(db.path()).fileName()),
                   db.path() + QStringLiteral(": ") + detail);
}

Result<> checkRecorded(Db &db, const std::vector<MigrationStep> &steps, std::int64_t version)
{
    auto rows = db.prepare("SELECT version, checksum FROM migration ORDER BY version");
    if (!rows)
        return rows.error().code == ErrorCode::Unexpected ? damaged(db, QStringLiteral("no migration table")) : rows.error();
    std::int64_t seen = 0;
    for (;;) {
        const auto row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        ++seen;
        if (rows->integer(0) != seen || seen > version)
            return damaged(db, QStringLiteral("migration %1 is recorded at place %2").arg(rows->integer(0)).arg(seen));
        if (rows->blob(1) != checksumOf(steps[std::size_t(seen - 1)]))
            return damaged(db, QStringLiteral("the checksum of migration %1 differs").arg(seen));
    }
    if (seen != version)
        return damaged(db, QStringLiteral("version %1 with %2 recorded migrations").arg(version).arg(seen));
    return {};
}

Result<> applyStep(Db &db, const KindFacts &facts, const MigrationStep &step, UtcTime now)
{
    auto transaction = Transaction::begin(db);
    if (!transaction)
        return transaction.error();
    if (const auto done = db.exec("CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, "
                                  "checksum BLOB NOT NULL, applied_us INTEGER NOT NULL) STRICT");
        !done)
        return done;
    if (const auto done = db.exec(step.sql.constData()); !done)
        return done;
    auto note = db.prepare("INSERT INTO migration VALUES (?, ?, ?, ?)");
    if (!note)
        return note.error();
    note->bind(1, std::int64_t(step.version)).bind(2, step.name).bindBlob(3, checksumOf(step)).bind(4, toUs(now));
    if (const auto done = note->run(); !done)
        return done;
    const QByteArray marks = "PRAGMA application_id=" + QByteArray::number(qint64(facts.applicationId)) + "; PRAGMA user_version=" + QByteArray::number(step.version);
    if (const auto done = db.exec(marks.constData()); !done)
        return done;
    return transaction->commit();
}

Result<QString> copyBefore(Db &db, const QString &backupDir, std::int64_t version, UtcTime now)
{
    if (!QDir().mkpath(backupDir))
        return failure(ErrorCode::Io, say("The folder %1 for backups cannot be made.").arg(backupDir));
    const QFileInfo file(db.path());
    const QString stamp = formatUtc(std::chrono::floor<std::chrono::seconds>(now)).remove(u':').remove(u'-');
    const QString path = QDir(backupDir).filePath(QStringLiteral("%1-v%2-%3.db").arg(file.completeBaseName()).arg(version).arg(stamp));
    if (const auto done = db.backupTo(path); !done)
        return done.error();
    return path;
}

} // namespace

std::vector<MigrationStep> builtInSteps(DbKind kind)
{
    linkEmbeddedFiles();
    const QDir dir(QStringLiteral(":/gantry/migrations/local"));
    const QString prefix = QLatin1String(factsOf(kind).prefix) + u'-';
    std::vector<MigrationStep> steps;
    for (const QString &name : dir.entryList({prefix + QStringLiteral("*.sql")}, QDir::Files, QDir::Name)) {
        QFile file(dir.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            steps.push_back({name.mid(prefix.size(), 4).toInt(), QFileInfo(name).completeBaseName(), file.readAll()});
    }
    return steps;
}

Result<Migrated> migrate(Db &db, const std::vector<MigrationStep> &steps, DbKind kind, const QString &backupDir, UtcTime now)
{
    const KindFacts facts = factsOf(kind);
    const auto version = db.scalar("PRAGMA user_version");
    const auto application = db.scalar("PRAGMA application_id");
    const auto tables = db.scalar("SELECT count(*) FROM sqlite_master");
    for (const auto *r : {&version, &application, &tables}) {
        if (!*r)
            return r->error();
    }
    const bool fresh = *version == 0 && *application == 0 && *tables == 0;
    if (!fresh && *application != facts.applicationId)
        return damaged(db, QStringLiteral("application id %1").arg(*application, 0, 16));
    const auto target = std::int64_t(steps.size());
    if (*version > target)
        return Migrated{MigrationAnswer::TooNew, {}};
    if (!fresh) {
        if (const auto checked = checkRecorded(db, steps, *version); !checked)
            return checked.error();
    }
    if (*version == target)
        return Migrated{MigrationAnswer::Current, {}};
    Migrated out{fresh ? MigrationAnswer::Created : MigrationAnswer::Upgraded, {}};
    if (!fresh) {
        const auto copy = copyBefore(db, backupDir, *version, now);
        if (!copy)
            return copy.error();
        out.backup = *copy;
    }
    for (auto i = std::size_t(*version); i < steps.size(); ++i) {
        if (const auto done = applyStep(db, facts, steps[i], now); !done)
            return done.error();
    }
    return out;
}

Result<Migrated> migrate(Db &db, DbKind kind, const QString &backupDir, UtcTime now)
{
    return migrate(db, builtInSteps(kind), kind, backupDir, now);
}

Result<> checkMigrations(Db &db, DbKind kind)
{
    const auto steps = builtInSteps(kind);
    const auto version = db.scalar("PRAGMA user_version");
    const auto application = db.scalar("PRAGMA application_id");
    if (!version)
        return version.error();
    if (!application)
        return application.error();
    if (*application != factsOf(kind).applicationId)
        return damaged(db, QStringLiteral("application id %1").arg(*application, 0, 16));
    if (*version > std::int64_t(steps.size()))
        return failure(ErrorCode::Unsupported, say("The file %1 comes from a newer Gantry. Update this console.").arg(QFileInfo(db.path()).fileName()));
    return checkRecorded(db, steps, *version);
}

int currentVersion(DbKind kind)
{
    return int(builtInSteps(kind).size());
}

} // namespace gantry::store
