// SPDX-License-Identifier: Apache-2.0
#include "ui/console/setup/fieldtext.h"

#include "core/base/time.h"
#include "core/domain/entrant.h"
#include "core/domain/eventtemplates.h"

#include <QJsonArray>

#include <cmath>

namespace gantry::ui {

namespace {

QString numberText(double value)
{
    return QString::number(value, 'g', 12);
}

QString durationText(double seconds)
{
    const Micros t(std::llround(seconds * 1e6));
    const int digits = t.count() % 1'000'000 == 0 ? 0 : 6;
    QString text = formatShort(t, digits);
    while (digits > 0 && text.endsWith(u'0'))
        text.chop(1);
    return text;
}

QString listText(const QJsonArray &list)
{
    QStringList out;
    for (const QJsonValue &v : list)
        out.append(v.isDouble() ? numberText(v.toDouble()) : v.toString());
    return out.join(QStringLiteral(", "));
}

QString legsText(const QJsonArray &list)
{
    QStringList out;
    for (const QJsonValue &v : list)
        out.append(v.isArray() ? listText(v.toArray()).replace(QStringLiteral(", "), QStringLiteral("+")) : listText(QJsonArray{v}));
    return out.join(QStringLiteral(", "));
}

QStringList pieces(const QString &text, QChar between)
{
    QStringList out;
    for (const QString &piece : text.split(between))
        if (const QString p = piece.trimmed(); !p.isEmpty())
            out.append(p);
    return out;
}

QJsonValue wholeOf(const QString &text)
{
    bool ok = false;
    const qint64 n = text.toLongLong(&ok);
    return ok ? QJsonValue(n) : QJsonValue(text);
}

QString numbersText(const QJsonArray &list)
{
    QStringList out;
    for (const QJsonValue &v : list)
        out.append(v.isDouble() ? numberText(v.toDouble()) : v.toString());
    return out.join(QStringLiteral(", "));
}

// What is no number stays text, so that the check can point at it.
QJsonValue numbersOf(const QString &text)
{
    QJsonArray out;
    for (const QString &piece : pieces(text, u',')) {
        bool ok = false;
        const double number = piece.toDouble(&ok);
        out.append(ok ? QJsonValue(number) : QJsonValue(piece));
    }
    return out;
}

QJsonValue legsOf(const QString &text)
{
    QJsonArray out;
    for (const QString &piece : pieces(text, u',')) {
        const QStringList legs = pieces(piece, u'+');
        QJsonArray group;
        for (const QString &leg : legs)
            group.append(wholeOf(leg));
        out.append(group.size() == 1 ? group.first() : QJsonValue(group));
    }
    return out;
}

QJsonValue momentOf(const QString &text, QDate eventDate)
{
    if (text.contains(u'-') || !text.contains(u':') || !eventDate.isValid())
        return text;
    QString time = text.count(u':') == 1 ? text + QStringLiteral(":00") : text;
    if (time.indexOf(u':') == 1)
        time.prepend(u'0');
    const auto at = parseLocal(eventDate.toString(Qt::ISODate) + u'T' + time);
    return at ? QJsonValue(formatLocal(*at)) : QJsonValue(text);
}

} // namespace

QString textOfField(const FieldSpec &field, const QJsonValue &value, QDate eventDate)
{
    switch (field.kind) {
    case FieldKind::Texts:
    case FieldKind::Genders:
    case FieldKind::Bibs:
        return value.isArray() ? listText(value.toArray()) : value.isDouble() ? numberText(value.toDouble()) : value.toString();
    case FieldKind::Legs: return value.isArray() ? legsText(value.toArray()) : value.toString();
    case FieldKind::Numbers: return value.isArray() ? numbersText(value.toArray()) : value.toString();
    case FieldKind::Metres:
    case FieldKind::Whole: return value.isDouble() ? numberText(value.toDouble()) : value.toString();
    case FieldKind::Duration: return value.isDouble() ? durationText(value.toDouble()) : value.toString();
    case FieldKind::Flag: return value.isBool() ? (value.toBool() ? QStringLiteral("yes") : QStringLiteral("no")) : value.toString();
    case FieldKind::Moment: {
        const QString text = value.toString();
        const bool thatDay = eventDate.isValid() && text.startsWith(eventDate.toString(Qt::ISODate)) && parseLocal(text);
        return thatDay ? text.mid(11) : text;
    }
    default: return value.toString();
    }
}

QJsonValue valueOfField(const FieldSpec &field, const QString &given, QDate eventDate)
{
    const QString text = given.trimmed();
    if (text.isEmpty())
        return QJsonValue(QJsonValue::Undefined);
    switch (field.kind) {
    case FieldKind::Texts: return QJsonArray::fromStringList(pieces(text, u','));
    case FieldKind::Genders: {
        QStringList out;
        for (const QString &piece : pieces(text, u','))
            out.append(parseGender(piece).isEmpty() ? piece : parseGender(piece));
        return QJsonArray::fromStringList(out);
    }
    case FieldKind::Bibs: {
        const QStringList bibs = pieces(text, u',');
        return bibs.size() == 1 ? QJsonValue(bibs.front()) : QJsonValue(QJsonArray::fromStringList(bibs));
    }
    case FieldKind::Metres: {
        bool plain = false;
        const double number = text.toDouble(&plain);
        if (plain && std::isfinite(number))
            return number;
        const auto metres = parseDistance(text);
        return metres ? QJsonValue(*metres) : QJsonValue(text);
    }
    case FieldKind::Whole: return wholeOf(text);
    case FieldKind::Duration: {
        const auto elapsed = parseElapsed(text);
        return elapsed ? QJsonValue(double(elapsed->count()) / 1e6) : QJsonValue(text);
    }
    case FieldKind::Flag: return text == u"yes" ? QJsonValue(true) : text == u"no" ? QJsonValue(false) : QJsonValue(text);
    case FieldKind::Moment: return momentOf(text, eventDate);
    case FieldKind::Legs: return legsOf(text);
    case FieldKind::Numbers: return numbersOf(text);
    default: return text;
    }
}

} // namespace gantry::ui
