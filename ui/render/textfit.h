// SPDX-License-Identifier: Apache-2.0
#pragma once
// Font size and line breaks of one text in one rectangle, decided once, in canvas units. The size shrinks to the least
// wanted one, then the text wraps, then it shrinks on: it is never cut.

#include "core/display/template.h"

#include <QFont>
#include <QPointF>
#include <QSizeF>
#include <QString>

#include <vector>

namespace gantry::render {

struct FitRequest {
    QString text, suffix;
    QSizeF area;
    int maxSize = 48, minSize = 24;
    int weight = 400;
    int maxLines = 1;
    double tracking = 0;
    double suffixScale = 0.4;
    bool tabular = false; // every figure in a cell of its own, as wide as the widest figure
    display::Align align = display::Align::Left;
};

struct TextRun {
    QString text;
    QPointF topLeft; // of the line, within the area
    QFont font;
    double width = 0; // of a figure's cell, in which it stands centred; 0: as wide as the text
};

struct FittedText {
    std::vector<TextRun> runs;
    int pixelSize = 0, lines = 0;
    double left = 0, width = 0; // of the widest line
};

FittedText fitText(const FitRequest &request);

} // namespace gantry::render
