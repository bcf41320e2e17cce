// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/engine/verbs/ops.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace gantry::engine::ops {

Error bad(const QString &message)
{
    return failure(ErrorCode::InvalidInput, message);
}

Error misuse(const QString &message)
{
    return failure(ErrorCode::Usage, message);
}

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

Result<QStringList> bibsOf(const VerbCall::Parsed &p, const EventState &state)
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

Result<QStringList> bibsOrGroup(const VerbCall::Parsed &p, const EventActor &actor)
{
    const EventState &state = actor.state();
    const auto wanted = [&](const char *option) { return p.value(QString::fromLatin1(option)).trimmed(); };
    const QString race = wanted("race"), wave = wanted("wave"), division = wanted("division"), gender = wanted("gender"), team = wanted("team");
    const bool group = p.has(QStringLiteral("all")) || !wave.isEmpty() || !division.isEmpty() || !gender.isEmpty() || !team.isEmpty();
    const bool named = p.has(QStringLiteral("bib")) || p.has(QStringLiteral("bibs")) || p.rest.size() > 1;
    if (!group)
        return bibsOf(p, state);
    if (named)
        return misuse(say("Name bibs or a group, not both."));
    if (!race.isEmpty() && state.document().raceByName(race).value() < 0)
        return bad(say("The event has no race \"%1\".").arg(race));
    const auto same = [](const QString &a, const QString &b) { return b.isEmpty() || a.trimmed().compare(b, Qt::CaseInsensitive) == 0; };
    const QString sex = gender.isEmpty() ? QString() : parseGender(gender);
    if (!gender.isEmpty() && sex.isEmpty())
        return bad(say("\"%1\" is no sex that is known here: M, F or X.").arg(gender));
    QStringList bibs;
    for (std::size_t i = 0; i < state.entrants().size(); ++i) {
        const Entrant &e = state.entrants()[i];
        if (!e.alive || e.bib.isEmpty() || i >= actor.board().size())
            continue;
        const QString in = e.race.isEmpty() && state.document().races.size() == 1 ? state.document().races.front().name : e.race;
        const bool fits = same(in, race) && same(e.wave, wave.section(u'/', -1)) && same(actor.board().result(EntrantIdx(std::int32_t(i))).divisionName, division)
            && (sex.isEmpty() || e.gender == sex) && same(e.team, team);
        if (fits && state.entrantsByBib(e.bib, race).size() == 1)
            bibs.append(e.bib);
    }
    if (bibs.isEmpty())
        return bad(say("Nobody with a bib of his own is in that group."));
    std::stable_sort(bibs.begin(), bibs.end(), [](const QString &a, const QString &b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
    return bibs;
}

Result<Micros> secondsOf(const VerbCall::Parsed &p)
{
    const QString text = p.value(QStringLiteral("seconds"));
    bool ok = false;
    const double s = text.toDouble(&ok);
    if (!ok || s < -864000 || s > 864000)
        return misuse(say("--seconds wants a number, not \"%1\".").arg(text));
    return Micros(std::llround(s * 1e6));
}

QString raceOf(const QStringList &bibs, const VerbCall::Parsed &p, const EventState &state)
{
    if (state.document().races.size() < 2)
        return p.value(QStringLiteral("race"));
    QStringList races;
    for (const QString &b : bibs)
        races.append(state.entrants()[std::size_t(state.entrantsByBib(b, p.value(QStringLiteral("race"))).front().value())].race);
    return races.count(races.first()) == races.size() ? races.first() : QString();
}

OpDraft correction(const QString &kind, const VerbCall::Parsed &p)
{
    OpDraft d;
    d.kind = d.entity = QStringLiteral("corr");
    d.fields[QStringLiteral("kind")] = kind;
    if (p.has(QStringLiteral("race")))
        d.fields[QStringLiteral("race")] = p.value(QStringLiteral("race"));
    d.reason = p.value(QStringLiteral("reason"));
    return d;
}

MadeOps retractWhere(const log::Fold &fold, const VerbCall::Parsed &p, const std::function<bool(const log::Op &)> &wanted)
{
    MadeOps made;
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

} // namespace gantry::engine::ops
