// SPDX-License-Identifier: Apache-2.0
#pragma once
// A list of bibs that were declared a dead heat at once may hold several dead heats: clubs hand in one list for a race.

#include "core/domain/eventdocument.h"

#include <vector>

namespace gantry::scoring {

// Which of them belong together, numbered from 0: those with one printed time, when everybody has such a partner; else all.
std::vector<int> heatsOf(const std::vector<Micros> &times, Rounding rounding);

} // namespace gantry::scoring
