// SPDX-License-Identifier: Apache-2.0
#include "ui/console/reads/reconcile/lanesview.h"

#include <QAccessible>
#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace gantry::ui {

namespace {

constexpr int kLine = 28, kHead = 40, kTime = 92, kGap = 20;
constexpr qint64 kPauseUs = 10'000'000; // nobody for so long: a thicker rule between two lines
constexpr int kTapLane = 3;

QString signedSeconds(qint64 us)
{
    return (us < 0 ? QString(QChar(0x2212)) : QStringLiteral("+")) + QString::number(double(std::llabs(us)) / 1e6, 'f', 1);
}

} // namespace

LanesView::LanesView(const Look *look, QWidget *parent) : QAbstractScrollArea(parent), m_look(look)
{
    setObjectName(QStringLiteral("lanes"));
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Lanes: nothing yet"));
    connect(look, &Look::changed, viewport(), qOverload<>(&QWidget::update));
}

void LanesView::setData(std::shared_ptr<const ReconcileData> data)
{
    const auto idOf = [&](LaneSpot spot) {
        return spot.line >= 0 && spot.line < lineCount() ? m_data->lines[std::size_t(spot.line)].cells[std::size_t(spot.lane)].id : QString();
    };
    const QString chosen = idOf(m_current);
    const int top = verticalScrollBar()->value() / kLine, into = verticalScrollBar()->value() % kLine;
    QString uppermost;
    for (int lane = 0; lane < kReconcileLanes && uppermost.isEmpty(); ++lane)
        uppermost = idOf({top, lane});
    const bool first = !m_data || !data || m_data->point != data->point;
    m_dragging = false;
    m_data = std::move(data);
    fitScroll();
    if (first) {
        m_current = {lineCount() - 1, 0};
        verticalScrollBar()->setValue(verticalScrollBar()->maximum()); // the newest
    } else {
        if (const LaneSpot at = find(chosen); at.line >= 0)
            m_current = at;
        m_current.line = std::min(m_current.line, lineCount() - 1);
        if (const LaneSpot at = find(uppermost); at.line >= 0)
            verticalScrollBar()->setValue(at.line * kLine + into);
    }
    tellWhere();
    viewport()->update();
    Q_EMIT moved();
}

LaneSpot LanesView::find(const QString &id) const
{
    if (!id.isEmpty())
        for (int i = 0; i < lineCount(); ++i)
            for (int lane = 0; lane < kReconcileLanes; ++lane)
                if (const LaneCell &c = m_data->lines[std::size_t(i)].cells[std::size_t(lane)]; c.there && c.id == id)
                    return {i, lane};
    return {};
}

LanesView::Columns LanesView::columns() const
{
    const int rest = viewport()->width() - kTime;
    const int who = std::clamp(rest / 4, 110, 220);
    return {kTime, (rest - who) / kReconcileLanes, who};
}

int LanesView::linesShown() const
{
    return std::max(1, (viewport()->height() - kHead) / kLine);
}

void LanesView::fitScroll()
{
    verticalScrollBar()->setRange(0, std::max(0, lineCount() * kLine - (viewport()->height() - kHead)));
    verticalScrollBar()->setSingleStep(kLine);
    verticalScrollBar()->setPageStep(std::max(kLine, viewport()->height() - kHead - kLine));
}

void LanesView::resizeEvent(QResizeEvent *)
{
    fitScroll();
}

void LanesView::show(int line)
{
    const int top = verticalScrollBar()->value(), height = viewport()->height() - kHead;
    if (line * kLine < top)
        verticalScrollBar()->setValue(line * kLine);
    else if ((line + 1) * kLine > top + height)
        verticalScrollBar()->setValue((line + 1) * kLine - height);
}

QRect LanesView::spotRect(LaneSpot spot) const
{
    const Columns c = columns();
    return QRect(c.time + spot.lane * c.lane, kHead + spot.line * kLine - verticalScrollBar()->value(), c.lane - kGap, kLine).adjusted(0, 3, 0, -3);
}

LaneSpot LanesView::spotAt(QPoint at) const
{
    const Columns c = columns();
    const int y = at.y() - kHead + verticalScrollBar()->value();
    if (at.y() < kHead || y / kLine >= lineCount())
        return {};
    return {y / kLine, std::clamp((at.x() - c.time) / std::max(1, c.lane), 0, kReconcileLanes - 1)};
}

void LanesView::setCurrent(LaneSpot spot)
{
    if (lineCount() == 0)
        return;
    m_current = {std::clamp(spot.line, 0, lineCount() - 1), std::clamp(spot.lane, 0, kReconcileLanes - 1)};
    show(m_current.line);
    tellWhere();
    viewport()->update();
    Q_EMIT moved();
}

void LanesView::tellWhere()
{
    if (lineCount() == 0 || m_current.line < 0) {
        setAccessibleName(tr("Lanes: nothing yet"));
        return;
    }
    const LaneLine &line = m_data->lines[std::size_t(m_current.line)];
    const LaneCell &cell = line.cells[std::size_t(m_current.lane)];
    QStringList words{tr("Lanes of %1, line %2 of %3").arg(m_data->point).arg(m_current.line + 1).arg(lineCount()), laneTitle(m_current.lane),
                      cell.there ? textOf(m_current) : tr("nothing")};
    if (!line.bib.isEmpty())
        words << line.bib + u' ' + line.name;
    words << cell.why << cell.note << line.differs;
    words.removeAll(QString());
    setAccessibleName(words.join(QStringLiteral(", ")));
    QAccessibleEvent event(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
}

Tone LanesView::toneOf(LaneSpot spot) const
{
    const LaneLine &line = m_data->lines[std::size_t(spot.line)];
    const LaneCell &cell = line.cells[std::size_t(spot.lane)];
    if (cell.counts)
        return Tone::Good;
    if (canTakeBib(*m_data, spot))
        return line.bib.isEmpty() ? Tone::Act : Tone::Look;
    if (cell.us == 0 || !line.differs.isEmpty())
        return Tone::Look;
    return Tone::Dim;
}

QString LanesView::textOf(LaneSpot spot) const
{
    const LaneLine &line = m_data->lines[std::size_t(spot.line)];
    const LaneCell &cell = line.cells[std::size_t(spot.lane)];
    if (!cell.there)
        return {};
    QStringList words;
    if (!cell.bib.isEmpty())
        words << cell.bib;
    if (cell.us == 0)
        words << tr("no time");
    else if (cell.us != line.us)
        words << signedSeconds(behindUs(*m_data, spot)); // else it is the time in front
    if (canTakeBib(*m_data, spot))
        words << (line.bib.isEmpty() ? tr("nobody") : confidenceText(line.confidence));
    else if (cell.us == 0 && cell.confidence < 0.9)
        words << confidenceText(cell.confidence);
    else if (cell.reads > 1)
        words << tr("×%1").arg(cell.reads);
    return marked(toneOf(spot), words.join(u' '));
}

void LanesView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_look->roles().panel);
    const Columns c = columns();
    if (lineCount() == 0) {
        painter.setFont(m_look->font(13));
        painter.setPen(m_look->roles().dim);
        painter.drawText(viewport()->rect().adjusted(20, kHead, -20, 0), Qt::AlignCenter | Qt::TextWordWrap,
                         m_data ? tr("Nothing at this point yet: no reads, taps, bibs or video markers.") : tr("Looking…"));
    } else {
        const int first = verticalScrollBar()->value() / kLine;
        for (int line = first; line <= std::min(lineCount() - 1, first + linesShown() + 1); ++line)
            paintLine(painter, c, line);
    }
    paintHead(painter, c);
    if (m_dragging)
        paintDrag(painter);
}

void LanesView::paintHead(QPainter &painter, const Columns &c) const
{
    const Roles &roles = m_look->roles();
    painter.fillRect(0, 0, viewport()->width(), kHead, roles.head);
    painter.setPen(roles.line);
    painter.drawLine(0, kHead - 1, viewport()->width(), kHead - 1);
    const auto title = [&](int x, int width, const QString &top, const QString &below) {
        painter.setFont(m_look->font(12, QFont::DemiBold));
        painter.setPen(roles.text);
        painter.drawText(QRect(x, 3, width, 18), Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(top, Qt::ElideRight, width));
        painter.setFont(m_look->font(11));
        painter.setPen(roles.dim);
        painter.drawText(QRect(x, 20, width, 16), Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(below, Qt::ElideRight, width));
    };
    title(24, c.time - 26, tr("Time"), {});
    for (int lane = 0; lane < kReconcileLanes; ++lane) {
        const auto facts = m_data ? m_data->lanes[std::size_t(lane)] : ReconcileData::Lane{};
        const QString count = QLocale().toString(facts.entries);
        title(c.time + lane * c.lane, c.lane - 6, laneTitle(lane), std::abs(facts.offset) >= 0.05 ? tr("%1 · %2 s").arg(count, signedSeconds(qint64(facts.offset * 1e6))) : count);
    }
    title(c.time + kReconcileLanes * c.lane, c.who - 6, tr("Who"), {});
}

void LanesView::paintLine(QPainter &painter, const Columns &c, int line) const
{
    const Roles &roles = m_look->roles();
    const LaneLine &row = m_data->lines[std::size_t(line)];
    const QRect all(0, kHead + line * kLine - verticalScrollBar()->value(), viewport()->width(), kLine);
    if (line == m_current.line)
        painter.fillRect(all, roles.selection);
    const bool pause = line > 0 && row.us > 0 && m_data->lines[std::size_t(line - 1)].us > 0 && row.us - m_data->lines[std::size_t(line - 1)].us >= kPauseUs;
    painter.setPen(QPen(roles.line, pause ? 3 : 1));
    painter.drawLine(all.topLeft(), all.topRight());
    painter.setFont(m_look->font(12));
    if (!row.differs.isEmpty()) {
        painter.setPen(m_look->toneColour(Tone::Look));
        painter.drawText(QRect(6, all.top(), 16, kLine), Qt::AlignCenter, mark(Tone::Look));
    }
    painter.setPen(row.at.isEmpty() ? roles.dim : roles.text);
    painter.drawText(QRect(24, all.top(), c.time - 26, kLine), Qt::AlignLeft | Qt::AlignVCenter, row.at.isEmpty() ? dash() : row.at);
    const QRect who(c.time + kReconcileLanes * c.lane, all.top(), c.who - 6, kLine);
    painter.setPen(row.bib.isEmpty() ? roles.dim : roles.text);
    painter.drawText(who, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(row.bib.isEmpty() ? tr("nobody known") : row.bib + QStringLiteral("  ") + row.name, Qt::ElideRight, who.width()));
    paintLinks(painter, line);
    for (int lane = 0; lane < kReconcileLanes; ++lane)
        paintCell(painter, {line, lane});
}

// From what each lane saw to the next: thick is sure; broken is a proposal.
void LanesView::paintLinks(QPainter &painter, int line) const
{
    int before = -1;
    for (int lane = 0; lane < kReconcileLanes; ++lane) {
        const LaneCell &cell = m_data->lines[std::size_t(line)].cells[std::size_t(lane)];
        if (!cell.there)
            continue;
        if (before >= 0) {
            const bool proposal = canTakeBib(*m_data, {line, lane}) || (cell.us == 0 && cell.confidence < 0.9);
            const QColor colour = proposal ? m_look->toneColour(Tone::Look) : m_look->roles().dim;
            const double confidence = proposal ? m_data->lines[std::size_t(line)].confidence : cell.confidence;
            painter.setPen(QPen(colour, 1 + std::lround(3 * confidence), proposal ? Qt::DotLine : Qt::SolidLine, Qt::FlatCap));
            const int y = spotRect({line, lane}).center().y();
            painter.drawLine(spotRect({line, before}).right() + 1, y, spotRect({line, lane}).left() - 1, y);
        }
        before = lane;
    }
}

void LanesView::paintCell(QPainter &painter, LaneSpot spot) const
{
    const Roles &roles = m_look->roles();
    const QRect box = spotRect(spot);
    const bool chosen = spot == m_current;
    if (m_data->lines[std::size_t(spot.line)].cells[std::size_t(spot.lane)].there) {
        const Tone tone = toneOf(spot);
        painter.setPen(QPen(m_look->toneColour(tone), 1, spot.lane >= kTapLane && tone != Tone::Good ? Qt::DashLine : Qt::SolidLine));
        painter.setBrush(roles.background);
        painter.drawRect(box.adjusted(0, 0, -1, -1));
        painter.setFont(m_look->font(12));
        painter.setPen(tone == Tone::Dim ? roles.text : m_look->toneColour(tone));
        painter.drawText(box.adjusted(5, 0, -3, 0), Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(textOf(spot), Qt::ElideRight, box.width() - 8));
    }
    painter.setBrush(Qt::NoBrush);
    if (chosen) {
        painter.setPen(QPen(roles.accent, hasFocus() ? 3 : 1));
        painter.drawRect(box.adjusted(-2, -2, 1, 1));
    }
}

void LanesView::paintDrag(QPainter &painter) const
{
    const Roles &roles = m_look->roles();
    const auto pairing = pairingOf(*m_data, m_dragged, m_over);
    painter.setPen(QPen(roles.accent, 2, pairing ? Qt::SolidLine : Qt::DotLine));
    painter.drawLine(spotRect(m_dragged).center(), m_mouse);
    if (m_over.line >= 0)
        painter.drawRect(spotRect(m_over).adjusted(-2, -2, 1, 1));
    const QString text = pairing ? tr("%1 for %2").arg(pairing->bib, pairing->at) : tr("drop a tap or marker on a runner, or the other way round");
    painter.setFont(m_look->font(12, QFont::DemiBold));
    const int width = painter.fontMetrics().horizontalAdvance(text) + 16;
    const QRect label(std::clamp(m_mouse.x() + 14, 0, std::max(0, viewport()->width() - width)), m_mouse.y() + 12, width, 24);
    painter.fillRect(label, pairing ? roles.accent : roles.head);
    painter.setPen(pairing ? roles.onAccent : roles.text);
    painter.drawText(label, Qt::AlignCenter, text);
}

void LanesView::step(int lines, int lanes)
{
    setCurrent({m_current.line + lines, m_current.lane + lanes});
}

void LanesView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_dragging) {
        m_dragging = false;
        m_dragged = {};
        viewport()->update();
        return;
    }
    if (!m_data || (event->modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return QAbstractScrollArea::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Up:
        return step(-1, 0);
    case Qt::Key_Down:
        return step(1, 0);
    case Qt::Key_Left:
        return step(0, -1);
    case Qt::Key_Right:
        return step(0, 1);
    case Qt::Key_PageUp:
        return step(-linesShown(), 0);
    case Qt::Key_PageDown:
        return step(linesShown(), 0);
    case Qt::Key_Home:
        return setCurrent({0, m_current.lane});
    case Qt::Key_End:
        return setCurrent({lineCount() - 1, m_current.lane});
    case Qt::Key_P:
        if (const auto pairing = proposalAt(*m_data, m_current))
            Q_EMIT pairWanted(*pairing);
        else
            Q_EMIT refused(tr("Nothing to pair here: choose a tap or a video marker beside a runner."));
        return;
    case Qt::Key_B:
        Q_EMIT bibWanted();
        return;
    case Qt::Key_U:
        Q_EMIT undoWanted();
        return;
    default:
        event->ignore(); // the page has keys too
    }
}

void LanesView::mousePressEvent(QMouseEvent *event)
{
    const LaneSpot spot = spotAt(event->pos());
    if (event->button() != Qt::LeftButton || spot.line < 0)
        return;
    m_pressed = event->pos();
    m_dragged = m_data->lines[std::size_t(spot.line)].cells[std::size_t(spot.lane)].there ? spot : LaneSpot{};
    setCurrent(spot);
}

void LanesView::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton) || m_dragged.line < 0)
        return;
    m_dragging = m_dragging || (event->pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance();
    m_mouse = event->pos();
    m_over = spotAt(m_mouse);
    viewport()->update();
}

void LanesView::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_dragging && m_data) {
        const LaneSpot on = spotAt(event->pos());
        if (const auto pairing = pairingOf(*m_data, m_dragged, on))
            Q_EMIT pairWanted(*pairing);
        else if (on.line >= 0 && !(on == m_dragged))
            Q_EMIT refused(tr("Not paired: one of the two has to be a tap or a marker without a bib, the other one a runner."));
    }
    m_dragging = false;
    m_dragged = m_over = {};
    viewport()->update();
}

void LanesView::mouseDoubleClickEvent(QMouseEvent *event)
{
    mousePressEvent(event);
    if (m_data && canTakeBib(*m_data, m_current))
        Q_EMIT bibWanted();
}

void LanesView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void LanesView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace gantry::ui
