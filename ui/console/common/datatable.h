// SPDX-License-Identifier: Apache-2.0
#pragma once
// The table of every page: single font, fixed rows, keyboard first. While a row is selected the order is held.

#include "ui/console/common/celldelegate.h"

#include <QTableView>

class QLabel;

namespace gantry::ui {

class RowModel;

class DataTable : public QTableView {
    Q_OBJECT
public:
    enum class Height { Stretch = 1, FitRows }; // FitRows: as tall as its rows, up to a limit
    DataTable(const Look *look, RowModel *model, const QString &name, Height height = Height::Stretch, QWidget *parent = nullptr);

    int selectedEntity() const;                // -1 when none
    std::vector<int> selectedEntities() const;
    void setEmptyText(const QString &text);
    void setFitLimit(int rows) { m_fitLimit = rows; fitRows(); }
    QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(int entity);                   // Enter or a click
    void selectionMoved();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    void layoutColumns();
    void fitRows();

    const Look *m_look;
    RowModel *m_model;
    CellDelegate *m_delegate;
    Height m_height;
    int m_fitLimit = 8;
    QString m_emptyText;
};

// "Order held while a row is selected – Esc releases", with what waits; hidden when nothing is held.
class HoldNote : public QWidget {
    Q_OBJECT
public:
    HoldNote(RowModel *model, const QString &name, QWidget *parent = nullptr);

private:
    void refresh();
    RowModel *m_model;
    QLabel *m_label;
};

} // namespace gantry::ui
