// SPDX-License-Identifier: Apache-2.0
#pragma once
// Restore points: a name for a moment of the log, and going back to one. Reads are never taken back.

#include "core/engine/eventactor.h"

namespace gantry::engine {

struct RestorePlan {
    QString target;                   // "Before the swap, 10:31:07"
    std::vector<std::size_t> commands; // that are taken back, in full or in part, newest first
    std::vector<Id128> ops;            // whose retraction does it
    std::size_t readerGuns = 0;       // kept: starts that a reader recorded
};

OpDraft restorePointDraft(const QString &name);
// `where`: a restore point's name, an op's id (or its first 6 characters), or a time. What is named itself stays in force.
Result<RestorePlan> planRestore(const EventActor &actor, const QString &where, bool withReaderGuns);

} // namespace gantry::engine
