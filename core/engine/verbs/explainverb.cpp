// SPDX-License-Identifier: Apache-2.0
// `explain --bib B`: the chain from the raw line to the place, in words and numbers.
#include "core/base/text.h"
#include "core/engine/resulttext.h"
#include "core/engine/verbs/verb.h"

#include <QJsonArray>

namespace gantry::engine {

namespace {

using scoring::Flag;
using scoring::GunSource;

QString gunSourceText(GunSource s)
{
    switch (s) {
    case GunSource::Schedule:
        return say("from the event document");
    case GunSource::Key:
        return say("pressed on the console");
    case GunSource::Command:
        return say("set by the operator");
    case GunSource::Reader:
        return say("from the reader's gun record");
    case GunSource::None:
        break;
    }
    return say("not known");
}

QString exact(Micros t)
{
    return formatElapsed(t, 6);
}

struct Line {
    QString id, at, point, raw, use, clock; // clock: the time as the device gave it, and what was taken off
};

struct Chain {
    QStringList head, rules, verdict;
    std::vector<Line> reads;
};

QString rawLine(Core &core, const ReadRow &row)
{
    const auto bytes = core.writer().bytes(row.session, row.offset, row.length);
    return bytes ? QString::fromUtf8(*bytes).trimmed() : say("(its bytes are not readable: %1)").arg(bytes.error().message);
}

QString clockLine(const View &v, const ReadRow &row)
{
    if (row.clockMs == 0)
        return {};
    const Micros offset = std::chrono::milliseconds(row.clockMs);
    const QString amount = (row.clockMs > 0 ? QStringLiteral("+") : QString()) + QString::number(row.clockMs / 1000.0, 'f', 3);
    return say("The device said %1; its clock was off by %2 s, which is taken off").arg(formatLocal(v.event->zone.toLocal(row.at + offset)), amount);
}

void addHead(Chain &c, const View &v, EntrantIdx e, const scoring::RaceRules &rules)
{
    const Entrant &p = (*v.entrants)[std::size_t(e.value())].entrant;
    c.head.append(say("Bib %1, %2, race %3%4").arg(p.bib, p.displayName(), rules.name, p.wave.isEmpty() ? QString() : say(", wave %1").arg(p.wave)));
    c.head.append(p.chips.isEmpty() ? say("Chip: the bib itself (the roster names no chip)") : say("Chips: %1").arg(p.chips.join(QStringLiteral(", "))));
    const int wave = (*v.results)[std::size_t(e.value())].wave;
    const auto &w = rules.waves[std::size_t(wave)];
    c.head.append(w.gun ? say("Gun: %1, %2").arg(formatLocal(v.event->zone.toLocal(*w.gun)), gunSourceText(w.source)) : say("Gun: not known"));
}

void addRules(Chain &c, const scoring::RaceRules &rules)
{
    c.rules.append(rules.startMode == StartMode::Gun ? say("Start: everyone at the gun") : say("Start: the last read of the start mat before the first later point"));
    if (rules.cutoff)
        c.rules.append(say("Start reads count until %1 after the gun").arg(formatShort(*rules.cutoff)));
    for (const auto &item : rules.course)
        c.rules.append(say("%1: the first read at least %2 after the runner's start").arg(item.name, formatShort(item.minTime)));
}

void addVerdict(Chain &c, const View &v, EntrantIdx e, const scoring::RaceRules &rules)
{
    const auto &r = (*v.results)[std::size_t(e.value())].result;
    const auto &places = (*v.places)[std::size_t(e.value())];
    const EventZone &zone = v.event->zone;
    if (r.startedAt)
        c.verdict.append(say("Started: %1").arg(formatLocal(zone.toLocal(*r.startedAt))));
    if (r.flags & Flag::MissingStart)
        c.verdict.append(say("No usable start read: net runs from the gun"));
    if (r.flags & Flag::PreGunStart)
        c.verdict.append(say("Only reads before the gun at the start: net runs from the gun"));
    if (r.flags & Flag::LateStart)
        c.verdict.append(say("A start read came after the cut-off and is not used"));
    if (r.flags & Flag::StartOffset)
        c.verdict.append(say("The runner's own gun differs from the race's; both times count from it"));
    if (r.flags & Flag::HandTime)
        c.verdict.append(say("A time set by hand counts"));
    if (r.flags & Flag::Penalised)
        c.verdict.append(say("A penalty is added to both times"));
    for (std::size_t i = 0; i < r.splits.size() && i < rules.course.size(); ++i)
        c.verdict.append(r.splits[i] ? say("%1: %2 net").arg(rules.course[i].name, exact(*r.splits[i])) : say("%1: missing").arg(rules.course[i].name));
    if (r.finishedAt)
        c.verdict.append(say("Finished: %1").arg(formatLocal(zone.toLocal(*r.finishedAt))));
    const auto time = [&](const char *label, const std::optional<Micros> &t) {
        if (t)
            c.verdict.append(say("%1 time: %2 exactly, shown as %3").arg(say(label), exact(*t), formatElapsed(scoring::roundTime(*t, rules.rounding), scoring::fractionDigits(rules.rounding))));
    };
    time("Net", r.net);
    time("Gun", r.gun);
    c.verdict.append(say("Status: %1").arg(scoring::toText(r.status)));
    c.verdict.append(say("Division: %1").arg(r.divisionName));
    if (places.overall > 0)
        c.verdict.append(say("Place %1 overall, %2 by gender, %3 in the division; ranked by %4 time, unrounded; equal times %5")
                             .arg(places.overall)
                             .arg(places.gender > 0 ? QString::number(places.gender) : QStringLiteral("–"))
                             .arg(places.division > 0 ? QString::number(places.division) : QStringLiteral("–"))
                             .arg(rules.ranking == RankBy::Net ? say("net") : say("gun"), rules.ties == Ties::Share ? say("share the place") : say("keep the order of recording")));
    else
        c.verdict.append(say("No place: %1").arg(scoring::toText(r.status)));
}

void print(VerbCall &call, const Chain &c)
{
    if (call.json) {
        QJsonArray reads;
        for (const Line &l : c.reads)
            reads.append(QJsonObject{{QStringLiteral("read"), l.id}, {QStringLiteral("at"), l.at}, {QStringLiteral("point"), l.point}, {QStringLiteral("raw"), l.raw}, {QStringLiteral("use"), l.use}, {QStringLiteral("clock"), l.clock}});
        call.print(QJsonObject{{QStringLiteral("entrant"), QJsonArray::fromStringList(c.head)},
                               {QStringLiteral("rules"), QJsonArray::fromStringList(c.rules)},
                               {QStringLiteral("reads"), reads},
                               {QStringLiteral("result"), QJsonArray::fromStringList(c.verdict)}});
        return;
    }
    for (const QString &l : c.head)
        call.print(l);
    call.print(say("Rules"));
    for (const QString &l : c.rules)
        call.print(QStringLiteral("  ") + l);
    call.print(say("Reads (%1)").arg(c.reads.size()));
    for (const Line &l : c.reads) {
        call.print(QStringLiteral("  %1  %2  %3  %4").arg(l.at, l.point, l.use, l.id.left(12)));
        call.print(QStringLiteral("      ") + l.raw);
        if (!l.clock.isEmpty())
            call.print(QStringLiteral("      ") + l.clock);
    }
    call.print(say("Result"));
    for (const QString &l : c.verdict)
        call.print(QStringLiteral("  ") + l);
}

} // namespace

int explainVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("bib="), QStringLiteral("race=")});
    if (!parsed)
        return 2;
    const QString bib = parsed->value(QStringLiteral("bib"));
    if (bib.isEmpty())
        return call.usage(say("Say whose time: explain --bib B"));
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    struct Found {
        ViewPtr view;
        std::vector<EntrantIdx> entrants;
        std::vector<scoring::ReadUse> uses;
    };
    call.core.settle();
    const Found found = call.core.onScore([&] { // in one go: reads that come meanwhile are not in the view
        EventActor *a = call.core.actor(*id);
        Found f{call.core.viewNow(*id), a->state().entrantsByBib(bib, parsed->value(QStringLiteral("race"))), {}};
        if (f.entrants.size() == 1)
            f.uses = a->usesOf(f.entrants.front());
        return f;
    });
    const ViewPtr &v = found.view;
    if (found.entrants.empty())
        return call.fail(failure(ErrorCode::NotFound, say("Nobody has bib %1.").arg(bib)));
    if (found.entrants.size() > 1)
        return call.fail(failure(ErrorCode::InvalidInput, say("Bib %1 is used in several races. Name one with --race.").arg(bib)));
    const EntrantIdx e = found.entrants.front();
    const int race = (*v->results)[std::size_t(e.value())].race;
    if (race < 0)
        return call.fail(failure(ErrorCode::NotFound, say("Bib %1 is in no race of this event.").arg(bib)));
    const auto &rules = v->event->rules[std::size_t(race)];
    Chain chain;
    addHead(chain, *v, e, rules);
    addRules(chain, rules);
    for (const scoring::ReadUse &u : found.uses) {
        const ReadRow &row = (*v->reads)[std::size_t(u.read.value())];
        const QString point = row.point.value() >= 0 ? v->event->document.points[std::size_t(row.point.value())].name : say("no point (%1)").arg(QString::fromStdString(row.location));
        chain.reads.push_back({row.content.toString(), formatLocal(v->event->zone.toLocal(row.at)), point, rawLine(call.core, row), scoring::describe(u, rules), clockLine(*v, row)});
    }
    addVerdict(chain, *v, e, rules);
    print(call, chain);
    return 0;
}

} // namespace gantry::engine
