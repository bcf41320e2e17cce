// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/engine/verbs/ops.h"

#include <QRegularExpression>

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
