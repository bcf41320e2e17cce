// SPDX-License-Identifier: Apache-2.0
#pragma once
// Bibs that were written down in the order they came, without times. Pure.

#include "core/engine/reconcile/reconcile.h"

namespace gantry::engine::reconcile {

// Those that somebody saw are held against that; those between two of them against the times between that have no bib, in order.
// A bib that fits nowhere becomes a crossing without a time.
void placeWritten(const std::vector<Entry> &entries, Alignment &to);

} // namespace gantry::engine::reconcile
