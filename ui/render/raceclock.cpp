// SPDX-License-Identifier: Apache-2.0
#include "ui/render/raceclock.h"

#include <QJsonObject>

#include <optional>

namespace gantry::render {

namespace {

std::optional<UtcTime> stamp(const QJsonObject &race, const QString &key)
{
    bool ok = false;
    const qint64 us = race[key].toString().toLongLong(&ok);
    // Within a few thousand years nothing overflows below.
    constexpr qint64 most = 100'000'000'000'000'000;
    if (!ok || us > most || us < -most)
        return std::nullopt;
    return fromUs(us);
}

std::optional<UtcTime> earliest(const QJsonArray &races, const QString &name, const QString &key)
{
    std::optional<UtcTime> best;
    for (const auto &value : races) {
        const QJsonObject race = value.toObject();
        if (!name.isEmpty() && race[QStringLiteral("name")].toString() != name)
            continue;
        const auto at = stamp(race, key);
        if (at && (!best || *at < *best))
            best = at;
    }
    return best;
}

std::optional<UtcTime> zeroOf(const QJsonArray &races, const QString &name)
{
    if (auto gun = earliest(races, name, QStringLiteral("gun_us")))
        return gun;
    return earliest(races, name, QStringLiteral("scheduled_us"));
}

} // namespace

ClockReading raceClock(const QJsonArray &races, const QString &race, UtcTime now)
{
    auto zero = race.isEmpty() ? std::nullopt : zeroOf(races, race);
    if (!zero)
        zero = zeroOf(races, {});
    if (!zero)
        return {};
    const auto whole = std::chrono::floor<std::chrono::seconds>(now - *zero);
    const qint64 s = std::abs(qint64(whole.count()));
    ClockReading reading;
    reading.text = QStringLiteral("%1%2:%3:%4")
                       .arg(whole.count() < 0 ? QString(QChar(0x2212)) : QString())
                       .arg(s / 3600)
                       .arg(s / 60 % 60, 2, 10, QChar(u'0'))
                       .arg(s % 60, 2, 10, QChar(u'0'));
    reading.untilNext = *zero + whole + std::chrono::seconds(1) - now;
    return reading;
}

} // namespace gantry::render
