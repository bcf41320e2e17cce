// SPDX-License-Identifier: Apache-2.0
// The edits of people, one function each.
#include "core/engine/entrants/edit.h"

#include "core/base/text.h"
#include "core/engine/entrants/rosterplan.h"

#include <QJsonArray>

#include <algorithm>

namespace gantry::engine {

using namespace ops;
using namespace edit;

namespace {

const Entrant &at(const EventState &state, EntrantIdx e)
{
    return state.entrants()[std::size_t(e.value())];
}

QString called(const Entrant &e)
{
    return e.bib.isEmpty() ? e.displayName() : e.bib + u' ' + e.displayName();
}

Result<EntrantIdx> one(const VerbCall::Parsed &p, const EventState &state)
{
    const auto list = chosen(p, state);
    if (!list)
        return list.error();
    if (list->size() != 1)
        return misuse(say("This changes one runner at a time."));
    return list->front();
}

// The words that are fields: "team=Harriers", and the short options of a late entry.
Result<> assign(Entrant &e, const VerbCall::Parsed &p, const EventDocument &doc)
{
    const auto apply = [&](const QString &field, const QString &value) { return setField(e, field, value, doc); };
    for (const char *name : {"bib", "first", "last", "gender", "age", "dob", "race", "wave", "chip", "division", "team", "city", "region", "country", "status"})
        if (p.has(QLatin1String(name)))
            if (auto done = apply(QLatin1String(name), p.values(QLatin1String(name)).join(u' ')); !done)
                return done;
    for (const QString &word : p.rest.mid(1)) {
        if (word.indexOf(u'=') < 1)
            return misuse(say("\"%1\" is not field=value.").arg(word));
        if (auto done = apply(word.section(u'=', 0, 0).trimmed(), word.section(u'=', 1)); !done)
            return done;
    }
    return {};
}

void tellEarlier(EntrantEdit &out, const Entrant &e, const EventActor &actor)
{
    const EarlierReads reads = earlierReads(e, actor);
    out.facts[QStringLiteral("earlier_reads")] = reads.count;
    if (reads.count == 0)
        return;
    const QString first = formatLocal(actor.state().document().zone.toLocal(*reads.first)).section(u'T', 1).left(8);
    out.facts[QStringLiteral("first_read")] = first;
    out.notes.append(reads.point.isEmpty() ? say("%1 earlier reads count now, the first at %2").arg(reads.count).arg(first)
                                           : say("%1 earlier reads count now, the first at %2 at %3").arg(reads.count).arg(first, reads.point));
}

Result<EntrantEdit> add(const VerbCall::Parsed &p, const EventActor &actor)
{
    const EventState &state = actor.state();
    const EventDocument &doc = state.document();
    Entrant e;
    if (doc.races.size() == 1)
        e.race = doc.races.front().name;
    e.state = EntrantState::CheckedIn; // whoever enters at the desk stands there
    if (auto done = assign(e, p, doc); !done)
        return done.error();
    if (!e.age && e.dateOfBirth && doc.raceByName(e.race) != RaceIdx(-1))
        e.age = ageOn(*e.dateOfBirth, doc.ageDate(doc.races[std::size_t(doc.raceByName(e.race).value())]));
    EntrantEdit out;
    if (auto ok = check(e, state, out.notes); !ok)
        return ok.error();
    // The id that an import of the same row would make, unless somebody has had it.
    e.id = e.bib.isEmpty() ? Id128::random() : Id128::fromName(actor.id(), (QStringLiteral("entrant|") + e.race + u'|' + compareKey(e.bib)).toUtf8());
    if (state.entrantById(e.id))
        e.id = Id128::random();
    auto draft = difference({}, e);
    if (!draft)
        return bad(say("There is nothing to enter."));
    out.made.drafts.push_back(std::move(*draft));
    out.made.text = say("Late entry %1").arg(called(e));
    out.facts[QStringLiteral("bib")] = e.bib;
    out.facts[QStringLiteral("id")] = e.id.toString();
    tellEarlier(out, e, actor);
    return out;
}

// "--was team=Old": what the editor showed. When somebody else has changed the field meanwhile, both values stay visible.
Result<> noteSeen(OpDraft &draft, const VerbCall::Parsed &p, const Entrant &now, const EventActor &actor, EntrantEdit &out)
{
    for (const QString &word : p.values(QStringLiteral("was"))) {
        if (word.indexOf(u'=') < 1)
            return misuse(say("--was wants field=value, not \"%1\".").arg(word));
        Entrant then = now;
        if (auto set = setField(then, word.section(u'=', 0, 0), word.section(u'=', 1), actor.state().document()); !set)
            continue; // what was seen cannot be written any more: nothing to compare with
        auto before = difference(then, now);
        if (!before)
            continue;
        std::map<QString, QJsonValue> fields;
        QJsonObject personal;
        entrantToFields(then, fields, personal);
        const log::EntityKey key{draft.entity, draft.instance};
        const auto stale = [&](const QString &name, const QJsonValue &value) {
            if (!draft.fields.contains(name) && !draft.personal.contains(name))
                return;
            draft.seen[name] = actor.fold().stampOf(key, name, value).value_or(log::Stamp{});
            out.notes.append(say("%1 was changed by somebody else meanwhile; both values are kept under \"edited by two people\"").arg(name));
        };
        for (const auto &[name, value] : before->fields)
            stale(name, fields[name]);
        for (const QString &name : before->personal.keys())
            stale(name, personal[name]);
    }
    return {};
}

Result<EntrantEdit> set(const VerbCall::Parsed &p, const EventActor &actor)
{
    const EventState &state = actor.state();
    const auto list = chosen(p, state);
    if (!list)
        return list.error();
    if (p.rest.size() < 2)
        return misuse(say("Say what: entrant set --bib B team=Harriers"));
    VerbCall::Parsed fields;
    fields.rest = p.rest;
    EntrantEdit out;
    for (EntrantIdx i : *list) {
        const Entrant &now = at(state, i);
        Entrant next = now;
        if (auto done = assign(next, fields, state.document()); !done)
            return done.error();
        if (list->size() > 1 && (next.bib != now.bib || next.chips != now.chips))
            return bad(say("A bib or a chip belongs to one runner; change them one at a time."));
        if (next.dateOfBirth != now.dateOfBirth && next.age == now.age && next.dateOfBirth)
            if (const RaceIdx race = state.document().raceByName(next.race); race != RaceIdx(-1))
                next.age = ageOn(*next.dateOfBirth, state.document().ageDate(state.document().races[std::size_t(race.value())]));
        if (next.race != now.race || next.wave != now.wave || next.bib != now.bib || next.chips != now.chips)
            if (auto ok = check(next, state, out.notes); !ok)
                return ok.error();
        auto draft = difference(now, next);
        if (!draft)
            continue;
        if (auto ok = noteSeen(*draft, p, now, actor, out); !ok)
            return ok.error();
        if (next.chips != now.chips || next.bib != now.bib)
            tellEarlier(out, next, actor);
        out.made.drafts.push_back(std::move(*draft));
    }
    out.notes.removeDuplicates();
    const QString what = p.rest.mid(1).join(QStringLiteral(", "));
    out.made.text = list->size() == 1 ? say("%1: %2").arg(called(at(state, list->front())), what) : say("%1 runners: %2").arg(out.made.drafts.size()).arg(what);
    out.facts[QStringLiteral("changed")] = int(out.made.drafts.size());
    return out;
}

// Corrections name bibs; a new bib takes those along that are about this runner alone.
void carryCorrections(MadeOps &made, const Entrant &now, const QString &bib, const EventActor &actor)
{
    for (const log::Op *op : actor.fold().activeOps(QStringLiteral("corr"))) {
        const auto bibs = op->fields.find(QStringLiteral("bibs"));
        const auto race = op->fields.find(QStringLiteral("race"));
        if (bibs == op->fields.end() || (race != op->fields.end() && !race->second.value.toString().isEmpty() && race->second.value.toString() != now.race))
            continue;
        QJsonArray list = bibs->second.value.toArray();
        bool his = false;
        for (auto &&b : list)
            if (compareKey(b.toString()) == compareKey(now.bib)) {
                his = true;
                b = bib;
            }
        if (!his || (race == op->fields.end() && actor.state().entrantsByBib(now.bib).size() > 1))
            continue;
        OpDraft again;
        again.kind = again.entity = QStringLiteral("corr");
        for (const auto &[name, value] : op->fields)
            again.fields[name] = value.value;
        again.fields[QStringLiteral("bibs")] = list;
        again.reason = op->reason;
        made.drafts.push_back({QStringLiteral("retract"), QStringLiteral("op"), op->id.toString(), {}, {}, {}, {}});
        made.drafts.push_back(std::move(again));
    }
}

Result<EntrantEdit> changed(const Entrant &now, Entrant next, const QString &text, const EventActor &actor)
{
    EntrantEdit out;
    if (auto ok = check(next, actor.state(), out.notes); !ok)
        return ok.error();
    auto draft = difference(now, next);
    if (!draft)
        return bad(say("That is how it is already."));
    tellEarlier(out, next, actor);
    out.made.drafts.push_back(std::move(*draft));
    if (next.bib != now.bib)
        carryCorrections(out.made, now, next.bib, actor);
    out.made.text = text;
    out.facts[QStringLiteral("bib")] = next.bib;
    out.facts[QStringLiteral("chips")] = QJsonArray::fromStringList(next.chips);
    return out;
}

Result<EntrantEdit> changeBib(const VerbCall::Parsed &p, const EventActor &actor)
{
    if (p.rest.size() != 3)
        return misuse(say("Two bibs: change-bib OLD NEW"));
    VerbCall::Parsed who;
    who.options = {{QStringLiteral("bib"), {p.rest[1]}}, {QStringLiteral("race"), {p.value(QStringLiteral("race"))}}};
    const auto e = one(who, actor.state());
    if (!e)
        return e.error();
    const Entrant &now = at(actor.state(), *e);
    Entrant next = now;
    next.bib = p.rest[2].trimmed();
    auto out = changed(now, next, say("Bib %1 is now %2 (%3)").arg(now.bib, next.bib, now.displayName()), actor);
    if (out && next.chips.isEmpty())
        out->notes.append(say("the bib is the chip: reads of %1 count for him no longer, reads of %2 do").arg(now.bib, next.bib));
    return out;
}

// Somebody who has worn the bib as chip goes on being found by it when the bib has been read, or when everybody does so.
bool keepsBibAsChip(const Entrant &e, const EventActor &actor)
{
    if (!e.chips.isEmpty() || e.bib.isEmpty())
        return false;
    if (actor.reads().chipByKey(compareKey(e.bib).toStdString()) >= 0)
        return true;
    return std::ranges::none_of(actor.state().entrants(), [](const Entrant &x) { return x.alive && !x.chips.isEmpty(); });
}

Result<EntrantEdit> addChip(const VerbCall::Parsed &p, const EventActor &actor)
{
    const auto e = one(p, actor.state());
    if (!e)
        return e.error();
    if (!p.has(QStringLiteral("chip")))
        return misuse(say("Which chip? --chip C"));
    const Entrant &now = at(actor.state(), *e);
    Entrant next = now;
    const bool keepBib = keepsBibAsChip(now, actor);
    if (keepBib)
        next.chips = {now.bib};
    for (const QString &chip : p.values(QStringLiteral("chip")))
        if (!next.chips.contains(chip.trimmed()))
            next.chips.append(chip.trimmed());
    auto out = changed(now, next, say("Chip %1 is %2's").arg(p.values(QStringLiteral("chip")).join(QStringLiteral(", ")), called(now)), actor);
    if (out && keepBib)
        out->notes.append(say("the bib %1 goes on counting as a chip too").arg(now.bib));
    return out;
}

Result<EntrantEdit> removeChip(const VerbCall::Parsed &p, const EventActor &actor)
{
    const auto e = one(p, actor.state());
    if (!e)
        return e.error();
    const Entrant &now = at(actor.state(), *e);
    Entrant next = now;
    const QString key = compareKey(p.value(QStringLiteral("chip")));
    next.chips.removeIf([&](const QString &chip) { return compareKey(chip) == key; });
    if (next.chips == now.chips)
        return bad(say("%1 has no chip %2.").arg(called(now), p.value(QStringLiteral("chip"))));
    auto out = changed(now, next, say("Chip %1 taken from %2").arg(p.value(QStringLiteral("chip")), called(now)), actor);
    if (out && next.chips.isEmpty())
        out->notes.append(say("without a chip the bib is the chip"));
    return out;
}

// A new bib or chip during the race: what the old ones have read stays his.
Result<EntrantEdit> reissue(const VerbCall::Parsed &p, const EventActor &actor)
{
    const auto e = one(p, actor.state());
    if (!e)
        return e.error();
    const Entrant &now = at(actor.state(), *e);
    Entrant next = now;
    const QString bib = p.value(QStringLiteral("new-bib")).trimmed(), chip = p.value(QStringLiteral("chip")).trimmed();
    if (bib.isEmpty() && chip.isEmpty())
        return misuse(say("What does he get? --new-bib N, --chip C, or both"));
    if (next.chips.isEmpty() && !now.bib.isEmpty())
        next.chips = {now.bib}; // the bib was the chip
    const QStringList old = next.chips;
    if (p.has(QStringLiteral("drop-old")))
        next.chips.clear();
    if (!bib.isEmpty())
        next.bib = bib;
    if (const QString added = chip.isEmpty() && now.chips.isEmpty() ? bib : chip; !added.isEmpty() && !next.chips.contains(added))
        next.chips.append(added);
    auto out = changed(now, next, say("%1 goes on with %2").arg(called(now), QStringList{bib.isEmpty() ? QString() : say("bib %1").arg(bib), chip.isEmpty() ? QString() : say("chip %1").arg(chip)}.join(u' ').trimmed()), actor);
    if (out)
        out->notes.append(p.has(QStringLiteral("drop-old")) ? say("what %1 has read counts no longer").arg(old.join(QStringLiteral(", ")))
                                                            : say("%1 still counts for him, so that nothing he ran is lost; if it is found on the course and read, ignore those reads (op ignore-read)").arg(old.join(QStringLiteral(", "))));
    return out;
}

Result<EntrantEdit> remove(const VerbCall::Parsed &p, const EventActor &actor)
{
    const auto e = one(p, actor.state());
    if (!e)
        return e.error();
    const Entrant &now = at(actor.state(), *e);
    Entrant next = now;
    next.alive = false;
    EntrantEdit out;
    out.made.drafts.push_back(*difference(now, next));
    out.made.text = say("%1 removed from the roster").arg(called(now));
    return out;
}

Result<EntrantEdit> resolve(const VerbCall::Parsed &p, const EventActor &actor)
{
    const auto e = one(p, actor.state());
    if (!e)
        return e.error();
    const Entrant &now = at(actor.state(), *e);
    const QString field = p.value(QStringLiteral("field"));
    const log::EntityKey key{QStringLiteral("entrant"), now.id.toString()};
    const auto conflicts = actor.fold().conflicts(key);
    const auto conflict = std::ranges::find_if(conflicts, [&](const log::Conflict &c) { return c.field == field; });
    if (conflict == conflicts.end())
        return bad(say("Nobody has written two values for %1 of %2.").arg(field, called(now)));
    const log::Op *kept = actor.fold().op(p.value(QStringLiteral("take")) == u"other" ? conflict->loser : conflict->winner);
    if (p.value(QStringLiteral("take")) != u"other" && p.value(QStringLiteral("take")) != u"value")
        return misuse(say("--take is value (the one that holds) or other."));
    OpDraft d;
    d.entity = key.entity;
    d.instance = key.instance;
    QJsonValue value;
    if (const auto f = kept->fields.find(field); f != kept->fields.end())
        d.fields[field] = value = f->second.value;
    else
        d.personal[field] = value = kept->personalValues.value(field);
    EntrantEdit out;
    out.made.drafts.push_back(std::move(d));
    out.made.text = say("%1: %2 settled as %3").arg(called(now), field, fieldText(value));
    return out;
}

constexpr EditKind kEdits[] = {
    {"add", add},          {"set", set},         {"change-bib", changeBib}, {"add-chip", addChip},
    {"remove-chip", removeChip}, {"reissue", reissue}, {"remove", remove},        {"resolve", resolve},
};

} // namespace

std::span<const EditKind> entrantEdits()
{
    return kEdits;
}

QStringList entrantEditOptions()
{
    QStringList options;
    for (const char *name : {"bib=", "bibs=", "id=", "where=", "race=", "first=", "last=", "gender=", "age=", "dob=", "wave=", "chip=", "division=", "team=", "city=", "region=", "country=", "status=",
                             "new-bib=", "drop-old", "was=", "field=", "take=", "issue=", "reason="})
        options.append(QLatin1String(name));
    return options;
}

} // namespace gantry::engine
