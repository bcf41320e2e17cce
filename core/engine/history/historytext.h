// SPDX-License-Identifier: Apache-2.0
#pragma once
// Ops in words: what changed, from what to what. All of it is read from the log.

#include "core/engine/eventstate.h"
#include "core/engine/history/commandlog.h"

namespace gantry::engine {

struct FieldChange {
    QString name, from, to; // an empty `from`: there was nothing
};

HistoryKind historyKind(const log::Fold &fold, const log::Op &op);
// "Bib 44" of an entrant, "DNF 44", "Gun of 5K/A": what an op is about and does, without its fields.
QString opText(const log::Fold &fold, const EventState &state, const log::Op &op);
std::vector<FieldChange> fieldChanges(const log::Fold &fold, const CommandLog &commands, const log::Op &op);
// A command without words of its own (an older log, or words that named somebody).
QString commandText(const log::Fold &fold, const EventState &state, const CommandLog &commands, const CommandEntry &entry);
// "● in force", "○ taken back"
QString standingText(Standing standing);

} // namespace gantry::engine
