// SPDX-License-Identifier: Apache-2.0
#include "core/engine/history/asof.h"

#include "core/base/text.h"

#include <algorithm>
#include <unordered_map>

namespace gantry::engine {

namespace {

// What a read's row does not keep.
struct Given {
    DeviceTime time;
    std::int64_t sequence;
    std::int16_t dayRoll;
};

struct Snapshot {
    store::EventInfo info;
    bool rehearsal = false;
    EventState state;                 // of now: what came after the moment is taken out of it
    ChunkedTable<EntrantRow> entrants;
    std::vector<const log::Op *> ops; // ops are never changed or moved while the console runs
    ChunkedTable<ReadRow> rows;       // shared with the live event until it changes a chunk
    std::vector<Given> given;
    std::vector<store::SessionRow> sessions;
};

StoredRead storedRead(const ReadRow &row, const Given &given)
{
    StoredRead r;
    r.device.kind = row.kind;
    r.device.chip = row.chip;
    r.device.location = row.location;
    r.device.reader = row.reader;
    r.device.antenna = row.antenna;
    r.device.sequence = given.sequence;
    r.device.time = given.time;
    r.content = row.content;
    r.session = row.session;
    r.offset = row.offset;
    r.length = row.length;
    r.receivedAt = row.receivedAt;
    r.dayRoll = given.dayRoll;
    return r;
}

// What the ops after the moment changed, and the ops until then that say how it was before.
struct Cut {
    std::set<log::EntityKey> changed;
    std::vector<const log::Op *> ops; // of entrants only those who changed: the others are as they are now
};

Cut cutAt(const std::vector<const log::Op *> &all, log::Hlc until)
{
    const auto after = std::partition_point(all.begin(), all.end(), [&](const log::Op *op) { return op->stamp.hlc <= until; });
    std::unordered_map<Id128, const log::Op *> byId;
    if (std::any_of(after, all.end(), [](const log::Op *op) { return op->kind == u"retract"; }))
        for (const log::Op *op : all)
            byId.emplace(op->id, op);
    Cut cut;
    for (auto it = after; it != all.end(); ++it) {
        // A retraction changes what it takes back; one of a retraction what that one took back, and so on. A ring of them ends too.
        const log::Op *op = *it;
        for (std::size_t steps = 0; op && op->kind == u"retract" && steps < all.size(); ++steps) {
            const auto target = Id128::parse(op->instance);
            const auto found = target ? byId.find(*target) : byId.end();
            op = found == byId.end() ? nullptr : found->second;
        }
        if (op)
            cut.changed.insert({op->entity, op->instance});
    }
    for (auto it = all.begin(); it != after; ++it)
        if ((*it)->kind == u"retract" || (*it)->entity != u"entrant" || cut.changed.contains({(*it)->entity, (*it)->instance}))
            cut.ops.push_back(*it);
    return cut;
}

} // namespace

Result<std::unique_ptr<PastEvent>> PastEvent::at(Core &core, const Id128 &event, UtcTime moment)
{
    const auto take = [&]() -> std::optional<Snapshot> {
        const EventActor *live = core.actor(event);
        if (!live)
            return std::nullopt;
        Snapshot s;
        s.info = live->info();
        s.rehearsal = live->isRehearsal();
        s.state = live->state();
        s.entrants = live->m_parts.entrants;
        s.ops = live->fold().ops();
        s.rows = live->reads().rows();
        s.sessions = live->sessions();
        s.given.reserve(live->reads().size());
        for (std::size_t i = 0; i < live->reads().size(); ++i) {
            const auto &r = live->reads().read(ReadIdx(std::int32_t(i)));
            s.given.push_back({r.device, r.sequence, r.dayRoll});
        }
        return s;
    };
    auto taken = core.onScore(take);
    if (!taken)
        return failure(ErrorCode::Unexpected, say("The event is not open."));
    std::unique_ptr<PastEvent> past(new PastEvent(moment));
    past->m_actor = std::make_unique<EventActor>(taken->info, taken->rehearsal, past->m_clock,
                                                 EventActor::Hooks{[](store::EventBatch) { return std::uint64_t(0); }, [](const auto &) {}, [] {}});
    EventActor &a = *past->m_actor;
    a.m_watching = false;
    a.m_hlc.emplace(past->m_clock, Id128::random());
    const log::Hlc until = (log::Hlc(std::max<std::int64_t>(0, toUs(moment) / 1000)) << 16) | 0xffff;
    const Cut cut = cutAt(taken->ops, until);
    for (const log::Op *op : cut.ops)
        a.m_fold.apply(*op);
    a.m_state = std::move(taken->state);
    a.m_state.refresh(a.m_fold, {cut.changed.begin(), cut.changed.end()});
    a.m_sessions = std::move(taken->sessions);
    for (const auto &s : a.m_sessions)
        a.m_reads.setSession(s.no, {s.uuid, s.fromFile});
    for (std::size_t i = 0; i < taken->given.size(); ++i)
        if (const ReadRow &row = taken->rows[i]; row.receivedAt <= moment) {
            a.m_reads.append(storedRead(row, taken->given[i]), a.m_state, false);
            a.m_savedReads += row.kind == ReadKind::Chip;
        }
    a.rebuildAll();
    a.m_parts.entrants = std::move(taken->entrants); // rows of those who changed are made anew
    past->m_view = a.buildView(0, core.saving());
    return past;
}

QString asOfWarning(UtcTime moment, const EventZone &zone)
{
    return say("As of %1. This is the past: not the state of now.").arg(formatLocal(zone.toLocal(moment)).replace(u'T', u' '));
}

} // namespace gantry::engine
