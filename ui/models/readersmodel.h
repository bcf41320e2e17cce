// SPDX-License-Identifier: Apache-2.0
#pragma once
// Each reader at each location: point, link, rates, clock.

#include "core/engine/view.h"
#include "ui/models/rowmodel.h"

#include <QHash>

namespace gantry::ui {

class ReadersModel : public RowModel {
    Q_OBJECT
public:
    explicit ReadersModel(QObject *parent = nullptr);
    void setView(const engine::ViewPtr &view);
    const engine::ReaderRow *reader(int entity) const;
    Cell cellOf(int entity, int column) const override;

private:
    enum { Point = 0, Location, Role, Link, Last, Reads, Rate, Due, Clock, Backlog };
    engine::ViewPtr m_view;
    EventZone m_utc;
    QHash<QString, qint32> m_entities;  // location and reader → row identity
    std::vector<std::size_t> m_rowOf;   // row identity → position in the view
};

} // namespace gantry::ui
