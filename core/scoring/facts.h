// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is known of one entrant when it is scored: plain values, indices into the rules.

#include "core/scoring/rules.h"

#include <vector>

namespace gantry::scoring {

struct ReadFact {
    ReadIdx read;              // also the recording order: smaller came first
    PointIdx point;
    UtcTime at;
    bool ignored = false;      // by a correction
    bool elapsed = false;      // `at` is gun-relative and already added to the race's gun
};

struct EntrantFacts {
    RaceIdx race{-1};
    int wave = 0;              // index into RaceRules::waves
    QString gender;            // "M" "F" "X" or empty
    std::optional<int> age;    // on the race's age date
    QString rosterDivision;
    std::vector<ReadFact> reads; // by (at, read)
    // Corrections on this entrant, already reduced to what counts:
    std::optional<Correction::Kind> verdict;  // Dq beats Dnf beats Dns
    std::optional<Micros> startOffset;        // own gun relative to the race's
    Micros penalty{0};                        // sum
    struct SetTime { PointIdx point; UtcTime at; };
    std::vector<SetTime> setTimes;            // newest last; wins over reads
    int deadHeat = -1;                        // group number; members share a place
    bool withdrawn = false;
};

} // namespace gantry::scoring
