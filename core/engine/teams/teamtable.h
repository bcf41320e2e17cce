// SPDX-License-Identifier: Apache-2.0
#pragma once
// The teams of an event as the view shows them, and their numbers as text.

#include "core/scoring/rules.h"
#include "core/scoring/teams.h"

#include <memory>

namespace gantry::engine {

struct TeamTable {
    std::int32_t race = -1, rule = -1; // of the document
    std::vector<scoring::TeamScore> teams;
    int counted = 0;    // runners who have a place among the teams
    int unattached = 0; // finishers of the rule's genders who run for nobody
};
// Per rule, in the document's order; tables that did not change keep their pointer.
using TeamTables = std::vector<std::shared_ptr<const TeamTable>>;

// "28", "28.5", "1:03:07": a team's score, or what one runner brings.
QString teamValueText(const TeamRule &rule, const scoring::RaceRules &race, std::int64_t value);

} // namespace gantry::engine
