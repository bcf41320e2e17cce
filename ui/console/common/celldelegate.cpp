// SPDX-License-Identifier: Apache-2.0
#include "ui/console/common/celldelegate.h"

#include "ui/models/rowmodel.h"

#include <QPainter>

namespace gantry::ui {

CellDelegate::CellDelegate(const Look *look, QObject *parent) : QStyledItemDelegate(parent), m_look(look)
{
    refresh();
    connect(look, &Look::changed, this, &CellDelegate::refresh);
}

void CellDelegate::refresh()
{
    m_body = std::make_unique<Figures>(m_look->font(14));
    m_strong = std::make_unique<Figures>(m_look->font(14, QFont::Bold));
    m_badge = std::make_unique<Figures>(m_look->font(11, QFont::DemiBold));
}

int CellDelegate::widthOf(const QString &text) const
{
    return int(m_body->width(text)) + 2 * kSidePadding + 2;
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {widthOf(index.data().toString()), kRowHeight};
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const RowModel *>(index.model());
    if (!model)
        return;
    const Roles &roles = m_look->roles();
    const bool selected = option.state & QStyle::State_Selected;
    painter->fillRect(option.rect, selected ? roles.selection : roles.panel);
    painter->setPen(roles.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (selected && index.column() == 0)
        painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), roles.accent);

    const Cell cell = model->cell(index);
    if (cell.text.isEmpty())
        return;
    const Column &column = model->columns()[std::size_t(index.column())];
    const QRectF box = QRectF(option.rect).adjusted(kSidePadding, 0, -kSidePadding, -1);
    const bool right = column.figures || column.right;
    // A right-to-left name stands in a left-aligned column like any other; only its letters run the other way.
    const Qt::Alignment alignment = Qt::AlignVCenter | Qt::AlignAbsolute | (right ? Qt::AlignRight : Qt::AlignLeft);
    painter->setPen(m_look->toneColour(cell.tone));
    if (!cell.badge) {
        const Figures &font = cell.strong ? *m_strong : *m_body;
        const qreal flag = cell.flag.isEmpty() ? 0 : m_badge->width(cell.flag) + 13;
        const qreal text = std::min(font.width(cell.text), std::max<qreal>(0, box.width() - flag - 6));
        font.draw(*painter, flag > 0 ? QRectF(box.left(), box.top(), text, box.height()) : box, alignment, cell.text);
        if (flag > 0)
            paintBadge(painter, QRectF(box.left() + text + 6, box.center().y() - 9, flag, 18), m_look->toneColour(Tone::Look), cell.flag);
        return;
    }
    const qreal width = std::min(box.width(), m_badge->width(cell.text) + 13);
    const QRectF badge(right ? box.right() - width : box.left(), box.center().y() - 9, width, 18);
    paintBadge(painter, badge, m_look->toneColour(cell.tone), cell.text);
}

void CellDelegate::paintBadge(QPainter *painter, const QRectF &badge, const QColor &colour, const QString &text) const
{
    painter->save();
    painter->setPen(colour);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->drawRoundedRect(badge.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter->restore();
    painter->setPen(colour);
    m_badge->draw(*painter, badge.adjusted(5, 0, -5, 0), Qt::AlignCenter, text);
}

} // namespace gantry::ui
