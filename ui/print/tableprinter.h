// SPDX-License-Identifier: Apache-2.0
#pragma once
// A PrintTable on paper: laid out once, painted page by page; heading repeated, pages numbered, long names wrapped, any script.
// Needs fonts (a QGuiApplication), no widget; any thread. 26,000 rows take seconds: not for the GUI thread.

#include "core/base/result.h"
#include "core/domain/printtable.h"

#include <QFont>
#include <QPageLayout>
#include <QRectF>

#include <functional>
#include <vector>

class QImage;
class QPainter;

namespace gantry::print {

// A4 portrait with margins of 12 mm; landscape when asked.
QPageLayout paper(bool landscape = false);

class TablePages {
public:
    // `page`: the printable area, in points.
    TablePages(PrintTable table, const QSizeF &page);
    int count() const { return int(m_pages.size()); }
    void paint(QPainter &painter, int page) const; // in points, the printable area's corner at 0,0

private:
    struct Row { std::size_t index; double height; };
    void measure();
    void shrink(const std::vector<double> &least);
    double heightOf(const QStringList &row) const;
    void breakPages();
    void paintHead(QPainter &painter) const;

    PrintTable m_table;
    QSizeF m_page;
    QFont m_title, m_small, m_head, m_body, m_strong;
    std::vector<double> m_widths;
    std::vector<bool> m_wraps;            // the column is narrower than its widest text
    std::vector<std::vector<Row>> m_pages;
};

// Written beside and then renamed: a full disk never leaves half a list. `progress` gets 0..100; false cancels.
Result<> writePdf(const QString &path, const PrintTable &table, const QPageLayout &layout = paper(), const std::function<bool(int)> &progress = {});
// One page as a picture, paper white, for a preview.
QImage pageImage(const TablePages &pages, int page, const QPageLayout &layout, double pixelsPerPoint);

} // namespace gantry::print
