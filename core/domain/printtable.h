// SPDX-License-Identifier: Apache-2.0
#pragma once
// A list for paper: what start lists, Still out and results hand to whoever prints (ui/print), or to a file. Pure values.

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace gantry {

struct PrintColumn {
    QString title;
    bool right = false; // figures
};

struct PrintTable {
    QString title;      // "Start list"
    QString subtitle;   // "Harbour 5K · 30 May 2026 · 812 runners"
    QString footer;     // left, on every page; the page number stands right
    std::vector<PrintColumn> columns;
    std::vector<QStringList> rows; // a row with one cell only is a heading between rows ("Wave A")
    QString emptyText;  // instead of rows, when there are none
};

QByteArray toCsv(const PrintTable &table);  // columns and rows; headings between rows are left out
QByteArray toText(const PrintTable &table); // aligned, for a terminal
QByteArray toHtml(const PrintTable &table); // one page that prints well from a browser

} // namespace gantry
