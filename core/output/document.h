// SPDX-License-Identifier: Apache-2.0
#pragma once
// What leaves the program as a list: a title, sections with columns and rows, notes. Every writer of core/output takes one of these;
// whoever has a table to give away makes one and is done. Pure values.

#include "core/domain/printtable.h"

#include <QDate>

namespace gantry::output {

enum class CellKind { Text = 1, Number, Place, Elapsed };

struct Column {
    QString name;  // the machine's: "net_time"
    QString title; // the reader's: "Net time"
    CellKind kind = CellKind::Text;
    bool right() const { return kind != CellKind::Text; }
    friend bool operator==(const Column &, const Column &) = default;
};

// Cells are the text that a reader sees, rounded as the race says: "0:41:07". A writer with types of its own (a workbook) reads
// numbers and times out of that text, so that no file says something else than another.
struct Section {
    QString sheet;   // sections of one sheet stand together: a race, a sheet of a workbook, a new page
    QString heading; // within the sheet: "Women 40-49"; empty: none
    std::vector<Column> columns;
    std::vector<QStringList> rows;
};

struct Document {
    QString title;      // "Results"
    QString event;      // "Harbour 5K"
    QDate date;
    QString made;       // "Made 30 May 2026, 11:04"; at the foot
    QStringList notes;  // what a reader must know: "Places are by net time."
    std::vector<Section> sections;
    QString emptyText;  // when there are no rows

    std::size_t rowCount() const;
    QString subtitle() const; // "Harbour 5K · 30 May 2026"
};

// From the catalogue of fields; "split:…", "lap:…" and "leg:…" are times. A name the catalogue does not know keeps its name as title.
Column columnNamed(const QString &name);

// For paper: a table for each sheet, headings as rows between, columns that are empty throughout left out.
std::vector<PrintTable> printTables(const Document &document);
// A printed list as a document: one sheet, its rows of one cell become headings.
Document fromPrintTable(const PrintTable &table);

// All columns of all sections, each once, in the order met.
std::vector<Column> allColumns(const Document &document);

} // namespace gantry::output
