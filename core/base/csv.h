// SPDX-License-Identifier: Apache-2.0
#pragma once
// Separated text, as found in rosters: any of , ; TAB |, RFC 4180 quoting, CR/LF/CRLF, any common encoding.

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace gantry {

struct CsvRow {
    int line = 0; // 1-based line in the file on which the row begins
    QStringList cells;
};

struct CsvTable {
    QChar separator;
    QString encoding; // for the report: "UTF-8", "UTF-16LE", "Windows-1252"…
    std::vector<CsvRow> rows; // blank lines left out; the header is rows.front()
};

// Bytes of a file → text. BOMs, then valid UTF-8, then UTF-16 by its zero bytes, else Windows-1252. Never fails.
QString decodeText(const QByteArray &bytes, QString *encoding = nullptr);
// The separator is the one of , ; TAB | that splits the first rows most evenly; quotes are respected.
CsvTable parseCsv(const QByteArray &bytes);
CsvTable parseCsv(const QString &text, QChar separator);
// One output cell: quoted when needed; with `inert`, text that a spreadsheet would run (= + - @ TAB CR LF at the front, or their wide
// forms) gets a leading apostrophe, unless it is a plain number or time.
QString csvCell(const QString &value, bool inert = true);
// The cell as it was before csvCell() made it inert: an apostrophe before such text is taken away. plainCell(inert form of x) == x.
QString plainCell(const QString &cell);

} // namespace gantry
