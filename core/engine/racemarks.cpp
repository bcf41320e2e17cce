// SPDX-License-Identifier: Apache-2.0
#include "core/engine/racemarks.h"

#include <algorithm>

namespace gantry::engine {

RaceMarks::Times RaceMarks::timesOf(const log::Fold &fold, const QString &entity, const QString &field)
{
    Times times;
    for (const QString &race : fold.instances(entity))
        if (const auto f = fold.field({entity, race}, field); f && !f->value.toString().isEmpty())
            times[race] = fromUs(f->value.toString().toLongLong());
    return times;
}

void RaceMarks::refreshFences(const log::Fold &fold)
{
    m_fences = timesOf(fold, QStringLiteral("fence"), QStringLiteral("until_us"));
}

void RaceMarks::refreshClosed(const log::Fold &fold)
{
    m_closed = timesOf(fold, QStringLiteral("race"), QStringLiteral("closed_us"));
}

std::optional<UtcTime> RaceMarks::fence(const QString &race) const
{
    std::optional<UtcTime> latest;
    for (const QString &name : {QString(), race})
        if (const auto it = m_fences.find(name); it != m_fences.end())
            latest = latest ? std::max(*latest, it->second) : it->second;
    return latest;
}

std::optional<UtcTime> RaceMarks::closedAt(const QString &race) const
{
    const auto it = m_closed.find(race);
    return it == m_closed.end() ? std::nullopt : std::optional(it->second);
}

} // namespace gantry::engine
