// SPDX-License-Identifier: Apache-2.0
#pragma once
// `gantryctl verify`: is everything there, and is it what it says?

#include "core/base/result.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <functional>

namespace gantry::store {

struct VerifyReport {
    QStringList problems;   // empty = clean
    QStringList notes;      // not wrong, worth knowing (a session cut by a crash)
    QJsonObject counts;     // sessions, chunks, bytes, events, ops, reads, guns, malformed, undecoded_bytes…
    bool clean() const { return problems.isEmpty(); }
};

// Opens everything read-only. Checks: SQLite's own integrity check; migration checksums; chunks of a session contiguous, with
// the right digest; every read's content id recomputed and its bytes found in capture.db and decoded again to the same
// read; ops parse, unique ids, retracted ops exist; personal references resolve (or are erased).
// Also works beside a running console. `progress` gets 0..100, returns false to cancel.
Result<VerifyReport> verifyStore(const QString &path, const std::function<bool(int)> &progress = {});

} // namespace gantry::store
