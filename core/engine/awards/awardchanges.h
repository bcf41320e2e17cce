// SPDX-License-Identifier: Apache-2.0
#pragma once
// Prizes of two states of one event, side by side: for "what if".

#include "core/engine/whatif/whatif.h"

namespace gantry::engine {

// By race, band and position; a shared place names all who share it.
std::vector<PrizeChange> comparePrizes(const View &now, const View &then);

} // namespace gantry::engine
