// SPDX-License-Identifier: Apache-2.0
#pragma once
// Trouble for a rehearsal, and a record of what was made: "bursts,repeats,out-of-order:5s,misses:2%,unknown:5,drift:+3.2s,
// cut:45s@300". Deterministic by the field's seed. Pure.

#include "core/base/result.h"
#include "core/net/simulatedfield.h"

#include <QJsonObject>

namespace gantry::net {

struct FaultPlan {
    bool bursts = false, repeats = false;
    Micros outOfOrder{0};   // lines leave a box up to this much late
    double misses = 0;      // share of crossings that no mat sees
    int unknown = 0;        // chips nobody registered
    Micros drift{0};        // of the finish box's clock
    std::vector<Cut> cuts;  // of the finish box's cable; `at` counts from the gun
    bool any() const { return bursts || repeats || outOfOrder.count() > 0 || misses > 0 || unknown > 0 || drift.count() != 0 || !cuts.empty(); }
};

// Usage error: the word that is not understood, and what is. "miss", "unknown", "cut" alone take a usual amount.
Result<FaultPlan> parseFaults(const QString &text);

struct FaultyField {
    SimulatedField lines;
    std::vector<Cut> cuts;              // for the peer of the finish, in its due times
    std::vector<QJsonObject> injected;  // {"fault":"miss","bib":"12","point":"FINISH"}…, and one {"fault":"field",…} with the totals
};
// One JSON object a line; what the drill report compares with.
Result<> writeInjected(const QString &path, const std::vector<QJsonObject> &injected);
FaultyField makeFaultyField(FieldOptions options, const FaultPlan &plan);

} // namespace gantry::net
