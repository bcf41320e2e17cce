// SPDX-License-Identifier: Apache-2.0
#pragma once
// A PrintTable on paper: laid out once, painted page by page; heading repeated, pages numbered, long names wrapped, any script.
// Needs fonts (a QGuiApplication), no widget; any thread. 26,000 rows take seconds: not for the GUI thread.

#include "core/base/result.h"
#include "core/domain/printtable.h"

#include <QFontMetricsF>
#include <QPageLayout>
#include <QRectF>

#include <array>
#include <functional>
#include <memory>
#include <vector>

class QImage;
class QPainter;

namespace gantry::print {

// A4 portrait with margins of 12 mm; landscape when asked.
QPageLayout paper(bool landscape = false);

// The lists' typeface, at a size in points.
QFont listFont(double points, int weight = QFont::Normal);

// How wide texts are in one font. Plain letters are summed from a table: 26,000 rows cannot be shaped only to be measured.
class TextWidths {
public:
    explicit TextWidths(const QFont &font);
    double of(const QString &text) const;
    double height() const { return m_metrics.height(); }
    double ascent() const { return m_metrics.ascent(); }

private:
    static constexpr std::size_t kPlain = 0x250;
    QFontMetricsF m_metrics;
    std::array<double, kPlain> m_width;
};

class TablePages {
public:
    // `page`: the printable area, in points. False of `progress` (0..100) cancels; count() is 0 then.
    TablePages(PrintTable table, const QSizeF &page, const std::function<bool(int)> &progress = {});
    int count() const { return int(m_pages.size()); }
    // Pages of a longer file: the first of this list comes after `before` others, of `total`.
    void setNumbering(int before, int total) { m_before = before; m_total = total; }
    void paint(QPainter &painter, int page) const; // in points, the printable area's corner at 0,0

private:
    struct Row { std::size_t index; double height; };
    bool measure(const std::function<bool(int)> &progress);
    void shrink(const std::vector<double> &least);
    double heightOf(const QStringList &row) const;
    bool breakPages(const std::function<bool(int)> &progress);
    void paintHead(QPainter &painter) const;
    void paintRow(QPainter &painter, const Row &row, double y) const;
    void paintCell(QPainter &painter, std::size_t column, const QString &cell, double x, double y) const;

    PrintTable m_table;
    QSizeF m_page;
    int m_before = 0, m_total = 0; // 0: its own count
    QFont m_title, m_small, m_head, m_body, m_strong;
    TextWidths m_bodyWidths, m_headWidths;
    double m_headHeight = 0;
    std::vector<double> m_widths;
    std::vector<bool> m_wraps;            // the column is narrower than its widest text
    std::vector<std::vector<Row>> m_pages;
};

// Written beside and then renamed: a full disk never leaves half a list. `progress` gets 0..100; false cancels.
Result<> writePdf(const QString &path, const PrintTable &table, const QPageLayout &layout = paper(), const std::function<bool(int)> &progress = {});
// One page as a picture, paper white, for a preview.
QImage pageImage(const TablePages &pages, int page, const QPageLayout &layout, double pixelsPerPoint);

} // namespace gantry::print
