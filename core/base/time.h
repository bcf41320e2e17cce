// SPDX-License-Identifier: Apache-2.0
#pragma once
// One instant type, one duration type. Local time exists only where an EventZone is passed in (zone.h).

#include <QString>

#include <chrono>
#include <optional>

namespace gantry {

using Micros = std::chrono::microseconds;
using UtcTime = std::chrono::sys_time<std::chrono::microseconds>;
// A wall-clock reading without a zone: microseconds since 1970-01-01T00:00:00 of that same wall clock.
using LocalTime = std::chrono::local_time<std::chrono::microseconds>;

inline constexpr Micros kMicrosPerDay = std::chrono::hours(24);

// "Now" is always handed in, so that a test or a rehearsal owns time. Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    virtual UtcTime now() const = 0;
};

class SystemClock final : public Clock {
public:
    UtcTime now() const override;
};

inline std::int64_t toUs(UtcTime t) { return t.time_since_epoch().count(); }
inline UtcTime fromUs(std::int64_t us) { return UtcTime(Micros(us)); }

// "2026-05-30T09:00:00.250000Z"; the fraction is left out when zero.
QString formatUtc(UtcTime t);
// "YYYY-MM-DDTHH:MM:SS[.ffffff]" (the contract's TIME, local to the event); 'T' or blank between date and time.
QString formatLocal(LocalTime t);
std::optional<LocalTime> parseLocal(QStringView text);
// "HH:MM:SS" of a local time, fraction digits 0..6.
QString formatTimeOfDay(LocalTime t, int fractionDigits = 0);

// Elapsed "[-][[h:]m:]s[.ffffff]" → microseconds. Hours may exceed 23. Nothing when malformed.
std::optional<Micros> parseElapsed(QStringView text);
// "h:mm:ss[.f…]", truncated to `fractionDigits` (round first). Negative values carry '-'.
QString formatElapsed(Micros t, int fractionDigits = 0);
// "m:ss" below an hour, else "h:mm:ss": for people.
QString formatShort(Micros t, int fractionDigits = 0);

} // namespace gantry
