// SPDX-License-Identifier: Apache-2.0
#include "core/base/zone.h"

#include "core/base/text.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

namespace gantry {

Result<EventZone> EventZone::fromName(const QString &iana)
{
    const QTimeZone zone(iana.toUtf8());
    if (iana.isEmpty() || !zone.isValid())
        return failure(ErrorCode::InvalidInput, say("\"%1\" is not a time zone this computer knows. Use a name like Europe/London.").arg(iana));
    EventZone out;
    out.m_name = iana;
    const QDateTime from(QDate(1970, 1, 1), QTime(0, 0), Qt::UTC), to(QDate(2100, 1, 1), QTime(0, 0), Qt::UTC);
    out.m_spans.push_back({UtcTime::min(), std::chrono::seconds(zone.offsetFromUtc(from))});
    for (const auto &t : zone.transitions(from, to))
        out.m_spans.push_back({fromUs(t.atUtc.toMSecsSinceEpoch() * 1000), std::chrono::seconds(t.offsetFromUtc)});
    return out;
}

Micros EventZone::offsetAt(UtcTime t) const
{
    if (m_spans.empty())
        return Micros(0);
    const auto it = std::upper_bound(m_spans.begin(), m_spans.end(), t, [](UtcTime v, const Span &s) { return v < s.from; });
    return it == m_spans.begin() ? m_spans.front().offset : std::prev(it)->offset;
}

LocalTime EventZone::toLocal(UtcTime t) const
{
    return LocalTime(t.time_since_epoch() + offsetAt(t));
}

UtcTime EventZone::toUtc(LocalTime t) const
{
    const UtcTime naive(t.time_since_epoch());
    // Offsets stay within a day, so the offset a day earlier is the one "before the change".
    const Micros before = offsetAt(naive - kMicrosPerDay);
    const UtcTime first = naive - before;
    if (offsetAt(first) == before)
        return first;
    const Micros after = offsetAt(first);
    const UtcTime second = naive - after;
    return offsetAt(second) == after ? second : first;
}

} // namespace gantry
