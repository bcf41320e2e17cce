// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who is still out, and what closing a race would make of whom. Pure: a view in, lists out; the engine and the window use the same.

#include "core/engine/view.h"
#include "core/scoring/due.h"

namespace gantry::engine {

struct OutRow {
    EntrantIdx entrant;
    int race = -1;
    QString lastPoint;                 // "START" when seen at the start only
    std::optional<UtcTime> lastSeen, due;
    bool overdue = false;
};

// Started, not back, no verdict. Most urgent first: longest past its time.
std::vector<OutRow> stillOut(const View &view, UtcTime now, int race = -1);

struct CloseProposal {
    EntrantIdx entrant;
    bool dnf = false;                  // else DNS
    double confidence = 0;             // 0..1
    QString why;
};

// DNS: entered, never seen. DNF: seen, and not back. Surest first.
std::vector<CloseProposal> closeProposals(const View &view, int race, UtcTime now);

} // namespace gantry::engine
