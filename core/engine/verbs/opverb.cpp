// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/engine/verbs/verb.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <functional>

namespace gantry::engine {

namespace {

using Parsed = VerbCall::Parsed;

struct Made {
    std::vector<OpDraft> drafts;
    QString text;
};

Error bad(const QString &message)
{
    return failure(ErrorCode::InvalidInput, message);
}

Error misuse(const QString &message)
{
    return failure(ErrorCode::Usage, message);
}

// TIME of the contract, or a time of day on the event's date.
std::optional<LocalTime> timeOf(const QString &text, const EventDocument &doc)
{
    if (const auto t = parseLocal(text))
        return t;
    return parseLocal(doc.date.toString(Qt::ISODate) + u'T' + text);
}

Result<QString> waveKeyOf(const QString &wanted, const EventDocument &doc)
{
    QStringList keys;
    for (const RaceDef &race : doc.races) {
        if (race.waves.empty())
            keys.append(race.name);
        for (const WaveDef &w : race.waves)
            keys.append(race.name + u'/' + w.name);
    }
    QStringList hits;
    for (const RaceDef &race : doc.races) // a race that is started by waves can still get a gun of its own
        if (race.name.compare(wanted, Qt::CaseInsensitive) == 0)
            hits.append(race.name);
    for (const QString &k : keys)
        if ((wanted.isEmpty() || k.compare(wanted, Qt::CaseInsensitive) == 0 || k.section(u'/', 1).compare(wanted, Qt::CaseInsensitive) == 0) && !hits.contains(k))
            hits.append(k);
    if (hits.size() == 1)
        return hits.front();
    if (hits.isEmpty())
        return bad(say("There is no wave or race \"%1\". Known: %2").arg(wanted, keys.join(QStringLiteral(", "))));
    return bad(say("Which wave? Name one with --wave: %1").arg(hits.join(QStringLiteral(", "))));
}

Result<QStringList> bibsOf(const Parsed &p, const EventState &state)
{
    QStringList bibs;
    for (const QString &v : p.values(QStringLiteral("bib")) + p.values(QStringLiteral("bibs")) + p.rest.mid(1))
        for (const QString &b : v.split(QRegularExpression(QStringLiteral("[,\\s]+")), Qt::SkipEmptyParts))
            bibs.append(b);
    if (bibs.isEmpty())
        return misuse(say("Say whose: --bib B"));
    for (const QString &b : bibs) {
        const auto found = state.entrantsByBib(b, p.value(QStringLiteral("race")));
        if (found.empty())
            return bad(say("Nobody has bib %1.").arg(b));
        if (found.size() > 1)
            return bad(say("Bib %1 is used in several races. Name one with --race.").arg(b));
    }
    return bibs;
}

Result<Micros> secondsOf(const Parsed &p)
{
    const QString text = p.value(QStringLiteral("seconds"));
    bool ok = false;
    const double s = text.toDouble(&ok);
    if (!ok || s < -864000 || s > 864000)
        return misuse(say("--seconds wants a number, not \"%1\".").arg(text));
    return Micros(std::llround(s * 1e6));
}

// The race that all of them are in; empty when there are several, or only one to be in.
QString raceOf(const QStringList &bibs, const Parsed &p, const EventState &state)
{
    if (state.document().races.size() < 2)
        return p.value(QStringLiteral("race"));
    QStringList races;
    for (const QString &b : bibs)
        races.append(state.entrants()[std::size_t(state.entrantsByBib(b, p.value(QStringLiteral("race"))).front().value())].race);
    return races.count(races.first()) == races.size() ? races.first() : QString();
}

OpDraft correction(const QString &kind, const Parsed &p)
{
    OpDraft d;
    d.kind = d.entity = QStringLiteral("corr");
    d.fields[QStringLiteral("kind")] = kind;
    if (p.has(QStringLiteral("race")))
        d.fields[QStringLiteral("race")] = p.value(QStringLiteral("race"));
    d.reason = p.value(QStringLiteral("reason"));
    return d;
}

Result<Made> gun(const Parsed &p, const EventState &state)
{
    const auto wave = waveKeyOf(p.value(QStringLiteral("wave")), state.document());
    if (!wave)
        return wave.error();
    const QString text = p.value(QStringLiteral("at"));
    const auto at = timeOf(text, state.document());
    if (!at)
        return text.isEmpty() ? misuse(say("Say when: --at YYYY-MM-DDTHH:MM:SS")) : bad(say("\"%1\" is not a time. Write YYYY-MM-DDTHH:MM:SS or HH:MM:SS.").arg(text));
    OpDraft d;
    d.kind = d.entity = QStringLiteral("gun");
    d.instance = *wave;
    d.reason = p.value(QStringLiteral("reason"));
    d.fields = {{QStringLiteral("local"), formatLocal(*at)}, {QStringLiteral("source"), QStringLiteral("command")}};
    return Made{{d}, say("Gun of %1 set to %2").arg(*wave, formatTimeOfDay(*at, 2))};
}

Result<Made> onBibs(const QString &kind, const Parsed &p, const EventState &state)
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
    return Made{{d}, QString(kind).replace(u'_', u' ').toUpper() + u' ' + bibs->join(QStringLiteral(", "))};
}

Result<Made> ignoreRead(const Parsed &p, const ReadTable &reads)
{
    if (p.rest.size() != 2)
        return misuse(say("Say which read: op ignore-read ID (explain shows the ids)"));
    const auto found = reads.byContentPrefix(p.rest[1]);
    if (found.size() != 1)
        return bad(found.empty() ? say("There is no read %1. Ids are at least 8 characters; explain shows them.").arg(p.rest[1]) : say("Several reads begin with %1; give more of the id.").arg(p.rest[1]));
    OpDraft d = correction(QStringLiteral("ignore_read"), p);
    d.fields[QStringLiteral("read")] = reads.read(found.front()).content.toString();
    return Made{{d}, say("Read %1 ignored").arg(p.rest[1].left(8))};
}

// Takes back every active correction that `wanted` says, whoever made it.
Made retractWhere(const log::Fold &fold, const Parsed &p, const std::function<bool(const log::Op &)> &wanted)
{
    Made made;
    for (const log::Op *op : fold.activeOps(QStringLiteral("corr")))
        if (wanted(*op))
            made.drafts.push_back({QStringLiteral("retract"), QStringLiteral("op"), op->id.toString(), {}, {}, p.value(QStringLiteral("reason"))});
    return made;
}

QString kindOf(const log::Op &op)
{
    const auto it = op.fields.find(QStringLiteral("kind"));
    return it == op.fields.end() ? QString() : it->second.value.toString();
}

Result<Made> reinstate(const Parsed &p, const EventActor &actor)
{
    const auto bibs = bibsOf(p, actor.state());
    if (!bibs)
        return bibs.error();
    QStringList keys;
    for (const QString &b : *bibs)
        keys.append(compareKey(b));
    Made made = retractWhere(actor.fold(), p, [&](const log::Op &op) {
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

Result<Made> useRead(const Parsed &p, const EventActor &actor)
{
    const auto found = p.rest.size() == 2 ? actor.reads().byContentPrefix(p.rest[1]) : std::vector<ReadIdx>();
    if (found.size() != 1)
        return bad(say("Say which read, by an id that only one has: op use-read ID"));
    const QString id = actor.reads().read(found.front()).content.toString();
    Made made = retractWhere(actor.fold(), p, [&](const log::Op &op) {
        const auto read = op.fields.find(QStringLiteral("read"));
        return kindOf(op) == u"ignore_read" && read != op.fields.end() && read->second.value.toString() == id;
    });
    if (made.drafts.empty())
        return bad(say("Read %1 is not ignored.").arg(p.rest[1]));
    made.text = say("Read %1 counts again").arg(p.rest[1].left(8));
    return made;
}

Result<Made> bind(const Parsed &p, const EventActor &actor)
{
    const QString point = p.value(QStringLiteral("point"));
    const PointIdx known = actor.state().document().pointByName(point);
    if (known.value() < 0)
        return bad(say("The event has no timing point \"%1\".").arg(point));
    const QString location = p.value(QStringLiteral("location"));
    OpDraft d;
    d.entity = QStringLiteral("binding");
    d.reason = p.value(QStringLiteral("reason"));
    d.fields[QStringLiteral("point")] = actor.state().document().points[std::size_t(known.value())].name;
    if (p.has(QStringLiteral("session"))) {
        bool ok = false;
        const qint64 no = p.value(QStringLiteral("session")).toLongLong(&ok);
        const auto uuid = actor.sessionUuid(SessionNo(no));
        if (!ok || !uuid)
            return bad(say("There is no session %1. The Readers page and `serve` show the numbers.").arg(p.value(QStringLiteral("session"))));
        d.instance = QStringLiteral("sess:") + uuid->toString() + u'/' + (location.isEmpty() ? QStringLiteral("*") : location.toLower());
        return Made{{d}, say("Session %1 bound to %2").arg(no).arg(point)};
    }
    if (location.isEmpty())
        return misuse(say("Say what to bind: --session S or --location L"));
    d.instance = QStringLiteral("loc:") + location.trimmed().toLower();
    return Made{{d}, say("Location %1 bound to %2").arg(location, point)};
}

Result<Made> swapBibs(const Parsed &p, const EventState &state)
{
    const auto bibs = bibsOf(p, state);
    if (!bibs)
        return bibs.error();
    if (bibs->size() != 2)
        return misuse(say("Two bibs: op swap-bibs A B"));
    const QString race = p.value(QStringLiteral("race"));
    const Entrant &a = state.entrants()[std::size_t(state.entrantsByBib(bibs->at(0), race).front().value())];
    const Entrant &b = state.entrants()[std::size_t(state.entrantsByBib(bibs->at(1), race).front().value())];
    const auto give = [](const Entrant &to, const Entrant &from) {
        OpDraft d;
        d.entity = QStringLiteral("entrant");
        d.instance = to.id.toString();
        d.fields = {{QStringLiteral("bib"), from.bib}, {QStringLiteral("chips"), QJsonArray::fromStringList(from.chips)}};
        return d;
    };
    return Made{{give(a, b), give(b, a)}, say("Bibs %1 and %2 swapped").arg(a.bib, b.bib)};
}

Result<Made> entrantState(EntrantState wanted, const Parsed &p, const EventState &state)
{
    const auto bibs = bibsOf(p, state);
    if (!bibs)
        return bibs.error();
    Made made;
    for (const QString &bib : *bibs) {
        OpDraft d;
        d.entity = QStringLiteral("entrant");
        d.instance = state.entrants()[std::size_t(state.entrantsByBib(bib, p.value(QStringLiteral("race"))).front().value())].id.toString();
        d.fields[QStringLiteral("registration")] = toText(wanted);
        made.drafts.push_back(std::move(d));
    }
    made.text = toText(wanted) + u' ' + bibs->join(QStringLiteral(", "));
    return made;
}

Result<Made> arm(bool on, const Parsed &p, const EventState &state)
{
    Made made;
    QStringList keys;
    for (const QString &w : p.has(QStringLiteral("wave")) ? p.values(QStringLiteral("wave")) : QStringList{QString()}) {
        const auto key = waveKeyOf(w, state.document());
        if (!key)
            return key.error();
        keys.append(*key);
        OpDraft d;
        d.entity = QStringLiteral("wave");
        d.instance = *key;
        d.fields[QStringLiteral("armed")] = on;
        made.drafts.push_back(std::move(d));
    }
    made.text = (on ? say("Armed %1") : say("Disarmed %1")).arg(keys.join(QStringLiteral(", ")));
    return made;
}

Result<Made> make(const QString &kind, const Parsed &p, const EventActor &actor)
{
    const EventState &state = actor.state();
    if (kind == u"gun")
        return gun(p, state);
    for (const char *k : {"dnf", "dns", "dq", "dead-heat", "start-offset", "penalty", "set-time"})
        if (kind == QLatin1String(k))
            return onBibs(QString(kind).replace(u'-', u'_'), p, state);
    if (kind == u"ignore-read")
        return ignoreRead(p, actor.reads());
    if (kind == u"use-read")
        return useRead(p, actor);
    if (kind == u"reinstate")
        return reinstate(p, actor);
    if (kind == u"bind")
        return bind(p, actor);
    if (kind == u"swap-bibs")
        return swapBibs(p, state);
    if (kind == u"check-in")
        return entrantState(EntrantState::CheckedIn, p, state);
    if (kind == u"withdraw")
        return entrantState(EntrantState::Withdrawn, p, state);
    if (kind == u"arm" || kind == u"disarm")
        return arm(kind == u"arm", p, state);
    return misuse(say("There is no op \"%1\".").arg(kind));
}

int answer(VerbCall &call, const Id128 &event, std::uint64_t)
{
    call.core.settle();
    call.core.publishNow();
    const ViewPtr v = call.core.settledView(event);
    if (v->lastOp) {
        if (call.json)
            call.print(QJsonObject{{QStringLiteral("op"), v->lastOp->id.toString()}, {QStringLiteral("text"), v->lastOp->text}});
        else
            call.print(v->lastOp->id.toString() + QStringLiteral("  ") + v->lastOp->text);
    }
    if (const auto saving = call.core.saving(); !saving->ok)
        call.complain(say("Done, but not yet on disk: %1").arg(saving->error.message));
    return 0;
}

} // namespace

int opVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("wave="), QStringLiteral("at="), QStringLiteral("bib="), QStringLiteral("bibs="), QStringLiteral("race="), QStringLiteral("reason="),
                                    QStringLiteral("seconds="), QStringLiteral("point="), QStringLiteral("session="), QStringLiteral("location=")});
    if (!parsed)
        return 2;
    const QString kind = parsed->rest.value(0).replace(u'_', u'-'); // the document writes start_offset
    if (kind.isEmpty())
        return call.usage(say("Say which op."));
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    call.core.settle();
    if (kind == u"undo" || kind == u"redo") {
        std::optional<Id128> op;
        if (kind == u"undo" && parsed->rest.size() > 1 && !(op = Id128::parse(parsed->rest[1])))
            return call.fail(bad(say("\"%1\" is not an op id.").arg(parsed->rest[1])));
        const auto serial = call.core.onScore([&] {
            EventActor *a = call.core.actor(*id);
            return kind == u"undo" ? a->undo(QStringLiteral("operator"), op) : a->redo(QStringLiteral("operator"));
        });
        if (!serial)
            return call.fail(bad(kind == u"undo" ? say("There is nothing to undo.") : say("There is nothing to redo.")));
        return answer(call, *id, *serial);
    }
    auto made = call.core.onScore([&] { return make(kind, *parsed, *call.core.actor(*id)); });
    if (!made)
        return call.fail(made.error());
    if (auto done = call.core.submit(*id, std::move(made->drafts), QStringLiteral("operator"), made->text); !done)
        return call.fail(done.error());
    return answer(call, *id, 0);
}

} // namespace gantry::engine
