// SPDX-License-Identifier: Apache-2.0
#pragma once
// Every value that a template may bind: the finisher's row, the event's head and counts, and what follows from them.

#include "ui/render/fontcheck.h"
#include "ui/render/raceclocks.h"

#include <QJsonObject>

namespace gantry::render {

// `row` is empty while the screen rests.
QJsonObject screenFields(const QJsonObject &snapshot, const QJsonObject &row, const RaceClocks &clocks, FontCheck &fonts);
// "3" → "3rd"; nothing when it is no place.
QString ordinal(const QString &place);
// Right-to-left values inside other text keep their own order.
QString bindForScreen(const QString &text, const QJsonObject &fields);

} // namespace gantry::render
