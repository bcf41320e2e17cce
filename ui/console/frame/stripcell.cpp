// SPDX-License-Identifier: Apache-2.0
#include "ui/console/frame/stripcell.h"

#include "ui/console/common/figures.h"

#include <QPainter>

namespace gantry::ui {

namespace {

constexpr int kSide = 11;

} // namespace

StripCell::StripCell(const Look *look, Kind kind, const QString &name, QWidget *parent) : QAbstractButton(parent), m_look(look), m_kind(kind)
{
    setObjectName(name);
    setFocusPolicy(Qt::NoFocus); // every place it leads to has its own key
    connect(look, &Look::changed, this, [this] { measure(), update(); });
}

QFont StripCell::mainFont() const
{
    switch (m_kind) {
    case Kind::Clock: return m_look->font(22, QFont::DemiBold);
    case Kind::Count: return m_look->font(18, QFont::DemiBold);
    case Kind::Title: return m_look->font(15, QFont::Bold);
    case Kind::State: return m_look->font(14, QFont::DemiBold);
    case Kind::Lines: return m_look->font(11);
    }
    return m_look->font(14);
}

void StripCell::setMaximumTextWidth(int pixels)
{
    m_limit = pixels;
    measure();
}

void StripCell::setContent(const Content &content)
{
    if (content == m_content)
        return;
    const bool sameLength = content.main.size() == m_content.main.size() && content.top == m_content.top;
    m_content = content;
    setText(content.main);
    setAccessibleName(QStringList{content.top, content.main, content.bottom}.join(u' ').trimmed());
    setToolTip(accessibleName());
    if (!sameLength || m_kind == Kind::State || m_kind == Kind::Lines)
        measure();
    update();
}

void StripCell::measure()
{
    const Figures small(m_look->font(11)), large(mainFont());
    const qreal text = std::max({small.width(m_content.top), large.width(m_content.main), small.width(m_content.bottom)});
    const int wanted = std::min(int(std::ceil(text)), m_limit) + 2 * (m_kind == Kind::Count ? 7 : kSide);
    // A few pixels less are not worth moving everything beside it.
    if (wanted > m_width || wanted < m_width - 24) {
        m_width = wanted;
        updateGeometry();
        Q_EMIT widthChanged();
    }
}

void StripCell::paintEvent(QPaintEvent *)
{
    ++m_repaints;
    QPainter painter(this);
    const Roles &roles = m_look->roles();
    const bool count = m_kind == Kind::Count;
    const int side = count ? 7 : kSide;
    const Figures small(m_look->font(11)), large(mainFont());
    const QRectF box = QRectF(rect()).adjusted(side, 0, -side, 0);
    const Qt::Alignment align = (count ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter | Qt::AlignAbsolute;
    struct Line {
        const Figures *figures;
        const QString *text;
        QColor colour;
    };
    const QColor colour = m_kind == Kind::Lines && m_content.tone == Tone::Plain ? roles.dim : m_look->toneColour(m_content.tone);
    const Line lines[] = {{&small, &m_content.top, roles.dim}, {&large, &m_content.main, colour}, {&small, &m_content.bottom, roles.dim}};
    qreal height = 0;
    for (const Line &line : lines)
        height += line.text->isEmpty() ? 0 : line.figures->metrics().height() + 1;
    qreal y = (this->height() - height) / 2;
    for (const Line &line : lines) {
        if (line.text->isEmpty())
            continue;
        const qreal step = line.figures->metrics().height() + 1;
        painter.setPen(line.colour);
        line.figures->draw(painter, QRectF(box.left(), y, box.width(), step), align, *line.text);
        y += step;
    }
    if (!count)
        painter.fillRect(QRect(width() - 1, 0, 1, this->height()), roles.line);
    if (underMouse() && isEnabled())
        painter.fillRect(QRect(0, this->height() - 2, width(), 2), roles.accent);
}

} // namespace gantry::ui
