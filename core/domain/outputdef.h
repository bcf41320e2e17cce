// SPDX-License-Identifier: Apache-2.0
#pragma once
// A named list of the event ("For the speaker"): which columns, in which groups, as which file.

#include <QStringList>

#include <vector>

namespace gantry {

class ObjectReader;

struct OutputDef {
    QString name;
    QString kind = QStringLiteral("results"); // results, startlist
    QStringList columns;                      // fields of the catalogue, "split:NAME", "splits", "all"; empty: those that suit the format
    QString groupBy;                          // race, division, gender, team; empty: race
    QString format;                           // csv, json, html, xlsx, pdf; empty: whoever writes it chooses
};

std::vector<OutputDef> parseOutputs(ObjectReader &event);

} // namespace gantry
