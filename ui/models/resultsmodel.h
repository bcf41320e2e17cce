// SPDX-License-Identifier: Apache-2.0
#pragma once
// The places of one race, in the order of the view, with a text filter that is worked out beside the GUI.

#include "ui/models/rowmodel.h"
#include "ui/models/search.h"
#include "ui/models/worker.h"

namespace gantry::ui {

class ResultsModel : public RowModel {
    Q_OBJECT
public:
    ResultsModel(Worker *worker, SharedSearch search, QObject *parent = nullptr);

    void setView(const engine::ViewPtr &view);
    void setRace(int race);
    int race() const { return m_race; }
    void setFilter(const QString &text);
    Cell cellOf(int entity, int column) const override;

Q_SIGNALS:
    void filtered(); // the newest filter is applied

private:
    enum Fixed { Place = 0, Bib, Name, Sex, Age, Division, DivisionPlace, FirstSplit };
    std::vector<Column> columnsFor(int race) const;
    void reorder();

    Worker *m_worker;
    SharedSearch m_search;
    engine::ViewPtr m_view;
    QString m_filter;
    int m_race = 0, m_splits = 0;
};

} // namespace gantry::ui
