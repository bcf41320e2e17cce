// SPDX-License-Identifier: Apache-2.0
#include "core/output/tablewriters.h"

#include "core/base/csv.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace gantry::output {

namespace {

QJsonValue jsonCell(const Column &column, const QString &text)
{
    if (text.isEmpty())
        return column.kind == CellKind::Text ? QJsonValue(text) : QJsonValue();
    if (column.kind == CellKind::Place || column.kind == CellKind::Number) {
        bool ok = false;
        const qint64 number = text.toLongLong(&ok);
        if (ok && QString::number(number) == text)
            return number;
    }
    return text;
}

} // namespace

QByteArray toCsv(const Document &document)
{
    const std::vector<Column> all = allColumns(document);
    QString out;
    const auto line = [&out](const QStringList &cells) {
        for (qsizetype i = 0; i < cells.size(); ++i) {
            if (i)
                out.append(u',');
            out.append(csvCell(cells[i]));
        }
        out.append(QStringLiteral("\r\n"));
    };
    QStringList head;
    for (const Column &c : all)
        head.append(c.name);
    line(head);
    for (const Section &s : document.sections) {
        std::vector<qsizetype> place; // where a column of the file stands in this section
        for (const Column &c : all) {
            const auto it = std::find_if(s.columns.begin(), s.columns.end(), [&](const Column &own) { return own.name == c.name; });
            place.push_back(it == s.columns.end() ? -1 : it - s.columns.begin());
        }
        for (const QStringList &row : s.rows) {
            QStringList cells;
            for (qsizetype at : place)
                cells.append(at < 0 ? QString() : row.value(at));
            line(cells);
        }
    }
    return out.toUtf8();
}

QByteArray toJson(const Document &document)
{
    QJsonArray sections;
    for (const Section &s : document.sections) {
        QJsonArray columns, rows;
        for (const Column &c : s.columns)
            columns.append(QJsonObject{{QStringLiteral("name"), c.name}, {QStringLiteral("title"), c.title}});
        for (const QStringList &row : s.rows) {
            QJsonObject o;
            for (std::size_t i = 0; i < s.columns.size(); ++i)
                o[s.columns[i].name] = jsonCell(s.columns[i], row.value(qsizetype(i)));
            rows.append(o);
        }
        sections.append(QJsonObject{{QStringLiteral("sheet"), s.sheet}, {QStringLiteral("heading"), s.heading}, {QStringLiteral("columns"), columns}, {QStringLiteral("rows"), rows}});
    }
    const QJsonObject all{{QStringLiteral("title"), document.title}, {QStringLiteral("event"), document.event}, {QStringLiteral("date"), document.date.toString(Qt::ISODate)},
                          {QStringLiteral("notes"), QJsonArray::fromStringList(document.notes)}, {QStringLiteral("sections"), sections}};
    return QJsonDocument(all).toJson(QJsonDocument::Indented);
}

QByteArray toText(const Document &document)
{
    QByteArray out;
    for (const PrintTable &table : printTables(document))
        out += (out.isEmpty() ? QByteArray() : QByteArray("\n")) + gantry::toText(table);
    for (const QString &note : document.notes)
        out += '\n' + note.toUtf8() + '\n';
    return out;
}

} // namespace gantry::output
