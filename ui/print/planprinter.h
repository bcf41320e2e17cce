// SPDX-License-Identifier: Apache-2.0
#pragma once
// A PagePlan on paper: lists one after the other with pages numbered through, then pages with texts at fixed places. Needs fonts (a
// QGuiApplication), no widget; any thread, and never the GUI's.

#include "core/base/result.h"
#include "core/output/pageplan.h"
#include "ui/print/tableprinter.h"

namespace gantry::print {

QPageLayout layoutOf(const output::PagePlan &plan);

// Laid out once; then pages are painted in any order, from any one thread at a time.
class PlanPages {
public:
    // False of `progress` (0..100) cancels; count() is 0 then.
    explicit PlanPages(const output::PagePlan &plan, const std::function<bool(int)> &progress = {});
    int count() const { return m_count; }
    const QPageLayout &layout() const { return m_layout; }
    void paint(QPainter &painter, int page) const; // in points, the printable area's corner at 0,0

private:
    void paintPlaced(QPainter &painter, const output::PlacedPage &page) const;
    QPageLayout m_layout;
    std::vector<std::unique_ptr<TablePages>> m_tables;
    std::vector<output::PlacedPage> m_placed;
    int m_count = 0;
};

Result<QByteArray> drawPdf(const output::PagePlan &plan, const std::function<bool(int)> &progress);
Result<QByteArray> pdfOf(const PlanPages &pages, const QString &title, const std::function<bool(int)> &progress);
QImage pageImage(const PlanPages &pages, int page, double pixelsPerPoint);

} // namespace gantry::print
