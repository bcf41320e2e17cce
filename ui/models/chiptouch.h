// SPDX-License-Identifier: Apache-2.0
#pragma once
// Chip check: a chip was held over a mat. Whose is it, and which mat was that? Worked out beside the GUI.

#include "core/engine/view.h"
#include "ui/models/cell.h"

namespace gantry::ui {

struct ChipTouch {
    int read = -1;
    QString name, bib, race;  // name is what stands largest: "Ada One", "Unknown chip 5A10F2", "Test tag 99998"
    QString point, time, chip;
    QString note;             // what else there is to say: read again, claimed twice, counts for nothing
    Tone tone = Tone::Plain;
    friend bool operator==(const ChipTouch &, const ChipTouch &) = default;
};

// The newest touches, newest first.
std::vector<ChipTouch> chipTouches(const engine::View &view, std::size_t limit);

} // namespace gantry::ui
