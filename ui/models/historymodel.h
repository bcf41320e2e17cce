// SPDX-License-Identifier: Apache-2.0
#pragma once
// Every command of the log, newest first, filtered beside the GUI.

#include "ui/models/rowmodel.h"
#include "ui/models/worker.h"

#include "core/engine/view.h"

namespace gantry::ui {

QString historyKindWord(engine::HistoryKind kind);
Cell standingCell(engine::Standing standing);

class HistoryModel : public RowModel {
    Q_OBJECT
public:
    enum Field { At = 0, Author, Kind, What, Runners, Reason, State, Count };

    explicit HistoryModel(Worker *worker, QObject *parent = nullptr);
    void setView(const engine::ViewPtr &view);
    void setFilter(const QString &text);                              // words in bibs, author, kind, text or reason
    void setKind(std::optional<engine::HistoryKind> kind);            // nothing: all but publications
    const engine::HistoryRow *row(int entity) const;
    Cell cellOf(int entity, int column) const override;

Q_SIGNALS:
    void ordered();

private:
    void reorder();

    Worker *m_worker;
    engine::ViewPtr m_view;
    QString m_filter;
    std::optional<engine::HistoryKind> m_kind;
    int m_question = 0;
};

} // namespace gantry::ui
