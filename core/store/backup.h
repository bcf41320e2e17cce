// SPDX-License-Identifier: Apache-2.0
#pragma once
// Copies of a store, and back. A copy is a folder that is a store itself: profile.db, capture.db, events/, and manifest.json
// which says what is in it. It is made under a working name, checked (integrity, number of reads), flushed, and only then
// renamed: what has the name of a copy is a good one. Works beside a running console and never holds up its writer: SQLite
// copies from a snapshot on a connection of its own.

#include "core/base/result.h"
#include "core/base/time.h"

#include <QJsonObject>
#include <QString>

#include <functional>
#include <vector>

namespace gantry::store {

struct BackupCopy {
    QString path;             // of the folder
    UtcTime madeAt;
    std::int64_t reads = 0, ops = 0, events = 0, bytes = 0;
    Micros took{0};
};

struct BackupKeep {
    int newest = 5; // and one for each of so many hours
    int hours = 24;
};

// Folders are called "gantry-<first 8 of the store's id>-2026-05-30T09-00-00Z". `cancelled` is asked between files.
Result<BackupCopy> backupStore(const QString &store, const QString &to, UtcTime now, const std::function<bool()> &cancelled = {});
// The copies of this store in a place, newest first (empty `storeId`: of any).
std::vector<BackupCopy> backupsIn(const QString &place, const QString &storeId = {});
// Takes away what `keep` does not ask for; never the newest one. How many went.
int pruneBackups(const QString &place, const QString &storeId, UtcTime now, const BackupKeep &keep);
// Reads a copy through: every file's integrity, and the numbers in its manifest.
Result<BackupCopy> checkBackup(const QString &path);
// Puts a copy (its folder, or any file of it) where there is no store yet. Conflict when there is one: nothing is overwritten.
Result<BackupCopy> restoreBackup(const QString &copy, const QString &store);
Result<QString> storeIdOf(const QString &store); // 8 hex digits

} // namespace gantry::store
