// SPDX-License-Identifier: Apache-2.0
#include "core/engine/watch/suspicious.h"

#include "core/engine/records/resultgrades.h"
#include "core/scoring/records.h"

#include <algorithm>

namespace gantry::engine {

namespace {

using Kind = RunnerIssue::Kind;

double sure(double base, double more)
{
    return std::min(0.95, base + more);
}

void ageGrade(const scoring::RaceRules &rules, const scoring::EntrantFacts &facts, const scoring::EntrantResult &result, std::vector<RunnerIssue> &out)
{
    const RunnerGrade grade = gradeOf(rules, facts.gender, facts.age, result);
    if (grade.percent <= rules.gradeAlarm)
        return;
    RunnerIssue issue{Kind::AgeGrade};
    issue.amount = grade.percent;
    issue.confidence = sure(0.5, (grade.percent - rules.gradeAlarm) / 20);
    out.push_back(issue);
}

void recordMargin(const scoring::RaceRules &rules, const scoring::EntrantFacts &facts, const scoring::EntrantResult &result, std::vector<RunnerIssue> &out)
{
    const auto time = scoring::recordTime(rules, result);
    RunnerIssue worst{Kind::RecordMargin};
    for (const int i : scoring::recordsBeaten(rules, result, {facts.gender, facts.age, result.divisionName})) {
        const RecordDef &record = rules.records[std::size_t(i)];
        const double by = 100.0 * double((record.time - *time).count()) / double(record.time.count());
        const double margin = scoring::isCourseRecord(record) ? kRecordMargin : kAgeRecordMargin;
        if (by > margin && sure(0.5, (by - margin) / 20) > worst.confidence) {
            worst.item = i;
            worst.amount = by;
            worst.confidence = sure(0.5, (by - margin) / 20);
        }
    }
    if (worst.item >= 0)
        out.push_back(worst);
}

// From each point to the next one that has a time. The first section begins at the start: that one is the watch's old "too fast".
void sectionPace(const scoring::RaceRules &rules, const scoring::EntrantResult &result, std::vector<RunnerIssue> &out)
{
    const bool disciplines = !rules.relay && std::any_of(rules.course.begin(), rules.course.end(), [](const auto &item) { return item.leg; });
    if (disciplines || onWheels(result.divisionName) || onWheels(rules.name))
        return; // a bicycle is faster than anybody ever ran
    std::optional<std::size_t> before;
    const auto metres = [&](std::size_t i) { return rules.course[i].distanceM ? rules.course[i].distanceM : i + 1 == rules.course.size() && !rules.ranksByLaps() ? rules.distanceM : std::nullopt; };
    for (std::size_t i = 0; i < result.splits.size() && i < rules.course.size(); ++i) {
        if (!result.splits[i] || !metres(i))
            continue;
        if (before) {
            const Micros took = *result.splits[i] - *result.splits[*before];
            if (const auto best = worldBest(*metres(i) - *metres(*before)); best && took < *best) {
                RunnerIssue issue{Kind::SectionPace, int(i)};
                issue.by = *best - took;
                issue.amount = double(*before);
                issue.confidence = sure(0.6, double(issue.by.count()) / double(best->count()));
                out.push_back(issue);
                return; // one is enough to look at him
            }
        }
        before = i;
    }
}

} // namespace

void suspicious(const scoring::RaceRules &rules, const scoring::EntrantFacts &facts, const scoring::EntrantResult &result, std::vector<RunnerIssue> &out)
{
    ageGrade(rules, facts, result, out);
    recordMargin(rules, facts, result, out);
    if (std::none_of(out.begin(), out.end(), [](const RunnerIssue &i) { return i.kind == Kind::TooFast; }))
        sectionPace(rules, result, out);
}

} // namespace gantry::engine
