// SPDX-License-Identifier: Apache-2.0
#include "ui/render/backdrop.h"

#include "ui/render/displayscene.h"

#include <QColor>
#include <QLinearGradient>
#include <QPainter>
#include <QtQml/qqml.h>

namespace gantry::render {

Backdrop::Backdrop(QQuickItem *parent) : QQuickPaintedItem(parent)
{
    setOpaquePainting(true);
}

void Backdrop::setColours(const QStringList &colours)
{
    if (colours == m_colours)
        return;
    m_colours = colours;
    update();
    Q_EMIT coloursChanged();
}

void Backdrop::paint(QPainter *painter)
{
    const QRectF all = boundingRect();
    if (m_colours.size() < 2) {
        painter->fillRect(all, m_colours.isEmpty() ? QColor(Qt::black) : QColor(m_colours.front()));
        return;
    }
    QLinearGradient gradient(all.topLeft(), all.bottomRight());
    for (qsizetype i = 0; i < m_colours.size(); ++i)
        gradient.setColorAt(double(i) / double(m_colours.size() - 1), QColor(m_colours[i]));
    painter->fillRect(all, gradient);
}

void registerTypes()
{
    qmlRegisterType<Backdrop>("Gantry.Render", 1, 0, "Backdrop");
    qmlRegisterUncreatableType<DisplayScene>("Gantry.Render", 1, 0, "DisplayScene", QStringLiteral("comes from the program"));
}

} // namespace gantry::render
