// SPDX-License-Identifier: Apache-2.0
#include "ui/render/screenfields.h"

#include "core/base/text.h"
#include "core/display/template.h"

#include <QDate>
#include <QLocale>

#include <algorithm>

namespace gantry::render {

namespace {

constexpr int kClockFields = 4; // race_1 … race_4

} // namespace

QString ordinal(const QString &place)
{
    bool ok = false;
    const int n = place.toInt(&ok);
    if (!ok || n <= 0)
        return {};
    const int ten = n % 10, hundred = n % 100;
    if (ten == 1 && hundred != 11)
        return say("%1st").arg(n);
    if (ten == 2 && hundred != 12)
        return say("%1nd").arg(n);
    if (ten == 3 && hundred != 13)
        return say("%1rd").arg(n);
    return say("%1th").arg(n);
}

QJsonObject screenFields(const QJsonObject &snapshot, const QJsonObject &row, const RaceClocks &clocks, FontCheck &fonts)
{
    QJsonObject out;
    for (auto it = row.begin(); it != row.end(); ++it)
        out[it.key()] = fonts.drawable(it->isDouble() ? QString::number(it->toInteger()) : it->toString());
    if (out[QStringLiteral("name")].toString().isEmpty()) {
        const QString both = out[QStringLiteral("first_name")].toString() + u' ' + out[QStringLiteral("last_name")].toString();
        out[QStringLiteral("name")] = both.trimmed();
    }
    for (const char *place : {"place", "place_gender", "place_division"}) {
        const QString name = QString::fromLatin1(place);
        out[name + QStringLiteral("_ordinal")] = ordinal(out[name].toString());
    }
    const QJsonObject event = snapshot[QStringLiteral("event")].toObject();
    out[QStringLiteral("event_name")] = fonts.drawable(event[QStringLiteral("name")].toString());
    const QDate date = QDate::fromString(event[QStringLiteral("date")].toString(), Qt::ISODate);
    out[QStringLiteral("event_date")] = date.isValid() ? QLocale().toString(date, QLocale::LongFormat) : QString();
    out[QStringLiteral("rehearsal")] = event[QStringLiteral("rehearsal")].toBool() ? say("REHEARSAL") : QString();
    const QJsonObject counts = snapshot[QStringLiteral("counts")].toObject();
    for (const char *count : {"entered", "started", "out", "finished"})
        if (const QJsonValue v = counts[QLatin1StringView(count)]; v.isDouble())
            out[QStringLiteral("count_") + QLatin1StringView(count)] = QLocale().toString(v.toInteger());
    const QStringList races = clocks.names();
    for (int i = 0; i < kClockFields && i < races.size(); ++i)
        out[QStringLiteral("race_%1").arg(i + 1)] = races[i];
    out[QStringLiteral("running")] = clocks.running() ? QStringLiteral("1") : QString();
    return out;
}

QString bindForScreen(const QString &text, const QJsonObject &fields)
{
    const QStringList names = display::bindings(text);
    if (names.isEmpty() || text == u'{' + names.front() + u'}')
        return display::bindText(text, fields);
    // All of one direction: the line simply runs that way.
    const bool allRight = std::all_of(names.begin(), names.end(), [&](const QString &name) {
        const QString value = fields[name].toString();
        return value.isEmpty() || value.isRightToLeft();
    });
    QJsonObject isolated = fields;
    for (const QString &name : names) {
        const QString value = fields[name].toString();
        if (value.isRightToLeft() && !allRight)
            isolated[name] = QChar(0x2068) + value + QChar(0x2069);
    }
    return display::bindText(text, isolated);
}

} // namespace gantry::render
