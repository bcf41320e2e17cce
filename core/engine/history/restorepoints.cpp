// SPDX-License-Identifier: Apache-2.0
#include "core/engine/history/restorepoints.h"

#include "core/base/text.h"
#include "core/engine/history/timetext.h"

#include <algorithm>

namespace gantry::engine {

namespace {

struct Moment {
    log::Hlc after = 0; // commands stamped later than this go
    QString name;
};

bool isReaderGun(const log::Op &op)
{
    const auto source = op.fields.find(QStringLiteral("source"));
    return op.kind == u"gun" && source != op.fields.end() && source->second.value.toString() == u"reader";
}

QString clockText(const EventActor &actor, log::Hlc hlc)
{
    return formatTimeOfDay(actor.state().document().zone.toLocal(fromUs(std::int64_t(hlc >> 16) * 1000)));
}

std::optional<Moment> namedPoint(const EventActor &actor, const QString &name)
{
    std::optional<Moment> found;
    for (const log::Op *op : actor.fold().activeOps(QStringLiteral("note"))) // by stamp: the newest of a name stands
        if (op->entity == u"restore_point" && op->instance.compare(name, Qt::CaseInsensitive) == 0)
            found = Moment{op->stamp.hlc, say("\"%1\", %2").arg(op->instance, clockText(actor, op->stamp.hlc))};
    return found;
}

Result<Moment> momentNamed(const EventActor &actor, const QString &where)
{
    if (const auto point = namedPoint(actor, where))
        return *point;
    const CommandLog &log = actor.commands();
    std::optional<std::size_t> command;
    if (const auto id = Id128::parse(where))
        command = log.of(*id);
    else if (where.size() >= 6 && !where.contains(u':'))
        for (std::size_t i = 0; i < log.size(); ++i)
            if (log.entry(i).id.toString().startsWith(where.toLower()))
                command = i;
    if (command) {
        log::Hlc last = 0;
        for (const Id128 &op : log.entry(*command).ops)
            last = std::max(last, actor.fold().op(op)->stamp.hlc);
        return Moment{last, say("%1, %2").arg(actor.historyRow(*command).text, clockText(actor, last))};
    }
    if (const auto at = momentOf(where, actor.state().document())) {
        const log::Hlc hlc = (log::Hlc(std::max<std::int64_t>(0, toUs(*at) / 1000)) << 16) | 0xffff;
        return Moment{hlc, clockText(actor, hlc)};
    }
    return failure(ErrorCode::NotFound, say("There is no restore point, operation or time \"%1\". See: gantryctl restore-point --list").arg(where));
}

} // namespace

OpDraft restorePointDraft(const QString &name)
{
    OpDraft d;
    d.kind = QStringLiteral("note");
    d.entity = QStringLiteral("restore_point");
    d.instance = name;
    return d;
}

Result<RestorePlan> planRestore(const EventActor &actor, const QString &where, bool withReaderGuns)
{
    const auto moment = momentNamed(actor, where);
    if (!moment)
        return moment.error();
    RestorePlan plan;
    plan.target = moment->name;
    const CommandLog &log = actor.commands();
    const log::Fold &fold = actor.fold();
    for (std::size_t i = log.size(); i-- > 0;) {
        const CommandEntry &entry = log.entry(i);
        bool goes = false;
        for (const Id128 &id : entry.ops) {
            const log::Op &op = *fold.op(id);
            if (op.stamp.hlc <= moment->after || !fold.isActive(id) || op.kind == u"note")
                continue;
            if (isReaderGun(op) && !withReaderGuns) {
                ++plan.readerGuns;
                continue;
            }
            if (op.kind == u"retract") { // of something younger than the moment: that goes by itself, or has gone
                const auto target = Id128::parse(op.instance);
                const log::Op *meant = target ? fold.op(*target) : nullptr;
                if (!meant || meant->stamp.hlc > moment->after)
                    continue;
            }
            plan.ops.push_back(id);
            goes = true;
        }
        if (goes)
            plan.commands.push_back(i);
    }
    return plan;
}

} // namespace gantry::engine
