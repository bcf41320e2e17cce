// SPDX-License-Identifier: Apache-2.0
#pragma once
// What one output shows, as a list that the QML scene draws. It changes when it is told something new and at the second
// boundaries of its clock, never in between.

#include "ui/render/layout.h"

#include <QAbstractListModel>
#include <QTimer>
#include <QVariantList>

namespace gantry::render {

class SceneModel : public QAbstractListModel {
    Q_OBJECT
    Q_PROPERTY(double canvasWidth READ canvasWidth NOTIFY lookChanged)
    Q_PROPERTY(double canvasHeight READ canvasHeight NOTIFY lookChanged)
    Q_PROPERTY(QVariantList background READ background NOTIFY lookChanged)
    Q_PROPERTY(bool rehearsal READ rehearsal NOTIFY rehearsalChanged)
    Q_PROPERTY(QString rehearsalText READ rehearsalText CONSTANT)
    Q_PROPERTY(QFont rehearsalFont READ rehearsalFont CONSTANT)
public:
    enum Role { X = Qt::UserRole + 1, Y, Width, Height, Fill, Radius, Text, Colour, Font };
    explicit SceneModel(const Clock &clock, display::DisplayTemplate look, QObject *parent = nullptr);

    void setSnapshot(const QJsonObject &snapshot);
    void setRow(const std::optional<QJsonObject> &row); // nothing: resting
    void setClockOffset(Micros offset);                 // console's clock minus ours
    // A hidden output needs no clock.
    void setRunning(bool running);

    double canvasWidth() const { return m_look.canvas.width(); }
    double canvasHeight() const { return m_look.canvas.height(); }
    QVariantList background() const;
    bool rehearsal() const;
    QString rehearsalText() const;
    QFont rehearsalFont() const;
    const std::vector<Element> &elements() const { return m_elements; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void lookChanged();
    void rehearsalChanged();

private:
    void refresh();
    void take(std::vector<Element> elements);
    const Clock *m_clock;
    display::DisplayTemplate m_look;
    QJsonObject m_snapshot;
    std::optional<QJsonObject> m_row;
    Micros m_offset{0};
    bool m_running = true;
    std::vector<Element> m_elements;
    QTimer m_tick;
};

} // namespace gantry::render
