// SPDX-License-Identifier: Apache-2.0
#pragma once
// The tables behind age grades, as published.

#include <array>
#include <cstdint>
#include <span>

namespace gantry::scoring {

inline constexpr int kYoungestGraded = 5, kOldestGraded = 100;

// One distance of one table for one sex.
struct AgeGradeRow {
    int year;
    char sex;             // 'M' or 'F'
    double distanceM;
    int openStandardS;    // seconds, of the best age
    std::array<std::uint16_t, kOldestGraded - kYoungestGraded + 1> factors; // ten-thousandths, from the youngest age on
};

// By year, sex ('F' first) and distance.
std::span<const AgeGradeRow> ageGradeRows();

} // namespace gantry::scoring
