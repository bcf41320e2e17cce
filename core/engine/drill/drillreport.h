// SPDX-License-Identifier: Apache-2.0
#pragma once
// After a rehearsal with trouble: what was made wrong, what of it the console noticed, what was repaired, what is open. Pure.

#include "core/engine/view.h"

#include <QJsonObject>

#include <vector>

namespace gantry::engine {

struct DrillRow {
    enum class State { Repaired = 1, Noticed, Unseen } state = State::Unseen;
    QString fault, what;           // "miss", "bib 12 at FINISH"
    QString found;                 // what the console made of it
    std::optional<double> after_s; // after the gun
};

struct DrillReport {
    std::vector<DrillRow> rows;
    std::int64_t linesSent = 0, readsSent = 0, readsReceived = 0;
    std::int64_t lost() const { return std::max<std::int64_t>(0, readsSent - readsReceived); }
    int count(DrillRow::State state) const;
};

// `injected`: the objects of drill.jsonl (core/net/faults.h).
DrillReport drillReport(const std::vector<QJsonObject> &injected, const View &view);

} // namespace gantry::engine
