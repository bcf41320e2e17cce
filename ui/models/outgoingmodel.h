// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where results go, and how it goes.

#include "ui/models/rowmodel.h"

#include "core/engine/view.h"

namespace gantry::ui {

// "■ HELD by Ruth", "▲ 2 waiting, 2:10 min", "● all sent"; and the tone of it.
Cell outgoingSentence(const engine::OutgoingState *state, UtcTime now);

class OutgoingModel : public RowModel {
    Q_OBJECT
public:
    enum Field { Name = 0, File, Race, State, Oldest, LastOk, Rows, Error, Count };

    explicit OutgoingModel(QObject *parent = nullptr);
    void setView(const engine::ViewPtr &view, UtcTime now);
    const engine::OutgoingState::Row *row(int entity) const;
    Cell cellOf(int entity, int column) const override;

private:
    engine::ViewPtr m_view;
    UtcTime m_now;
};

} // namespace gantry::ui
