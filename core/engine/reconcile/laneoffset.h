// SPDX-License-Identifier: Apache-2.0
#pragma once
// By how much one lane is later than another, when no bib says which entries belong together. Pure.

#include "core/base/time.h"

#include <optional>
#include <vector>

namespace gantry::engine::reconcile {

Micros median(std::vector<Micros> values);   // not of nothing
Micros spreadOf(std::vector<Micros> values); // around their median, as one standard deviation; one far outlier changes little

struct Offset {
    Micros by{0};
    double certainty = 1; // one half: another difference has as many pairs, as in a field that comes like clockwork
};
// Both by time. The difference that most pairs have in common, up to `most` either way; nothing when no difference stands out.
std::optional<Offset> offsetByVote(const std::vector<UtcTime> &lane, const std::vector<UtcTime> &better, Micros most);

} // namespace gantry::engine::reconcile
