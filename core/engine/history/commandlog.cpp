// SPDX-License-Identifier: Apache-2.0
#include "core/engine/history/commandlog.h"

#include <algorithm>

namespace gantry::engine {

using log::Deed;

Id128 opIdOf(const Id128 &first, std::size_t n)
{
    return n == 0 ? first : Id128::fromName(first, "op|" + QByteArray::number(qulonglong(n)));
}

// Ops of older logs do not name their command: there, a writer's ops of one command follow each other, and their ids too.
Id128 CommandLog::firstOf(const log::Op &op)
{
    Last &last = m_lastOf[op.stamp.writer];
    Id128 first = op.command;
    if (first.isNull() && op.text.isEmpty() && last.ops > 0 && opIdOf(last.first, last.ops) == op.id)
        first = last.first;
    if (first.isNull())
        first = op.id;
    last = first == last.first ? Last{first, last.ops + 1} : Last{first, 1};
    return first;
}

std::vector<std::size_t> CommandLog::add(const log::Op &op, const log::Fold &fold)
{
    if (m_byOp.contains(op.id))
        return {};
    const Id128 first = firstOf(op);
    const auto known = m_byOp.find(first);
    const std::size_t at = known == m_byOp.end() ? m_entries.size() : known->second;
    if (at == m_entries.size()) {
        m_entries.push_back({first, {}, op.deed, false});
        m_byOp[first] = std::uint32_t(at); // its first op may come later than this one
    }
    CommandEntry &entry = m_entries[at];
    entry.ops.push_back(op.id);
    entry.changes = entry.changes || op.kind != u"note";
    m_byOp[op.id] = std::uint32_t(at);
    std::vector<std::size_t> changed{at};
    if (op.kind != u"retract")
        return changed;
    // A retraction of a retraction frees what that one took back, and so on.
    const log::Op *from = &op;
    for (int steps = 0; steps < 64 && from && from->kind == u"retract"; ++steps) {
        const auto target = Id128::parse(from->instance);
        if (!target)
            break;
        if (from == &op)
            m_retractions[*target].push_back(op.id);
        if (const auto command = of(*target); command && std::find(changed.begin(), changed.end(), *command) == changed.end())
            changed.push_back(*command);
        from = fold.op(*target);
    }
    return changed;
}

std::optional<std::size_t> CommandLog::of(const Id128 &op) const
{
    const auto it = m_byOp.find(op);
    return it == m_byOp.end() ? std::nullopt : std::optional<std::size_t>(it->second);
}

Standing CommandLog::standing(const Active &isActive, const CommandEntry &entry)
{
    std::size_t active = 0;
    for (const Id128 &op : entry.ops)
        active += isActive(op);
    return active == entry.ops.size() ? Standing::InForce : active == 0 ? Standing::TakenBack : Standing::Partly;
}

namespace {

// Asked for each view, and the newest command may be a roster of 50,000: the first op in force is enough.
bool anyInForce(const CommandLog::Active &active, const CommandEntry &entry)
{
    return std::any_of(entry.ops.begin(), entry.ops.end(), active);
}

} // namespace

std::vector<Id128> CommandLog::takenBackBy(const Active &active, const Id128 &op) const
{
    std::vector<Id128> out;
    if (const auto it = m_retractions.find(op); it != m_retractions.end())
        std::copy_if(it->second.begin(), it->second.end(), std::back_inserter(out), [&](const Id128 &r) { return active(r); });
    return out;
}

const std::vector<Id128> &CommandLog::retractionsOf(const Id128 &op) const
{
    static const std::vector<Id128> none;
    const auto it = m_retractions.find(op);
    return it == m_retractions.end() ? none : it->second;
}

std::optional<std::size_t> CommandLog::undoTarget(const Active &active) const
{
    for (std::size_t i = m_entries.size(); i-- > 0;) {
        const CommandEntry &entry = m_entries[i];
        if (entry.deed == Deed::Do && entry.changes && anyInForce(active, entry))
            return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> CommandLog::redoTarget(const Active &active) const
{
    for (std::size_t i = m_entries.size(); i-- > 0;) {
        const CommandEntry &entry = m_entries[i];
        if (!entry.changes || entry.deed == Deed::Redo || !anyInForce(active, entry))
            continue;
        return entry.deed == Deed::Undo ? std::optional(i) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace gantry::engine
