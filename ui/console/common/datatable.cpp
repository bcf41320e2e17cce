// SPDX-License-Identifier: Apache-2.0
#include "ui/console/common/datatable.h"

#include "ui/models/rowmodel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>

namespace gantry::ui {

DataTable::DataTable(const Look *look, RowModel *model, const QString &name, Height height, QWidget *parent)
    : QTableView(parent), m_look(look), m_model(model), m_delegate(new CellDelegate(look, this)), m_height(height)
{
    setObjectName(name);
    setAccessibleName(name); // the plain word for what its rows are
    setItemDelegate(m_delegate);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false); // Tab goes to the next widget, arrows move in the table
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(CellDelegate::kRowHeight);
    verticalHeader()->setDefaultSectionSize(CellDelegate::kRowHeight);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setMinimumSectionSize(24); // the style's own minimum is wider than a column of one letter
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setFixedHeight(28);
    horizontalHeader()->setFocusPolicy(Qt::NoFocus);
    setModel(model);
    connect(this, &QTableView::clicked, this, [this](const QModelIndex &index) { Q_EMIT chosen(m_model->entityAt(index.row())); });
    connect(model, &QAbstractItemModel::modelReset, this, [this] { layoutColumns(), fitRows(); });
    connect(model, &QAbstractItemModel::rowsInserted, this, &DataTable::fitRows);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &DataTable::fitRows);
    connect(look, &Look::changed, this, &DataTable::layoutColumns);
    layoutColumns();
    fitRows();
}

int DataTable::selectedEntity() const
{
    return selectionModel() && selectionModel()->hasSelection() ? m_model->entityAt(currentIndex().row()) : -1;
}

std::vector<int> DataTable::selectedEntities() const
{
    std::vector<int> entities;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        entities.push_back(m_model->entityAt(index.row()));
    return entities;
}

void DataTable::setEmptyText(const QString &text)
{
    m_emptyText = text;
    viewport()->update();
}

QSize DataTable::sizeHint() const
{
    return m_height == Height::FitRows ? QSize(400, maximumHeight()) : QTableView::sizeHint();
}

void DataTable::fitRows()
{
    if (m_height != Height::FitRows)
        return;
    const int rows = std::clamp(m_model->rowCount(), 1, m_fitLimit);
    setFixedHeight(rows * CellDelegate::kRowHeight + horizontalHeader()->height() + 2);
}

void DataTable::layoutColumns()
{
    constexpr int kMoreRoom = 220;
    const std::vector<Column> &columns = m_model->columns();
    const QFontMetrics head(m_look->font(11, QFont::DemiBold));
    int used = 0, stretch = -1, spare = 0;
    std::vector<int> widths;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const int width = std::max(m_delegate->widthOf(columns[i].widest), head.horizontalAdvance(columns[i].title) + 20);
        widths.push_back(width);
        used += width;
        spare += columns[i].spare ? width : 0;
        if (columns[i].stretch && stretch < 0)
            stretch = int(i);
    }
    const bool narrow = spare > 0 && used > viewport()->width();
    int left = viewport()->width() - used + (narrow ? spare : 0);
    for (std::size_t i = 0; i < widths.size() && !narrow && left > 0; ++i)
        if (columns[i].spare && !columns[i].figures) { // words gain by more room, too
            const int more = std::min(left / 2, kMoreRoom);
            widths[i] += more;
            left -= more;
        }
    if (stretch >= 0 && left > 0)
        widths[std::size_t(stretch)] += left;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        if (columns[i].spare)
            setColumnHidden(int(i), narrow);
        setColumnWidth(int(i), widths[i]);
    }
}

void DataTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    layoutColumns();
}

void DataTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (m_model->rowCount() > 0 || m_emptyText.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setPen(m_look->roles().dim);
    painter.setFont(m_look->font(13));
    painter.drawText(viewport()->rect().adjusted(12, 8, -12, -8), int(Qt::AlignHCenter | Qt::AlignVCenter | Qt::TextWordWrap), m_emptyText);
}

void DataTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && selectionModel()->hasSelection()) {
        clearSelection();
        event->ignore(); // the same press also closes what the selection had opened
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT chosen(m_model->entityAt(currentIndex().row()));
        return;
    }
    // Letters and digits are keys of the page, not a search in the table.
    if (!event->text().isEmpty() && event->text().at(0).isPrint() && event->key() != Qt::Key_Space) {
        event->ignore();
        return;
    }
    QTableView::keyPressEvent(event);
}

void DataTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    m_model->hold(selectionModel()->hasSelection());
    Q_EMIT selectionMoved();
}

HoldNote::HoldNote(RowModel *model, const QString &name, QWidget *parent) : QWidget(parent), m_model(model), m_label(new QLabel(this))
{
    setObjectName(name);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_label);
    m_label->setProperty("kind", QStringLiteral("look"));
    connect(model, &RowModel::holdChanged, this, &HoldNote::refresh);
    refresh();
}

void HoldNote::refresh()
{
    setVisible(m_model->isHeld());
    const int waiting = m_model->waiting();
    const QString text = tr("▲ Order held while a row is selected – Esc releases");
    m_label->setText(waiting > 0 ? tr("%1 · %2 more waiting").arg(text).arg(waiting) : text);
}

} // namespace gantry::ui
