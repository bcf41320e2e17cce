// SPDX-License-Identifier: Apache-2.0
#include "ui/print/tableprinter.h"

#include "core/base/text.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>

#include <algorithm>
#include <numeric>

namespace gantry::print {

namespace {

constexpr double kGap = 8, kPad = 2.5, kHeadHeight = 16, kFooterHeight = 18;
constexpr int kResolution = 1200;

QFont font(double points, int weight = QFont::Normal)
{
    QFont f;
    f.setFamilies({QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans Arabic"), QStringLiteral("Noto Sans CJK JP"), QStringLiteral("sans-serif")});
    f.setPixelSize(int(points)); // a unit is a point; the painter is scaled to the device
    f.setWeight(QFont::Weight(weight));
    f.setHintingPreference(QFont::PreferNoHinting);
    return f;
}

// Names of the other direction keep to their column.
int flagsOf(bool right)
{
    return int((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignTop | Qt::TextWrapAnywhere | Qt::TextWordWrap);
}

bool isHeading(const PrintTable &table, const QStringList &row)
{
    return row.size() == 1 && table.columns.size() > 1;
}

} // namespace

QPageLayout paper(bool landscape)
{
    return QPageLayout(QPageSize(QPageSize::A4), landscape ? QPageLayout::Landscape : QPageLayout::Portrait, QMarginsF(34, 34, 34, 34), QPageLayout::Point);
}

TablePages::TablePages(PrintTable table, const QSizeF &page)
    : m_table(std::move(table)), m_page(page), m_title(font(16, QFont::DemiBold)), m_small(font(8)), m_head(font(8, QFont::DemiBold)), m_body(font(9)),
      m_strong(font(10, QFont::DemiBold))
{
    measure();
    breakPages();
}

void TablePages::measure()
{
    const QFontMetricsF body(m_body), head(m_head);
    std::vector<double> least;
    for (std::size_t c = 0; c < m_table.columns.size(); ++c) {
        const double title = head.horizontalAdvance(m_table.columns[c].title) + kGap;
        double widest = title;
        qsizetype longest = 0;
        for (const QStringList &row : m_table.rows) {
            if (isHeading(m_table, row))
                continue;
            const QString cell = row.value(qsizetype(c));
            if (cell.size() * 5 < longest * 3) // far shorter than another: it cannot be wider
                continue;
            longest = std::max(longest, cell.size());
            widest = std::max(widest, body.horizontalAdvance(cell) + kGap);
        }
        m_widths.push_back(widest);
        least.push_back(std::max(title, std::min(widest, 40.0)));
    }
    m_wraps.assign(m_widths.size(), false);
    shrink(least);
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
    const QFontMetricsF body(m_body);
    if (isHeading(m_table, row))
        return QFontMetricsF(m_strong).height() + 10;
    double height = body.height();
    for (std::size_t c = 0; c < m_widths.size(); ++c) {
        const QString cell = row.value(qsizetype(c));
        if (m_wraps[c] && body.horizontalAdvance(cell) > m_widths[c] - kGap)
            height = std::max(height, body.boundingRect(QRectF(0, 0, m_widths[c] - kGap, 1e5), flagsOf(false), cell).height());
    }
    return std::min(height, body.height() * 6) + 2 * kPad;
}

void TablePages::breakPages()
{
    const double first = QFontMetricsF(m_title).height() + QFontMetricsF(m_small).height() + 10;
    double left = 0;
    m_pages.emplace_back();
    left = m_page.height() - first - kHeadHeight - kFooterHeight;
    for (std::size_t i = 0; i < m_table.rows.size(); ++i) {
        const double height = heightOf(m_table.rows[i]);
        // A heading never stands alone at the foot of a page.
        const double needed = isHeading(m_table, m_table.rows[i]) ? height * 2 : height;
        if (needed > left && !m_pages.back().empty()) {
            m_pages.emplace_back();
            left = m_page.height() - first - kHeadHeight - kFooterHeight;
        }
        m_pages.back().push_back({i, height});
        left -= height;
    }
}

void TablePages::paintHead(QPainter &painter) const
{
    double x = 0;
    painter.setFont(m_head);
    painter.setPen(Qt::black);
    for (std::size_t c = 0; c < m_widths.size(); ++c) {
        painter.drawText(QRectF(x, 0, m_widths[c] - kGap, kHeadHeight), int((m_table.columns[c].right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignVCenter),
                         m_table.columns[c].title);
        x += m_widths[c];
    }
    painter.setPen(QPen(Qt::black, 0.8));
    painter.drawLine(QPointF(0, kHeadHeight), QPointF(m_page.width(), kHeadHeight));
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
    painter.drawText(foot, int(Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignBottom), say("Page %1 of %2").arg(page + 1).arg(count()));
    painter.translate(0, title + small + 10);
    paintHead(painter);
    double y = kHeadHeight;
    if (m_table.rows.empty()) {
        painter.setFont(m_body);
        painter.drawText(QRectF(0, y + 8, m_page.width(), 40), flagsOf(false), m_table.emptyText);
    }
    for (const Row &row : m_pages[std::size_t(page)]) {
        const QStringList &cells = m_table.rows[row.index];
        painter.setPen(Qt::black);
        if (isHeading(m_table, cells)) {
            painter.setFont(m_strong);
            painter.drawText(QRectF(0, y, m_page.width(), row.height - 2), int(Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignBottom), cells.first());
        } else {
            painter.setFont(m_body);
            double x = 0;
            for (std::size_t c = 0; c < m_widths.size(); ++c) {
                painter.drawText(QRectF(x, y + kPad, m_widths[c] - kGap, row.height - kPad), flagsOf(m_table.columns[c].right), cells.value(qsizetype(c)));
                x += m_widths[c];
            }
        }
        y += row.height;
        painter.setPen(QPen(QColor(190, 190, 190), 0.4));
        painter.drawLine(QPointF(0, y), QPointF(m_page.width(), y));
    }
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
