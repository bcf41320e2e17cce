// SPDX-License-Identifier: Apache-2.0
#include "ui/render/layout.h"

#include "ui/render/screenfields.h"

#include <algorithm>

namespace gantry::render {

namespace {

using display::ItemKind;
using display::TemplateItem;

bool shown(const TemplateItem &item, const QJsonObject &fields)
{
    if (!item.when.isEmpty() && !display::anyValue(item.when, fields))
        return false;
    if (!item.unless.isEmpty() && display::anyValue(item.unless, fields))
        return false;
    return !(item.hideWhenEmpty && item.kind != ItemKind::Clock && !display::anyValue(item.text, fields));
}

FitRequest requestFor(const TemplateItem &item, const QString &text)
{
    FitRequest r;
    r.text = text;
    r.suffix = text.isEmpty() ? QString() : item.suffix;
    r.suffixScale = item.suffixScale;
    r.area = QSizeF(item.rect.width() - 2 * item.padding, item.rect.height());
    r.maxSize = int(item.fontSize);
    r.minSize = int(item.minFontSize);
    r.weight = item.weight;
    r.maxLines = item.maxLines;
    r.tracking = item.tracking;
    r.tabular = item.tabular;
    r.align = item.align;
    return r;
}

QRectF boxOf(const TemplateItem &item, const FittedText &fitted)
{
    if (!item.hugText)
        return item.rect;
    const double width = fitted.width + 2 * item.padding;
    return QRectF(item.rect.x() + fitted.left, item.rect.y(), width, item.rect.height());
}

class Builder {
public:
    Builder(const QJsonObject &fields, const ClockText &clock) : m_fields(fields), m_clock(clock) {}
    void add(const std::vector<TemplateItem> &items)
    {
        for (const TemplateItem &item : items)
            if (shown(item, m_fields))
                add(item);
    }
    Layout take() { return std::move(m_out); }

private:
    void add(const TemplateItem &item)
    {
        if (item.kind == ItemKind::Box) {
            addBox(item, item.rect);
            return;
        }
        const bool isClock = item.kind == ItemKind::Clock;
        const QString source = isClock && item.text == u"{time_of_day}" ? item.text : bindForScreen(item.text, m_fields);
        const QString text = isClock ? m_clock(source) : source;
        const QString pattern = isClock ? clockPattern(text) : text;
        // A clock is measured with zeros, so that it stands still while it runs.
        const FittedText fitted = fitText(requestFor(item, pattern));
        if (!text.isEmpty() || !item.hugText)
            addBox(item, boxOf(item, fitted));
        auto &list = isClock ? m_out.cells : m_out.texts;
        const std::size_t first = list.size();
        const QPointF origin(item.rect.x() + item.padding, item.rect.y());
        for (const TextRun &run : fitted.runs)
            list.push_back({{run.text, origin + run.topLeft, run.font, run.width}, QColor(item.colour)});
        if (isClock)
            m_out.clocks.push_back({first, list.size() - first, source, pattern});
    }
    void addBox(const TemplateItem &item, const QRectF &rect)
    {
        if (!item.fill.isEmpty())
            m_out.boxes.push_back({rect, QColor(item.fill), item.radius});
    }

    const QJsonObject &m_fields;
    const ClockText &m_clock;
    Layout m_out;
};

} // namespace

QString clockPattern(const QString &text)
{
    QString pattern = text;
    for (QChar &c : pattern)
        if (c >= u'0' && c <= u'9')
            c = u'0';
    return pattern;
}

Layout layOut(const display::DisplayTemplate &t, const QJsonObject &fields, bool active, const ClockText &clock)
{
    Builder builder(fields, clock);
    builder.add(t.always);
    builder.add(active ? t.active : t.resting);
    return builder.take();
}

} // namespace gantry::render
