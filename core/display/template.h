// SPDX-License-Identifier: Apache-2.0
#pragma once
// A display template: JSON "gantry.template/1", data only. Drawn by ui/render; no code of a template ever runs.
// Format: docs/template-format.md, resources/schemas/template.schema.json.

#include "core/base/result.h"

#include <QJsonObject>
#include <QRectF>
#include <QString>
#include <QStringList>

#include <vector>

namespace gantry::display {

enum class ItemKind { Text = 1, Clock, Box };
enum class Align { Left = 1, Centre, Right };

struct TemplateItem {
    ItemKind kind = ItemKind::Text;
    QRectF rect;                    // in canvas units
    QString text;                   // with {field} bindings; for clocks: a race name, {time_of_day}, or empty for the first race
    QString colour = QStringLiteral("#ffffff");
    QString fill;                   // box colour, empty = none
    double radius = 0;
    double fontSize = 48;           // largest; shrinks, then wraps, never cuts
    double minFontSize = 24;
    int weight = 400;
    int maxLines = 1;
    Align align = Align::Left;
    bool hideWhenEmpty = false;     // the item (and its box) vanishes when every binding in it is empty
    bool hugText = false;           // the box is as wide as its text
    double padding = 0;             // left and right, between box and text
    double tracking = 0;            // letter spacing in parts of the font size
    bool tabular = false;           // every figure as wide as the widest; clocks always are
    QString suffix;                 // after the text, smaller ("/km")
    double suffixScale = 0.4;
    QString when, unless;           // drawn when a binding in `when` has a value; not when one in `unless` has
};

struct DisplayTemplate {
    QString id, name;
    QSizeF canvas{1920, 1080};
    std::vector<QString> background; // one colour, or a gradient from left top to right bottom
    std::vector<TemplateItem> always, active, resting;
    int dwellMs = 5000;             // a finisher stays at least so long …
    int busyDwellMs = 1800;         // … or this long while others wait
    int restAfterMs = 12000;        // then the resting state, when nobody waits
};

Result<DisplayTemplate> parseTemplate(const QJsonObject &json); // InvalidInput names the field
// "{bib} {name}" with the row's values; a missing one is empty text, and what only separates two bindings ("{city} · {team}")
// is written only between two values.
QString bindText(const QString &text, const QJsonObject &row);
QStringList bindings(const QString &text);
// True when at least one binding of the text has a value.
bool anyValue(const QString &text, const QJsonObject &row);
// Every name that a binding may have: fields of the feed's rows, of the event and its clocks.
bool isBinding(QStringView name);

} // namespace gantry::display
