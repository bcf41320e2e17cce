// SPDX-License-Identifier: Apache-2.0
#pragma once
// A one-line text with figures in equal cells.

#include "ui/console/common/figures.h"
#include "ui/console/common/look.h"

#include <QWidget>

namespace gantry::ui {

class FigureLabel : public QWidget {
    Q_OBJECT
public:
    FigureLabel(const Look *look, int pixels, int weight, QWidget *parent);
    void setText(const QString &text, Tone tone = Tone::Plain);
    void setAlignment(Qt::Alignment alignment) { m_alignment = alignment; }
    QString text() const { return m_text; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {10, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Look *m_look;
    int m_pixels, m_weight;
    QString m_text;
    Tone m_tone = Tone::Plain;
    Qt::Alignment m_alignment = Qt::AlignLeft | Qt::AlignVCenter;
};

} // namespace gantry::ui
