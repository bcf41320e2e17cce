// SPDX-License-Identifier: Apache-2.0
#pragma once
// Bands with how final they are; the prizes of one of them with what was announced and handed out.

#include "core/domain/printtable.h"
#include "core/engine/view.h"
#include "ui/models/rowmodel.h"

#include <map>

namespace gantry::ui {

// "● official", "▲ provisional 12:40", "■ changed", "○ detected".
Cell stageCell(const engine::AwardRow &row, UtcTime now);

class BandsModel : public RowModel {
    Q_OBJECT
public:
    enum Field { Name = 0, State, Given };
    explicit BandsModel(QObject *parent = nullptr);
    // Entities are indices of AwardsView::rows; -1 of race: all.
    void setView(const engine::ViewPtr &view, UtcTime now);
    void show(int race, bool divisions);
    bool divisions() const { return m_divisions; }
    const engine::AwardRow *row(int entity) const;
    int entityOf(int race, bool division, int index) const;
    Cell cellOf(int entity, int column) const override;

private:
    void list();
    engine::ViewPtr m_view;
    UtcTime m_now;
    int m_race = -1;
    bool m_divisions = false;
};

// One prize as it is now, or a line of the ledger that is not true any more.
struct PrizeLine {
    int entrant = -1;
    int position = 0;
    bool shared = false;
    Micros time{0};
    const engine::GivenRow *given = nullptr; // of the view
    bool gone = false;                       // given to him, and not his any more
};

class PrizesModel : public RowModel {
    Q_OBJECT
public:
    enum Field { Place = 0, Bib, Name, Club, Time, State, Announced, Handed };
    static constexpr int kMost = 200;        // of a division
    explicit PrizesModel(QObject *parent = nullptr);
    // `band`: index of AwardsView::rows, -1: none.
    void setBand(const engine::ViewPtr &view, int band, UtcTime now);
    // Entities are entrants; a line of the ledger that is not true any more has one of its own. A winner who is none any more, and
    // stays in the list while it is held, shows that line.
    const PrizeLine *line(int entity) const;
    int entrantOf(int entity) const;
    int lines() const { return int(m_lines.size()); } // also those that wait while the order is held
    int left() const { return m_left; }      // more than kMost
    Cell cellOf(int entity, int column) const override;

    // The podium: every band of the race (-1: all) with its winners, and how final it is.
    static PrintTable printed(const engine::View &view, int race, UtcTime now);

private:
    void collect();
    engine::ViewPtr m_view;
    int m_band = -1, m_left = 0;
    UtcTime m_now;
    std::vector<PrizeLine> m_lines;
    std::map<int, std::size_t> m_at; // entity → line
};

} // namespace gantry::ui
