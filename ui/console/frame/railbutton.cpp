// SPDX-License-Identifier: Apache-2.0
#include "ui/console/frame/railbutton.h"

#include <QPainter>

namespace gantry::ui {

RailButton::RailButton(const Look *look, const QString &title, int number, QWidget *parent) : QAbstractButton(parent), m_look(look), m_number(number)
{
    setText(title);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setToolTip(tr("%1 (Ctrl+%2)").arg(title).arg(number));
    connect(look, &Look::changed, this, qOverload<>(&QWidget::update));
}

void RailButton::setBadge(int count)
{
    if (count == m_badge)
        return;
    m_badge = count;
    setAccessibleDescription(count > 0 ? tr("%1 problems").arg(count) : QString());
    update();
}

void RailButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Roles &roles = m_look->roles();
    if (isChecked() || underMouse())
        painter.fillRect(rect(), roles.selection);
    if (isChecked())
        painter.fillRect(QRect(0, 0, 3, height()), roles.accent);
    if (hasFocus()) {
        painter.setPen(roles.accent);
        painter.drawRect(rect().adjusted(1, 1, -2, -2));
    }
    const QRect box = rect().adjusted(14, 0, -14, 0);
    painter.setPen(roles.text);
    painter.setFont(m_look->font(14, QFont::Medium));
    painter.drawText(box, int(Qt::AlignLeft | Qt::AlignVCenter), text());
    painter.setFont(m_look->font(11, m_badge > 0 ? QFont::Bold : QFont::Normal));
    if (m_badge == 0) {
        painter.setPen(roles.dim);
        painter.drawText(box, int(Qt::AlignRight | Qt::AlignVCenter), m_number == 1 ? tr("Ctrl 1") : QString::number(m_number));
        return;
    }
    const QString count = QStringLiteral("■ %1").arg(m_badge);
    const int width = painter.fontMetrics().horizontalAdvance(count) + 12;
    const QRectF badge(box.right() - width + 1, box.center().y() - 8, width, 17);
    painter.setPen(Qt::NoPen);
    painter.setBrush(roles.act);
    painter.drawRoundedRect(badge, 8, 8);
    painter.setPen(m_look->theme() == Theme::Dark ? roles.head : roles.onAccent);
    painter.drawText(badge, int(Qt::AlignCenter), count);
}

} // namespace gantry::ui
