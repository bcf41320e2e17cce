// SPDX-License-Identifier: Apache-2.0
#pragma once
// Age grades and beaten records of one runner, as they stand in the results: columns only where the race has them.

#include "core/domain/entrant.h"
#include "core/scoring/agegrade.h"
#include "core/scoring/rules.h"
#include "core/scoring/score.h"

namespace gantry::engine {

struct RunnerGrade {
    QString grade, time;  // "88.04", "0:04:18"
    QString why;          // why there is none; empty when there is, or when the race has no table
    double percent = 0;
};

// By the time that the race ranks by, unrounded.
RunnerGrade gradeOf(const scoring::RaceRules &rules, const QString &gender, std::optional<int> age, const scoring::EntrantResult &result);

// age_grade, age_graded_time and record, behind everything else.
void addGradeColumns(QStringList &columns, const scoring::RaceRules &rules);
void fillGradeColumns(QStringList &row, const QStringList &columns, const scoring::RaceRules &rules, const Entrant &entrant, const scoring::EntrantResult &result);

} // namespace gantry::engine
