// SPDX-License-Identifier: Apache-2.0
// EventActor: what an op's author had seen, and the runners of whom two people wrote different things.
#include "core/engine/entrants/rosterplan.h"
#include "core/engine/eventactor.h"

namespace gantry::engine {

namespace {

QString valueIn(const log::Op &op, const QString &field)
{
    if (const auto f = op.fields.find(field); f != op.fields.end())
        return fieldText(f->second.value);
    return fieldText(op.personalValues.value(field));
}

} // namespace

void EventActor::stampSeen(const OpDraft &draft, log::Op &op) const
{
    const log::EntityKey key{op.entity, op.instance};
    const auto fields = m_fold.fields(key);
    if (fields.empty())
        return; // new: there was nothing to see, and two laptops that import one file do not contradict each other
    const auto seen = [&](const QString &name) {
        if (const auto said = draft.seen.find(name); said != draft.seen.end())
            return said->second;
        const auto now = fields.find(name);
        return now == fields.end() ? log::Stamp{} : now->second.stamp;
    };
    for (auto &[name, value] : op.fields)
        value.seen = seen(name);
    for (auto it = op.personalValues.begin(); it != op.personalValues.end(); ++it)
        op.personalFields.push_back({it.key(), seen(it.key())});
}

void EventActor::noteConflicts(const std::set<log::EntityKey> &keys)
{
    for (const log::EntityKey &key : keys) {
        if (key.entity != u"entrant")
            continue;
        auto list = m_fold.conflicts(key);
        if (list.empty() && !m_conflicts.contains(key))
            continue;
        m_parts.conflicts.reset();
        if (list.empty())
            m_conflicts.erase(key);
        else
            m_conflicts[key] = std::move(list);
    }
}

std::shared_ptr<const std::vector<ConflictRow>> EventActor::conflictRows() const
{
    auto rows = std::make_shared<std::vector<ConflictRow>>();
    for (const auto &[key, list] : m_conflicts)
        for (const log::Conflict &c : list) {
            const log::Op *winner = m_fold.op(c.winner), *loser = m_fold.op(c.loser);
            const auto id = Id128::parse(key.instance);
            if (!winner || !loser || !id)
                continue;
            ConflictRow row;
            row.entrant = *id;
            row.index = m_state.entrantById(*id).value_or(EntrantIdx(-1));
            row.field = c.field;
            row.value = valueIn(*winner, c.field);
            row.other = valueIn(*loser, c.field);
            row.author = winner->author;
            row.otherAuthor = loser->author;
            row.winner = c.winner;
            row.loser = c.loser;
            if (row.index.value() >= 0 && m_state.entrants()[std::size_t(row.index.value())].alive)
                rows->push_back(std::move(row));
        }
    return rows;
}

} // namespace gantry::engine
