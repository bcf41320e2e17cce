// SPDX-License-Identifier: Apache-2.0
#pragma once
// Awards in words: what the announcer reads. Works on a view alone, so the window uses it too.

#include "core/engine/view.h"

namespace gantry::engine {

// "3:20", rounded as the race has it.
QString awardTime(const scoring::RaceRules &rules, Micros t);
// The third first, the winner last. Empty when the band is not official: nothing else is announced.
QString announcement(const View &view, const AwardRow &row);
// The same of every official band that has prizes, of one race or (-1) all.
QString announcements(const View &view, int race);

} // namespace gantry::engine
