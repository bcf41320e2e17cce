// SPDX-License-Identifier: Apache-2.0
#include "core/scoring/records.h"

namespace gantry::scoring {

std::optional<Micros> recordTime(const RaceRules &rules, const EntrantResult &result)
{
    const bool forTime = !rules.ranksByLaps() || (rules.laps && rules.laps->count);
    const auto &time = rules.ranking == RankBy::Net ? result.net : result.gun;
    if (!forTime || result.status != Status::Finished || !time)
        return std::nullopt;
    return roundTime(*time, rules.rounding);
}

bool mayHold(const RecordDef &record, const RecordPerson &person)
{
    if (!record.genders.isEmpty() && !record.genders.contains(person.gender))
        return false;
    if ((record.ageMin || record.ageMax) && !person.age)
        return false;
    if ((record.ageMin && *person.age < *record.ageMin) || (record.ageMax && *person.age > *record.ageMax))
        return false;
    return record.division.isEmpty() || record.division.compare(person.division, Qt::CaseInsensitive) == 0;
}

bool isCourseRecord(const RecordDef &record)
{
    return !record.ageMin && !record.ageMax && record.division.isEmpty();
}

std::vector<int> recordsBeaten(const RaceRules &rules, const EntrantResult &result, const RecordPerson &person)
{
    std::vector<int> out;
    if (rules.records.empty())
        return out;
    const auto time = recordTime(rules, result);
    for (std::size_t i = 0; time && i < rules.records.size(); ++i)
        if (*time < rules.records[i].time && mayHold(rules.records[i], person))
            out.push_back(int(i));
    return out;
}

} // namespace gantry::scoring
