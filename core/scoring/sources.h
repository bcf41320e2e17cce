// SPDX-License-Identifier: Apache-2.0
#pragma once
// One crossing, seen by several: main mat, backup mat, a person with a keyboard. The better source counts, within a bounded
// time; the others confirm it. Only scoring uses this.

#include "core/scoring/score.h"

#include <span>

namespace gantry::scoring {

// Reads and times taken by hand as one list, by time.
std::vector<ReadFact> mergedReads(const EntrantFacts &facts);

// Reads of `source` within kSameCrossing of a better one are the same crossing, provided that the better one is good for
// something: a read before the gun or too soon proves nothing. `better` is what became of the reads of better sources.
void takeSameCrossings(std::span<const ReadFact> reads, Source source, const std::vector<ReadUse> &better, std::vector<ReadUse> &given);

} // namespace gantry::scoring
