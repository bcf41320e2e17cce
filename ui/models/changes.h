// SPDX-License-Identifier: Apache-2.0
#pragma once
// What differs between two views, found by comparing chunk pointers first.

#include "core/engine/view.h"

namespace gantry::ui {

bool sameEvent(const engine::View *a, const engine::View *b);
// Entrants whose own row, result or places differ; nothing for a null `before`.
std::vector<qint32> changedEntrants(const engine::View *before, const engine::View &after);
// Reads that both views have and that differ; `all` is set instead when too many chunks changed to look at each row.
std::vector<qint32> changedReads(const engine::View *before, const engine::View &after, bool *all);

// Tables of a view as they may be: missing parts read as empty.
const engine::EntrantRow *entrantOf(const engine::View &view, int entrant);
const engine::ResultRow *resultOf(const engine::View &view, int entrant);
scoring::Places placesOf(const engine::View &view, int entrant);
const scoring::RaceRules *rulesOf(const engine::View &view, int race);
const EventZone &zoneOf(const engine::View &view, const EventZone &fallback);
QString pointName(const engine::View &view, PointIdx point); // a dash when unbound

} // namespace gantry::ui
