// SPDX-License-Identifier: Apache-2.0
#pragma once
// Races and waves with their guns.

#include "core/engine/view.h"
#include "ui/models/rowmodel.h"

namespace gantry::ui {

class WavesModel : public RowModel {
    Q_OBJECT
public:
    enum Field { Race = 0, Wave, Scheduled, Gun, Source, Entered, Started, Out, Finished, Action, Count };

    explicit WavesModel(QObject *parent = nullptr);
    void setView(const engine::ViewPtr &view);
    void setNow(UtcTime now); // for the countdown; once a second is enough
    const engine::WaveRow *wave(int entity) const;
    Cell cellOf(int entity, int column) const override;

private:
    engine::ViewPtr m_view;
    EventZone m_utc;
    std::optional<UtcTime> m_now;
};

// Waves that a key can start: with an own start and without a gun.
bool canArm(const engine::WaveRow &wave);
QString waveTitle(const engine::WaveRow &wave); // "5K · A"
// How far the gun was from the plan: "3.2 s late"; empty when they agree within 0.05 s, or one is missing.
QString startDelay(const engine::WaveRow &wave);
// "in 0:12:05", or "0:00:10 late" when the planned instant has passed without a gun; empty with a gun or without a plan.
QString countdown(const engine::WaveRow &wave, UtcTime now);
// The one to arm next: not started, earliest scheduled, then first in the document. -1 = none.
int nextWave(const std::vector<engine::WaveRow> &waves);

} // namespace gantry::ui
