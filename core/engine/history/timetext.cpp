// SPDX-License-Identifier: Apache-2.0
#include "core/engine/history/timetext.h"

namespace gantry::engine {

std::optional<UtcTime> momentOf(const QString &text, const EventDocument &document)
{
    const bool utc = text.endsWith(u'Z');
    const QString plain = utc ? text.chopped(1) : text;
    auto local = parseLocal(plain);
    if (!local)
        local = parseLocal(document.date.toString(Qt::ISODate) + u'T' + plain);
    if (!local && plain.count(u':') == 1) // "10:30"
        local = parseLocal(document.date.toString(Qt::ISODate) + u'T' + plain + QStringLiteral(":00"));
    if (!local)
        return std::nullopt;
    return utc ? UtcTime(local->time_since_epoch()) : document.zone.toUtc(*local);
}

} // namespace gantry::engine
