// SPDX-License-Identifier: Apache-2.0
#pragma once
// Timing points: who was expected, who was seen.

#include "core/engine/view.h"
#include "ui/models/rowmodel.h"

namespace gantry::ui {

class PointsModel : public RowModel {
    Q_OBJECT
public:
    explicit PointsModel(QObject *parent = nullptr);
    void setView(const engine::ViewPtr &view);
    Cell cellOf(int entity, int column) const override;

private:
    enum { Point = 0, Expected, Seen, Unique, Reads, First, Last, Coverage };
    engine::ViewPtr m_view;
    EventZone m_utc;
};

} // namespace gantry::ui
