// SPDX-License-Identifier: Apache-2.0
#pragma once
// Everybody on the roster, sorted and filtered beside the GUI.

#include "ui/models/rowmodel.h"
#include "ui/models/search.h"
#include "ui/models/worker.h"

namespace gantry::ui {

class EntrantsModel : public RowModel {
    Q_OBJECT
public:
    enum Field { Bib = 0, Name, Sex, Age, Race, Wave, Division, Team, Chips, Status, Count };

    EntrantsModel(Worker *worker, SharedSearch search, QObject *parent = nullptr);
    void setView(const engine::ViewPtr &view);
    void setFilter(const QString &text);
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    void sortBy(int column); // again: the other way round
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Cell cellOf(int entity, int column) const override;

Q_SIGNALS:
    void ordered(); // the newest order is applied, or waits for the hold to end

private:
    void reorder();

    Worker *m_worker;
    SharedSearch m_search;
    engine::ViewPtr m_view;
    QString m_filter;
    int m_sortColumn = Bib;
    bool m_descending = false;
    int m_question = 0;
};

} // namespace gantry::ui
