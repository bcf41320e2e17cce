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
    const engine::WaveRow *wave(int entity) const;
    Cell cellOf(int entity, int column) const override;

private:
    engine::ViewPtr m_view;
    EventZone m_utc;
};

// Waves that a key can start: with an own start and without a gun.
bool canArm(const engine::WaveRow &wave);
QString waveTitle(const engine::WaveRow &wave); // "5K · A"
// The one to arm next: not started, earliest scheduled, then first in the document. -1 = none.
int nextWave(const std::vector<engine::WaveRow> &waves);

} // namespace gantry::ui
