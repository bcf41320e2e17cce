// SPDX-License-Identifier: Apache-2.0
// Times taken by hand, and test reads.
#include "core/base/text.h"
#include "core/engine/verbs/ops.h"

#include <QRegularExpression>

#include <algorithm>

namespace gantry::engine {

using namespace ops;

namespace {

constexpr int kMostBibs = 100; // one press, so many runners

struct When {
    std::optional<UtcTime> utc; // with a Z at its end: an instant, as the window writes the moment of a key press
    LocalTime local;
};

Result<When> whenOf(const VerbCall::Parsed &p, const QString &option, const EventDocument &doc)
{
    const QString text = p.value(option);
    if (text.isEmpty())
        return misuse(say("Say when: --%1 HH:MM:SS, or YYYY-MM-DDTHH:MM:SS, or an instant with a Z at its end").arg(option));
    const bool instant = text.endsWith(u'Z', Qt::CaseInsensitive);
    const auto at = instant ? parseLocal(text.chopped(1)) : timeOf(text, doc);
    if (!at)
        return bad(say("\"%1\" is not a time. Write YYYY-MM-DDTHH:MM:SS or HH:MM:SS.").arg(text));
    if (!instant)
        return When{{}, *at};
    const UtcTime utc{at->time_since_epoch()};
    return When{utc, doc.zone.toLocal(utc)};
}

// The point that is meant; without a name the finish, when all races have the same.
Result<QString> pointOf(const VerbCall::Parsed &p, const EventActor &actor)
{
    const EventDocument &doc = actor.state().document();
    const QString wanted = p.value(QStringLiteral("point"));
    if (!wanted.isEmpty()) {
        const PointIdx point = doc.pointByName(wanted);
        if (point.value() < 0)
            return bad(say("The event has no timing point \"%1\".").arg(wanted));
        return doc.points[std::size_t(point.value())].name;
    }
    std::set<PointIdx> finishes;
    for (const auto &rules : actor.board().rules())
        if (!rules.course.empty())
            finishes.insert(rules.course.back().point);
    if (finishes.size() != 1)
        return misuse(say("Say where: --point P"));
    return doc.points[std::size_t(finishes.begin()->value())].name;
}

// The race of the one entrant with that bib; empty when nobody has it yet: it counts as soon as somebody does.
Result<QString> raceOfBib(const QString &bib, const VerbCall::Parsed &p, const EventState &state)
{
    const QString race = p.value(QStringLiteral("race"));
    if (!race.isEmpty() && state.document().raceByName(race).value() < 0)
        return bad(say("The event has no race \"%1\".").arg(race));
    const auto owners = state.entrantsByBib(bib, race);
    if (owners.size() > 1)
        return bad(say("Bib %1 is used in several races. Name one with --race.").arg(bib));
    if (owners.empty())
        return race;
    return state.document().races.size() < 2 ? race : state.entrants()[std::size_t(owners.front().value())].race;
}

Result<MadeOps> hand(const VerbCall::Parsed &p, const EventActor &actor)
{
    const EventState &state = actor.state();
    const auto point = pointOf(p, actor);
    if (!point)
        return point.error();
    const auto when = whenOf(p, QStringLiteral("at"), state.document());
    if (!when)
        return when.error();
    QStringList bibs;
    for (const QString &v : p.values(QStringLiteral("bib")) + p.values(QStringLiteral("bibs")) + p.rest.mid(1))
        bibs += v.split(QRegularExpression(QStringLiteral("[,\\s]+")), Qt::SkipEmptyParts);
    if (bibs.isEmpty() && !p.has(QStringLiteral("tap")))
        return misuse(say("Say whose time it is with --bib B, or that nobody knows yet with --tap"));
    if (!bibs.isEmpty() && p.has(QStringLiteral("tap")))
        return misuse(say("A tap is a time without a bib: leave out --tap or --bib"));
    if (bibs.size() > kMostBibs)
        return bad(say("At most %1 bibs can share one press.").arg(kMostBibs));
    MadeOps made;
    const QString shown = formatTimeOfDay(when->local, 1);
    for (int i = 0; i < std::max(1, int(bibs.size())); ++i) {
        OpDraft d;
        d.entity = QStringLiteral("hand"); // the instance is the op's own id
        d.reason = p.value(QStringLiteral("reason"));
        d.fields[QStringLiteral("point")] = *point;
        // Those who share a press came in this order: a microsecond keeps it, and no printed time shows it.
        if (when->utc)
            d.fields[QStringLiteral("utc_us")] = QString::number(toUs(*when->utc) + i);
        else
            d.fields[QStringLiteral("local")] = formatLocal(when->local + Micros(i));
        if (!bibs.isEmpty()) {
            const auto race = raceOfBib(bibs[i], p, state);
            if (!race)
                return race.error();
            d.fields[QStringLiteral("bib")] = bibs[i];
            if (!race->isEmpty())
                d.fields[QStringLiteral("race")] = *race;
        }
        made.drafts.push_back(std::move(d));
    }
    made.text = bibs.isEmpty() ? say("Tap at %1, %2").arg(*point, shown) : say("Bib %1 by hand at %2, %3").arg(bibs.join(QStringLiteral(", ")), *point, shown);
    return made;
}

Result<MadeOps> handBib(const VerbCall::Parsed &p, const EventActor &actor)
{
    const QString wanted = p.rest.value(1).toLower();
    const QString bib = p.value(QStringLiteral("bib"));
    if (wanted.isEmpty() || bib.isEmpty())
        return misuse(say("Say which tap, and whose it is: op hand-bib TAP-ID --bib B"));
    std::vector<const HandTime *> found;
    for (const auto &[instance, time] : actor.state().hands().all())
        if (wanted.size() >= 8 && instance.startsWith(wanted))
            found.push_back(&time);
    if (found.size() != 1)
        return bad(found.empty() ? say("There is no time by hand %1. Ids are at least 8 characters.").arg(wanted) : say("Several times begin with %1; give more of the id.").arg(wanted));
    const auto race = raceOfBib(bib, p, actor.state());
    if (!race)
        return race.error();
    OpDraft d;
    d.entity = QStringLiteral("hand");
    d.instance = found.front()->id.toString();
    d.reason = p.value(QStringLiteral("reason"));
    d.fields = {{QStringLiteral("bib"), bib}, {QStringLiteral("race"), *race}};
    const LocalTime at = found.front()->local ? *found.front()->local : actor.state().document().zone.toLocal(*found.front()->utc);
    return MadeOps{{d}, say("Bib %1 given to the tap of %2 at %3").arg(bib, formatTimeOfDay(at, 1), found.front()->point)};
}

Result<MadeOps> fence(const VerbCall::Parsed &p, const EventActor &actor)
{
    const EventDocument &doc = actor.state().document();
    const auto when = whenOf(p, QStringLiteral("until"), doc);
    if (!when)
        return when.error();
    OpDraft d;
    d.entity = QStringLiteral("fence");
    d.reason = p.value(QStringLiteral("reason"));
    if (const QString race = p.value(QStringLiteral("race")); !race.isEmpty()) {
        const RaceIdx known = doc.raceByName(race);
        if (known.value() < 0)
            return bad(say("The event has no race \"%1\".").arg(race));
        d.instance = doc.races[std::size_t(known.value())].name;
    }
    d.fields[QStringLiteral("until_us")] = QString::number(toUs(when->utc ? *when->utc : doc.zone.toUtc(when->local)));
    return MadeOps{{d}, say("Reads until %1 are test reads").arg(formatTimeOfDay(when->local, 0))};
}

constexpr OpKind kKinds[] = {
    {"hand", hand},
    {"hand-bib", handBib},
    {"fence", fence},
};

} // namespace

std::span<const OpKind> handOps()
{
    return kKinds;
}

} // namespace gantry::engine
