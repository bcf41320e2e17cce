// SPDX-License-Identifier: Apache-2.0
#pragma once
// Draws one cell of a RowModel: tone, badge, figures in equal cells.

#include "ui/console/common/figures.h"
#include "ui/console/common/look.h"

#include <QStyledItemDelegate>

#include <memory>

namespace gantry::ui {

class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int kRowHeight = 31, kSidePadding = 8;

    CellDelegate(const Look *look, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    int widthOf(const QString &text) const;

private:
    void refresh();
    void paintBadge(QPainter *painter, const QRectF &badge, const QColor &colour, const QString &text) const;
    const Look *m_look;
    std::unique_ptr<Figures> m_body, m_strong, m_badge;
};

} // namespace gantry::ui
