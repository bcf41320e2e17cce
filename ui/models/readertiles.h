// SPDX-License-Identifier: Apache-2.0
#pragma once
// The tiles of the top strip: one per reader location, the worst state first to be kept when there is no room for all.

#include "core/engine/view.h"
#include "ui/models/cell.h"

namespace gantry::ui {

struct ReaderTile {
    QString title;   // the point, or the location while it has none
    Tone tone = Tone::Dim;
    QString state;   // one word or two
    QString detail;
};

std::vector<ReaderTile> readerTiles(const engine::View &view, UtcTime now);
// What is left of a clock's error after the accepted offset: "+0.02", "−3.20", "+1:00:00".
QString clockText(Micros left);
// ● up to 0.3 s, ▲ up to 1 s, ■ beyond; ○ not measured yet.
Tone clockTone(const engine::ReaderRow &row);

} // namespace gantry::ui
