// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the texts of a template may name, and how they read when some of it is missing. Pure.

#include <QJsonObject>
#include <QString>

namespace gantry::render {

// Everything a text may bind: the row's fields, event and counts of the snapshot, and a few that choose between fields:
// time (net, else gun), standing (place in the division, else over all) and labels, which are empty with their field.
QJsonObject bindingValues(const QJsonObject &row, const QJsonObject &snapshot);

// Like display::bindText, but what separates two fields goes with a missing one: "{city}, {country} · {team}" without a
// country is "Galway · Harbour Harriers".
QString bindTidy(const QString &text, const QJsonObject &values);
// Every binding of the text is empty (never true for a text without bindings).
bool allEmpty(const QString &text, const QJsonObject &values);

} // namespace gantry::render
