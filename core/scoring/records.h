// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who has beaten a record of the event. Pure. docs/scoring.md, "Records".

#include "core/scoring/score.h"

namespace gantry::scoring {

// Who a runner is, for records.
struct RecordPerson {
    QString gender;
    std::optional<int> age; // on the race's age date
    QString division;
};

// A record is held in the time by which the race ranks, rounded as it is published: nobody beats it by a fraction that the
// list does not show. Nothing where the race is not for time.
std::optional<Micros> recordTime(const RaceRules &rules, const EntrantResult &result);
bool mayHold(const RecordDef &record, const RecordPerson &person);
// Anybody may hold it: no bounds of age, no division. "Course record", "course record, women".
bool isCourseRecord(const RecordDef &record);
// Indices into RaceRules::records: those that this result beats.
std::vector<int> recordsBeaten(const RaceRules &rules, const EntrantResult &result, const RecordPerson &person);

} // namespace gantry::scoring
