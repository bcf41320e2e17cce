// SPDX-License-Identifier: Apache-2.0
#pragma once
// Columns of the results table that only some races have: laps, and the legs of relays and multi-sport races. They stand behind
// the splits.

#include "core/engine/view.h"

namespace gantry::engine {

void addExtraColumns(QStringList &columns, const scoring::RaceRules &rules);
void fillExtraColumns(QStringList &row, const QStringList &columns, const scoring::RaceRules &rules, const scoring::EntrantResult &result);
// What the pace is reckoned over: in a race by the clock the distance is that of one lap.
std::optional<double> distanceRun(const scoring::RaceRules &rules, const scoring::EntrantResult &result);

} // namespace gantry::engine
