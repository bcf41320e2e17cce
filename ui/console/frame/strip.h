// SPDX-License-Identifier: Apache-2.0
#pragma once
// The top strip: event, race clocks, time of day, readers, counts, saving, screens. What has no room is counted ("+2").

#include "core/engine/view.h"
#include "ui/console/frame/stripcell.h"
#include "ui/models/problems.h"

#include <QFrame>
#include <QTimer>

namespace gantry::ui {

class Strip : public QFrame {
    Q_OBJECT
public:
    Strip(const Look *look, const Clock *clock, QWidget *parent);
    void setView(const engine::ViewPtr &view);
    void setOutputs(const Outputs &outputs);
    Q_INVOKABLE void tick(); // clocks and ages; called by the timer every 100 ms

Q_SIGNALS:
    void pageWanted(const QString &page);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    StripCell *cell(StripCell::Kind kind, const QString &name, const QString &page);
    void fillEvent();
    void fillClocks(UtcTime now);
    void fillTiles(UtcTime now);
    void fillCounts();
    void fillSaving(UtcTime now);
    void fillOutgoing(UtcTime now);
    void place();
    static StripCell::Content clockOf(const engine::View &view, std::size_t race, UtcTime now);

    const Look *m_look;
    const Clock *m_clock;
    engine::ViewPtr m_view;
    Outputs m_outputs;
    QTimer m_timer;
    StripCell *m_event = nullptr, *m_day = nullptr, *m_more = nullptr, *m_saved = nullptr, *m_outgoing = nullptr;
    std::vector<StripCell *> m_clocks, m_tiles, m_counts;
    std::size_t m_clockCount = 0, m_tileCount = 0;
    std::vector<Tone> m_tileTones;
    bool m_placing = false, m_hasOutgoing = false;
};

} // namespace gantry::ui
