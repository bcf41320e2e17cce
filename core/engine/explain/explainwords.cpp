// SPDX-License-Identifier: Apache-2.0
#include "core/engine/explain/explainwords.h"

#include "core/base/text.h"

#include <cmath>

namespace gantry::engine {

using scoring::Flag;
using scoring::GunSource;

QString gunSourceText(GunSource source)
{
    switch (source) {
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

QString deviceTimeText(const DeviceTime &time)
{
    switch (time.basis) {
    case TimeBasis::LocalDateTime:
        return formatLocal(LocalTime(Micros(time.us)));
    case TimeBasis::Utc:
        return formatUtc(fromUs(time.us));
    case TimeBasis::LocalTimeOfDay:
    case TimeBasis::RaceElapsed:
        break;
    }
    return formatElapsed(Micros(time.us), 6);
}

QString basisText(TimeBasis basis)
{
    switch (basis) {
    case TimeBasis::LocalDateTime:
        return say("local time of the box");
    case TimeBasis::LocalTimeOfDay:
        return say("time of day of the box; the date follows from its arrival");
    case TimeBasis::Utc:
        return say("UTC");
    case TimeBasis::RaceElapsed:
        break;
    }
    return say("since the gun of the race");
}

// The same order of rules as EventState::pointOf.
QString bindingText(const EventState &state, const Id128 &session, const QString &location, PointIdx point)
{
    const QString key = location.trimmed().toLower();
    const auto &bound = state.bindings();
    if (bound.bySession.contains(session.toString() + u'/' + key))
        return say("%1 was bound for this connection").arg(location);
    if (bound.bySession.contains(session.toString() + QStringLiteral("/*")))
        return say("this connection was bound to it");
    if (bound.byLocation.contains(key))
        return say("%1 was bound to it").arg(location);
    if (point.value() < 0)
        return say("%1 is no point's name and was not bound to one").arg(location.isEmpty() ? say("no location") : location);
    const PointDef &def = state.document().points[std::size_t(point.value())];
    return def.name.compare(location.trimmed(), Qt::CaseInsensitive) == 0 ? say("the point is called so") : say("%1 is one of its names").arg(location);
}

QString signedSeconds(Micros t)
{
    const double s = double(t.count()) / 1e6;
    return (s < 0 ? QStringLiteral("−") : QStringLiteral("+")) + QString::number(std::abs(s)) + QStringLiteral(" s");
}

QString correctionWord(Correction::Kind kind)
{
    switch (kind) {
    case Correction::Kind::Dnf:
        return say("DNF");
    case Correction::Kind::Dns:
        return say("DNS");
    case Correction::Kind::Dq:
        return say("DQ");
    case Correction::Kind::DeadHeat:
        return say("Dead heat");
    case Correction::Kind::StartOffset:
        return say("Start offset, who");
    case Correction::Kind::Penalty:
        return say("Penalty, who");
    case Correction::Kind::SetTime:
        return say("Set by hand, who");
    }
    return {};
}

QString roundingText(Rounding rounding)
{
    switch (rounding) {
    case Rounding::Ceil1s:
        return say("ceil_1s: up to the whole second");
    case Rounding::Ceil01s:
        return say("ceil_0.1s: up to the tenth");
    case Rounding::Ceil001s:
        return say("ceil_0.01s: up to the hundredth");
    case Rounding::Floor1s:
        return say("floor_1s: down to the whole second");
    case Rounding::HalfUp1s:
        break;
    }
    return say("half_up_1s: to the nearest whole second");
}

QString startText(const scoring::EntrantResult &result, const scoring::EntrantFacts &facts, const scoring::RaceRules &rules)
{
    if (facts.startOffset)
        return say("the runner's own gun, by a start offset");
    if (rules.startMode == StartMode::Gun)
        return say("the gun: everybody's time counts from it");
    if (result.flags & Flag::PreGunStart)
        return say("the gun: the only start reads came before it");
    if (result.flags & Flag::LateStart)
        return say("the gun: the start read came after the end of the start window");
    if (result.flags & Flag::MissingStart)
        return say("the gun: there is no usable start read");
    return result.gunAt && result.startedAt == result.gunAt ? say("the gun") : say("the runner's own start");
}

QString statusNote(std::uint32_t flags)
{
    QStringList words;
    if (flags & Flag::MissingSplit)
        words.append(say("a split is missing; the finish counts all the same"));
    if (flags & Flag::NoGun)
        words.append(say("no gun is known: there is no gun time"));
    if (flags & Flag::Penalised)
        words.append(say("a penalty is in both times"));
    if (flags & Flag::HandTime)
        words.append(say("a time set or taken by hand is part of it"));
    if (flags & Flag::MassStarted)
        words.append(say("a leg began with a mass start"));
    if (flags & Flag::Estimated)
        words.append(say("a leg is estimated"));
    if (flags & Flag::AfterClose)
        words.append(say("seen after the race was closed"));
    return words.join(QStringLiteral("; "));
}

} // namespace gantry::engine
