// SPDX-License-Identifier: Apache-2.0
#include "ui/print/tableprinter.h"

#include "core/base/text.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextLayout>

#include <algorithm>
#include <numeric>

namespace gantry::print {

namespace {

constexpr double kGap = 8, kPad = 2.5, kFooterHeight = 18;
constexpr int kMostLines = 12; // of one cell; a longer one ends with …
constexpr std::size_t kStep = 512; // rows between two looks at the progress
constexpr int kResolution = 1200;

// Whole words where they fit, else anywhere. Names of the other direction keep to their column.
QTextOption wrapping(bool right)
{
    QTextOption option((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    return option;
}

// The lines of a text in a width, at most so many; laid out for drawing.
int layOut(QTextLayout &layout, double width, int most)
{
    layout.beginLayout();
    int lines = 0;
    double y = 0;
    while (lines < most) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        line.setPosition({0, y});
        y += line.height();
        ++lines;
    }
    layout.endLayout();
    return lines;
}

// What of the text stands in the lines; with an ellipsis when that is not all.
QString shortened(const QString &text, const QFont &font, double width)
{
    QTextLayout layout(text, font);
    layout.setTextOption(wrapping(false));
    const int lines = layOut(layout, width, kMostLines);
    const QTextLine last = layout.lineAt(lines - 1);
    const qsizetype shown = last.textStart() + last.textLength();
    return shown >= text.size() ? text : text.left(std::max<qsizetype>(0, shown - 2)) + QChar(0x2026);
}

bool isHeading(const PrintTable &table, const QStringList &row)
{
    return row.size() == 1 && table.columns.size() > 1;
}

} // namespace

QFont listFont(double points, int weight)
{
    QFont f;
    f.setFamilies({QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans Arabic"), QStringLiteral("Noto Sans CJK JP"), QStringLiteral("sans-serif")});
    f.setPixelSize(std::max(1, int(points))); // a unit is a point; the painter is scaled to the device
    f.setWeight(QFont::Weight(weight));
    f.setHintingPreference(QFont::PreferNoHinting);
    return f;
}

QPageLayout paper(bool landscape)
{
    return QPageLayout(QPageSize(QPageSize::A4), landscape ? QPageLayout::Landscape : QPageLayout::Portrait, QMarginsF(34, 34, 34, 34), QPageLayout::Point);
}

TextWidths::TextWidths(const QFont &font) : m_metrics(font)
{
    for (std::size_t c = 0; c < kPlain; ++c)
        m_width[c] = c < 0x20 ? 0 : m_metrics.horizontalAdvance(QChar(char16_t(c)));
}

double TextWidths::of(const QString &text) const
{
    double width = 0;
    for (const QChar c : text) {
        if (c.unicode() >= kPlain)
            return m_metrics.horizontalAdvance(text);
        width += m_width[c.unicode()];
    }
    return width;
}

TablePages::TablePages(PrintTable table, const QSizeF &page, const std::function<bool(int)> &progress)
    : m_table(std::move(table)), m_page(page), m_title(listFont(16, QFont::DemiBold)), m_small(listFont(8)), m_head(listFont(8, QFont::DemiBold)), m_body(listFont(9)),
      m_strong(listFont(10, QFont::DemiBold)), m_bodyWidths(m_body), m_headWidths(m_head)
{
    if (!measure(progress) || !breakPages(progress))
        m_pages.clear();
}

bool TablePages::measure(const std::function<bool(int)> &progress)
{
    std::vector<double> least, widest, cells;
    for (const PrintColumn &column : m_table.columns) {
        double word = 0;
        for (const QString &w : column.title.split(u' '))
            word = std::max(word, m_headWidths.of(w));
        least.push_back(word + kGap);
        widest.push_back(m_headWidths.of(column.title) + kGap);
        cells.push_back(0);
    }
    for (std::size_t r = 0; r < m_table.rows.size(); ++r) {
        if (r % kStep == 0 && progress && !progress(int(r * 50 / m_table.rows.size())))
            return false;
        if (isHeading(m_table, m_table.rows[r]))
            continue;
        for (std::size_t c = 0; c < widest.size() && qsizetype(c) < m_table.rows[r].size(); ++c)
            cells[c] = std::max(cells[c], m_bodyWidths.of(m_table.rows[r][qsizetype(c)]) + kGap);
    }
    for (std::size_t c = 0; c < least.size(); ++c) {
        widest[c] = std::max(widest[c], cells[c]);
        least[c] = std::max(least[c], m_table.columns[c].right ? cells[c] : std::min(cells[c], 40.0)); // figures stay on one line
    }
    m_widths = widest;
    m_wraps.assign(m_widths.size(), false);
    shrink(least);
    int lines = 1;
    for (std::size_t c = 0; c < m_widths.size(); ++c) {
        QTextLayout layout(m_table.columns[c].title, m_head);
        layout.setTextOption(wrapping(false));
        lines = std::max(lines, layOut(layout, m_widths[c] - kGap, 3));
    }
    m_headHeight = lines * m_headWidths.height() + 6;
    return true;
}

// The widest columns give way first, down to what their heading needs; spare room goes to the widest.
void TablePages::shrink(const std::vector<double> &least)
{
    double total = std::accumulate(m_widths.begin(), m_widths.end(), 0.0);
    if (m_widths.empty())
        return;
    if (total <= m_page.width()) {
        *std::max_element(m_widths.begin(), m_widths.end()) += (m_page.width() - total) / 2;
        return;
    }
    for (int round = 0; round < 400 && total > m_page.width(); ++round) {
        std::size_t widest = m_widths.size();
        for (std::size_t i = 0; i < m_widths.size(); ++i)
            if (m_widths[i] > least[i] && (widest == m_widths.size() || m_widths[i] > m_widths[widest]))
                widest = i;
        if (widest == m_widths.size())
            break;
        const double next = std::max(least[widest], m_widths[widest] - std::max(2.0, (total - m_page.width()) / 4));
        total -= m_widths[widest] - next;
        m_widths[widest] = next;
        m_wraps[widest] = true;
    }
    if (total > m_page.width()) { // more columns than the paper has room for
        for (std::size_t i = 0; i < m_widths.size(); ++i) {
            m_widths[i] *= m_page.width() / total;
            m_wraps[i] = true;
        }
    }
}

double TablePages::heightOf(const QStringList &row) const
{
    if (isHeading(m_table, row))
        return QFontMetricsF(m_strong).height() + 10;
    int lines = 1;
    for (std::size_t c = 0; c < m_widths.size(); ++c) {
        const QString &cell = qsizetype(c) < row.size() ? row[qsizetype(c)] : QString();
        if (!m_wraps[c] || m_bodyWidths.of(cell) <= m_widths[c] - kGap)
            continue;
        QTextLayout layout(cell, m_body);
        layout.setTextOption(wrapping(false));
        lines = std::max(lines, layOut(layout, m_widths[c] - kGap, kMostLines));
    }
    // Scripts of other fonts are taller than the body's.
    return (lines > 1 ? lines * m_bodyWidths.height() * 1.25 : m_bodyWidths.height()) + 2 * kPad;
}

bool TablePages::breakPages(const std::function<bool(int)> &progress)
{
    const double first = QFontMetricsF(m_title).height() + QFontMetricsF(m_small).height() + 10;
    const double room = m_page.height() - first - m_headHeight - kFooterHeight;
    double left = room;
    m_pages.emplace_back();
    for (std::size_t i = 0; i < m_table.rows.size(); ++i) {
        if (i % kStep == 0 && progress && !progress(int(50 + i * 50 / m_table.rows.size())))
            return false;
        const double height = std::min(heightOf(m_table.rows[i]), room);
        // A heading never stands alone at the foot of a page.
        const double needed = isHeading(m_table, m_table.rows[i]) ? height * 2 : height;
        if (needed > left && !m_pages.back().empty()) {
            m_pages.emplace_back();
            left = room;
        }
        m_pages.back().push_back({i, height});
        left -= height;
    }
    return true;
}

void TablePages::paintHead(QPainter &painter) const
{
    double x = 0;
    painter.setFont(m_head);
    painter.setPen(Qt::black);
    for (std::size_t c = 0; c < m_widths.size(); ++c) {
        QTextLayout layout(m_table.columns[c].title, m_head);
        layout.setTextOption(wrapping(m_table.columns[c].right));
        const int lines = layOut(layout, m_widths[c] - kGap, 3);
        layout.draw(&painter, {x, m_headHeight - 4 - lines * m_headWidths.height()});
        x += m_widths[c];
    }
    painter.setPen(QPen(Qt::black, 0.8));
    painter.drawLine(QPointF(0, m_headHeight), QPointF(m_page.width(), m_headHeight));
}

void TablePages::paintCell(QPainter &painter, std::size_t column, const QString &cell, double x, double y) const
{
    if (cell.isEmpty())
        return;
    const bool right = m_table.columns[column].right;
    const double room = m_widths[column] - kGap, width = m_bodyWidths.of(cell);
    if (width <= room || !m_wraps[column]) { // by far the most: one line, no layout
        painter.drawText(QPointF(right ? x + room - width : x, y + kPad + m_bodyWidths.ascent()), cell);
        return;
    }
    QTextLayout layout(shortened(cell, m_body, room), m_body);
    layout.setTextOption(wrapping(right));
    layOut(layout, room, kMostLines);
    layout.draw(&painter, {x, y + kPad});
}

void TablePages::paintRow(QPainter &painter, const Row &row, double y) const
{
    const QStringList &cells = m_table.rows[row.index];
    if (isHeading(m_table, cells)) {
        painter.setFont(m_strong);
        painter.drawText(QRectF(0, y, m_page.width(), row.height - 2), int(Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignBottom), cells.first());
        painter.setFont(m_body);
        return;
    }
    double x = 0;
    for (std::size_t c = 0; c < m_widths.size() && qsizetype(c) < cells.size(); ++c) {
        paintCell(painter, c, cells[qsizetype(c)], x, y);
        x += m_widths[c];
    }
}

void TablePages::paint(QPainter &painter, int page) const
{
    painter.save();
    painter.setPen(Qt::black);
    painter.setFont(m_title);
    const double title = QFontMetricsF(m_title).height(), small = QFontMetricsF(m_small).height();
    painter.drawText(QRectF(0, 0, m_page.width(), title), int(Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter), m_table.title);
    painter.setFont(m_small);
    painter.setPen(QColor(70, 70, 70));
    painter.drawText(QRectF(0, title, m_page.width(), small), int(Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter), m_table.subtitle);
    const QRectF foot(0, m_page.height() - kFooterHeight, m_page.width(), kFooterHeight);
    painter.drawText(foot, int(Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignBottom), m_table.footer);
    painter.drawText(foot, int(Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignBottom), say("Page %1 of %2").arg(m_before + page + 1).arg(m_total > 0 ? m_total : count()));
    painter.translate(0, title + small + 10);
    paintHead(painter);
    painter.setFont(m_body);
    painter.setPen(Qt::black);
    if (m_table.rows.empty())
        painter.drawText(QRectF(0, m_headHeight + 8, m_page.width(), 40), int(Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignTop | Qt::TextWordWrap), m_table.emptyText);
    double y = m_headHeight;
    QList<QLineF> lines;
    for (const Row &row : m_pages[std::size_t(page)]) {
        paintRow(painter, row, y);
        y += row.height;
        lines.append({0, y, m_page.width(), y});
    }
    painter.setPen(QPen(QColor(190, 190, 190), 0.4));
    painter.drawLines(lines);
    painter.restore();
}

Result<> writePdf(const QString &path, const PrintTable &table, const QPageLayout &layout, const std::function<bool(int)> &progress)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return failure(ErrorCode::Io, say("%1 cannot be written: %2").arg(path, file.errorString()));
    const TablePages pages(table, layout.paintRect(QPageLayout::Point).size());
    {
        QPdfWriter writer(&file);
        writer.setTitle(table.title);
        writer.setCreator(QStringLiteral("Gantry"));
        writer.setResolution(kResolution);
        writer.setPageLayout(layout);
        QPainter painter(&writer);
        painter.scale(kResolution / 72.0, kResolution / 72.0);
        for (int page = 0; page < pages.count(); ++page) {
            if (progress && !progress(page * 100 / pages.count()))
                return failure(ErrorCode::Cancelled, say("Cancelled; nothing was written."));
            if (page > 0 && !writer.newPage())
                return failure(ErrorCode::Io, say("%1 cannot be written: %2").arg(path, file.errorString()));
            pages.paint(painter, page);
        }
    }
    if (!file.commit())
        return failure(ErrorCode::Io, say("%1 cannot be written: %2").arg(path, file.errorString()));
    return {};
}

QImage pageImage(const TablePages &pages, int page, const QPageLayout &layout, double pixelsPerPoint)
{
    const QSizeF full = layout.fullRect(QPageLayout::Point).size() * pixelsPerPoint;
    QImage image(full.toSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(pixelsPerPoint, pixelsPerPoint);
    painter.translate(layout.paintRect(QPageLayout::Point).topLeft());
    pages.paint(painter, std::clamp(page, 0, pages.count() - 1));
    return image;
}

} // namespace gantry::print
