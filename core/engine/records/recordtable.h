// SPDX-License-Identifier: Apache-2.0
#pragma once
// The event's records beside what was run today, from a view alone.

#include "core/engine/view.h"

#include <QJsonArray>

namespace gantry::engine {

struct RecordRow {
    RaceIdx race{-1};
    int record = -1;                     // of RaceRules::records
    std::vector<EntrantIdx> beatenBy;    // fastest first
    std::vector<EntrantIdx> best;        // the fastest of today who may hold it, whether it is beaten or not
    std::optional<Micros> bestTime;      // as published
};

// `race`: {-1} for all, in the document's order.
std::vector<RecordRow> recordRows(const View &view, RaceIdx race);
// Names of the records that a runner has beaten: "Course record". Empty: none.
QStringList recordsBeatenBy(const View &view, EntrantIdx entrant);

QByteArray recordsCsv(const View &view, RaceIdx race); // race,record,old_time,old_holder,old_year,new_time,new_bib,new_holder
QJsonArray recordsJson(const View &view, RaceIdx race);
QByteArray recordsText(const View &view, RaceIdx race);

} // namespace gantry::engine
