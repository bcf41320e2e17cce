// SPDX-License-Identifier: Apache-2.0
#include "ui/render/backdrop.h"

#include <QLinearGradient>
#include <QPainter>

namespace gantry::render {

Backdrop::Backdrop(QQuickItem *parent) : QQuickPaintedItem(parent)
{
    setOpaquePainting(true);
    setAntialiasing(false);
}

void Backdrop::setColours(const QVariantList &colours)
{
    if (m_colours == colours)
        return;
    m_colours = colours;
    Q_EMIT coloursChanged();
    update();
}

void Backdrop::paint(QPainter *painter)
{
    const QRectF all = boundingRect();
    if (m_colours.size() < 2) {
        painter->fillRect(all, m_colours.isEmpty() ? QColor(Qt::black) : m_colours.first().value<QColor>());
        return;
    }
    QLinearGradient gradient(all.topLeft(), all.bottomRight());
    for (qsizetype i = 0; i < m_colours.size(); ++i)
        gradient.setColorAt(double(i) / double(m_colours.size() - 1), m_colours[i].value<QColor>());
    painter->fillRect(all, gradient);
}

} // namespace gantry::render
