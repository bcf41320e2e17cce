// SPDX-License-Identifier: Apache-2.0
#pragma once
// The background of a scene: one colour or a gradient from left top to right bottom. QML's own rectangle knows no
// diagonal, and this one is painted once, not with every second.

#include <QQuickPaintedItem>
#include <QVariantList>

namespace gantry::render {

class Backdrop : public QQuickPaintedItem {
    Q_OBJECT
    Q_PROPERTY(QVariantList colours READ colours WRITE setColours NOTIFY coloursChanged)
public:
    explicit Backdrop(QQuickItem *parent = nullptr);
    QVariantList colours() const { return m_colours; }
    void setColours(const QVariantList &colours);
    void paint(QPainter *painter) override;

Q_SIGNALS:
    void coloursChanged();

private:
    QVariantList m_colours;
};

} // namespace gantry::render
