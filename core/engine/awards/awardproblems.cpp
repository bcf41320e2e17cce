// SPDX-License-Identifier: Apache-2.0
// Awards that are not what was said: a prize that changed hands, an official place that changed, a protest time that is over.
#include "core/base/text.h"
#include "core/engine/watch/watch.h"

namespace gantry::engine {

using namespace watching;

namespace {

QString raceKey(const Scene &scene, const QString &race)
{
    return scene.state.document().races.size() > 1 ? race + u'/' : QString();
}

QString raceTitle(const Scene &scene, int race, const QString &band)
{
    return scene.state.document().races.size() > 1 ? scene.state.document().races[std::size_t(race)].name + QStringLiteral(" · ") + band : band;
}

QString timeOf(const Scene &scene, int race, Micros t)
{
    const scoring::RaceRules &rules = scene.view.event->rules[std::size_t(race)];
    return formatElapsed(scoring::roundTime(t, rules.rounding), scoring::fractionDigits(rules.rounding));
}

QString people(const Scene &scene, const std::vector<EntrantIdx> &list)
{
    QStringList names;
    for (const EntrantIdx e : list)
        names.append(nameOf(scene, e));
    return names.join(say(" and "));
}

QStringList words(const Scene &scene, const QStringList &op, const GivenRow &g, bool bib)
{
    QStringList out = QStringList{QStringLiteral("op")} + op + QStringList{QStringLiteral("--band"), g.bandName};
    if (scene.state.document().races.size() > 1)
        out += {QStringLiteral("--race"), g.raceName};
    out += {QStringLiteral("--place"), QString::number(g.position)};
    if (bib && g.entrant.value() >= 0)
        out += {QStringLiteral("--bib"), bibOf(scene, g.entrant)};
    return out;
}

Problem changedHands(const Scene &scene, const GivenRow &g)
{
    const QString who = g.entrant.value() >= 0 ? nameOf(scene, g.entrant) : say("a runner who is not in the event any more");
    const QString prize = say("%1 %2").arg(g.bandName, scoring::ordinal(g.position));
    Problem p;
    p.severity = Severity::Act;
    p.loud = true;
    p.title = g.handed ? say("%1 was handed out and changed hands").arg(prize) : say("%1 was announced and changed hands").arg(prize);
    const UtcTime at = g.handed ? *g.handed : *g.announced;
    p.since = at;
    p.key = QStringLiteral("award/%1%2/%3/%4").arg(raceKey(scene, g.raceName), g.bandName).arg(g.position).arg(g.entrantId.toString().left(12));
    for (const EntrantIdx e : g.holders)
        p.key += u'/' + QString::number(e.value());
    p.text = (g.handed ? say("%1 got it at %2 (%3).") : say("%1 was announced at %2 (%3).")).arg(who, clock(scene, at), g.handed ? g.handedBy : g.announcedBy);
    if (g.band < 0)
        p.text += u' ' + say("The event has no award \"%1\" any more.").arg(g.bandName);
    else if (g.holders.empty())
        p.text += u' ' + say("Now nobody has that place.");
    else
        p.text += u' ' + say("Now it belongs to %1.").arg(people(scene, g.holders));
    if (g.positionNow > 0)
        p.text += u' ' + say("%1 is %2 now.").arg(who, scoring::ordinal(g.positionNow));
    else if (g.entrant.value() >= 0)
        p.text += u' ' + say("%1 has no prize there now.").arg(who);
    p.text += u' ' + say("Why: %1.").arg(g.cause);
    if (g.entrant.value() >= 0)
        p.entrants.push_back(g.entrant);
    p.entrants.insert(p.entrants.end(), g.holders.begin(), g.holders.end());
    p.fixes.push_back(page(say("Awards"), QStringLiteral("awards/%1/%2").arg(g.race).arg(g.band)));
    if (g.handed)
        p.fixes.push_back({say("Prize is back"), words(scene, {QStringLiteral("award-give"), QStringLiteral("back")}, g, true), {}, {}});
    else if (!g.holders.empty())
        p.fixes.push_back({say("Announced anew"), words(scene, {QStringLiteral("award-give"), QStringLiteral("announced")}, g, false), {}, {}});
    p.fixes.push_back({say("Keeps it"), words(scene, {QStringLiteral("award-give"), QStringLiteral("stays")}, g, true), {}, {}});
    return p;
}

Problem noLongerTrue(const Scene &scene, const AwardRow &r)
{
    Problem p;
    const QString title = raceTitle(scene, r.race, r.name);
    p.key = QStringLiteral("official/%1/%2%3").arg(r.division ? QStringLiteral("division") : QStringLiteral("award"), raceKey(scene, scene.state.document().races[std::size_t(r.race)].name), r.name);
    p.severity = Severity::Act;
    p.since = r.since.value_or(UtcTime{});
    p.title = say("%1 is official and has changed").arg(title);
    QStringList lines;
    for (std::size_t i = 0; i < r.changes.size() && i < 3; ++i) {
        const ChangedPlace &c = r.changes[i];
        const QString was = c.was.value() >= 0 ? say("%1 in %2").arg(nameOf(scene, c.was), timeOf(scene, r.race, c.wasTime)) : say("nobody");
        const QString is = c.is.value() >= 0 ? say("%1 in %2").arg(nameOf(scene, c.is), timeOf(scene, r.race, c.isTime)) : say("nobody");
        lines.append(say("%1: %2, now %3.").arg(scoring::ordinal(c.position), was, is));
        p.key += QStringLiteral("/%1:%2:%3").arg(c.position).arg(c.is.value()).arg(c.isTime.count());
        for (const EntrantIdx e : {c.was, c.is})
            if (e.value() >= 0 && p.entrants.size() < 6)
                p.entrants.push_back(e);
    }
    if (r.changed > 3)
        lines.append(say("%1 more.").arg(r.changed - 3));
    lines.append(say("Why: %1. Confirm the correction, or put it back.").arg(r.cause));
    p.text = lines.join(u' ');
    QStringList confirm{QStringLiteral("op"), QStringLiteral("award-state"), QStringLiteral("corrected"), r.division ? QStringLiteral("--division") : QStringLiteral("--band"), r.name};
    if (scene.state.document().races.size() > 1)
        confirm += {QStringLiteral("--race"), scene.state.document().races[std::size_t(r.race)].name};
    p.fixes = {page(say("Awards"), QStringLiteral("awards/%1/%2").arg(r.race).arg(r.division ? -1 : r.index)), {say("Confirm"), confirm, {}, {}}};
    return p;
}

} // namespace

void awardProblems(const Scene &scene, std::vector<Problem> &out)
{
    if (!scene.view.awards)
        return;
    const AwardsView &awards = *scene.view.awards;
    for (const GivenRow &g : awards.given)
        if (g.alarm)
            out.push_back(changedHands(scene, g));
    QStringList over;
    UtcTime since{};
    for (const AwardRow &r : awards.rows) {
        if (r.changed > 0)
            out.push_back(noLongerTrue(scene, r));
        if (r.protestUntil && *r.protestUntil <= scene.now) {
            over.append(raceTitle(scene, r.race, r.name));
            since = std::max(since, *r.protestUntil);
        }
    }
    if (over.isEmpty())
        return;
    Problem p;
    p.key = QStringLiteral("protest-over");
    p.severity = Severity::Info;
    p.since = since;
    p.title = over.size() == 1 ? say("Protest time is over: %1").arg(over.front()) : say("Protest time is over for %1 bands").arg(over.size());
    p.text = say("%1: nothing keeps the result from being official. Make it official on the Awards page, then it can be announced.").arg(over.mid(0, 4).join(QStringLiteral(", ")) + (over.size() > 4 ? QStringLiteral(" …") : QString()));
    p.fixes = {page(say("Awards"), QStringLiteral("awards"))};
    out.push_back(std::move(p));
}

} // namespace gantry::engine
