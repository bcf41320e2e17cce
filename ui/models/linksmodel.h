// SPDX-License-Identifier: Apache-2.0
#pragma once
// Connections of readers: the open ones, then those that ended.

#include "core/engine/view.h"
#include "ui/models/rowmodel.h"

#include <QHash>

namespace gantry::ui {

// ● receiving, ▲ greeting or not streaming, ■ ended, ○ closed in order.
Cell linkState(const net::LinkState &link);
QString linkLocations(const net::LinkState &link);

class LinksModel : public RowModel {
    Q_OBJECT
public:
    explicit LinksModel(QObject *parent = nullptr);
    void setView(const engine::ViewPtr &view);
    const net::LinkState *link(int entity) const;
    Cell cellOf(int entity, int column) const override;

private:
    enum { State = 0, Session, Locations, Peer, Reads, Guns, Malformed, Opened, Last, Closed };
    engine::ViewPtr m_view;
    EventZone m_utc;
    QHash<qint64, qint32> m_entities;      // session → row identity
    std::vector<std::size_t> m_linkOf;     // row identity → position in the view
};

} // namespace gantry::ui
