// SPDX-License-Identifier: Apache-2.0
#pragma once
// The ops of a log as commands: what one person did at once. Undo, redo and the history speak of these. Everything here follows
// from the ops, so it is the same after a restart. Lives beside its fold on gantry-score.

#include "core/engine/history/historyrow.h"
#include "core/log/fold.h"

#include <functional>
#include <unordered_map>
#include <vector>

namespace gantry::engine {

struct CommandEntry {
    Id128 id;               // of its first op: what undo, redo and history take
    std::vector<Id128> ops; // in the order they were made
    log::Deed deed = log::Deed::Do;
    bool changes = false;   // has an op that is more than a note
};

class CommandLog {
public:
    using Active = std::function<bool(const Id128 &op)>;

    // The op was just applied to the fold. Returns the commands that look different now, itself first.
    std::vector<std::size_t> add(const log::Op &op, const log::Fold &fold);

    std::size_t size() const { return m_entries.size(); }
    const CommandEntry &entry(std::size_t i) const { return m_entries[i]; }
    std::optional<std::size_t> of(const Id128 &op) const; // the command that an op belongs to

    static Standing standing(const Active &active, const CommandEntry &entry);
    // The active retractions that keep this op from being in force.
    std::vector<Id128> takenBackBy(const Active &active, const Id128 &op) const;
    const std::vector<Id128> &retractionsOf(const Id128 &op) const; // active or not
    // The newest command in force that is not itself an undo or redo; what Ctrl+Z takes back.
    std::optional<std::size_t> undoTarget(const Active &active) const;
    // The newest taking back, when nothing else was done after it; what Ctrl+Y puts back.
    std::optional<std::size_t> redoTarget(const Active &active) const;

private:
    Id128 firstOf(const log::Op &op);
    struct Last {
        Id128 first;
        std::size_t ops = 0;
    };
    std::vector<CommandEntry> m_entries;
    std::unordered_map<Id128, std::uint32_t> m_byOp;
    std::unordered_map<Id128, std::vector<Id128>> m_retractions; // target → ops that retract it
    std::unordered_map<Id128, Last> m_lastOf;                    // writer → its newest command, for logs without "c"
};

// The n-th op of the command that begins with `first`.
Id128 opIdOf(const Id128 &first, std::size_t n);

} // namespace gantry::engine
