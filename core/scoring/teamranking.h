// SPDX-License-Identifier: Apache-2.0
#pragma once
// Teams that have a score get places: the rule's ties decide between those that are level.

#include "core/scoring/teams.h"

namespace gantry::scoring {

inline constexpr std::int64_t kUnit = 1'000'000; // places and points are whole numbers of millionths
inline constexpr std::size_t kMostHeadToHead = 64; // more teams on one score share the place

// Complete teams by place, the others behind them by how near they are to being one. Averages are made at the very end, so
// that they rank by the exact sum.
void rankTeams(const TeamRule &rule, std::vector<TeamScore> &teams);

} // namespace gantry::scoring
