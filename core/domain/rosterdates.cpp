// SPDX-License-Identifier: Apache-2.0
#include "core/domain/rosterdates.h"

#include <array>

namespace gantry {

namespace {

struct Parts {
    std::array<int, 3> number{};
    std::array<int, 3> digits{};
};

// Three numbers with one of - / . or blanks between; a time of day behind them is left out.
std::optional<Parts> split(QStringView cell)
{
    Parts parts;
    int n = 0;
    bool inNumber = false;
    for (qsizetype i = 0; i < cell.size(); ++i) {
        const char16_t c = cell[i].unicode();
        if (c >= u'0' && c <= u'9') {
            if (!inNumber && ++n > 3)
                return std::nullopt;
            inNumber = true;
            const auto at = std::size_t(n - 1);
            if (++parts.digits[at] > 8)
                return std::nullopt;
            parts.number[at] = parts.number[at] * 10 + (c - u'0');
        } else if (n == 3 && (c == u'T' || c == u' ') && cell.mid(i).contains(u':')) {
            break;
        } else if (n > 0 && (c == u'-' || c == u'/' || c == u'.' || c == u' ')) {
            inNumber = false;
        } else {
            return std::nullopt;
        }
    }
    if (n == 1 && parts.digits[0] == 8) // 19910704
        return Parts{{parts.number[0] / 10000, parts.number[0] / 100 % 100, parts.number[0] % 100}, {4, 2, 2}};
    return n == 3 ? std::optional(parts) : std::nullopt;
}

RosterDate dated(int year, int month, int day)
{
    const QDate date(year, month, day);
    return date.isValid() ? RosterDate{RosterDate::Kind::Good, date} : RosterDate{RosterDate::Kind::Bad, {}};
}

} // namespace

RosterDate readRosterDate(QStringView cell, DateOrder order)
{
    using Kind = RosterDate::Kind;
    const QStringView text = cell.trimmed();
    if (text.isEmpty())
        return {Kind::Empty, {}};
    const auto parts = split(text);
    if (!parts)
        return {Kind::Bad, {}};
    const auto &[a, b, c] = parts->number;
    if (parts->digits[0] == 4)
        return dated(a, b, c);
    if (parts->digits[2] <= 2)
        return {Kind::TwoDigitYear, {}};
    if (parts->digits[2] != 4 || parts->digits[0] > 2 || parts->digits[1] > 2)
        return {Kind::Bad, {}};
    switch (order) {
    case DateOrder::Dmy: return dated(c, b, a);
    case DateOrder::Mdy: return dated(c, a, b);
    case DateOrder::Ymd: return {Kind::Bad, {}};
    case DateOrder::Guess: break;
    }
    if (a > 12 || a == b)
        return dated(c, b, a);
    if (b > 12)
        return dated(c, a, b);
    return {Kind::Ambiguous, {}};
}

DateOrder guessDateOrder(const QStringList &column)
{
    bool dayFirst = false, monthFirst = false;
    for (const QString &cell : column) {
        const auto parts = split(QStringView(cell).trimmed());
        if (!parts || parts->digits[0] > 2 || parts->digits[2] != 4)
            continue;
        dayFirst = dayFirst || parts->number[0] > 12;
        monthFirst = monthFirst || parts->number[1] > 12;
    }
    if (dayFirst == monthFirst)
        return DateOrder::Guess;
    return dayFirst ? DateOrder::Dmy : DateOrder::Mdy;
}

} // namespace gantry
