// SPDX-License-Identifier: Apache-2.0
// EventActor: commands in and out of the log; undo and redo of any of them, at any time.
#include "core/engine/eventactor.h"

#include "core/base/text.h"
#include "core/engine/history/historytext.h"

#include <QJsonArray>

#include <algorithm>

namespace gantry::engine {

using log::Deed;

namespace {

// What stays in the log for ever must not name a person: names lie beside it, where they can be erased.
bool namesSomebody(const QString &text, const std::vector<OpDraft> &drafts)
{
    for (const OpDraft &d : drafts)
        for (const char *field : {"first_name", "last_name"})
            if (const QString name = d.personal.value(QLatin1String(field)).toString().trimmed(); name.size() > 1 && text.contains(name, Qt::CaseInsensitive))
                return true;
    return false;
}

Error nothing(const QString &message)
{
    return failure(ErrorCode::InvalidInput, message);
}

} // namespace

bool EventActor::inForce(const Id128 &op) const
{
    if (!m_fold.isActive(op))
        return false;
    return std::none_of(m_retracting.begin(), m_retracting.end(), [&](const auto &r) { return std::find(r.second.begin(), r.second.end(), op) != r.second.end(); });
}

Id128 EventActor::send(std::vector<OpDraft> drafts, Command command, Deed deed)
{
    store::EventBatch batch;
    std::vector<Id128> retracting;
    const bool named = namesSomebody(command.text, drafts);
    for (OpDraft &d : drafts) {
        log::Op op;
        op.id = opIdOf(command.ops.empty() ? Id128::random() : command.ops.front(), command.ops.size());
        op.stamp = m_hlc->next();
        op.kind = d.kind;
        op.entity = d.entity;
        op.instance = d.instance.isEmpty() && (d.entity == u"corr" || d.entity == u"hand") ? op.id.toString() : d.instance;
        op.author = command.author;
        op.reason = d.reason;
        op.deed = deed;
        if (command.ops.empty())
            op.text = named ? QString() : command.text;
        else
            op.command = command.ops.front();
        for (auto &[name, value] : d.fields)
            op.fields[name] = log::FieldValue{value, {}};
        if (!d.personal.isEmpty()) {
            op.personal = Id128::random();
            op.personalValues = d.personal;
        }
        if (op.kind == u"set")
            stampSeen(d, op);
        if (op.kind == u"retract")
            if (const auto target = Id128::parse(op.instance))
                retracting.push_back(*target);
        command.ops.push_back(op.id);
        batch.ops.push_back(std::move(op));
    }
    const Id128 id = command.ops.empty() ? Id128{} : command.ops.front();
    const std::uint64_t serial = m_hooks.submit(std::move(batch));
    m_inFlight[serial] = std::move(command);
    if (!retracting.empty())
        m_retracting[serial] = std::move(retracting);
    return id;
}

Id128 EventActor::submit(std::vector<OpDraft> drafts, const QString &author, const QString &text)
{
    return send(std::move(drafts), Command{{}, text, author, m_clock->now()}, Deed::Do);
}

Result<Id128> EventActor::sendRetractions(const std::vector<Id128> &ops, Command command, Deed deed, const QString &reason)
{
    std::vector<OpDraft> drafts;
    for (const Id128 &op : ops)
        drafts.push_back({QStringLiteral("retract"), QStringLiteral("op"), op.toString(), {}, {}, reason});
    return send(std::move(drafts), std::move(command), deed);
}

Result<Id128> EventActor::undo(const UndoWish &wish)
{
    const auto active = [this](const Id128 &op) { return inForce(op); };
    const auto at = wish.command ? m_log.of(*wish.command) : m_log.undoTarget(active);
    if (!at)
        return nothing(wish.command ? say("There is no operation %1. See: gantryctl history").arg(wish.command->toString()) : say("There is nothing to undo."));
    const CommandEntry &entry = m_log.entry(*at);
    std::vector<Id128> ops;
    for (auto it = entry.ops.rbegin(); it != entry.ops.rend(); ++it)
        if (inForce(*it) && (!wish.onlyThat || *it == *wish.command))
            ops.push_back(*it);
    const HistoryRow row = historyRow(*at);
    if (ops.empty())
        return nothing(say("\"%1\" is taken back already.").arg(row.text));
    const Deed deed = entry.deed == Deed::Undo ? Deed::Redo : Deed::Undo; // taking back an undo puts the thing back
    const QString text = deed == Deed::Redo ? say("Put back: %1") : say("Undone: %1");
    return sendRetractions(ops, {{}, text.arg(row.text), wish.author, m_clock->now()}, deed, wish.reason);
}

Result<Id128> EventActor::redo(const UndoWish &wish)
{
    const auto active = [this](const Id128 &op) { return inForce(op); };
    std::vector<Id128> ops;
    QString text;
    if (!wish.command) {
        const auto at = m_log.redoTarget(active);
        if (!at)
            return nothing(say("There is nothing to redo."));
        const CommandEntry &undoing = m_log.entry(*at);
        std::copy_if(undoing.ops.rbegin(), undoing.ops.rend(), std::back_inserter(ops), active);
        text = historyRow(*at).text;
        if (const log::Op *first = m_fold.op(undoing.ops.front()))
            if (const auto target = Id128::parse(first->instance))
                if (const auto original = m_log.of(*target))
                    text = historyRow(*original).text;
    } else {
        const auto at = m_log.of(*wish.command);
        if (!at)
            return nothing(say("There is no operation %1. See: gantryctl history").arg(wish.command->toString()));
        const CommandEntry &entry = m_log.entry(*at);
        if (entry.deed == Deed::Undo) // naming the undo or what it undid means the same
            std::copy_if(entry.ops.begin(), entry.ops.end(), std::back_inserter(ops), active);
        else
            for (const Id128 &op : entry.ops)
                for (const Id128 &by : m_log.takenBackBy(active, op))
                    ops.push_back(by);
        text = historyRow(*at).text;
        if (ops.empty())
            return nothing(say("\"%1\" is in force: there is nothing to put back.").arg(text));
    }
    // The taking-back is taken back: the original is in force again, and can be undone again.
    return sendRetractions(ops, {{}, say("Redone: %1").arg(text), wish.author, m_clock->now()}, Deed::Redo, wish.reason);
}

Result<Id128> EventActor::retract(const std::vector<Id128> &ops, const QString &author, const QString &reason, const QString &text)
{
    std::vector<Id128> active;
    std::copy_if(ops.begin(), ops.end(), std::back_inserter(active), [this](const Id128 &op) { return inForce(op); });
    if (active.empty())
        return nothing(say("There is nothing to take back."));
    // Not an undo: it stands in the history as a command of its own, and one undo of it brings everything back.
    return sendRetractions(active, {{}, text, author, m_clock->now()}, Deed::Do, reason);
}

// --- the history ---------------------------------------------------------------------------------------------------

void EventActor::note(const log::Op &op)
{
    for (const std::size_t command : m_log.add(op, m_fold))
        m_historyDirty.insert(command);
}

std::vector<Id128> EventActor::runnersOf(const log::Op &op) const
{
    std::vector<Id128> out;
    const log::Op *meant = &op;
    for (int steps = 0; steps < 64 && meant && meant->kind == u"retract"; ++steps) {
        const auto target = Id128::parse(meant->instance);
        meant = target ? m_fold.op(*target) : nullptr;
    }
    if (!meant)
        return out;
    if (meant->entity == u"entrant") {
        if (const auto id = Id128::parse(meant->instance))
            out.push_back(*id);
        return out;
    }
    const auto field = [&](const char *name) {
        const auto it = meant->fields.find(QLatin1String(name));
        return it == meant->fields.end() ? QJsonValue() : it->second.value;
    };
    const QString race = field("race").toString();
    QJsonArray bibs = field("bibs").toArray();
    if (field("bib").isString())
        bibs.append(field("bib"));
    for (const QJsonValue &bib : bibs)
        for (const EntrantIdx e : m_state.entrantsByBib(bib.toString(), race))
            out.push_back(m_state.entrants()[std::size_t(e.value())].id);
    if (const auto read = Id128::parse(field("read").toString()); read && meant->entity == u"corr")
        if (const auto found = m_reads.byContent(*read); found && m_reads.read(*found).chip >= 0)
            if (const EntrantIdx owner = ownerOf(m_reads.read(*found).chip); owner.value() >= 0)
                out.push_back(m_state.entrants()[std::size_t(owner.value())].id);
    return out;
}

HistoryRow EventActor::historyRow(std::size_t command) const
{
    const CommandEntry &entry = m_log.entry(command);
    HistoryRow row;
    row.id = entry.id;
    row.deed = entry.deed;
    row.ops = int(entry.ops.size());
    const log::Op *first = m_fold.op(entry.ops.front());
    if (const log::Op *named = m_fold.op(entry.id))
        first = named;
    row.at = fromUs(std::int64_t(first->stamp.hlc >> 16) * 1000);
    row.author = first->author;
    row.kind = historyKind(m_fold, *first);
    row.standing = CommandLog::standing([this](const Id128 &op) { return m_fold.isActive(op); }, entry);
    for (const Id128 &id : entry.ops) {
        const log::Op *op = m_fold.op(id);
        if (row.reason.isEmpty())
            row.reason = op->reason;
        if (row.takenBackBy.isNull() && row.standing != Standing::InForce)
            if (const auto by = m_log.takenBackBy([this](const Id128 &o) { return m_fold.isActive(o); }, id); !by.empty())
                if (const auto taker = m_log.of(by.front()))
                    row.takenBackBy = m_log.entry(*taker).id;
        if (row.entrants.size() < HistoryRow::kRunners)
            for (const Id128 &runner : runnersOf(*op))
                if (std::find(row.entrants.begin(), row.entrants.end(), runner) == row.entrants.end() && row.entrants.size() < HistoryRow::kRunners)
                    row.entrants.push_back(runner);
    }
    QStringList bibs;
    for (const Id128 &runner : row.entrants)
        if (const auto e = m_state.entrantById(runner))
            bibs.append(m_state.entrants()[std::size_t(e->value())].bib);
    row.runners = entry.ops.size() > HistoryRow::kRunners && row.entrants.size() == HistoryRow::kRunners ? say("%1 changes").arg(row.ops) : bibs.join(QStringLiteral(", "));
    row.text = first->text.isEmpty() ? commandText(m_fold, m_state, m_log, entry) : first->text;
    return row;
}

void EventActor::publishHistory()
{
    Parts &p = m_parts;
    if (m_historyDirty.empty() && p.historyOut)
        return;
    while (p.history.size() < m_log.size())
        p.history.append(historyRow(p.history.size()));
    for (const std::size_t command : m_historyDirty)
        p.history.edit(command) = historyRow(command);
    m_historyDirty.clear();
    p.historyOut = std::make_shared<const ChunkedTable<HistoryRow>>(p.history);
}

} // namespace gantry::engine
