// SPDX-License-Identifier: Apache-2.0
#pragma once
// Dates of birth in the orders that people write them.

#include "core/domain/roster.h"

namespace gantry {

struct RosterDate {
    enum class Kind { Empty = 1, Good, Ambiguous, TwoDigitYear, Bad };
    Kind kind = Kind::Bad;
    QDate date;
};

// One cell. Year first is always understood; day and month first by `order`, and with Guess only when the numbers
// themselves tell (one of them is above 12, or both are equal).
RosterDate readRosterDate(QStringView cell, DateOrder order);
// The order that a whole column proves; Guess when it proves none, or both.
DateOrder guessDateOrder(const QStringList &column);

} // namespace gantry
