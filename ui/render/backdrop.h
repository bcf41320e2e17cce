// SPDX-License-Identifier: Apache-2.0
#pragma once
// The background: one colour, or a gradient from left top to right bottom (QML's own gradients are upright or level only).

#include <QQuickPaintedItem>
#include <QStringList>

namespace gantry::render {

class Backdrop : public QQuickPaintedItem {
    Q_OBJECT
    Q_PROPERTY(QStringList colours READ colours WRITE setColours NOTIFY coloursChanged)

public:
    explicit Backdrop(QQuickItem *parent = nullptr);
    QStringList colours() const { return m_colours; }
    void setColours(const QStringList &colours);
    void paint(QPainter *painter) override;

Q_SIGNALS:
    void coloursChanged();

private:
    QStringList m_colours;
};

// Makes Backdrop and DisplayScene known to QML; once per program, before the first scene.
void registerTypes();

} // namespace gantry::render
