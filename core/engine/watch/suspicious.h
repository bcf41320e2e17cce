// SPDX-License-Identifier: Apache-2.0
#pragma once
// Times that are too good to be taken as they are: an age grade beyond 100 %, a course record by a wide margin, a section run
// faster than anybody ever ran that distance. They are shown and never applied. Pure.

#include "core/engine/watch/entrantissues.h"

namespace gantry::engine {

inline constexpr double kRecordMargin = 3;     // per cent by which a course record may fall before it is doubted
inline constexpr double kAgeRecordMargin = 10; // of records of an age or a division, which are softer

void suspicious(const scoring::RaceRules &rules, const scoring::EntrantFacts &facts, const scoring::EntrantResult &result, std::vector<RunnerIssue> &out);

} // namespace gantry::engine
