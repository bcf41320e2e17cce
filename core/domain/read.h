// SPDX-License-Identifier: Apache-2.0
#pragma once
// A read as the device gave it. Nothing here is resolved: point, date, zone and entrant are found in the fold.

#include "core/base/id128.h"
#include "core/base/time.h"
#include "core/base/zone.h"
#include "core/domain/ids.h"

#include <QDate>

#include <string>
#include <string_view>

namespace gantry {

// What a device's time means.
enum class TimeBasis : std::uint8_t {
    LocalDateTime = 1, // us since 1970-01-01 of the device's wall clock
    LocalTimeOfDay,    // us since midnight of the device's wall clock; may exceed a day or be negative
    Utc,               // us since 1970 UTC
    RaceElapsed        // us since the race's gun
};

struct DeviceTime {
    TimeBasis basis = TimeBasis::LocalDateTime;
    std::int64_t us = 0;
    friend bool operator==(const DeviceTime &, const DeviceTime &) = default;
};

enum class ReadKind : std::uint8_t { Chip = 1, Gun };

// One chip read or gun record, exactly as decoded.
struct DeviceRead {
    ReadKind kind = ReadKind::Chip;
    std::string chip;      // as sent; empty for a gun
    std::string location;  // as sent
    std::string reader;    // reader or box identity on the wire (CTP01: last 6 hex digits of the MAC)
    std::int32_t antenna = 0;
    std::int32_t passCount = 0;
    std::int64_t sequence = -1; // the peer's counter, -1 when it has none
    DeviceTime time;
    friend bool operator==(const DeviceRead &, const DeviceRead &) = default;
};

// Identity of a read: the same content is the same read, whoever sent it and however often.
// SHA-256 over kind, reader, chip, basis and device time, antenna, location (docs/format.md), first half.
Id128 contentId(const DeviceRead &read);

// A read as it is kept in the R lane of an event.
struct StoredRead {
    DeviceRead device;
    Id128 content;
    SessionNo session;
    std::int64_t offset = 0; // of the first byte of its line in the session's bytes
    std::int32_t length = 0;
    UtcTime receivedAt;
    std::int16_t dayRoll = 0; // files with bare times: midnights passed since the file's first line
};

// Device time → instant. Bare times of live sessions take the date nearest to arrival (±12 h), those of files the
// event date plus dayRoll. RaceElapsed cannot be resolved here and must not be passed.
UtcTime resolveTime(const DeviceTime &time, UtcTime receivedAt, bool fromFile, int dayRoll, QDate eventDate, const EventZone &zone);

} // namespace gantry
