// SPDX-License-Identifier: Apache-2.0
#include "core/engine/history/asof.h"

#include "core/base/text.h"

#include <algorithm>

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

} // namespace

Result<std::unique_ptr<PastEvent>> PastEvent::at(Core &core, const Id128 &event, UtcTime moment)
{
    const auto taken = core.onScore([&]() -> std::optional<Snapshot> {
        const EventActor *live = core.actor(event);
        if (!live)
            return std::nullopt;
        Snapshot s;
        s.info = live->info();
        s.rehearsal = live->isRehearsal();
        s.ops = live->fold().ops();
        s.rows = live->reads().rows();
        s.sessions = live->sessions();
        s.given.reserve(live->reads().size());
        for (std::size_t i = 0; i < live->reads().size(); ++i) {
            const auto &r = live->reads().read(ReadIdx(std::int32_t(i)));
            s.given.push_back({r.device, r.sequence, r.dayRoll});
        }
        return s;
    });
    if (!taken)
        return failure(ErrorCode::Unexpected, say("The event is not open."));
    std::unique_ptr<PastEvent> past(new PastEvent(moment));
    store::LoadedEvent loaded;
    const log::Hlc until = (log::Hlc(std::max<std::int64_t>(0, toUs(moment) / 1000)) << 16) | 0xffff;
    for (const log::Op *op : taken->ops)
        if (op->stamp.hlc <= until)
            loaded.ops.push_back(*op);
    for (std::size_t i = 0; i < taken->given.size(); ++i)
        if (taken->rows[i].receivedAt <= moment)
            loaded.reads.push_back(storedRead(taken->rows[i], taken->given[i]));
    loaded.sessions = taken->sessions;
    loaded.writer = Id128::random();
    past->m_actor = std::make_unique<EventActor>(taken->info, taken->rehearsal, past->m_clock,
                                                 EventActor::Hooks{[](store::EventBatch) { return std::uint64_t(0); }, [](const auto &) {}, [] {}});
    past->m_actor->load(std::move(loaded));
    past->m_view = past->m_actor->buildView(0, core.saving());
    return past;
}

QString asOfWarning(UtcTime moment, const EventZone &zone)
{
    return say("As of %1. This is the past: not the state of now.").arg(formatLocal(zone.toLocal(moment)).replace(u'T', u' '));
}

} // namespace gantry::engine
