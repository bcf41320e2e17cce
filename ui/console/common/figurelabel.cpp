// SPDX-License-Identifier: Apache-2.0
#include "ui/console/common/figurelabel.h"

#include <QPainter>

#include <cmath>

namespace gantry::ui {

FigureLabel::FigureLabel(const Look *look, int pixels, int weight, QWidget *parent)
    : QWidget(parent), m_look(look), m_pixels(pixels), m_weight(weight)
{
    connect(look, &Look::changed, this, qOverload<>(&QWidget::update));
}

void FigureLabel::setText(const QString &text, Tone tone)
{
    if (text == m_text && tone == m_tone)
        return;
    m_text = text;
    m_tone = tone;
    setAccessibleName(text);
    setToolTip(text);
    updateGeometry();
    update();
}

QSize FigureLabel::sizeHint() const
{
    const Figures figures(m_look->font(m_pixels, m_weight));
    return {int(std::ceil(figures.width(m_text))) + 1, int(std::ceil(figures.metrics().height())) + 2};
}

void FigureLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_look->toneColour(m_tone));
    Figures(m_look->font(m_pixels, m_weight)).draw(painter, rect(), m_alignment, m_text);
}

} // namespace gantry::ui
