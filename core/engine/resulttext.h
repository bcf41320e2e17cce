// SPDX-License-Identifier: Apache-2.0
#pragma once
// Results as rows of text: the documented columns, for csv, json and table.

#include "core/engine/view.h"

namespace gantry::engine {

// "5:33" per kilometre, whole seconds rounded up; empty without a distance.
QString paceText(Micros net, std::optional<double> distanceM);

struct ResultTable {
    QStringList columns;             // machine names; splits as "split:<name>"
    std::vector<QStringList> rows;   // cell per column; a row for every entrant, placed ones first
    std::vector<EntrantIdx> entrants; // whose row it is
};

// `race`: one of the document's, {-1} for all in document order. `rank` overrides the race's own ranking.
ResultTable resultTable(const View &view, RaceIdx race, std::optional<RankBy> rank = {});
QByteArray toCsv(const ResultTable &table);
QByteArray toJson(const ResultTable &table);
QByteArray toText(const ResultTable &table, bool everyColumn = false); // aligned, for a terminal

} // namespace gantry::engine
