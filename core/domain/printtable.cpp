// SPDX-License-Identifier: Apache-2.0
#include "core/domain/printtable.h"

#include "core/base/csv.h"

#include <algorithm>

namespace gantry {

namespace {

bool isHeading(const QStringList &row)
{
    return row.size() == 1;
}

QString oneLine(QString text)
{
    for (QChar &c : text)
        if (c.category() == QChar::Other_Control)
            c = u' ';
    return text;
}

} // namespace

QByteArray toCsv(const PrintTable &table)
{
    QStringList head;
    for (const PrintColumn &c : table.columns)
        head.append(csvCell(c.title));
    QByteArray out = head.join(u',').toUtf8() + '\n';
    for (const QStringList &row : table.rows) {
        if (isHeading(row) && table.columns.size() > 1)
            continue;
        QStringList cells;
        for (const QString &cell : row)
            cells.append(csvCell(cell));
        out += cells.join(u',').toUtf8() + '\n';
    }
    return out;
}

QByteArray toText(const PrintTable &table)
{
    std::vector<qsizetype> width;
    for (const PrintColumn &c : table.columns)
        width.push_back(c.title.size());
    for (const QStringList &row : table.rows)
        for (std::size_t i = 0; !isHeading(row) && i < width.size() && qsizetype(i) < row.size(); ++i)
            width[i] = std::max(width[i], row[qsizetype(i)].size());
    const auto line = [&](const QStringList &cells) {
        QString text;
        for (std::size_t i = 0; i < width.size(); ++i) {
            const QString cell = oneLine(cells.value(qsizetype(i)));
            text += (table.columns[i].right ? cell.rightJustified(width[i]) : cell.leftJustified(width[i])) + QStringLiteral("  ");
        }
        while (text.endsWith(u' '))
            text.chop(1);
        return text.toUtf8() + '\n';
    };
    QByteArray out = table.title.toUtf8() + '\n';
    if (!table.subtitle.isEmpty())
        out += table.subtitle.toUtf8() + '\n';
    QStringList head;
    for (const PrintColumn &c : table.columns)
        head.append(c.title);
    out += '\n' + line(head);
    for (const QStringList &row : table.rows)
        out += isHeading(row) && table.columns.size() > 1 ? '\n' + oneLine(row.first()).toUtf8() + '\n' : line(row);
    if (table.rows.empty())
        out += table.emptyText.toUtf8() + '\n';
    return out;
}

QByteArray toHtml(const PrintTable &table)
{
    const QString title = table.title.toHtmlEscaped();
    QString out = QStringLiteral("<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>%1</title><style>\n"
                                 "body{font:14px sans-serif;margin:2em}h1{font-size:20px;margin:0}p{color:#555}table{border-collapse:collapse;width:100%}\n"
                                 "th,td{text-align:left;padding:3px 8px;border-bottom:1px solid #ccc;vertical-align:top}th.n,td.n{text-align:right}\n"
                                 "thead{display:table-header-group}tr{break-inside:avoid}td.h{font-weight:bold;padding-top:1em}\n</style></head><body>\n<h1>%1</h1>\n<p>%2</p>\n<table><thead><tr>")
                      .arg(title, table.subtitle.toHtmlEscaped());
    for (const PrintColumn &c : table.columns)
        out += QStringLiteral("<th%1>%2</th>").arg(c.right ? QStringLiteral(" class=\"n\"") : QString(), c.title.toHtmlEscaped());
    out += QStringLiteral("</tr></thead><tbody>\n");
    for (const QStringList &row : table.rows) {
        if (isHeading(row) && table.columns.size() > 1) {
            out += QStringLiteral("<tr><td class=\"h\" dir=\"auto\" colspan=\"%1\">%2</td></tr>\n").arg(table.columns.size()).arg(row.first().toHtmlEscaped());
            continue;
        }
        out += QStringLiteral("<tr>");
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            out += QStringLiteral("<td dir=\"auto\"%1>%2</td>").arg(table.columns[i].right ? QStringLiteral(" class=\"n\"") : QString(), row.value(qsizetype(i)).toHtmlEscaped());
        out += QStringLiteral("</tr>\n");
    }
    out += QStringLiteral("</tbody></table>\n");
    if (table.rows.empty())
        out += QStringLiteral("<p>%1</p>\n").arg(table.emptyText.toHtmlEscaped());
    out += QStringLiteral("<p>%1</p>\n</body></html>\n").arg(table.footer.toHtmlEscaped());
    return out.toUtf8();
}

} // namespace gantry
