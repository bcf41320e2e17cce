// SPDX-License-Identifier: Apache-2.0
#pragma once
// A table whose rows are entities (an entrant, a read, a wave), in an order that somebody else worked out. It moves from one
// order to the next with the smallest change the view has to hear of, and holds the order while a row is selected: rows
// never move under the cursor, actions mean the entity and not the row.

#include "ui/models/cell.h"

#include <QAbstractTableModel>

#include <vector>

namespace gantry::ui {

struct Column {
    QString title;
    QString widest;       // a text that must fit
    bool figures = false; // digits in equal cells, right-aligned
    bool stretch = false; // takes what is left
    bool right = false;
    bool spare = false;   // left out where there is no room for all
};

class RowModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { EntityRole = Qt::UserRole + 1, ToneRole };
    enum class Direction { Forward = 1, NewestFirst };

    explicit RowModel(std::vector<Column> columns, Direction direction = Direction::Forward, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    const std::vector<Column> &columns() const { return m_columns; }
    Cell cell(const QModelIndex &index) const;
    virtual Cell cellOf(int entity, int column) const = 0;
    int entityAt(int row) const;  // -1 outside
    int rowOf(int entity) const;  // -1 when not shown

    void hold(bool on);           // on: values go on changing, rows stay where they are
    bool isHeld() const { return m_held; }
    int waiting() const;          // rows that will come when the hold ends
    bool hasNewOrder() const { return m_hasNext; }

Q_SIGNALS:
    void holdChanged();

protected:
    void setColumns(std::vector<Column> columns); // resets
    void offerOrder(std::vector<qint32> next);
    void offerGrowth(qint32 count);               // order = 0 … count-1, grown at its end
    void touch(const std::vector<qint32> &entities);
    void touchAll();
    void restart(std::vector<qint32> order = {}); // another event: nothing is held

private:
    void apply(std::vector<qint32> next);
    void insertSpan(std::size_t from, std::size_t count, const std::vector<qint32> &next);
    void removeSpan(std::size_t from, std::size_t count);
    void permute(std::vector<qint32> next);
    void reindex(std::size_t from = 0);
    int rowOfPosition(std::size_t position) const;

    std::vector<Column> m_columns;
    Direction m_direction;
    std::vector<qint32> m_order, m_next;
    std::vector<qint32> m_position; // by entity; -1 = not shown
    bool m_held = false, m_hasNext = false;
};

} // namespace gantry::ui
