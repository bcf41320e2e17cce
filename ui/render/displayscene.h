// SPDX-License-Identifier: Apache-2.0
#pragma once
// What Scene.qml draws: a template, the event's snapshot, the finisher who is on (or none), and clocks that run.

#include "core/display/template.h"
#include "ui/render/fontcheck.h"
#include "ui/render/layout.h"
#include "ui/render/raceclocks.h"

#include "core/base/zone.h"

#include <QJsonObject>
#include <QObject>
#include <QSizeF>
#include <QStringList>
#include <QTimer>
#include <QVariantList>

#include <functional>

namespace gantry::render {

class DisplayScene : public QObject {
    Q_OBJECT
    Q_PROPERTY(QSizeF canvas READ canvas CONSTANT)
    Q_PROPERTY(QStringList background READ background CONSTANT)
    Q_PROPERTY(QVariantList boxes READ boxes NOTIFY laidOut)
    Q_PROPERTY(QVariantList texts READ texts NOTIFY laidOut)
    Q_PROPERTY(QVariantList cells READ cells NOTIFY laidOut)
    Q_PROPERTY(QStringList figures READ figures NOTIFY figuresChanged)

public:
    using Now = std::function<UtcTime()>; // the console's time
    DisplayScene(display::DisplayTemplate t, Now now, QObject *parent = nullptr);

    void setSnapshot(const QJsonObject &snapshot);
    void setRow(const QJsonObject &row); // empty: resting
    void setRunning(bool running);       // a hidden screen needs no clock
    void refresh();                      // after a jump of the console's time

    QSizeF canvas() const { return m_template.canvas; }
    QStringList background() const;
    QVariantList boxes() const { return m_boxes; }
    QVariantList texts() const { return m_texts; }
    QVariantList cells() const { return m_cells; }
    QStringList figures() const { return m_figures; }

Q_SIGNALS:
    void laidOut();
    void figuresChanged();
    void fontMissing(const QString &characters); // these have no font here; once per new character

private:
    void layOutAll();
    void tick();
    QString clockText(const QString &source) const;
    QStringList figuresOf(const Layout &layout) const;
    display::DisplayTemplate m_template;
    Now m_now;
    QJsonObject m_snapshot, m_row;
    RaceClocks m_clocks;
    EventZone m_zone;
    FontCheck m_fonts;
    QString m_reported;
    Layout m_layout;
    QVariantList m_boxes, m_texts, m_cells;
    QStringList m_figures;
    QTimer m_timer;
    bool m_running = true;
};

} // namespace gantry::render
