// SPDX-License-Identifier: Apache-2.0
// `op clock-offset` and `op acknowledge`: what the operator says about readers and problems.
#include "core/base/text.h"
#include "core/engine/verbs/ops.h"
#include "core/engine/watch/clockrules.h"

namespace gantry::engine {

using namespace ops;

namespace {

Result<QString> clockOwner(const VerbCall::Parsed &p, const EventActor &actor)
{
    if (p.has(QStringLiteral("session"))) {
        bool ok = false;
        const qint64 no = p.value(QStringLiteral("session")).toLongLong(&ok);
        const auto uuid = actor.sessionUuid(SessionNo(no));
        if (!ok || !uuid)
            return bad(say("There is no session %1. The Readers page and `serve` show the numbers.").arg(p.value(QStringLiteral("session"))));
        return QStringLiteral("sess:") + uuid->toString();
    }
    const QString reader = p.value(QStringLiteral("reader")).trimmed();
    if (reader.isEmpty())
        return misuse(say("Say whose clock: --reader MAC or --session S"));
    return QStringLiteral("reader:") + reader;
}

Result<MadeOps> clockOffset(const VerbCall::Parsed &p, const EventActor &actor)
{
    const auto whose = clockOwner(p, actor);
    if (!whose)
        return whose.error();
    const auto seconds = secondsOf(p);
    if (!seconds)
        return seconds.error();
    const Micros offset = std::chrono::round<std::chrono::milliseconds>(*seconds);
    std::optional<UtcTime> from;
    if (p.has(QStringLiteral("from"))) {
        const auto local = timeOf(p.value(QStringLiteral("from")), actor.state().document());
        if (!local)
            return bad(say("\"%1\" is not a time. Write YYYY-MM-DDTHH:MM:SS or HH:MM:SS.").arg(p.value(QStringLiteral("from"))));
        from = actor.state().document().zone.toUtc(*local);
    }
    OpDraft d;
    d.entity = QStringLiteral("clock");
    d.instance = ClockRules::instanceOf(*whose, p.value(QStringLiteral("location")), from);
    d.reason = p.value(QStringLiteral("reason"));
    d.fields[QStringLiteral("offset_us")] = QString::number(offset.count());
    if (from)
        d.fields[QStringLiteral("from_us")] = QString::number(toUs(*from));
    const QString amount = (offset.count() < 0 ? QString() : QStringLiteral("+")) + QString::number(double(offset.count()) / 1e6, 'f', 3);
    return MadeOps{{d}, say("Clock of %1: %2 s taken off its times").arg(p.value(QStringLiteral("reader"), say("session %1").arg(p.value(QStringLiteral("session")))), amount)};
}

Result<MadeOps> acknowledge(const VerbCall::Parsed &p, const EventActor &actor)
{
    const QString key = p.rest.mid(1).join(u' ');
    if (key.isEmpty())
        return misuse(say("Say which problem: op acknowledge KEY (`problems` shows the keys)"));
    OpDraft d;
    d.entity = QStringLiteral("ack");
    d.instance = key;
    d.reason = p.value(QStringLiteral("reason"));
    d.fields[QStringLiteral("at_us")] = QString::number(toUs(actor.now()));
    return MadeOps{{d}, say("Seen: %1").arg(key)};
}

constexpr OpKind kKinds[] = {
    {"clock-offset", clockOffset},
    {"acknowledge", acknowledge},
};

} // namespace

std::span<const OpKind> watchOps()
{
    return kKinds;
}

} // namespace gantry::engine
