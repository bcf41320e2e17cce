// SPDX-License-Identifier: Apache-2.0
#pragma once
// Figures in cells of equal width: Qt 6.4 cannot ask a font for its tabular digits, and a clock must not tremble.

#include <QFont>
#include <QFontMetricsF>
#include <QRectF>
#include <QString>

class QPainter;

namespace gantry::ui {

class Figures {
public:
    explicit Figures(const QFont &font);
    const QFont &font() const { return m_font; }
    const QFontMetricsF &metrics() const { return m_metrics; }
    qreal width(const QString &text) const;
    // In one line, elided at the end when it does not fit; text in other scripts is shaped as usual.
    void draw(QPainter &painter, const QRectF &rect, Qt::Alignment alignment, const QString &text) const;

private:
    qreal advance(QChar c) const;
    static bool isSimple(const QString &text);

    QFont m_font;
    QFontMetricsF m_metrics;
    qreal m_digit;
    qreal m_plain[128]; // advances of ASCII
};

} // namespace gantry::ui
