// SPDX-License-Identifier: Apache-2.0
#include "core/domain/read.h"

#include <algorithm>
#include <charconv>

namespace gantry {

namespace {

constexpr char kUnitSeparator = '\x1f';
// A device may send any number; beyond ±3,000 years nothing is a time, and sums must not overflow.
constexpr std::int64_t kLargestUs = 100'000'000'000'000'000;

void appendNumber(QByteArray &text, std::int64_t value)
{
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    text.append(digits, end - digits);
}

void appendText(QByteArray &text, const std::string &value)
{
    text.append(value.data(), qsizetype(value.size()));
}

} // namespace

Id128 contentId(const DeviceRead &read)
{
    QByteArray text;
    text.reserve(qsizetype(64 + read.reader.size() + read.chip.size() + read.location.size()));
    appendNumber(text, int(read.kind));
    text.append(kUnitSeparator);
    appendText(text, read.reader);
    text.append(kUnitSeparator);
    appendText(text, read.chip);
    text.append(kUnitSeparator);
    appendNumber(text, int(read.time.basis));
    text.append(kUnitSeparator);
    appendNumber(text, read.time.us);
    text.append(kUnitSeparator);
    appendNumber(text, read.antenna);
    text.append(kUnitSeparator);
    appendText(text, read.location);
    return Id128::fromDigest(text);
}

UtcTime resolveTime(const DeviceTime &time, UtcTime receivedAt, bool fromFile, int dayRoll, QDate eventDate, const EventZone &zone)
{
    const Micros us(std::clamp(time.us, -kLargestUs, kLargestUs));
    switch (time.basis) {
    case TimeBasis::LocalDateTime:
        return zone.toUtc(LocalTime(us));
    case TimeBasis::LocalTimeOfDay: {
        if (fromFile && eventDate.isValid()) {
            const auto day = std::chrono::days(QDate(1970, 1, 1).daysTo(eventDate) + dayRoll);
            return zone.toUtc(LocalTime(day + us));
        }
        // Nearest to arrival: the day that leaves a remainder within half a day.
        const Micros wall = zone.toLocal(receivedAt).time_since_epoch();
        const auto day = std::chrono::floor<std::chrono::days>(wall - us + kMicrosPerDay / 2);
        return zone.toUtc(LocalTime(day + us));
    }
    case TimeBasis::Utc:
    case TimeBasis::RaceElapsed:
        break;
    }
    return UtcTime(us);
}

} // namespace gantry
