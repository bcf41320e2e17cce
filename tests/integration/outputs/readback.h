// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads what was written, by other means than the writers': every format as rows of "heading → text".

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace gantry::test {

using ReadRow = QMap<QString, QString>;

// Tables of a page, all rows one after the other; nothing when it is not well-formed.
std::optional<std::vector<ReadRow>> readHtml(const QByteArray &page);
std::optional<std::vector<ReadRow>> readIof(const QByteArray &xml); // bib, family, given, organisation, class, position, status, time, behind

struct BookCell {
    QString text;      // of a string, else the number as written
    bool number = false;
    QString format;    // of a number: "[h]:mm:ss"
};
struct BookSheet {
    QString name;
    bool frozen = false;
    bool hasFormula = false;
    std::vector<QMap<int, BookCell>> rows; // by column
};
// Unpacked by python3; nothing when that is absent or the workbook is broken.
std::optional<std::vector<BookSheet>> readXlsx(const QString &path);
std::vector<ReadRow> rowsOf(const BookSheet &sheet);

} // namespace gantry::test
