// SPDX-License-Identifier: Apache-2.0
// What is written to a destination.
#include "core/engine/outgoing/outgoing.h"

#include "core/base/text.h"
#include "core/engine/resulttext.h"

#include <QRegularExpression>

#include <algorithm>

namespace gantry::engine {

namespace {

// One page that needs nothing else: phones and old browsers show it, also from a stick.
QByteArray toHtml(const View &view, const ResultTable &table)
{
    const QStringList shown{QStringLiteral("place"), QStringLiteral("bib"), QStringLiteral("first_name"), QStringLiteral("last_name"), QStringLiteral("gender"), QStringLiteral("division"),
                            QStringLiteral("place_division"), QStringLiteral("net_time"), QStringLiteral("gun_time"), QStringLiteral("status")};
    const QStringList heads{say("Place"), say("Bib"), say("First name"), say("Last name"), say("Sex"), say("Division"), say("In division"), say("Net"), say("Gun"), say("Status")};
    const qsizetype race = table.columns.indexOf(QStringLiteral("race"));
    QString out = QStringLiteral("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>%1</title>\n"
                                 "<style>body{font-family:sans-serif;margin:1em}table{border-collapse:collapse}td,th{padding:.2em .6em;text-align:left;border-bottom:1px solid #ccc}</style></head><body>\n<h1>%1</h1>\n")
                      .arg(view.event->name.toHtmlEscaped());
    QString current;
    bool open = false;
    for (const QStringList &row : table.rows) {
        if (!open || row[race] != current) {
            current = row[race];
            out += (open ? QStringLiteral("</table>\n") : QString()) + QStringLiteral("<h2>%1</h2>\n<table><tr>").arg(current.toHtmlEscaped());
            for (const QString &head : heads)
                out += QStringLiteral("<th>%1</th>").arg(head.toHtmlEscaped());
            out += QStringLiteral("</tr>\n");
            open = true;
        }
        out += QStringLiteral("<tr>");
        for (const QString &column : shown)
            out += QStringLiteral("<td>") + row[table.columns.indexOf(column)].toHtmlEscaped() + QStringLiteral("</td>");
        out += QStringLiteral("</tr>\n");
    }
    return (out + (open ? QStringLiteral("</table>\n") : QString()) + QStringLiteral("</body></html>\n")).toUtf8();
}

} // namespace

QString publicationName(const Destination &d)
{
    static const QRegularExpression other(QStringLiteral("[^\\p{L}\\p{N}]+"));
    const QString race = d.race.toLower().replace(other, QStringLiteral("-"));
    return (race.isEmpty() ? QStringLiteral("results") : QStringLiteral("results-") + race) + u'.' + d.format;
}

Result<QByteArray> publicationBytes(const View &view, const Destination &d, int &rows)
{
    RaceIdx race{-1};
    if (!d.race.isEmpty()) {
        race = view.event->document.raceByName(d.race);
        if (race.value() < 0)
            return failure(ErrorCode::NotFound, say("The event has no race \"%1\" any more. Remove this destination.").arg(d.race));
    }
    const ResultTable table = resultTable(view, race);
    rows = int(table.rows.size());
    return d.format == u"json" ? toJson(table) : d.format == u"html" ? toHtml(view, table) : toCsv(table);
}

} // namespace gantry::engine
