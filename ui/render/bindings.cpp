// SPDX-License-Identifier: Apache-2.0
#include "ui/render/bindings.h"

#include "core/base/text.h"
#include "core/display/template.h"

#include <QStringList>

namespace gantry::render {

namespace {

QString valueOf(const QJsonObject &values, const QString &name)
{
    return display::bindText(u'{' + name + u'}', values).trimmed();
}

void putLabel(QJsonObject &values, const QString &field, const QString &label)
{
    if (!valueOf(values, field).isEmpty())
        values[field + QStringLiteral("_label")] = label;
}

void putChoice(QJsonObject &values, const QString &name, const QString &first, const QString &firstLabel, const QString &second, const QString &secondLabel)
{
    const bool useFirst = !valueOf(values, first).isEmpty();
    values[name] = valueOf(values, useFirst ? first : second);
    putLabel(values, name, useFirst ? firstLabel : secondLabel);
}

} // namespace

QJsonObject bindingValues(const QJsonObject &row, const QJsonObject &snapshot)
{
    QJsonObject values = row;
    const QJsonObject counts = snapshot[QStringLiteral("counts")].toObject();
    for (const QString &key : {QStringLiteral("entered"), QStringLiteral("started"), QStringLiteral("out"), QStringLiteral("finished")})
        values[key] = counts[key];
    values[QStringLiteral("event")] = snapshot[QStringLiteral("event")].toObject()[QStringLiteral("name")];
    putLabel(values, QStringLiteral("net_time"), say("Net time"));
    putLabel(values, QStringLiteral("gun_time"), say("Gun time"));
    putLabel(values, QStringLiteral("place"), say("Place"));
    putLabel(values, QStringLiteral("pace"), say("Pace, min/km"));
    putChoice(values, QStringLiteral("time"), QStringLiteral("net_time"), say("Net time"), QStringLiteral("gun_time"), say("Gun time"));
    const QString division = valueOf(values, QStringLiteral("division"));
    putChoice(values, QStringLiteral("standing"), QStringLiteral("place_division"), division.isEmpty() ? say("Place in the division") : division,
              QStringLiteral("place"), say("Place"));
    return values;
}

bool allEmpty(const QString &text, const QJsonObject &values)
{
    const QStringList names = display::bindings(text);
    for (const QString &name : names)
        if (!valueOf(values, name).isEmpty())
            return false;
    return !names.isEmpty();
}

QString bindTidy(const QString &text, const QJsonObject &values)
{
    QString out, between;
    bool any = false;         // a field has been written
    bool lastWasEmpty = false;
    qsizetype from = 0;
    for (const QString &name : display::bindings(text)) {
        const QString mark = u'{' + name + u'}';
        const qsizetype at = text.indexOf(mark, from);
        between = text.mid(from, at - from);
        const QString value = valueOf(values, name);
        const bool first = from == 0;
        if (first || (!value.isEmpty() && any))
            out += between;
        out += value;
        any = any || !value.isEmpty();
        lastWasEmpty = value.isEmpty();
        from = at + mark.size();
    }
    if (!lastWasEmpty)
        out += text.mid(from);
    return out;
}

} // namespace gantry::render
