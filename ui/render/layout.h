// SPDX-License-Identifier: Apache-2.0
#pragma once
// Turns a template and the values of the moment into the rectangles and lines to draw. Everything is decided here, in
// canvas units; what draws (QML now, a browser later) only places what it is given.

#include "core/base/time.h"
#include "core/display/template.h"

#include <QColor>
#include <QFont>
#include <QJsonObject>
#include <QRectF>

#include <optional>
#include <vector>

namespace gantry::render {

struct Element { // a filled rectangle, or one line (or one digit of a clock) of text
    QRectF rect;
    QColor fill{Qt::transparent};
    double radius = 0;
    QString text;
    QColor colour;
    QFont font;
    friend bool operator==(const Element &, const Element &) = default;
};

struct Frame {
    std::vector<Element> elements;
    Micros untilNext{0}; // when a clock in it changes; 0: there is none
};

struct SceneInput {
    const display::DisplayTemplate *look = nullptr;
    QJsonObject snapshot;
    std::optional<QJsonObject> row; // nothing: resting
    UtcTime now;                    // by the console's clock
};

Frame layOut(const SceneInput &input);

} // namespace gantry::render
