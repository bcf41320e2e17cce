// SPDX-License-Identifier: Apache-2.0
#include "core/display/template.h"

#include "core/base/text.h"
#include "core/domain/fields.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace gantry::display {

namespace {

constexpr int kMaxItems = 500;
constexpr qsizetype kMaxText = 2000;
constexpr qsizetype kMaxColours = 8;
constexpr double kFarthest = 20'000; // canvas units

// What a row or the event has beside the field catalogue.
constexpr std::array kOwnBindings{
    "finished_us", "place_ordinal", "place_gender_ordinal", "place_division_ordinal", "event_name", "event_date", "rehearsal", "running",
    "count_entered", "count_started", "count_out", "count_finished", "race_1", "race_2", "race_3", "race_4", "time_of_day"};

const QRegularExpression &bindingPattern()
{
    static const QRegularExpression pattern(QStringLiteral("\\{([^{}]*)\\}"));
    return pattern;
}

// Collects the first thing that is wrong, with its place; everything after it is read but ignored.
class Reader {
public:
    bool ok() const { return m_error.isEmpty(); }
    Error error() const { return failure(ErrorCode::InvalidInput, m_error); }
    void wrong(const QString &field, const QString &message)
    {
        if (ok())
            m_error = field + QStringLiteral(": ") + message;
    }
    void onlyKnown(const QJsonObject &o, const QString &at, const QStringList &known)
    {
        for (const QString &key : o.keys())
            if (!known.contains(key))
                wrong(at + key, say("this field is not known"));
    }
    QString text(const QJsonObject &o, const QString &at, const char *key, const QString &other = {})
    {
        const QJsonValue v = o[QLatin1String(key)];
        if (v.isUndefined())
            return other;
        if (!v.isString())
            wrong(at + QLatin1String(key), say("wants a text"));
        if (v.toString().size() > kMaxText)
            wrong(at + QLatin1String(key), say("is longer than %1 characters").arg(kMaxText));
        return v.toString();
    }
    // A text with bindings, each of which must exist: a typing error shows before the race, not as a hole on the screen.
    QString bound(const QJsonObject &o, const QString &at, const char *key)
    {
        const QString t = text(o, at, key);
        for (const QString &name : bindings(t))
            if (!isBinding(name))
                wrong(at + QLatin1String(key), say("{%1} is not a field").arg(name));
        return t;
    }
    double number(const QJsonObject &o, const QString &at, const char *key, double other, double least, double most)
    {
        const QJsonValue v = o[QLatin1String(key)];
        if (v.isUndefined())
            return other;
        if (!v.isDouble() || v.toDouble() < least || v.toDouble() > most)
            wrong(at + QLatin1String(key), say("wants a number from %1 to %2").arg(least).arg(most));
        return v.toDouble(other);
    }
    bool flag(const QJsonObject &o, const QString &at, const char *key)
    {
        const QJsonValue v = o[QLatin1String(key)];
        if (!v.isUndefined() && !v.isBool())
            wrong(at + QLatin1String(key), say("wants true or false"));
        return v.toBool();
    }
    QString colour(const QJsonObject &o, const QString &at, const char *key, const QString &other)
    {
        const QString c = text(o, at, key, other);
        if (!c.isEmpty() && !isColour(c))
            wrong(at + QLatin1String(key), say("wants a colour like #ffd34d or #cc040e1a"));
        return c;
    }
    static bool isColour(const QString &c)
    {
        static const QRegularExpression pattern(QStringLiteral("^#([0-9a-fA-F]{6}|[0-9a-fA-F]{8})$"));
        return pattern.match(c).hasMatch();
    }

private:
    QString m_error;
};

QRectF rectOf(Reader &r, const QJsonObject &o, const QString &at)
{
    const QJsonArray a = o[QStringLiteral("rect")].toArray();
    const bool four = a.size() == 4 && std::all_of(a.begin(), a.end(), [](const QJsonValue &v) {
                          return v.isDouble() && std::abs(v.toDouble()) <= kFarthest;
                      });
    if (!four || a[2].toDouble() <= 0 || a[3].toDouble() <= 0) {
        r.wrong(at + QStringLiteral("rect"), say("wants [x, y, width, height]"));
        return {};
    }
    return {a[0].toDouble(), a[1].toDouble(), a[2].toDouble(), a[3].toDouble()};
}

TemplateItem itemOf(Reader &r, const QJsonObject &o, const QString &at)
{
    r.onlyKnown(o, at, QStringLiteral("kind,rect,text,colour,fill,radius,font_size,min_font_size,weight,max_lines,align,hide_when_empty,hug_text,"
                                    "padding,tracking,tabular,suffix,suffix_scale,when,unless").split(u','));
    TemplateItem i;
    const QString kind = r.text(o, at, "kind", QStringLiteral("text"));
    if (kind == u"clock")
        i.kind = ItemKind::Clock;
    else if (kind == u"box")
        i.kind = ItemKind::Box;
    else if (kind != u"text")
        r.wrong(at + QStringLiteral("kind"), say("is text, clock or box, not \"%1\"").arg(kind));
    const QString align = r.text(o, at, "align", QStringLiteral("left"));
    if (align == u"centre")
        i.align = Align::Centre;
    else if (align == u"right")
        i.align = Align::Right;
    else if (align != u"left")
        r.wrong(at + QStringLiteral("align"), say("is left, centre or right, not \"%1\"").arg(align));
    i.rect = rectOf(r, o, at);
    i.text = r.bound(o, at, "text");
    i.when = r.bound(o, at, "when");
    i.unless = r.bound(o, at, "unless");
    i.colour = r.colour(o, at, "colour", i.colour);
    i.fill = r.colour(o, at, "fill", {});
    i.radius = r.number(o, at, "radius", 0, 0, 1000);
    i.fontSize = r.number(o, at, "font_size", i.fontSize, 12, 1000);
    i.minFontSize = r.number(o, at, "min_font_size", std::min(i.minFontSize, i.fontSize), 12, i.fontSize);
    i.weight = int(r.number(o, at, "weight", i.weight, 100, 900));
    i.maxLines = int(r.number(o, at, "max_lines", 1, 1, 20));
    i.hideWhenEmpty = r.flag(o, at, "hide_when_empty");
    i.hugText = r.flag(o, at, "hug_text");
    i.padding = r.number(o, at, "padding", 0, 0, 1000);
    i.tracking = r.number(o, at, "tracking", 0, -0.1, 1);
    i.tabular = r.flag(o, at, "tabular") || i.kind == ItemKind::Clock;
    i.suffix = r.text(o, at, "suffix");
    i.suffixScale = r.number(o, at, "suffix_scale", i.suffixScale, 0.1, 1);
    if (i.hugText && i.kind == ItemKind::Box)
        r.wrong(at + QStringLiteral("hug_text"), say("is for texts and clocks; a box has no text to hug"));
    return i;
}

std::vector<TemplateItem> itemsOf(Reader &r, const QJsonObject &o, const char *key)
{
    std::vector<TemplateItem> items;
    const QJsonValue v = o[QLatin1String(key)];
    if (!v.isUndefined() && !v.isArray())
        r.wrong(QLatin1String(key), say("wants a list of items"));
    const QJsonArray list = v.toArray();
    if (list.size() > kMaxItems)
        r.wrong(QLatin1String(key), say("has more than %1 items").arg(kMaxItems));
    for (qsizetype n = 0; n < list.size() && r.ok(); ++n) {
        const QString at = QStringLiteral("%1[%2].").arg(QLatin1String(key)).arg(n);
        if (!list[n].isObject())
            r.wrong(at.chopped(1), say("wants an object"));
        items.push_back(itemOf(r, list[n].toObject(), at));
    }
    return items;
}

} // namespace

Result<DisplayTemplate> parseTemplate(const QJsonObject &json)
{
    Reader r;
    r.onlyKnown(json, {}, QStringLiteral("format,id,name,canvas,background,dwell_ms,busy_dwell_ms,rest_after_ms,always,active,resting").split(u','));
    if (json[QStringLiteral("format")].toString() != u"gantry.template/1")
        r.wrong(QStringLiteral("format"), say("is \"gantry.template/1\" in a template that this version can show"));
    DisplayTemplate t;
    t.id = r.text(json, {}, "id");
    t.name = r.text(json, {}, "name", t.id);
    if (t.id.isEmpty())
        r.wrong(QStringLiteral("id"), say("is missing"));
    if (const QJsonValue canvas = json[QStringLiteral("canvas")]; !canvas.isUndefined()) {
        const QJsonArray a = canvas.toArray();
        t.canvas = {a.at(0).toDouble(), a.at(1).toDouble()};
        if (a.size() != 2 || t.canvas.width() < 50 || t.canvas.height() < 50 || t.canvas.width() > 20000 || t.canvas.height() > 20000)
            r.wrong(QStringLiteral("canvas"), say("wants [width, height]"));
    }
    const QJsonArray colours = json[QStringLiteral("background")].toArray();
    if (colours.isEmpty() || colours.size() > kMaxColours)
        r.wrong(QStringLiteral("background"), say("wants 1 to %1 colours").arg(kMaxColours));
    for (qsizetype n = 0; n < std::min(colours.size(), kMaxColours); ++n) {
        const QJsonValue c = colours[n];
        t.background.push_back(c.toString());
        if (!Reader::isColour(t.background.back()))
            r.wrong(QStringLiteral("background"), say("wants colours like #071a2f"));
    }
    t.dwellMs = int(r.number(json, {}, "dwell_ms", t.dwellMs, 100, 600'000));
    t.busyDwellMs = int(r.number(json, {}, "busy_dwell_ms", std::min(t.busyDwellMs, t.dwellMs), 100, t.dwellMs));
    t.restAfterMs = int(r.number(json, {}, "rest_after_ms", std::max(t.restAfterMs, t.dwellMs), 100, 3'600'000));
    t.always = itemsOf(r, json, "always");
    t.active = itemsOf(r, json, "active");
    t.resting = itemsOf(r, json, "resting");
    if (!r.ok())
        return r.error();
    return t;
}

QStringList bindings(const QString &text)
{
    QStringList out;
    for (auto it = bindingPattern().globalMatch(text); it.hasNext();)
        out.append(it.next().captured(1));
    return out;
}

namespace {

QString valueOf(const QJsonObject &row, const QString &name)
{
    const QJsonValue v = row[name];
    const QString text = v.isDouble() ? QString::number(v.toInteger()) : v.toString();
    return text.trimmed();
}

bool onlySeparates(const QString &between)
{
    return std::none_of(between.begin(), between.end(), [](QChar c) { return c.isLetterOrNumber(); });
}

} // namespace

QString bindText(const QString &text, const QJsonObject &row)
{
    QString out;
    qsizetype last = 0;
    bool first = true, valueBefore = false;
    for (auto it = bindingPattern().globalMatch(text); it.hasNext();) {
        const auto m = it.next();
        const QString between = text.mid(last, m.capturedStart() - last);
        const QString value = valueOf(row, m.captured(1));
        const bool separator = !first && onlySeparates(between);
        if (!separator || (valueBefore && !value.isEmpty()))
            out += between;
        if (!separator)
            valueBefore = false;
        valueBefore = valueBefore || !value.isEmpty();
        out += value;
        last = m.capturedEnd();
        first = false;
    }
    return out + text.mid(last);
}

bool anyValue(const QString &text, const QJsonObject &row)
{
    const QStringList names = bindings(text);
    return std::any_of(names.begin(), names.end(), [&](const QString &name) { return !valueOf(row, name).isEmpty(); });
}

bool isBinding(QStringView name)
{
    return fieldByName(name) || std::any_of(kOwnBindings.begin(), kOwnBindings.end(), [&](const char *own) { return name == QLatin1StringView(own); });
}

} // namespace gantry::display
