// SPDX-License-Identifier: Apache-2.0
#include "core/engine/records/resultgrades.h"

#include "core/scoring/records.h"

namespace gantry::engine {

namespace {

const QString kGrade = QStringLiteral("age_grade"), kTime = QStringLiteral("age_graded_time"), kRecord = QStringLiteral("record");

void set(QStringList &row, const QStringList &columns, const QString &column, const QString &text)
{
    if (const qsizetype at = columns.indexOf(column); at >= 0)
        row[at] = text;
}

} // namespace

RunnerGrade gradeOf(const scoring::RaceRules &rules, const QString &gender, std::optional<int> age, const scoring::EntrantResult &result)
{
    RunnerGrade out;
    const auto &time = rules.ranking == RankBy::Net ? result.net : result.gun;
    if (rules.ageGrades.isEmpty() || rules.relay || result.status != scoring::Status::Finished || !time || time->count() <= 0)
        return out;
    scoring::NoGrade why{};
    const auto standard = scoring::ageStandard(rules.ageGrades, gender, age, rules.distanceM, &why);
    if (!standard) {
        out.why = scoring::describe(why);
        return out;
    }
    out.percent = standard->grade(*time);
    out.grade = scoring::gradeText(out.percent);
    out.time = formatElapsed(scoring::roundTime(standard->gradedTime(*time), rules.rounding), scoring::fractionDigits(rules.rounding));
    return out;
}

void addGradeColumns(QStringList &columns, const scoring::RaceRules &rules)
{
    if (!rules.ageGrades.isEmpty() && !rules.relay && !columns.contains(kGrade))
        columns << kGrade << kTime;
    if (!rules.records.empty() && !columns.contains(kRecord))
        columns << kRecord;
}

void fillGradeColumns(QStringList &row, const QStringList &columns, const scoring::RaceRules &rules, const Entrant &entrant, const scoring::EntrantResult &result)
{
    if (rules.ageGrades.isEmpty() && rules.records.empty())
        return;
    const auto age = ageForRace(entrant, rules.ageDate);
    const RunnerGrade grade = gradeOf(rules, entrant.gender, age, result);
    set(row, columns, kGrade, grade.grade);
    set(row, columns, kTime, grade.time);
    QStringList names;
    for (const int record : scoring::recordsBeaten(rules, result, {entrant.gender, age, result.divisionName}))
        names.append(rules.records[std::size_t(record)].name);
    set(row, columns, kRecord, names.join(QStringLiteral("; ")));
}

} // namespace gantry::engine
