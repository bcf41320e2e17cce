// SPDX-License-Identifier: Apache-2.0
#pragma once
// When a runner who is still out ought to be back. Pure; for the list of those still out and for closing a race.

#include "core/scoring/score.h"

#include <vector>

namespace gantry::scoring {

struct Due {
    int item = -1;              // course item that comes next
    UtcTime at;                 // when the finish is due
    bool overdue = false;       // later than that by more than a quarter of the time expected (at least 5 minutes)
};

// Microseconds per metre of those who have finished a race; nothing while fewer than three have.
std::optional<double> fieldPace(const RaceRules &rules, const std::vector<EntrantResult> &finishers);

// By the runner's own pace at the last split; before the first one by the slowest tenth of the field (`pace`), else by 8:00 per
// km. Nothing without a start, or when the race has no distance and nobody has finished.
std::optional<Due> dueOf(const RaceRules &rules, const EntrantResult &result, std::optional<double> pace, UtcTime now);

} // namespace gantry::scoring
