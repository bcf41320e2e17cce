// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is odd about one runner, from his own facts alone. Pure; worked out when he is scored, so a read costs one runner.

#include "core/scoring/score.h"

#include <vector>

namespace gantry::engine {

struct RunnerIssue {
    enum class Kind : std::uint8_t { MissingStart = 1, MissingSplit, TooSoon, TooFast, AfterVerdict, WrongWave, AgeGrade, RecordMargin, SectionPace };
    Kind kind = Kind::MissingStart;
    int item = -1;           // course item
    int wave = -1;           // WrongWave: the one it fits
    ReadIdx read{-1};
    Micros by{0};            // TooSoon: before the minimum; WrongWave: start read against the own gun
    double confidence = 0;
    double amount = 0;       // AgeGrade: per cent; RecordMargin: per cent below it (item: of the rules' records); SectionPace: course item it began at
    friend bool operator==(const RunnerIssue &, const RunnerIssue &) = default;
};

// `verdictAt`: when DNF or DNS was said, where known.
std::vector<RunnerIssue> issuesOf(const scoring::RaceRules &rules, const scoring::EntrantFacts &facts, const scoring::EntrantResult &result,
                                   const std::vector<scoring::ReadUse> &uses, std::optional<UtcTime> verdictAt);

// A division or race on wheels is not measured against runners.
bool onWheels(const QString &name);
// Nobody has ever run that distance faster; nothing below 400 m.
std::optional<Micros> worldBest(double metres);

} // namespace gantry::engine
