// SPDX-License-Identifier: Apache-2.0
#pragma once
// The stream of reads, newest first.

#include "ui/models/chunkscan.h"
#include "ui/models/rowmodel.h"
#include "ui/models/search.h"
#include "ui/models/worker.h"

namespace gantry::ui {

class ReadsModel : public RowModel {
    Q_OBJECT
public:
    enum class Show { All = 1, Unknown, NotUsed };

    ReadsModel(Worker *worker, QObject *parent = nullptr);
    void setView(const engine::ViewPtr &view);
    void setShow(Show show);
    Show show() const { return m_show; }
    const engine::ReadRow *readAt(int row) const;
    const engine::ReadRow *read(int entity) const;
    Cell cellOf(int entity, int column) const override;

Q_SIGNALS:
    void filtered();

private:
    enum { Time = 0, Point, Reader, Chip, Bib, Name, Verdict };
    void reorder();

    Worker *m_worker;
    std::shared_ptr<ChunkScan<engine::ReadRow>> m_scan; // used by jobs only
    engine::ViewPtr m_view;
    EventZone m_utc;
    Show m_show = Show::All;
};

} // namespace gantry::ui
