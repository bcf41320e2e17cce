// SPDX-License-Identifier: Apache-2.0
#pragma once
// What `reconcile` answers: lanes, rates, crossings and what disagrees, as JSON for the window and as lines for a terminal.

#include "core/engine/reconcile/lanes.h"

#include <QJsonObject>

namespace gantry::engine::reconcile {

struct Report {
    const View &view;
    QString point;
    const Lanes &lanes;
    const Alignment &alignment;
};

QString laneWord(Lane lane);                 // "main", "backup", "bibs", "taps", "video": keys of the JSON
QString sentence(const Report &report, const Difference &difference);
QString bibOf(const Report &report, const Crossing &crossing); // empty when nobody knows
QJsonObject toJson(const Report &report);
QStringList toLines(const Report &report, std::size_t most);

} // namespace gantry::engine::reconcile
