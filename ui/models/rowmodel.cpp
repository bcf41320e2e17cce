// SPDX-License-Identifier: Apache-2.0
#include "ui/models/rowmodel.h"

#include <algorithm>
#include <numeric>

namespace gantry::ui {

RowModel::RowModel(std::vector<Column> columns, Direction direction, QObject *parent)
    : QAbstractTableModel(parent), m_columns(std::move(columns)), m_direction(direction)
{
}

int RowModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_order.size());
}

int RowModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

Cell RowModel::cell(const QModelIndex &index) const
{
    const int entity = entityAt(index.row());
    return entity < 0 ? Cell{} : cellOf(entity, index.column());
}

QVariant RowModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: return cell(index).text; // the tip shows what the column cuts off
    case Qt::TextAlignmentRole: {
        const Column &column = m_columns[std::size_t(index.column())];
        return int((column.figures || column.right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    case EntityRole: return entityAt(index.row());
    case ToneRole: return int(cell(index).tone);
    default: return {};
    }
}

QVariant RowModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= int(m_columns.size()))
        return {};
    const Column &column = m_columns[std::size_t(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::TextAlignmentRole)
        return int((column.figures || column.right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

int RowModel::rowOfPosition(std::size_t position) const
{
    return m_direction == Direction::Forward ? int(position) : int(m_order.size()) - 1 - int(position);
}

int RowModel::entityAt(int row) const
{
    if (row < 0 || row >= int(m_order.size()))
        return -1;
    return m_order[m_direction == Direction::Forward ? std::size_t(row) : m_order.size() - 1 - std::size_t(row)];
}

int RowModel::rowOf(int entity) const
{
    if (entity < 0 || std::size_t(entity) >= m_position.size() || m_position[std::size_t(entity)] < 0)
        return -1;
    return rowOfPosition(std::size_t(m_position[std::size_t(entity)]));
}

void RowModel::hold(bool on)
{
    if (on == m_held)
        return;
    m_held = on;
    if (!on && m_hasNext) {
        m_hasNext = false;
        apply(std::move(m_next));
        m_next.clear();
    }
    Q_EMIT holdChanged();
}

int RowModel::waiting() const
{
    return m_hasNext ? std::max(0, int(m_next.size()) - int(m_order.size())) : 0;
}

void RowModel::setColumns(std::vector<Column> columns)
{
    beginResetModel();
    m_columns = std::move(columns);
    endResetModel();
    hold(false); // a reset takes the selection away without a word
}

void RowModel::restart(std::vector<qint32> order)
{
    beginResetModel();
    m_order = std::move(order);
    m_next.clear();
    m_hasNext = false;
    m_held = false;
    reindex();
    endResetModel();
    Q_EMIT holdChanged();
}

void RowModel::offerOrder(std::vector<qint32> next)
{
    if (!m_held) {
        apply(std::move(next));
        return;
    }
    const int before = waiting();
    const bool had = m_hasNext;
    m_hasNext = next != m_order;
    m_next = std::move(next);
    if (had != m_hasNext || before != waiting())
        Q_EMIT holdChanged();
}

void RowModel::offerGrowth(qint32 count)
{
    const auto grow = [&](std::vector<qint32> &order) {
        const std::size_t from = order.size();
        order.resize(std::size_t(count));
        std::iota(order.begin() + qsizetype(from), order.end(), qint32(from));
    };
    if (m_held) {
        std::vector<qint32> next;
        grow(next);
        offerOrder(std::move(next));
        return;
    }
    if (std::size_t(count) <= m_order.size())
        return;
    const int added = int(count) - int(m_order.size());
    const int first = m_direction == Direction::Forward ? int(m_order.size()) : 0;
    beginInsertRows({}, first, first + added - 1);
    const std::size_t from = m_order.size();
    grow(m_order);
    reindex(from);
    endInsertRows();
}

void RowModel::touch(const std::vector<qint32> &entities)
{
    if (entities.empty() || m_order.empty())
        return;
    std::vector<int> rows;
    for (const qint32 entity : entities) {
        if (const int row = rowOf(entity); row >= 0)
            rows.push_back(row);
    }
    if (rows.empty())
        return;
    std::ranges::sort(rows);
    const int last = int(m_columns.size()) - 1;
    // A view repaints what it shows of a range: many small signals would cost more than one wide one.
    if (rows.size() > 64) {
        Q_EMIT dataChanged(index(rows.front(), 0), index(rows.back(), last));
        return;
    }
    for (std::size_t i = 0; i < rows.size();) {
        std::size_t j = i;
        while (j + 1 < rows.size() && rows[j + 1] <= rows[j] + 1)
            ++j;
        Q_EMIT dataChanged(index(rows[i], 0), index(rows[j], last));
        i = j + 1;
    }
}

void RowModel::touchAll()
{
    if (!m_order.empty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_order.size()) - 1, int(m_columns.size()) - 1));
}

void RowModel::reindex(std::size_t from)
{
    if (from == 0)
        std::ranges::fill(m_position, -1);
    for (std::size_t i = from; i < m_order.size(); ++i) {
        const auto entity = std::size_t(m_order[i]);
        if (entity >= m_position.size())
            m_position.resize(std::max(entity + 1, m_position.size() * 2), -1);
        m_position[entity] = qint32(i);
    }
}

void RowModel::apply(std::vector<qint32> next)
{
    const std::size_t n = m_order.size(), k = next.size(), shorter = std::min(n, k);
    std::size_t prefix = 0, suffix = 0;
    while (prefix < shorter && m_order[prefix] == next[prefix])
        ++prefix;
    if (prefix == n && prefix == k)
        return;
    while (suffix < shorter - prefix && m_order[n - 1 - suffix] == next[k - 1 - suffix])
        ++suffix;
    if (prefix + suffix == n)
        insertSpan(prefix, k - n, next);
    else if (prefix + suffix == k)
        removeSpan(prefix, n - k);
    else
        permute(std::move(next));
}

void RowModel::insertSpan(std::size_t from, std::size_t count, const std::vector<qint32> &next)
{
    const int n = int(m_order.size());
    const int first = m_direction == Direction::Forward ? int(from) : n - int(from);
    beginInsertRows({}, first, first + int(count) - 1);
    m_order = next;
    reindex();
    endInsertRows();
}

void RowModel::removeSpan(std::size_t from, std::size_t count)
{
    const int n = int(m_order.size());
    const int first = m_direction == Direction::Forward ? int(from) : n - int(from) - int(count);
    beginRemoveRows({}, first, first + int(count) - 1);
    m_order.erase(m_order.begin() + qsizetype(from), m_order.begin() + qsizetype(from + count));
    reindex();
    endRemoveRows();
}

void RowModel::permute(std::vector<qint32> next)
{
    // First the number of rows, at the end of the vector, then their order: a view understands both signals cheaply.
    if (next.size() > m_order.size()) {
        std::vector<qint32> longer = m_order;
        longer.insert(longer.end(), next.begin() + qsizetype(m_order.size()), next.end());
        insertSpan(m_order.size(), next.size() - m_order.size(), longer);
    } else if (next.size() < m_order.size()) {
        removeSpan(next.size(), m_order.size() - next.size());
    }
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<int> entities;
    for (const QModelIndex &i : before)
        entities.push_back(entityAt(i.row()));
    m_order = std::move(next);
    reindex();
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const int row = rowOf(entities[std::size_t(i)]);
        after << (row < 0 ? QModelIndex() : index(row, before[i].column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

} // namespace gantry::ui
