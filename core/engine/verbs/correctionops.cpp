// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/engine/verbs/ops.h"

#include <QJsonArray>

#include <algorithm>

namespace gantry::engine {

using namespace ops;

namespace {

constexpr qsizetype kNamed = 20, kBibsPerOp = 1000;

// 0: no leg was named. A leg of a race without legs is refused: it would quietly mean the whole race.
Result<int> legOf(const VerbCall::Parsed &p, const QString &kind, const QStringList &bibs, const EventActor &actor)
{
    if (!p.has(QStringLiteral("leg")))
        return 0;
    bool ok = false;
    const int leg = p.value(QStringLiteral("leg")).toInt(&ok);
    for (const QString &bib : bibs)
        for (const EntrantIdx e : actor.state().entrantsByBib(bib, p.value(QStringLiteral("race")))) {
            const int race = actor.board().facts(e).race.value();
            if (race < 0)
                continue;
            const scoring::RaceRules &rules = actor.board().rules()[std::size_t(race)];
            const int most = rules.legs() > 0 ? rules.legs() : kind == u"set_time" && rules.expanded ? rules.course.back().lap : 0;
            if (!ok || leg < 1 || leg > most)
                return bad(most > 0 ? say("%1 has %2 legs.").arg(rules.name).arg(most) : say("%1 has no legs.").arg(rules.name));
        }
    return leg;
}

Result<MadeOps> onBibs(const QString &kind, const VerbCall::Parsed &p, const EventActor &actor)
{
    const EventState &state = actor.state();
    const auto bibs = kind == u"dead_heat" ? bibsOf(p, state) : bibsOrGroup(p, actor);
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
    if (const auto leg = legOf(p, kind, *bibs, actor); !leg)
        return leg.error();
    else if (*leg > 0)
        d.fields[QStringLiteral("leg")] = *leg;
    if (p.has(QStringLiteral("code")))
        d.fields[QStringLiteral("code")] = p.value(QStringLiteral("code"));
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
    const QString what = QString(kind).replace(u'_', u' ').toUpper();
    if (bibs->size() <= kNamed)
        return MadeOps{{d}, what + u' ' + bibs->join(QStringLiteral(", "))};
    MadeOps made{{}, say("%1 for %2 runners").arg(what).arg(bibs->size())};
    for (qsizetype from = 0; from < bibs->size(); from += kBibsPerOp) { // one command, in ops of a size that any console reads
        d.fields[QStringLiteral("bibs")] = QJsonArray::fromStringList(bibs->mid(from, kBibsPerOp));
        made.drafts.push_back(d);
    }
    return made;
}

// A bonus is a penalty the other way round.
Result<MadeOps> bonus(const VerbCall::Parsed &p, const EventActor &actor)
{
    Result<MadeOps> made = onBibs(QStringLiteral("penalty"), p, actor);
    if (!made)
        return made;
    for (OpDraft &d : made->drafts) {
        auto &us = d.fields[QStringLiteral("us")];
        us = QString::number(-us.toString().toLongLong());
    }
    made->text.replace(QStringLiteral("PENALTY"), QStringLiteral("BONUS"));
    return made;
}

// A time trial's list: one after the other, in the order of the bibs or of the list that is given.
Result<MadeOps> startList(const VerbCall::Parsed &p, const EventActor &actor)
{
    const auto bibs = bibsOrGroup(p, actor);
    if (!bibs)
        return bibs.error();
    bool ok = false;
    const double interval = p.value(QStringLiteral("interval")).toDouble(&ok);
    if (!ok || interval <= 0 || interval > 86400)
        return misuse(say("Say how far apart they start: --interval SECONDS"));
    const double first = p.value(QStringLiteral("seconds"), QStringLiteral("0")).toDouble(&ok);
    if (!ok)
        return misuse(say("--seconds wants a number: when the first one starts, after the race's gun."));
    MadeOps made{{}, say("Start list of %1 runners, every %2 s").arg(bibs->size()).arg(interval)};
    for (qsizetype i = 0; i < bibs->size(); ++i) {
        OpDraft d = correction(QStringLiteral("start_offset"), p);
        d.fields[QStringLiteral("bibs")] = QJsonArray{(*bibs)[i]};
        if (const QString race = raceOf({(*bibs)[i]}, p, actor.state()); !race.isEmpty())
            d.fields[QStringLiteral("race")] = race;
        d.fields[QStringLiteral("us")] = QString::number(qint64((first + interval * double(i)) * 1e6));
        made.drafts.push_back(std::move(d));
    }
    return made;
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
    {"dnf", [](const VerbCall::Parsed &p, const EventActor &a) { return onBibs(QStringLiteral("dnf"), p, a); }},
    {"dns", [](const VerbCall::Parsed &p, const EventActor &a) { return onBibs(QStringLiteral("dns"), p, a); }},
    {"dq", [](const VerbCall::Parsed &p, const EventActor &a) { return onBibs(QStringLiteral("dq"), p, a); }},
    {"dead-heat", [](const VerbCall::Parsed &p, const EventActor &a) { return onBibs(QStringLiteral("dead_heat"), p, a); }},
    {"start-offset", [](const VerbCall::Parsed &p, const EventActor &a) { return onBibs(QStringLiteral("start_offset"), p, a); }},
    {"penalty", [](const VerbCall::Parsed &p, const EventActor &a) { return onBibs(QStringLiteral("penalty"), p, a); }},
    {"bonus", bonus},
    {"start-list", startList},
    {"set-time", [](const VerbCall::Parsed &p, const EventActor &a) { return onBibs(QStringLiteral("set_time"), p, a); }},
    {"reinstate", reinstate},
};

} // namespace

std::span<const OpKind> correctionOps()
{
    return kKinds;
}

} // namespace gantry::engine
