// SPDX-License-Identifier: Apache-2.0
#pragma once
// The event's time zone as a table of offsets, so that half a million reads convert in microseconds each.

#include "core/base/result.h"
#include "core/base/time.h"

#include <QByteArray>

#include <vector>

namespace gantry {

// Immutable; share freely between threads. A local time that a clock change makes ambiguous or skips is taken with
// the offset that held before the change.
class EventZone {
public:
    EventZone() = default; // UTC
    // IANA name ("America/New_York"); InvalidInput when the system does not know it.
    static Result<EventZone> fromName(const QString &iana);

    QString name() const { return m_name; }
    UtcTime toUtc(LocalTime t) const;
    LocalTime toLocal(UtcTime t) const;

private:
    struct Span {
        UtcTime from;
        Micros offset; // local = utc + offset
    };
    Micros offsetAt(UtcTime t) const;
    QString m_name = QStringLiteral("UTC");
    std::vector<Span> m_spans; // ascending; empty = UTC
};

} // namespace gantry
