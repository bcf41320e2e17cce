// SPDX-License-Identifier: Apache-2.0
// The end of a race: `stillout` and `op close-race`.
#include "core/base/text.h"
#include "core/engine/closing/stillout.h"
#include "core/engine/verbs/ops.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace gantry::engine {

using namespace ops;

namespace {

Result<RaceIdx> raceNamed(const QString &name, const EventDocument &doc)
{
    const RaceIdx race = name.isEmpty() && doc.races.size() == 1 ? RaceIdx(0) : doc.raceByName(name);
    if (race.value() < 0)
        return name.isEmpty() ? misuse(say("Say which race.")) : bad(say("The event has no race \"%1\".").arg(name));
    return race;
}

// What the scoreboard knows, in the shape the proposals are made from.
View sceneOf(const EventActor &actor)
{
    View view;
    auto head = std::make_shared<EventHead>();
    head->document = actor.state().document();
    head->zone = head->document.zone;
    head->rules = actor.board().rules();
    view.event = std::move(head);
    auto results = std::make_shared<ChunkedTable<ResultRow>>();
    auto entrants = std::make_shared<ChunkedTable<EntrantRow>>();
    for (std::size_t i = 0; i < actor.board().size(); ++i) {
        const EntrantIdx e{std::int32_t(i)};
        results->append({actor.board().result(e), actor.board().facts(e).race.value(), actor.board().facts(e).wave});
        entrants->append({actor.state().entrants()[i], {}});
    }
    view.results = std::move(results);
    view.entrants = std::move(entrants);
    return view;
}

OpDraft verdict(const char *kind, const QStringList &bibs, const QString &race, const VerbCall::Parsed &p)
{
    OpDraft d = correction(QLatin1String(kind), p);
    d.fields[QStringLiteral("bibs")] = QJsonArray::fromStringList(bibs);
    d.fields[QStringLiteral("race")] = race;
    if (d.reason.isEmpty())
        d.reason = say("race closed");
    return d;
}

Result<MadeOps> closeRace(const VerbCall::Parsed &p, const EventActor &actor)
{
    const auto race = raceNamed(p.rest.value(1, p.value(QStringLiteral("race"))), actor.state().document());
    if (!race)
        return race.error();
    const QString name = actor.state().document().races[std::size_t(race->value())].name;
    const View scene = sceneOf(actor);
    QStringList except, dns, dnf, nameless;
    for (const QString &v : p.values(QStringLiteral("except")))
        for (const QString &b : v.split(QRegularExpression(QStringLiteral("[,\\s]+")), Qt::SkipEmptyParts))
            except.append(compareKey(b));
    for (const CloseProposal &proposal : closeProposals(scene, race->value(), actor.now())) {
        const Entrant &e = actor.state().entrants()[std::size_t(proposal.entrant.value())];
        if (!except.contains(compareKey(e.bib)) && p.has(proposal.dnf ? QStringLiteral("dnf") : QStringLiteral("dns")))
            (e.bib.isEmpty() ? nameless : proposal.dnf ? dnf : dns).append(e.bib.isEmpty() ? e.displayName() : e.bib);
    }
    MadeOps made;
    OpDraft closed;
    closed.entity = QStringLiteral("race");
    closed.instance = name;
    closed.reason = p.value(QStringLiteral("reason"));
    closed.fields[QStringLiteral("closed_us")] = QString::number(toUs(actor.now()));
    made.drafts.push_back(std::move(closed));
    if (!dns.isEmpty())
        made.drafts.push_back(verdict("dns", dns, name, p));
    if (!dnf.isEmpty())
        made.drafts.push_back(verdict("dnf", dnf, name, p));
    made.text = say("%1 closed: %2 DNS, %3 DNF").arg(name).arg(dns.size()).arg(dnf.size());
    if (!nameless.isEmpty())
        made.text += say("; without a bib, so left as they are: %1").arg(nameless.join(QStringLiteral(", ")));
    return made;
}

constexpr OpKind kKinds[] = {{"close-race", closeRace}};

} // namespace

std::span<const OpKind> closeOps()
{
    return kKinds;
}

int stillOutVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("race=")});
    if (!parsed)
        return 2;
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    const ViewPtr v = call.core.settledView(*id);
    int race = -1;
    if (parsed->has(QStringLiteral("race"))) {
        const auto named = raceNamed(parsed->value(QStringLiteral("race")), v->event->document);
        if (!named)
            return call.fail(named.error());
        race = named->value();
    }
    const auto time = [&](const std::optional<UtcTime> &t) { return t ? formatTimeOfDay(v->event->zone.toLocal(*t)) : QString(); };
    QJsonArray rows;
    for (const OutRow &o : stillOut(*v, call.core.clock().now(), race)) {
        const Entrant &e = (*v->entrants)[std::size_t(o.entrant.value())].entrant;
        const QString &raceName = v->event->rules[std::size_t(o.race)].name;
        if (call.json)
            rows.append(QJsonObject{{QStringLiteral("bib"), e.bib}, {QStringLiteral("name"), e.displayName()}, {QStringLiteral("race"), raceName},
                                    {QStringLiteral("last_point"), o.lastPoint}, {QStringLiteral("at"), time(o.lastSeen)}, {QStringLiteral("due"), time(o.due)},
                                    {QStringLiteral("overdue"), o.overdue}, {QStringLiteral("emergency_contact"), e.emergencyContact},
                                    {QStringLiteral("emergency_phone"), e.emergencyPhone}});
        else
            call.print(QStringLiteral("%1\t%2\t%3\t%4\t%5\t%6\t%7\t%8").arg(e.bib, e.displayName(), raceName, o.lastPoint, time(o.lastSeen), time(o.due),
                                                                          o.overdue ? say("overdue") : QString(), e.emergencyPhone));
    }
    if (call.json)
        call.out += QJsonDocument(rows).toJson(QJsonDocument::Compact) + '\n';
    return 0;
}

} // namespace gantry::engine
