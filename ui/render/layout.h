// SPDX-License-Identifier: Apache-2.0
#pragma once
// A template with values becomes rectangles and lines of text at fixed places: all that a scene, or later a browser, needs.

#include "core/display/template.h"
#include "ui/render/raceclocks.h"
#include "ui/render/textfit.h"

#include <QColor>
#include <QJsonObject>

#include <functional>
#include <vector>

namespace gantry::render {

struct PlacedBox {
    QRectF rect;
    QColor colour;
    double radius = 0;
};

struct PlacedText {
    TextRun run; // on the canvas
    QColor colour;
};

// A clock is laid out for its figures' places; every second only the figures change.
struct PlacedClock {
    std::size_t first = 0, count = 0; // its cells in Layout::cells
    QString source;                   // race, or {time_of_day}
    QString pattern;                  // its text with every figure as 0: another pattern needs another layout
};

struct Layout {
    std::vector<PlacedBox> boxes; // under all text, in the template's order
    std::vector<PlacedText> texts, cells;
    std::vector<PlacedClock> clocks;
};

// What a clock item says now: a race's clock or the time of day.
using ClockText = std::function<QString(const QString &source)>;
Layout layOut(const display::DisplayTemplate &t, const QJsonObject &fields, bool active, const ClockText &clock);
QString clockPattern(const QString &text);

} // namespace gantry::render
