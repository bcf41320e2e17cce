// SPDX-License-Identifier: Apache-2.0
#pragma once
// Results of a view as a document or as the bytes of a file. Pure; any thread. The verb, destinations and the print panel all come here.

#include "core/engine/outputs/columns.h"
#include "core/output/document.h"
#include "core/output/pageplan.h"

namespace gantry::engine {

enum class GroupBy { Race = 1, Division, Gender, Team };
std::optional<GroupBy> parseGroupBy(QStringView word);
QStringList groupByWords();

using output::DrawPdf;

struct ResultRequest {
    RaceIdx race{-1};            // -1: all
    std::optional<RankBy> rank;
    QString format = QStringLiteral("csv");
    QStringList columns;         // empty: those that suit the format
    std::optional<GroupBy> groupBy;
    std::optional<UtcTime> made; // printed at the foot; none: the same results give the same file
    bool landscape = false;      // of paper
    std::function<bool(int)> progress;
};

// Checked columns of a request; the format's own when it names none.
Result<QStringList> columnsOf(const ResultTable &table, const ResultRequest &request);
Result<output::Document> resultDocument(const View &view, const ResultRequest &request);
struct ProducedFile {
    QByteArray bytes;
    int rows = 0;
};
Result<ProducedFile> produceResults(const View &view, const ResultRequest &request, const DrawPdf &drawPdf);
// Any other list (start list, awards, teams) in one of the formats.
Result<QByteArray> produceDocument(const output::Document &document, const QString &format, const DrawPdf &drawPdf, bool landscape = false,
                                   const std::function<bool(int)> &progress = {});
Result<QByteArray> producePages(const output::PagePlan &plan, const DrawPdf &drawPdf, const std::function<bool(int)> &progress = {});
// "Made 30 May 2026, 11:04"
QString madeText(const View &view, UtcTime at);
void nameEvent(output::Document &document, const View &view);

} // namespace gantry::engine
