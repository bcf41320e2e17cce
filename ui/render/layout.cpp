// SPDX-License-Identifier: Apache-2.0
#include "ui/render/layout.h"

#include "ui/render/bindings.h"
#include "ui/render/raceclock.h"
#include "ui/render/textfit.h"

#include <QFontMetricsF>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace gantry::render {

namespace {

using display::Align;
using display::ItemKind;
using display::TemplateItem;

FitLimits limitsOf(const TemplateItem &item)
{
    return {item.fontSize, item.minFontSize, item.weight, item.kind == ItemKind::Clock ? 1 : item.maxLines};
}

// A text with a box of its own keeps its distance from the box's sides.
double paddingOf(const TemplateItem &item)
{
    return item.fill.isEmpty() ? 0 : std::min(item.fontSize * 0.4, item.rect.width() / 4);
}

double leftOf(Align align, const QRectF &room, double width)
{
    switch (align) {
    case Align::Centre:
        return room.x() + (room.width() - width) / 2;
    case Align::Right:
        return room.right() - width;
    case Align::Left:
        break;
    }
    return room.x();
}

void addBox(Frame &frame, const TemplateItem &item, const QRectF &rect)
{
    if (item.fill.isEmpty())
        return;
    Element box;
    box.rect = rect;
    box.fill = QColor(item.fill);
    box.radius = item.radius;
    frame.elements.push_back(box);
}

void addText(Frame &frame, const TemplateItem &item, const QString &text)
{
    const double padding = paddingOf(item);
    const QRectF room = item.rect.adjusted(padding, 0, -padding, 0);
    const FittedText fit = fitText(text, room.size(), limitsOf(item));
    const double left = leftOf(item.align, room, fit.width);
    addBox(frame, item, item.hugText ? QRectF(left - padding, item.rect.y(), fit.width + 2 * padding, item.rect.height()) : item.rect);
    double y = room.y() + (room.height() - fit.height) / 2;
    for (const FittedLine &line : fit.lines) {
        // The template places the block; inside of it every line starts where its script starts.
        const Align inside = item.align == Align::Left && fit.rightToLeft ? Align::Right : item.align;
        Element e;
        e.rect = {leftOf(inside, {left, y, fit.width, line.height}, line.width), y, line.width, line.height};
        e.text = line.text;
        e.colour = QColor(item.colour);
        e.font = fit.font;
        frame.elements.push_back(e);
        y += line.height;
    }
}

// All digits are equally wide, so that the clock stands still while it runs.
struct Cells {
    QFont font;
    double digit = 0, height = 0;
    double width(const QString &text) const
    {
        double w = 0;
        for (const QChar c : text)
            w += of(c);
        return w;
    }
    double of(QChar c) const { return c.isDigit() ? digit : std::ceil(QFontMetricsF(font).horizontalAdvance(c)); }
};

Cells cellsOf(double size, int weight)
{
    Cells cells;
    cells.font = screenFont(size, weight);
    const QFontMetricsF metrics(cells.font);
    for (char16_t d = u'0'; d <= u'9'; ++d)
        cells.digit = std::max(cells.digit, std::ceil(metrics.horizontalAdvance(QChar(d))));
    cells.height = metrics.height();
    return cells;
}

void addClock(Frame &frame, const TemplateItem &item, const QString &text)
{
    const double padding = paddingOf(item);
    const QRectF room = item.rect.adjusted(padding, 0, -padding, 0);
    double size = item.fontSize;
    Cells cells = cellsOf(size, item.weight);
    while (size > 1 && (cells.width(text) > room.width() || cells.height > room.height()))
        cells = cellsOf(--size, item.weight);
    const double width = cells.width(text);
    double x = leftOf(item.align, room, width);
    addBox(frame, item, item.hugText ? QRectF(x - padding, item.rect.y(), width + 2 * padding, item.rect.height()) : item.rect);
    const QFontMetricsF metrics(cells.font);
    for (const QChar c : text) {
        const double cell = cells.of(c), advance = metrics.horizontalAdvance(c);
        Element e;
        e.rect = {x + (cell - advance) / 2, room.y() + (room.height() - cells.height) / 2, advance, cells.height};
        e.text = c;
        e.colour = QColor(item.colour);
        e.font = cells.font;
        frame.elements.push_back(e);
        x += cell;
    }
}

class Layouter {
public:
    explicit Layouter(const SceneInput &input) : m_input(input), m_values(bindingValues(input.row.value_or(QJsonObject{}), input.snapshot)) {}
    void add(const std::vector<TemplateItem> &items)
    {
        for (const TemplateItem &item : items)
            add(item);
    }
    Frame take() { return std::move(m_frame); }

private:
    void add(const TemplateItem &item)
    {
        if (item.kind == ItemKind::Clock) {
            const QString named = item.text.isEmpty() ? m_values[QStringLiteral("race")].toString() : bindTidy(item.text, m_values);
            const ClockReading reading = raceClock(m_input.snapshot[QStringLiteral("races")].toArray(), named, m_input.now);
            if (reading.untilNext.count() > 0)
                m_frame.untilNext = m_frame.untilNext.count() > 0 ? std::min(m_frame.untilNext, reading.untilNext) : reading.untilNext;
            if (!reading.text.isEmpty() || !item.hideWhenEmpty)
                addClock(m_frame, item, reading.text);
            return;
        }
        if (item.hideWhenEmpty && allEmpty(item.text, m_values))
            return;
        if (item.kind == ItemKind::Box)
            addBox(m_frame, item, item.rect);
        else
            addText(m_frame, item, bindTidy(item.text, m_values));
    }
    const SceneInput &m_input;
    QJsonObject m_values;
    Frame m_frame;
};

} // namespace

Frame layOut(const SceneInput &input)
{
    Layouter layouter(input);
    layouter.add(input.look->always);
    layouter.add(input.row ? input.look->active : input.look->resting);
    return layouter.take();
}

} // namespace gantry::render
