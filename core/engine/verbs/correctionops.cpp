// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/engine/verbs/ops.h"

#include <QJsonArray>

#include <algorithm>

namespace gantry::engine {

using namespace ops;

namespace {

Result<MadeOps> onBibs(const QString &kind, const VerbCall::Parsed &p, const EventState &state)
{
    const auto bibs = bibsOf(p, state);
    if (!bibs)
        return bibs.error();
    OpDraft d = correction(kind, p);
    d.fields[QStringLiteral("bibs")] = QJsonArray::fromStringList(*bibs);
    // Who is meant is known now; another race may get the same bib later.
    if (const QString race = raceOf(*bibs, p, state); !race.isEmpty())
        d.fields[QStringLiteral("race")] = race;
    if (kind == u"dead_heat" && bibs->size() < 2)
        return misuse(say("A dead heat needs at least two bibs: --bibs A,B"));
    if (kind == u"start_offset" || kind == u"penalty") {
        const auto seconds = secondsOf(p);
        if (!seconds)
            return seconds.error();
        d.fields[QStringLiteral("us")] = QString::number(seconds->count());
    }
    if (kind == u"set_time") {
        const QString text = p.value(QStringLiteral("at"));
        const auto at = timeOf(text, state.document());
        const auto elapsed = parseElapsed(text);
        const QString point = p.value(QStringLiteral("point"));
        if (!at && !elapsed)
            return bad(say("\"%1\" is not a time. Write YYYY-MM-DDTHH:MM:SS or HH:MM:SS.").arg(text));
        if (!point.isEmpty() && state.document().pointByName(point).value() < 0)
            return bad(say("The event has no timing point \"%1\".").arg(point));
        d.fields[QStringLiteral("point")] = point;
        d.fields[QStringLiteral("time")] = at ? formatLocal(*at) : text;
    }
    return MadeOps{{d}, QString(kind).replace(u'_', u' ').toUpper() + u' ' + bibs->join(QStringLiteral(", "))};
}

Result<MadeOps> reinstate(const VerbCall::Parsed &p, const EventActor &actor)
{
    const auto bibs = bibsOf(p, actor.state());
    if (!bibs)
        return bibs.error();
    QStringList keys;
    for (const QString &b : *bibs)
        keys.append(compareKey(b));
    MadeOps made = retractWhere(actor.fold(), p, [&](const log::Op &op) {
        const QString kind = kindOf(op);
        const auto list = op.fields.find(QStringLiteral("bibs"));
        if ((kind != u"dnf" && kind != u"dns" && kind != u"dq") || list == op.fields.end())
            return false;
        const QJsonArray of = list->second.value.toArray();
        return std::any_of(of.begin(), of.end(), [&](const QJsonValue &b) { return keys.contains(compareKey(b.toString())); });
    });
    if (made.drafts.empty())
        return bad(say("Bib %1 has no DNF, DNS or DQ of ours to take back. One that stands in the event document is changed there.").arg(bibs->join(QStringLiteral(", "))));
    made.text = say("Reinstated %1").arg(bibs->join(QStringLiteral(", ")));
    return made;
}

constexpr OpKind kKinds[] = {
    {"dnf", [](const VerbCall::Parsed &p, const EventActor &a) { return onBibs(QStringLiteral("dnf"), p, a.state()); }},
    {"dns", [](const VerbCall::Parsed &p, const EventActor &a) { return onBibs(QStringLiteral("dns"), p, a.state()); }},
    {"dq", [](const VerbCall::Parsed &p, const EventActor &a) { return onBibs(QStringLiteral("dq"), p, a.state()); }},
    {"dead-heat", [](const VerbCall::Parsed &p, const EventActor &a) { return onBibs(QStringLiteral("dead_heat"), p, a.state()); }},
    {"start-offset", [](const VerbCall::Parsed &p, const EventActor &a) { return onBibs(QStringLiteral("start_offset"), p, a.state()); }},
    {"penalty", [](const VerbCall::Parsed &p, const EventActor &a) { return onBibs(QStringLiteral("penalty"), p, a.state()); }},
    {"set-time", [](const VerbCall::Parsed &p, const EventActor &a) { return onBibs(QStringLiteral("set_time"), p, a.state()); }},
    {"reinstate", reinstate},
};

} // namespace

std::span<const OpKind> correctionOps()
{
    return kKinds;
}

} // namespace gantry::engine
