// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a roster file looks like before anybody imports it: its columns, the field each one means, and whether that makes sense.

#include "core/domain/roster.h"

namespace gantry {

struct RosterColumn {
    QString heading;
    QString field;       // a name of the field catalogue; empty: left out
    QStringList samples; // the first few values that are not blank
    QString complaint;   // "9 of 10 values are not ages"; empty when the values fit
};

struct RosterLook {
    std::vector<RosterColumn> columns;
    QStringList complaints; // about the mapping as a whole: the import would make no sense
    std::vector<QStringList> firstRows;
    int rows = 0;
    QString encoding;
    QChar separator;
};

// Never fails: an empty file has no columns, and a complaint.
RosterLook lookAtRoster(const QByteArray &bytes, const EventDocument &event, const RosterOptions &options);
// The fields that a column can mean, in the order in which people look for them.
QStringList rosterFields();

} // namespace gantry
