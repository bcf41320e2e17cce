// SPDX-License-Identifier: Apache-2.0
#pragma once
// Numbered SQL files (resources/migrations/local/<kind>-NNNN-name.sql, embedded) bring a database to the current form.

#include "core/base/time.h"
#include "core/store/sqlite.h"

#include <QString>

namespace gantry::store {

enum class DbKind { Profile = 1, Capture, Event };

enum class MigrationAnswer { Created = 1, Current, Upgraded, TooNew };

struct Migrated {
    MigrationAnswer answer;
    QString backup;
};

// Corrupt when a recorded checksum differs from the file that is built in, or the application id is another program's.
Result<Migrated> migrate(Db &db, DbKind kind, const QString &backupDir, UtcTime now);
int currentVersion(DbKind kind);

} // namespace gantry::store
