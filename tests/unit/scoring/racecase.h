// SPDX-License-Identifier: Apache-2.0
#pragma once
// One race and one runner, written in seconds after the gun of 09:00:00 UTC.

#include "core/scoring/score.h"

#include <QJsonObject>

namespace gantry::test {

inline Micros seconds(double s) { return Micros(std::int64_t(s * 1e6 + (s < 0 ? -0.5 : 0.5))); }
UtcTime gunPlus(double s);

// Points: start, half (split), finish, mat (start_finish), tent (announcer), other (split, on no course below).
EventDocument eventWith(const char *raceJson);
// Course half, finish; chip start; gun 09:00:00.
inline constexpr const char *kPlainRace =
    R"({"name":"R","start":{"mode":"chip","gun":"2026-05-30T09:00:00"},"course":[{"point":"half"},{"point":"finish"}]})";

struct RaceCase {
    explicit RaceCase(const char *raceJson = kPlainRace);

    RaceCase &read(const char *point, double s);
    RaceCase &setTime(const char *point, double s);
    scoring::EntrantResult score();
    // What became of the read at that moment.
    scoring::ReadUse useAt(double s);
    PointIdx point(const char *name) const { return event.pointByName(QString::fromLatin1(name)); }

    EventDocument event;
    scoring::RaceRules rules;
    scoring::EntrantFacts facts;
};

} // namespace gantry::test
