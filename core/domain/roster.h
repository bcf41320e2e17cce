// SPDX-License-Identifier: Apache-2.0
#pragma once
// A roster file → entrants, with every problem named by its line. Pure; any thread.

#include "core/base/result.h"
#include "core/domain/entrant.h"
#include "core/domain/eventdocument.h"

#include <QSet>

#include <functional>
#include <map>
#include <set>
#include <vector>

namespace gantry {

enum class DateOrder { Guess = 1, Ymd, Dmy, Mdy };

struct RosterOptions {
    QString race;                        // for rows without a race column; empty = the event's only race
    std::map<QString, QString> headings; // heading in the file → field name, or "" to leave the column out
    DateOrder dateOrder = DateOrder::Guess;
};

struct RosterProblem {
    int line = 0;
    QString field;   // heading or field; empty = the whole row
    QString message;
    bool skipped = false; // the row was left out
};

struct Roster {
    std::vector<Entrant> entrants; // ids are derived from event id, race and bib: two laptops make one field
    std::vector<int> lines;        // of each entrant
    std::vector<RosterProblem> problems;
    QSet<QString> fields;          // that the file has a column for; "name" counts as both names
    std::set<std::pair<int, QString>> unread; // (line, field): a cell that was not blank and was not understood
    QStringList ignoredColumns;
    int rows = 0; // data rows in the file
};

// `progress` gets 0..100 and returns false to cancel. InvalidInput when no row can be understood at all (no bib and no
// name column), with the headings that were found. Names are never judged; they are text.
Result<Roster> parseRoster(const QByteArray &bytes, const Id128 &eventId, const EventDocument &event, const RosterOptions &options,
                           const std::function<bool(int)> &progress = {});

} // namespace gantry
