// SPDX-License-Identifier: Apache-2.0
#pragma once
// Times taken by hand, newest first, and what became of each.

#include "core/engine/view.h"
#include "ui/models/rowmodel.h"

namespace gantry::ui {

Cell handOutcome(const engine::View &view, const engine::HandRow &row);

class HandModel : public RowModel {
    Q_OBJECT
public:
    explicit HandModel(QObject *parent = nullptr);
    void setView(const engine::ViewPtr &view);
    Cell cellOf(int entity, int column) const override;
    const engine::HandRow *row(int entity) const;
    int openTaps() const; // without a bib, and near nobody

private:
    enum { Time = 0, Point, Bib, Name, Outcome };
    engine::ViewPtr m_view;
};

} // namespace gantry::ui
