// SPDX-License-Identifier: Apache-2.0
#include "ui/print/planprinter.h"

#include "core/base/text.h"

#include <QBuffer>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>

#include <algorithm>

namespace gantry::print {

namespace {

constexpr int kResolution = 1200;
constexpr double kPointsPerMm = 72 / 25.4;
constexpr double kLayoutShare = 30; // of 100 %: laying out; the rest is drawing

Error cancelled()
{
    return failure(ErrorCode::Cancelled, say("Cancelled; nothing was written."));
}

QRectF inPoints(const QRectF &mm)
{
    return {mm.x() * kPointsPerMm, mm.y() * kPointsPerMm, mm.width() * kPointsPerMm, mm.height() * kPointsPerMm};
}

int flagsOf(output::PlacedText::Align align)
{
    const Qt::Alignment across = align == output::PlacedText::Align::Left ? Qt::AlignLeft : align == output::PlacedText::Align::Right ? Qt::AlignRight : Qt::AlignHCenter;
    return int(across | Qt::AlignAbsolute | Qt::AlignVCenter | Qt::TextWordWrap);
}

// The largest size up to the wanted one at which the text fits its box, whole words on a line.
QFont fitted(const output::PlacedText &text, const QRectF &box)
{
    const int weight = text.bold ? QFont::Bold : QFont::Normal;
    double points = text.points;
    for (; points > 5; points *= 0.94) {
        const QFontMetricsF metrics(listFont(points, weight));
        const QRectF needed = metrics.boundingRect(box, flagsOf(text.align), text.text);
        if (needed.width() <= box.width() && needed.height() <= box.height())
            break;
    }
    return listFont(points, weight);
}

} // namespace

QPageLayout layoutOf(const output::PagePlan &plan)
{
    const QPageSize::PageSizeId size = plan.paper == output::PaperSize::Letter ? QPageSize::Letter : plan.paper == output::PaperSize::A3 ? QPageSize::A3 : plan.paper == output::PaperSize::A5 ? QPageSize::A5 : QPageSize::A4;
    return QPageLayout(QPageSize(size), plan.landscape ? QPageLayout::Landscape : QPageLayout::Portrait, QMarginsF(34, 34, 34, 34), QPageLayout::Point);
}

PlanPages::PlanPages(const output::PagePlan &plan, const std::function<bool(int)> &progress) : m_layout(layoutOf(plan)), m_placed(plan.pages)
{
    const QSizeF room = m_layout.paintRect(QPageLayout::Point).size();
    int total = int(m_placed.size());
    for (std::size_t i = 0; i < plan.tables.size(); ++i) {
        const auto share = [&](int percent) { return !progress || progress(int((i * 100 + std::size_t(percent)) / plan.tables.size())); };
        m_tables.push_back(std::make_unique<TablePages>(plan.tables[i], room, share));
        if (m_tables.back()->count() == 0) { // cancelled
            m_tables.clear();
            m_placed.clear();
            return;
        }
        total += m_tables.back()->count();
    }
    int first = 0;
    for (const auto &t : m_tables) {
        t->setNumbering(first, total);
        first += t->count();
    }
    m_count = total;
}

void PlanPages::paint(QPainter &painter, int page) const
{
    for (const auto &t : m_tables) {
        if (page < t->count())
            return t->paint(painter, page);
        page -= t->count();
    }
    if (std::size_t(page) < m_placed.size())
        paintPlaced(painter, m_placed[std::size_t(page)]);
}

// Places are counted from the paper's own corner.
void PlanPages::paintPlaced(QPainter &painter, const output::PlacedPage &page) const
{
    painter.save();
    painter.translate(-m_layout.paintRect(QPageLayout::Point).topLeft());
    for (const output::PlacedLine &line : page.lines) {
        const QRectF box = inPoints(line.box);
        painter.setPen(QPen(QColor(line.colour), line.points, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        if (box.width() > 0 && box.height() > 0)
            painter.drawRect(box);
        else
            painter.drawLine(box.topLeft(), box.bottomRight());
    }
    for (const output::PlacedText &text : page.texts) {
        const QRectF box = inPoints(text.box);
        painter.setFont(fitted(text, box));
        painter.setPen(QColor(text.colour));
        painter.drawText(box, flagsOf(text.align), text.text);
    }
    painter.restore();
}

Result<QByteArray> drawPdf(const output::PagePlan &plan, const std::function<bool(int)> &progress)
{
    const auto share = [&progress](double from, double to) {
        return [&progress, from, to](int percent) { return !progress || progress(int(from + (to - from) * percent / 100)); };
    };
    const PlanPages pages(plan, share(0, kLayoutShare));
    return pdfOf(pages, plan.title, share(kLayoutShare, 100));
}

Result<QByteArray> pdfOf(const PlanPages &pages, const QString &title, const std::function<bool(int)> &progress)
{
    if (pages.count() == 0)
        return cancelled();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(title);
    writer.setCreator(QStringLiteral("Gantry"));
    writer.setResolution(kResolution);
    writer.setPageLayout(pages.layout());
    QPainter painter;
    if (!painter.begin(&writer))
        return failure(ErrorCode::Unexpected, say("The PDF cannot be drawn."));
    painter.scale(kResolution / 72.0, kResolution / 72.0);
    for (int page = 0; page < pages.count(); ++page) {
        if (progress && !progress(page * 100 / pages.count()))
            return cancelled();
        if (page > 0)
            writer.newPage();
        pages.paint(painter, page);
    }
    painter.end();
    return bytes;
}

QImage pageImage(const PlanPages &pages, int page, double pixelsPerPoint)
{
    const QSizeF full = pages.layout().fullRect(QPageLayout::Point).size() * pixelsPerPoint;
    QImage image(full.toSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(pixelsPerPoint, pixelsPerPoint);
    painter.translate(pages.layout().paintRect(QPageLayout::Point).topLeft());
    if (pages.count() > 0)
        pages.paint(painter, std::clamp(page, 0, pages.count() - 1));
    return image;
}

} // namespace gantry::print
