// SPDX-License-Identifier: Apache-2.0
#include "ui/render/raceclocks.h"

#include "core/base/text.h"

#include <QJsonObject>

#include <algorithm>

namespace gantry::render {

namespace {

constexpr qsizetype kMostRaces = 1000;
constexpr auto kSecond = std::chrono::seconds(1);

std::optional<UtcTime> stamp(const QJsonValue &v)
{
    bool ok = false;
    const qint64 us = v.toString().toLongLong(&ok);
    return ok ? std::optional(fromUs(us)) : std::nullopt;
}

void keepFirst(std::optional<UtcTime> &slot, std::optional<UtcTime> t)
{
    if (t && (!slot || *t < *slot))
        slot = t;
}

} // namespace

void RaceClocks::setRaces(const QJsonArray &races)
{
    m_races.clear();
    for (qsizetype i = 0; i < std::min(races.size(), kMostRaces); ++i) {
        const QJsonObject o = races[i].toObject();
        const QString name = o.value(QStringLiteral("name")).toString();
        auto it = std::find_if(m_races.begin(), m_races.end(), [&](const Race &r) { return r.name == name; });
        if (it == m_races.end())
            it = m_races.insert(it, Race{name, {}, {}});
        keepFirst(it->gun, stamp(o.value(QStringLiteral("gun_us"))));
        keepFirst(it->scheduled, stamp(o.value(QStringLiteral("scheduled_us"))));
    }
    std::erase_if(m_races, [](const Race &r) { return !r.gun && !r.scheduled; });
    std::stable_partition(m_races.begin(), m_races.end(), [](const Race &r) { return r.gun.has_value(); });
}

QStringList RaceClocks::names() const
{
    QStringList names;
    for (const Race &race : m_races)
        names.append(race.name);
    return names;
}

bool RaceClocks::running() const
{
    return !m_races.empty() && m_races.front().gun.has_value();
}

const RaceClocks::Race *RaceClocks::find(const QString &race) const
{
    const auto it = std::find_if(m_races.begin(), m_races.end(), [&](const Race &r) { return r.name == race; });
    if (it != m_races.end())
        return &*it;
    return race.isEmpty() && !m_races.empty() ? &m_races.front() : nullptr;
}

QString RaceClocks::text(const QString &race, UtcTime now) const
{
    const Race *r = find(race);
    if (!r)
        return {};
    const auto elapsed = std::chrono::floor<std::chrono::seconds>(now - (r->gun ? *r->gun : *r->scheduled));
    if (elapsed < std::chrono::seconds(0)) // rounding down means: -0:01 until the very moment
        return say("START IN %1").arg(formatShort(elapsed));
    return r->gun ? formatElapsed(elapsed) : say("STARTING SOON");
}

Micros RaceClocks::untilChange(UtcTime now) const
{
    Micros least = kSecond;
    for (const Race &race : m_races) {
        const Micros since = now - race.gun.value_or(race.scheduled.value_or(now));
        least = std::min(least, kSecond - (since - std::chrono::floor<std::chrono::seconds>(since)));
    }
    return least;
}

} // namespace gantry::render
