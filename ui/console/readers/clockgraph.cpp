// SPDX-License-Identifier: Apache-2.0
#include "ui/console/readers/clockgraph.h"

#include "ui/models/readertiles.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace gantry::ui {

namespace {

double seconds(Micros t)
{
    return double(t.count()) / 1e6;
}

} // namespace

ClockGraph::ClockGraph(const Look *look, QWidget *parent) : QWidget(parent), m_look(look)
{
    setObjectName(QStringLiteral("clockGraph"));
    setMinimumHeight(110);
    connect(look, &Look::changed, this, [this] { update(); });
}

void ClockGraph::setReader(const engine::ReaderRow *row, UtcTime now)
{
    m_hasRow = row != nullptr;
    if (row)
        m_row = *row;
    m_now = now;
    setAccessibleName(row && row->clock ? tr("Clock of %1: %2 s").arg(row->location, clockText(row->clockLeft())) : tr("Clock: nothing measured"));
    update();
}

void ClockGraph::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Roles &roles = m_look->roles();
    painter.fillRect(rect(), roles.panel);
    painter.setPen(roles.line);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.setFont(m_look->font(11));
    painter.setPen(roles.dim);
    const QRect head(10, 6, width() - 20, 16);
    if (!m_hasRow || m_row.clockHistory.empty()) {
        painter.drawText(head, Qt::AlignLeft, m_hasRow ? tr("Clock of %1: no live read yet").arg(m_row.location) : tr("Clock: no reader yet"));
        return;
    }
    painter.drawText(head, Qt::AlignLeft, tr("Clock of %1 against this laptop").arg(m_row.location));
    const Tone tone = clockTone(m_row);
    painter.setPen(m_look->toneColour(tone));
    painter.drawText(head, Qt::AlignRight, marked(tone, tr("%1 s").arg(clockText(m_row.clockLeft()))));
    const QRectF box(46, 28, width() - 58, height() - 46);
    double low = -0.3, high = 0.3;
    for (const auto &p : m_row.clockHistory) {
        low = std::min(low, seconds(p.ahead));
        high = std::max(high, seconds(p.ahead));
    }
    const double pad = (high - low) * 0.1;
    low -= pad;
    high += pad;
    const UtcTime first = m_row.clockHistory.front().at;
    const double span = std::max(60.0, seconds(m_now - first));
    const auto x = [&](UtcTime t) { return box.right() - seconds(m_now - t) / span * box.width(); };
    const auto y = [&](double s) { return box.bottom() - (s - low) / (high - low) * box.height(); };
    painter.setPen(roles.line);
    painter.drawLine(QPointF(box.left(), y(0)), QPointF(box.right(), y(0)));
    painter.setPen(roles.dim);
    painter.drawText(QRectF(0, y(0) - 8, 42, 16), Qt::AlignRight | Qt::AlignVCenter, tr("0 s"));
    if (std::abs(y(high - pad) - y(0)) > 18)
        painter.drawText(QRectF(0, y(high - pad) - 8, 42, 16), Qt::AlignRight | Qt::AlignVCenter, clockText(Micros(std::int64_t((high - pad) * 1e6))));
    if (std::abs(y(low + pad) - y(0)) > 18)
        painter.drawText(QRectF(0, y(low + pad) - 8, 42, 16), Qt::AlignRight | Qt::AlignVCenter, clockText(Micros(std::int64_t((low + pad) * 1e6))));
    painter.drawText(QRectF(box.left(), height() - 18, box.width(), 14), Qt::AlignLeft, tr("%1 ago").arg(ageWords(Micros(std::int64_t(span * 1e6)))));
    painter.drawText(QRectF(box.left(), height() - 18, box.width(), 14), Qt::AlignRight, tr("now"));
    if (m_row.accepted.count()) {
        painter.setPen(QPen(roles.accent, 1, Qt::DashLine));
        const double at = y(seconds(m_row.accepted));
        painter.drawLine(QPointF(box.left(), at), QPointF(box.right(), at));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_look->toneColour(tone));
    for (const auto &p : m_row.clockHistory)
        painter.drawEllipse(QPointF(x(p.at), y(seconds(p.ahead))), 2.5, 2.5);
}

} // namespace gantry::ui
