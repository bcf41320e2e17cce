// SPDX-License-Identifier: Apache-2.0
#include "core/engine/entrants/edit.h"

#include "core/base/text.h"
#include "core/domain/rosterdates.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace gantry::engine::edit {

using namespace ops;

namespace {

constexpr int kOldest = 120;

QString oneLine(QString text)
{
    for (QChar &c : text)
        if (c.category() == QChar::Other_Control)
            c = u' ';
    return text.trimmed();
}

QStringList wordsOf(const QString &text)
{
    return text.split(QRegularExpression(QStringLiteral("[,;\\s]+")), Qt::SkipEmptyParts);
}

Result<> setPerson(Entrant &e, const QString &field, const QString &text)
{
    if (field == u"gender" || field == u"sex") {
        e.gender = parseGender(text);
        if (e.gender.isEmpty() && !text.isEmpty() && text.compare(u"unknown", Qt::CaseInsensitive) != 0)
            return bad(say("\"%1\" is not understood as a sex; use M, F, X or unknown.").arg(text));
    } else if (field == u"age") {
        bool ok = false;
        const int age = text.toInt(&ok);
        if (!text.isEmpty() && (!ok || age < 0 || age > kOldest))
            return bad(say("\"%1\" is not an age from 0 to %2.").arg(text).arg(kOldest));
        e.age = text.isEmpty() ? std::nullopt : std::optional(age);
    } else if (field == u"date_of_birth" || field == u"dob") {
        const RosterDate read = readRosterDate(text, DateOrder::Ymd);
        if (!text.isEmpty() && read.kind != RosterDate::Kind::Good)
            return bad(say("\"%1\" is not a date; write it as 1984-07-31.").arg(text));
        e.dateOfBirth = text.isEmpty() ? std::nullopt : std::optional(read.date);
    } else {
        return bad(say("There is no field \"%1\". Known: bib, first_name, last_name, gender, age, date_of_birth, race, wave, chips, division, team, city, region, country, status.").arg(field));
    }
    return {};
}

bool holds(const Entrant &e, const QString &field, const QString &value)
{
    std::map<QString, QJsonValue> fields;
    QJsonObject personal;
    entrantToFields(e, fields, personal);
    QString name = field;
    if (name == u"sex")
        name = QStringLiteral("gender");
    if (name == u"chip")
        name = QStringLiteral("chips");
    if (name == u"status")
        return toText(e.state).compare(QString(value).replace(u'-', u'_'), Qt::CaseInsensitive) == 0;
    if (name == u"region")
        name = QStringLiteral("state");
    const QJsonValue v = fields.contains(name) ? fields[name] : personal.value(name);
    if (v.isArray()) {
        for (const auto &x : v.toArray())
            if (compareKey(x.toString()) == compareKey(value))
                return true;
        return value.isEmpty() && v.toArray().isEmpty();
    }
    const QString text = v.isDouble() ? QString::number(v.toInt()) : v.toString();
    return name == u"bib" ? compareKey(text) == compareKey(value) : text.compare(value, Qt::CaseInsensitive) == 0;
}

bool isField(const QString &field)
{
    Entrant probe;
    EventDocument none;
    return setField(probe, field, QString(), none) || field == u"race" || field == u"status";
}

Result<QString> freeChips(const Entrant &entrant, const EventState &state)
{
    if (entrant.chips.isEmpty())
        return QString();
    QStringList keys;
    for (const QString &chip : entrant.chips)
        keys.append(compareKey(chip));
    for (const Entrant &e : state.entrants()) {
        if (!e.alive || e.id == entrant.id)
            continue;
        for (const QString &chip : e.chips)
            if (keys.contains(compareKey(chip)))
                return bad(say("Chip %1 belongs to %2 (bib %3). Take it away there first: entrant remove-chip --bib %3 --chip %1").arg(chip, e.displayName(), e.bib));
    }
    return QString();
}

} // namespace

Result<> setField(Entrant &e, const QString &field, const QString &given, const EventDocument &document)
{
    const QString text = oneLine(given);
    if (field == u"bib")
        e.bib = text;
    else if (field == u"first_name" || field == u"first")
        e.firstName = text;
    else if (field == u"last_name" || field == u"last")
        e.lastName = text;
    else if (field == u"division")
        e.division = text;
    else if (field == u"team")
        e.team = text;
    else if (field == u"city")
        e.city = text;
    else if (field == u"region" || field == u"state")
        e.region = text;
    else if (field == u"country")
        e.country = text;
    else if (field == u"wave")
        e.wave = text;
    else if (field == u"chips" || field == u"chip")
        e.chips = wordsOf(text);
    else if (field == u"race") {
        const RaceIdx race = document.raceByName(text);
        if (race == RaceIdx(-1))
            return bad(say("The event has no race \"%1\".").arg(text));
        e.race = document.races[std::size_t(race.value())].name;
    } else if (field == u"status" || field == u"registration") {
        const auto state = parseEntrantState(QString(text).replace(u'-', u'_').replace(u' ', u'_'));
        if (!state)
            return bad(say("\"%1\" is no status; use registered, checked_in or withdrawn.").arg(text));
        e.state = *state;
    } else {
        return setPerson(e, field, text);
    }
    return {};
}

Result<> check(Entrant &e, const EventState &state, QStringList &notes)
{
    const EventDocument &doc = state.document();
    const RaceIdx race = doc.raceByName(e.race);
    if (race == RaceIdx(-1))
        return bad(e.race.isEmpty() ? say("Which race? Name it with --race.") : say("The event has no race \"%1\".").arg(e.race));
    if (!e.wave.isEmpty()) {
        QString known;
        QStringList names;
        for (const WaveDef &w : doc.races[std::size_t(race.value())].waves) {
            names.append(w.name);
            if (w.name.compare(e.wave, Qt::CaseInsensitive) == 0)
                known = w.name;
        }
        const auto now = state.entrantById(e.id);
        const bool moved = now && state.entrants()[std::size_t(now->value())].race != e.race;
        if (known.isEmpty() && !moved)
            return bad(names.isEmpty() ? say("%1 has no waves.").arg(e.race) : say("%1 has no wave \"%2\". Its waves: %3").arg(e.race, e.wave, names.join(QStringLiteral(", "))));
        if (known.isEmpty())
            notes.append(say("%1 has no wave %2: the race's own start is used").arg(e.race, e.wave));
        e.wave = known;
    }
    for (EntrantIdx other : e.bib.isEmpty() ? std::vector<EntrantIdx>() : state.entrantsByBib(e.bib, e.race)) {
        const Entrant &o = state.entrants()[std::size_t(other.value())];
        if (o.id != e.id)
            return bad(say("Bib %1 is %2's in %3. To exchange two bibs: op swap-bibs A B").arg(e.bib, o.displayName(), o.race));
    }
    if (const auto free = freeChips(e, state); !free)
        return free.error();
    if (e.bib.isEmpty() && e.firstName.isEmpty() && e.lastName.isEmpty())
        return bad(say("A runner needs a bib or a name."));
    return {};
}

std::optional<OpDraft> difference(const Entrant &now, const Entrant &next)
{
    OpDraft d;
    d.entity = QStringLiteral("entrant");
    d.instance = next.id.toString();
    std::map<QString, QJsonValue> before;
    QJsonObject person;
    entrantToFields(now, before, person);
    entrantToFields(next, d.fields, d.personal);
    std::erase_if(d.fields, [&](const auto &f) { return before[f.first] == f.second; });
    for (const QString &name : d.personal.keys())
        if (person[name] == d.personal[name])
            d.personal.remove(name);
    if (now.alive != next.alive)
        d.fields[QStringLiteral("alive")] = next.alive;
    return d.fields.empty() && d.personal.isEmpty() ? std::nullopt : std::optional(std::move(d));
}

Result<std::vector<EntrantIdx>> chosen(const VerbCall::Parsed &p, const EventState &state)
{
    const QString race = p.value(QStringLiteral("race"));
    std::vector<EntrantIdx> out;
    for (const QString &id : p.values(QStringLiteral("id")))
        for (const QString &hex : wordsOf(id)) {
            const auto parsed = Id128::parse(hex);
            const auto e = parsed ? state.entrantById(*parsed) : std::nullopt;
            if (!e)
                return bad(say("There is no runner with the id %1.").arg(hex));
            out.push_back(*e);
        }
    for (const QString &list : p.values(QStringLiteral("bib")) + p.values(QStringLiteral("bibs")))
        for (const QString &bib : wordsOf(list)) {
            const auto found = state.entrantsByBib(bib, race);
            if (found.empty())
                return bad(say("Nobody has bib %1.").arg(bib));
            if (found.size() > 1)
                return bad(say("Bib %1 is used in several races. Name one with --race.").arg(bib));
            out.push_back(found.front());
        }
    const QStringList where = p.values(QStringLiteral("where"));
    for (const QString &w : where)
        if (w.indexOf(u'=') < 1 || !isField(w.section(u'=', 0, 0)))
            return misuse(say("--where wants field=value, not \"%1\".").arg(w));
    for (std::size_t i = 0; !where.isEmpty() && i < state.entrants().size(); ++i) {
        const Entrant &e = state.entrants()[i];
        if (e.alive && std::ranges::all_of(where, [&](const QString &w) { return holds(e, w.section(u'=', 0, 0), w.section(u'=', 1)); })
            && (race.isEmpty() || e.race.compare(race, Qt::CaseInsensitive) == 0))
            out.push_back(EntrantIdx(std::int32_t(i)));
    }
    if (out.empty())
        return where.isEmpty() ? misuse(say("Say whose: --bib B, --bibs A,B or --where field=value")) : bad(say("Nobody is meant by %1.").arg(where.join(QStringLiteral(" and "))));
    return out;
}

EarlierReads earlierReads(const Entrant &entrant, const EventActor &actor)
{
    EarlierReads out;
    const ReadTable &reads = actor.reads();
    for (const QString &chip : entrant.chips.isEmpty() ? QStringList{entrant.bib} : entrant.chips) {
        const ChipIdx c = reads.chipByKey(compareKey(chip).toStdString());
        if (c < 0 || actor.ownerOf(c).value() >= 0)
            continue;
        for (ReadIdx r : reads.byChip(c)) {
            const ReadTable::Read &read = reads.read(r);
            ++out.count;
            if (out.first && *out.first <= read.at)
                continue;
            out.first = read.at;
            const auto &points = actor.state().document().points;
            out.point = read.point.value() >= 0 && std::size_t(read.point.value()) < points.size() ? points[std::size_t(read.point.value())].name : QString();
        }
    }
    return out;
}

} // namespace gantry::engine::edit
