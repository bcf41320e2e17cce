// SPDX-License-Identifier: Apache-2.0
#pragma once
// Everybody on the roster, sorted and filtered beside the GUI.

#include "core/domain/entrantissues.h"
#include "ui/models/rowmodel.h"
#include "ui/models/search.h"
#include "ui/models/worker.h"

namespace gantry::ui {

class EntrantsModel : public RowModel {
    Q_OBJECT
public:
    enum Field { Bib = 0, Name, Sex, Age, Race, Wave, Team, Chips, Status, Issues, Count };

    EntrantsModel(Worker *worker, SharedSearch search, QObject *parent = nullptr);
    void setView(const engine::ViewPtr &view);
    void setFilter(const QString &text);
    void setIssue(std::optional<EntrantIssue> issue); // only those who have it
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    void sortBy(int column); // again: the other way round
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Cell cellOf(int entity, int column) const override;

Q_SIGNALS:
    void ordered(); // the newest order is applied, or waits for the hold to end

private:
    void reorder();
    void lookForIssues();

    // Found beside the GUI, after the order: a search does not wait for it. Shared by jobs of the worker.
    struct Faults {
        std::shared_ptr<const void> entrants, conflicts; // what they were found in
        std::vector<EntrantIssues> list;
    };
    using SharedFaults = std::shared_ptr<Faults>;
    static void findFaults(const engine::View &view, Faults &faults);

    Worker *m_worker;
    SharedSearch m_search;
    engine::ViewPtr m_view;
    QString m_filter;
    int m_sortColumn = Bib;
    bool m_descending = false;
    int m_question = 0;
    std::optional<EntrantIssue> m_issue;
    SharedFaults m_faults = std::make_shared<Faults>(); // the worker's
    std::vector<EntrantIssues> m_shown;                 // the model's
};

} // namespace gantry::ui
