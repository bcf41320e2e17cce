// SPDX-License-Identifier: Apache-2.0
#include "core/output/document.h"

#include "core/base/text.h"
#include "core/domain/fields.h"

#include <QLocale>

#include <algorithm>

namespace gantry::output {

namespace {

CellKind kindOf(const Field &field)
{
    switch (field.type) {
    case FieldType::Place: return CellKind::Place;
    case FieldType::Number: return CellKind::Number;
    case FieldType::Elapsed: return field.unit == "us" ? CellKind::Number : CellKind::Elapsed;
    case FieldType::Text:
    case FieldType::Date:
    case FieldType::Status: break;
    }
    return CellKind::Text;
}

// Columns of one sheet in which any row says something.
std::vector<qsizetype> columnsInUse(const std::vector<const Section *> &sections)
{
    std::vector<qsizetype> used;
    const std::size_t count = sections.front()->columns.size();
    for (std::size_t c = 0; c < count; ++c) {
        const bool any = std::any_of(sections.begin(), sections.end(), [&](const Section *s) {
            return std::any_of(s->rows.begin(), s->rows.end(), [&](const QStringList &row) { return !row.value(qsizetype(c)).isEmpty(); });
        });
        if (any)
            used.push_back(qsizetype(c));
    }
    if (used.empty())
        for (std::size_t c = 0; c < count; ++c)
            used.push_back(qsizetype(c));
    return used;
}

PrintTable printSheet(const Document &document, const std::vector<const Section *> &sections)
{
    const Section &first = *sections.front();
    PrintTable table;
    table.title = first.sheet.isEmpty() ? document.title : first.sheet + QStringLiteral(" · ") + document.title;
    table.subtitle = document.subtitle();
    QStringList foot;
    foot << document.notes << document.made;
    foot.removeAll(QString());
    table.footer = foot.join(QStringLiteral("  ·  "));
    table.emptyText = document.emptyText;
    const std::vector<qsizetype> used = columnsInUse(sections);
    for (qsizetype c : used)
        table.columns.push_back({first.columns[std::size_t(c)].title, first.columns[std::size_t(c)].right()});
    for (const Section *s : sections) {
        if (!s->heading.isEmpty() && table.columns.size() > 1)
            table.rows.push_back({s->heading});
        for (const QStringList &row : s->rows) {
            QStringList cells;
            cells.reserve(qsizetype(used.size()));
            for (qsizetype c : used)
                cells.append(row.value(c));
            table.rows.push_back(std::move(cells));
        }
    }
    return table;
}

} // namespace

std::size_t Document::rowCount() const
{
    std::size_t n = 0;
    for (const Section &s : sections)
        n += s.rows.size();
    return n;
}

QString Document::subtitle() const
{
    if (!date.isValid())
        return event;
    const QString day = QLocale::c().toString(date, QStringLiteral("d MMMM yyyy"));
    return event.isEmpty() ? day : event + QStringLiteral(" · ") + day;
}

Column columnNamed(const QString &name)
{
    if (const Field *field = fieldByName(name))
        return {name, say(field->label.data()), kindOf(*field)};
    for (const char *prefix : {"split:", "lap:", "leg:"})
        if (name.startsWith(QLatin1StringView(prefix)))
            return {name, name.mid(name.indexOf(u':') + 1), CellKind::Elapsed};
    return {name, name, CellKind::Text};
}

std::vector<PrintTable> printTables(const Document &document)
{
    std::vector<PrintTable> tables;
    std::vector<const Section *> together;
    const auto flush = [&] {
        if (!together.empty())
            tables.push_back(printSheet(document, together));
        together.clear();
    };
    for (const Section &s : document.sections) {
        if (!together.empty() && (together.front()->sheet != s.sheet || together.front()->columns != s.columns))
            flush();
        together.push_back(&s);
    }
    flush();
    if (tables.empty()) {
        PrintTable nothing;
        nothing.title = document.title;
        nothing.subtitle = document.subtitle();
        nothing.footer = document.made;
        nothing.emptyText = document.emptyText;
        tables.push_back(std::move(nothing));
    }
    return tables;
}

Document fromPrintTable(const PrintTable &table)
{
    Document document;
    document.title = table.title;
    document.event = table.subtitle;
    document.emptyText = table.emptyText;
    if (!table.footer.isEmpty())
        document.notes << table.footer;
    Section section;
    for (const PrintColumn &c : table.columns)
        section.columns.push_back({c.title, c.title, c.right ? CellKind::Number : CellKind::Text});
    const std::vector<Column> columns = section.columns;
    for (const QStringList &row : table.rows) {
        if (row.size() == 1 && columns.size() > 1) {
            if (!section.rows.empty() || !section.heading.isEmpty())
                document.sections.push_back(std::move(section));
            section = {{}, row.front(), columns, {}};
        } else {
            section.rows.push_back(row);
        }
    }
    document.sections.push_back(std::move(section));
    return document;
}

std::vector<Column> allColumns(const Document &document)
{
    std::vector<Column> all;
    for (const Section &s : document.sections)
        for (const Column &c : s.columns)
            if (std::none_of(all.begin(), all.end(), [&](const Column &known) { return known.name == c.name; }))
                all.push_back(c);
    return all;
}

} // namespace gantry::output
