// SPDX-License-Identifier: Apache-2.0
#pragma once
// The race clock of a screen, from the feed's races and the console's time. Pure.

#include "core/base/time.h"

#include <QJsonArray>
#include <QString>

namespace gantry::render {

struct ClockReading {
    QString text;       // "0:31:07", "−0:12:30" before the gun, empty when neither gun nor start time are known
    Micros untilNext{0}; // when the text changes; 0: never
};

// The clock of the race named so, or, when no race has that name, of the first race with a gun, else of the next planned.
// Rounded down always, so that it reaches 0:00:00 with the gun.
ClockReading raceClock(const QJsonArray &races, const QString &race, UtcTime now);

} // namespace gantry::render
