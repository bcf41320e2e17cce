// SPDX-License-Identifier: Apache-2.0
#pragma once
// Numbered SQL files (resources/migrations/local/<kind>-NNNN-name.sql, embedded) bring a database to the current form.

#include "core/base/time.h"
#include "core/store/sqlite.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace gantry::store {

enum class DbKind { Profile = 1, Capture, Event };

enum class MigrationAnswer { Created = 1, Current, Upgraded, TooNew };

struct Migrated {
    MigrationAnswer answer;
    QString backup;
};

// Step n of a kind brings version n-1 to n. Steps are never edited once released: their checksum is recorded in every store.
struct MigrationStep {
    int version = 0;
    QString name;
    QByteArray sql;
};

std::vector<MigrationStep> builtInSteps(DbKind kind);

// Corrupt when a recorded checksum differs from the file that is built in, or the application id is another program's.
Result<Migrated> migrate(Db &db, DbKind kind, const QString &backupDir, UtcTime now);
// The same with steps of the caller's own.
Result<Migrated> migrate(Db &db, const std::vector<MigrationStep> &steps, DbKind kind, const QString &backupDir, UtcTime now);
// Read-only: application id, version and recorded checksums. Unsupported when the file is from a newer console.
Result<> checkMigrations(Db &db, DbKind kind);
int currentVersion(DbKind kind);

} // namespace gantry::store
