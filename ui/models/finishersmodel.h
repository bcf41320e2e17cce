// SPDX-License-Identifier: Apache-2.0
#pragma once
// The newest finishers, newest first.

#include "core/engine/view.h"
#include "ui/models/rowmodel.h"

namespace gantry::ui {

class FinishersModel : public RowModel {
    Q_OBJECT
public:
    explicit FinishersModel(QObject *parent = nullptr);
    void setView(const engine::ViewPtr &view);
    Cell cellOf(int entity, int column) const override;

private:
    enum { Bib = 0, Name, Race, Net, Gun, Place, Division, State };
    engine::ViewPtr m_view;
};

} // namespace gantry::ui
