// SPDX-License-Identifier: Apache-2.0
#pragma once
// Do the divisions of a race cover everyone once? Every gender and every age from 0 to 130 is asked: who finds no division, who
// finds two. Twice is allowed (the first that fits counts), but is rarely meant.

#include "core/domain/eventdocument.h"

namespace gantry {

inline constexpr int kOldestAsked = 130;

struct DivisionFinding {
    enum class Kind { Uncovered = 1, Twice };
    Kind kind = Kind::Uncovered;
    QString gender;                     // "F", "M", "X"
    int ageFrom = 0, ageTo = kOldestAsked;
    std::vector<std::size_t> divisions; // Twice: those that take these ages, in their order
    friend bool operator==(const DivisionFinding &, const DivisionFinding &) = default;
};

// By gender (F, M, X), then by age. No divisions at all: no findings. Pure.
std::vector<DivisionFinding> checkDivisions(const std::vector<DivisionDef> &divisions);
// "F 35–39 is covered twice: F35, Masters. The first counts."
QString describe(const DivisionFinding &finding, const std::vector<DivisionDef> &divisions);

} // namespace gantry
