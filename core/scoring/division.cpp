// SPDX-License-Identifier: Apache-2.0
// Which division an entrant stands in.
#include "core/scoring/scorer.h"

namespace gantry::scoring {

namespace {

bool fits(const DivisionDef &division, const EntrantFacts &facts, bool unknownFits)
{
    const bool gender = division.genders.isEmpty() || (facts.gender.isEmpty() ? unknownFits : division.genders.contains(facts.gender));
    const bool bounded = division.ageMin || division.ageMax;
    const bool age = !bounded
        || (facts.age ? (!division.ageMin || *facts.age >= *division.ageMin) && (!division.ageMax || *facts.age <= *division.ageMax) : unknownFits);
    return gender && age;
}

} // namespace

void chooseDivision(const RaceRules &rules, const EntrantFacts &facts, EntrantResult &result)
{
    const QString unknown = QStringLiteral("unknown");
    const QString given = facts.rosterDivision.trimmed();
    if (rules.divisionSource == DivisionSource::Roster) {
        result.divisionName = given.isEmpty() ? unknown : given;
        return;
    }
    const auto take = [&](std::size_t i) {
        result.division = int(i);
        result.divisionName = rules.divisions[i].name;
    };
    // Where sex or age is missing, the bounds of the division in the roster stand in for them.
    if (facts.gender.isEmpty() || !facts.age) {
        for (std::size_t i = 0; i < rules.divisions.size() && !given.isEmpty(); ++i) {
            if (rules.divisions[i].name.compare(given, Qt::CaseInsensitive) == 0 && fits(rules.divisions[i], facts, true))
                return take(i);
        }
    }
    for (std::size_t i = 0; i < rules.divisions.size(); ++i) {
        if (fits(rules.divisions[i], facts, false))
            return take(i);
    }
    result.divisionName = unknown;
}

} // namespace gantry::scoring
