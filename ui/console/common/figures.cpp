// SPDX-License-Identifier: Apache-2.0
#include "ui/console/common/figures.h"

#include <QPainter>

#include <algorithm>

namespace gantry::ui {

Figures::Figures(const QFont &font) : m_font(font), m_metrics(font), m_digit(0)
{
    for (char c = '0'; c <= '9'; ++c)
        m_digit = std::max(m_digit, m_metrics.horizontalAdvance(QLatin1Char(c)));
    for (int c = 0; c < 128; ++c)
        m_plain[c] = c < 32 ? 0 : m_metrics.horizontalAdvance(QLatin1Char(char(c)));
}

bool Figures::isSimple(const QString &text)
{
    // Only what a time or a number is made of is placed by hand; everything else needs the shaper.
    return std::ranges::all_of(text, [](QChar c) {
        return (c >= u'0' && c <= u'9') || c == u':' || c == u'.' || c == u',' || c == u'-' || c == u'+' || c == u'–' || c == u'−' || c == u' ' || c == u'%';
    });
}

qreal Figures::advance(QChar c) const
{
    if (c >= u'0' && c <= u'9')
        return m_digit;
    return c.unicode() < 128 ? m_plain[c.unicode()] : m_metrics.horizontalAdvance(c);
}

qreal Figures::width(const QString &text) const
{
    if (!isSimple(text))
        return m_metrics.horizontalAdvance(text);
    qreal width = 0;
    for (const QChar c : text)
        width += advance(c);
    return width;
}

void Figures::draw(QPainter &painter, const QRectF &rect, Qt::Alignment alignment, const QString &text) const
{
    painter.setFont(m_font);
    const qreal wanted = width(text);
    if (!isSimple(text) || wanted > rect.width() + 0.5) {
        painter.drawText(rect, int(alignment | Qt::TextSingleLine), m_metrics.elidedText(text, Qt::ElideRight, rect.width()));
        return;
    }
    qreal x = alignment & Qt::AlignRight ? rect.right() - wanted : alignment & Qt::AlignHCenter ? rect.center().x() - wanted / 2 : rect.left();
    const qreal y = alignment & Qt::AlignTop      ? rect.top() + m_metrics.ascent()
                    : alignment & Qt::AlignBottom ? rect.bottom() - m_metrics.descent()
                                                  : rect.center().y() + (m_metrics.ascent() - m_metrics.descent()) / 2;
    for (const QChar c : text) {
        const qreal step = advance(c);
        const bool digit = c >= u'0' && c <= u'9';
        painter.drawText(QPointF(digit ? x + (m_digit - m_plain[c.unicode()]) / 2 : x, y), QString(c));
        x += step;
    }
}

} // namespace gantry::ui
