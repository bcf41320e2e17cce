// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the race clocks of a screen say. Pure: the console's time comes in.

#include "core/base/time.h"

#include <QJsonArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace gantry::render {

class RaceClocks {
public:
    void setRaces(const QJsonArray &races); // of the feed's snapshot: one entry per race and wave
    // The races with something to show: running ones first, then those with a scheduled start, each in the event's order.
    QStringList names() const;
    bool running() const;
    // "0:31:07", "START IN -4:12", or nothing. Empty means the first of names(). Rounds down.
    QString text(const QString &race, UtcTime now) const;
    // How long until some text changes.
    Micros untilChange(UtcTime now) const;

private:
    struct Race {
        QString name;
        std::optional<UtcTime> gun, scheduled; // the first of its waves
    };
    const Race *find(const QString &race) const;
    std::vector<Race> m_races; // those with something to show
};

} // namespace gantry::render
