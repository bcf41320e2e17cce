// SPDX-License-Identifier: Apache-2.0
#pragma once
// What closing a race would make of whom: a list to tick.

#include "core/engine/closing/stillout.h"
#include "ui/models/rowmodel.h"
#include "ui/models/worker.h"

#include <set>

namespace gantry::ui {

class CloseModel : public RowModel {
    Q_OBJECT
public:
    explicit CloseModel(Worker *worker, QObject *parent = nullptr);
    void setView(const engine::ViewPtr &view, int race, UtcTime now);
    Cell cellOf(int entity, int column) const override;
    void toggle(int entity);
    int ticked(bool dnf) const;
    QStringList left() const;  // bibs that are not ticked
    bool ready() const { return m_ready; }

Q_SIGNALS:
    void counted();

private:
    enum { Tick = 0, Verdict, Bib, Name, Sure, Why };
    const engine::CloseProposal *proposal(int entity) const;
    bool isTicked(const engine::CloseProposal &p) const;

    Worker *m_worker;
    engine::ViewPtr m_view;
    int m_race = -1;
    bool m_ready = false;
    std::vector<engine::CloseProposal> m_list;
    std::vector<qint32> m_at;      // entrant → place in the list, -1
    std::set<qint32> m_turned;     // ticked or cleared by hand, against what was proposed
};

} // namespace gantry::ui
