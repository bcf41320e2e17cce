// SPDX-License-Identifier: Apache-2.0
// What is written to a destination.
#include "core/engine/outgoing/outgoing.h"

#include "core/base/text.h"
#include "core/engine/outputs/resultdocument.h"
#include "core/output/formats.h"

#include <QCryptographicHash>
#include <QRegularExpression>

namespace gantry::engine {

QString publicationName(const Destination &d)
{
    static const QRegularExpression other(QStringLiteral("[^\\p{L}\\p{N}]+"));
    const QString race = d.race.toLower().replace(other, QStringLiteral("-"));
    const output::Format *format = output::formatNamed(d.format);
    return (race.isEmpty() ? QStringLiteral("results") : QStringLiteral("results-") + race) + u'.' + (format ? QString::fromLatin1(format->suffix) : d.format);
}

Result<QByteArray> publicationBytes(const View &view, const Destination &d, int &rows, const output::DrawPdf &drawPdf, std::optional<UtcTime> made)
{
    RaceIdx race{-1};
    if (!d.race.isEmpty()) {
        race = view.event->document.raceByName(d.race);
        if (race.value() < 0)
            return failure(ErrorCode::NotFound, say("The event has no race \"%1\" any more. Remove this destination.").arg(d.race));
    }
    ResultRequest request;
    request.race = race;
    request.format = d.format;
    request.columns = d.columns;
    request.groupBy = parseGroupBy(d.groupBy);
    request.made = made;
    auto file = produceResults(view, request, drawPdf);
    if (!file)
        return file.error();
    rows = file->rows;
    return std::move(file->bytes);
}

QString publicationContent(const View &view, const Destination &d)
{
    const RaceIdx race = d.race.isEmpty() ? RaceIdx(-1) : view.event->document.raceByName(d.race);
    const ResultTable table = resultTable(view, race);
    ResultRequest request;
    request.format = d.format;
    request.columns = d.columns;
    const auto columns = columnsOf(table, request);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (columns)
        hash.addData(toCsv(selectColumns(view, table, *columns)));
    hash.addData((view.event->name + view.event->date.toString(Qt::ISODate) + d.format + d.groupBy).toUtf8());
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace gantry::engine
