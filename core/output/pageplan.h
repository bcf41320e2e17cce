// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a PDF or a printer is to show: lists, or pages with texts at fixed places (certificates, podium sheets). Values only; ui/print
// draws them, so that core needs no fonts.

#include "core/base/result.h"
#include "core/domain/printtable.h"

#include <QRectF>

#include <functional>

namespace gantry::output {

enum class PaperSize { A4 = 1, Letter, A3, A5 };

// A text in a box of a page, in millimetres from the page's upper left corner. It shrinks until it fits.
struct PlacedText {
    enum class Align { Left = 1, Centre, Right };
    QRectF box;
    QString text;
    double points = 12;
    bool bold = false;
    Align align = Align::Centre;
    QString colour = QStringLiteral("#000000");
};

struct PlacedLine {
    QRectF box;              // a frame; one without height or width is a line
    double points = 1;
    QString colour = QStringLiteral("#000000");
};

struct PlacedPage {
    std::vector<PlacedText> texts;
    std::vector<PlacedLine> lines;
};

struct PagePlan {
    QString title;                   // of the file
    PaperSize paper = PaperSize::A4;
    bool landscape = false;
    std::vector<PrintTable> tables;  // first these, each from a new page
    std::vector<PlacedPage> pages;   // then these
};

// Draws a PDF; of a program that has fonts. `progress` gets 0..100, false cancels. Any thread but the GUI's.
using DrawPdf = std::function<Result<QByteArray>(const PagePlan &plan, const std::function<bool(int)> &progress)>;

} // namespace gantry::output
