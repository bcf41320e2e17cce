// SPDX-License-Identifier: Apache-2.0
#pragma once
// Finds the size and the line breaks of a text, so that it fills its rectangle and is never cut: first as large as it may
// be on one line, then on more lines, and only then smaller than the template wished. Needs a QGuiApplication (fonts).

#include <QFont>
#include <QSizeF>
#include <QString>

#include <vector>

namespace gantry::render {

struct FitLimits {
    double fontSize = 48, minFontSize = 24;
    int weight = 400;
    int maxLines = 1;
};

struct FittedLine {
    QString text; // carries a direction mark when the line alone would read in another direction than the whole
    double width = 0, height = 0;
};

struct FittedText {
    QFont font;
    std::vector<FittedLine> lines;
    double width = 0, height = 0; // of the whole block
    bool rightToLeft = false;
};

// Longer texts than this are no names; the rest is left out, visibly ("…").
inline constexpr qsizetype kMaxText = 1000;

// Inter, then fonts for every script a name may be written in.
QFont screenFont(double pixelSize, int weight);
FittedText fitText(const QString &text, const QSizeF &room, const FitLimits &limits);

// Scripts that no installed font covers, with the package that would help; empty when all is well.
QStringList missingFonts();

} // namespace gantry::render
