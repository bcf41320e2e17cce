// SPDX-License-Identifier: Apache-2.0
#pragma once
// Age grades by the WMA/USATF road tables: grade = open standard / factor / time. Pure. docs/scoring.md, "Age grades".

#include "core/base/time.h"

#include <QString>

#include <optional>

namespace gantry::scoring {

enum class NoGrade : std::uint8_t {
    Graded = 0,
    NoTable,   // the race has none, or one that is not known
    NoSex,     // the tables know women and men
    NoAge,
    Age,       // younger than 5 or older than 100
    Distance   // shorter or longer than any of the table, or not known
};

// What one person of that sex and age could do at best, by one table.
struct AgeStandard {
    double standardS = 0; // of that age, in seconds
    double openS = 0;     // of the best age
    double factor() const { return openS / standardS; }
    double grade(Micros time) const { return standardS * 1e8 / double(time.count()); } // per cent
    Micros gradedTime(Micros time) const;
};

// Between two distances of the table the standards are interpolated in the logarithm of the distance. Up to 0.1 % beside a
// distance of the table it is that distance ("42.2 km" is a marathon).
std::optional<AgeStandard> ageStandard(QStringView table, QStringView sex, std::optional<int> age, std::optional<double> distanceM, NoGrade *why = nullptr);

QString gradeText(double grade);  // "88.04"
QString describe(NoGrade why);    // "no age grade: the age is not known"

} // namespace gantry::scoring
