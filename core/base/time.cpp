// SPDX-License-Identifier: Apache-2.0
#include "core/base/time.h"

#include <array>
#include <cstdlib>

namespace gantry {

using namespace std::chrono;

UtcTime SystemClock::now() const
{
    return floor<microseconds>(system_clock::now());
}

namespace {

QString pad(qint64 v, int width)
{
    return QString::number(v).rightJustified(width, u'0');
}

QString fraction(qint64 us, int digits)
{
    return digits <= 0 ? QString() : u'.' + pad(us, 6).left(digits);
}

QString isoText(microseconds since1970)
{
    const auto d = floor<days>(since1970);
    const year_month_day date{sys_days(d)};
    const auto rest = since1970 - d;
    const qint64 us = rest.count() % 1'000'000;
    const qint64 s = rest.count() / 1'000'000;
    return pad(int(date.year()), 4) + u'-' + pad(unsigned(date.month()), 2) + u'-' + pad(unsigned(date.day()), 2) + u'T' + pad(s / 3600, 2) + u':'
        + pad(s / 60 % 60, 2) + u':' + pad(s % 60, 2) + (us ? fraction(us, 6) : QString());
}

// Reads digits at `i`; at least one, at most `max`.
bool takeNumber(QStringView t, qsizetype &i, int max, qint64 &out)
{
    const qsizetype from = i;
    out = 0;
    while (i < t.size() && i - from < max && t[i] >= u'0' && t[i] <= u'9')
        out = out * 10 + (t[i++].unicode() - u'0');
    return i > from;
}

bool takeFraction(QStringView t, qsizetype &i, qint64 &us)
{
    us = 0;
    if (i >= t.size())
        return true;
    if (t[i] != u'.' && t[i] != u',')
        return false;
    ++i;
    qint64 scale = 100'000;
    const qsizetype from = i;
    while (i < t.size() && t[i] >= u'0' && t[i] <= u'9') {
        us += (t[i++].unicode() - u'0') * scale;
        scale /= 10; // digits beyond the sixth add nothing
    }
    return i > from && i - from <= 9;
}

} // namespace

QString formatUtc(UtcTime t)
{
    return isoText(t.time_since_epoch()) + u'Z';
}

QString formatLocal(LocalTime t)
{
    return isoText(t.time_since_epoch());
}

QString formatTimeOfDay(LocalTime t, int fractionDigits)
{
    const auto since = t.time_since_epoch();
    const auto rest = since - floor<days>(since);
    const qint64 s = rest.count() / 1'000'000;
    return pad(s / 3600, 2) + u':' + pad(s / 60 % 60, 2) + u':' + pad(s % 60, 2) + fraction(rest.count() % 1'000'000, fractionDigits);
}

std::optional<LocalTime> parseLocal(QStringView text)
{
    const QStringView t = text.trimmed();
    qsizetype i = 0;
    qint64 y, mo, d, h, mi, s, us;
    const auto lit = [&](char16_t c) { return i < t.size() && t[i] == c && ++i; };
    if (!(takeNumber(t, i, 4, y) && lit(u'-') && takeNumber(t, i, 2, mo) && lit(u'-') && takeNumber(t, i, 2, d)))
        return std::nullopt;
    if (!(lit(u'T') || lit(u' ')))
        return std::nullopt;
    if (!(takeNumber(t, i, 2, h) && lit(u':') && takeNumber(t, i, 2, mi) && lit(u':') && takeNumber(t, i, 2, s) && takeFraction(t, i, us)) || i != t.size())
        return std::nullopt;
    const year_month_day date{year(int(y)), month(unsigned(mo)), day(unsigned(d))};
    if (!date.ok() || h > 23 || mi > 59 || s > 60)
        return std::nullopt;
    return LocalTime(sys_days(date).time_since_epoch() + hours(h) + minutes(mi) + seconds(s) + microseconds(us));
}

std::optional<Micros> parseElapsed(QStringView text)
{
    const QStringView t = text.trimmed();
    qsizetype i = 0;
    const bool negative = !t.isEmpty() && t[0] == u'-' && ++i;
    std::array<qint64, 3> part{};
    int n = 0;
    for (;;) {
        if (n == 3 || !takeNumber(t, i, 9, part[std::size_t(n)]))
            return std::nullopt;
        ++n;
        if (i < t.size() && t[i] == u':')
            ++i;
        else
            break;
    }
    qint64 us;
    if (!takeFraction(t, i, us) || i != t.size())
        return std::nullopt;
    qint64 total = 0;
    for (int k = 0; k < n; ++k) {
        if (k > 0 && part[std::size_t(k)] > 59)
            return std::nullopt;
        total = total * 60 + part[std::size_t(k)];
    }
    const Micros value = seconds(total) + microseconds(us);
    return negative ? -value : value;
}

QString formatElapsed(Micros t, int fractionDigits)
{
    const qint64 v = std::llabs(t.count());
    const qint64 s = v / 1'000'000;
    return (t.count() < 0 ? QStringLiteral("-") : QString()) + QString::number(s / 3600) + u':' + pad(s / 60 % 60, 2) + u':' + pad(s % 60, 2)
        + fraction(v % 1'000'000, fractionDigits);
}

QString formatShort(Micros t, int fractionDigits)
{
    const qint64 v = std::llabs(t.count());
    const qint64 s = v / 1'000'000;
    if (s >= 3600)
        return formatElapsed(t, fractionDigits);
    return (t.count() < 0 ? QStringLiteral("-") : QString()) + QString::number(s / 60) + u':' + pad(s % 60, 2) + fraction(v % 1'000'000, fractionDigits);
}

} // namespace gantry
