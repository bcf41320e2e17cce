// SPDX-License-Identifier: Apache-2.0
// Age grade and records, in an explanation.
#include "core/base/text.h"
#include "core/engine/explain/explainwords.h"
#include "core/engine/records/resultgrades.h"
#include "core/scoring/records.h"

namespace gantry::engine {

void addGradeLines(std::vector<ExplainedLine> &to, const scoring::RaceRules &rules, const scoring::EntrantFacts &facts, const scoring::EntrantResult &result)
{
    const RunnerGrade grade = gradeOf(rules, facts.gender, facts.age, result);
    if (!grade.why.isEmpty())
        to.push_back({say("Age grade"), say("none"), grade.why});
    if (const auto standard = grade.grade.isEmpty() ? std::nullopt : scoring::ageStandard(rules.ageGrades, facts.gender, facts.age, rules.distanceM)) {
        to.push_back({say("Age grade"), grade.grade + QStringLiteral(" %"),
                      say("table %1: open standard %2 s ÷ factor %3 = %4 s, ÷ the unrounded time")
                          .arg(rules.ageGrades, QString::number(standard->openS, 'f', 2), QString::number(standard->factor(), 'f', 4), QString::number(standard->standardS, 'f', 2))});
        to.push_back({say("Age-graded time"), grade.time, say("the time × the factor")});
    }
    for (const int i : scoring::recordsBeaten(rules, result, {facts.gender, facts.age, result.divisionName})) {
        const RecordDef &record = rules.records[std::size_t(i)];
        to.push_back({say("Record?"), record.name, say("was %1%2; check before it is announced").arg(formatShort(record.time, record.time.count() % 1'000'000 ? 2 : 0), record.holder.isEmpty() ? QString() : QStringLiteral(", ") + record.holder)});
    }
}

} // namespace gantry::engine
