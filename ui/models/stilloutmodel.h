// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who is still out: the longest past their time first.

#include "core/domain/printtable.h"
#include "core/engine/closing/stillout.h"
#include "ui/models/rowmodel.h"
#include "ui/models/worker.h"

namespace gantry::ui {

class StillOutModel : public RowModel {
    Q_OBJECT
public:
    explicit StillOutModel(Worker *worker, QObject *parent = nullptr);
    void setView(const engine::ViewPtr &view, UtcTime now);
    void setRace(int race, UtcTime now); // -1: all of them
    Cell cellOf(int entity, int column) const override;
    int overdue() const;
    const std::vector<engine::OutRow> &rows() const { return m_rows; }

    static PrintTable printed(const engine::View &view, UtcTime now, int race);

Q_SIGNALS:
    void counted();

private:
    enum { Bib = 0, Name, Race, LastPoint, At, Due, State, Phone };
    void ask(UtcTime now);
    const engine::OutRow *rowOfEntrant(int entity) const;

    Worker *m_worker;
    engine::ViewPtr m_view;
    int m_race = -1;
    std::vector<engine::OutRow> m_rows;
    std::vector<qint32> m_at; // entrant → row, -1
};

} // namespace gantry::ui
