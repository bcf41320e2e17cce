// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is known of one entrant when it is scored: plain values, indices into the rules.

#include "core/scoring/rules.h"

#include <vector>

namespace gantry::scoring {

// Who saw a crossing. Within kSameCrossing of each other, the smaller one counts and the other one only confirms it.
enum class Source : std::uint8_t { Main = 0, Backup, Hand };
inline constexpr Micros kSameCrossing = std::chrono::seconds(30);
// Reads longer than this before the first start of the race are tests of the mats, not a false start.
inline constexpr Micros kTestsEnd = std::chrono::minutes(15);

struct ReadFact {
    ReadIdx read;              // also the recording order: smaller came first
    PointIdx point;
    UtcTime at;
    bool ignored = false;      // by a correction
    bool elapsed = false;      // `at` is gun-relative and already added to the race's gun
    Source source = Source::Main;
    int hand = -1;             // a time taken by hand: its index in EntrantFacts::hands; `read` is -1 then
    std::int16_t strength = 0; // dBm; 0: not known
};

// A time taken by hand, with this entrant's bib.
struct HandFact {
    PointIdx point;
    UtcTime at;
    Id128 id{};                // of the op
    friend auto operator<=>(const HandFact &, const HandFact &) = default;
};

struct EntrantFacts {
    RaceIdx race{-1};
    int wave = 0;              // index into RaceRules::waves
    QString gender;            // "M" "F" "X" or empty
    std::optional<int> age;    // on the race's age date
    QString rosterDivision;
    QString team;
    std::vector<ReadFact> reads; // by (at, read)
    std::vector<HandFact> hands; // by (at, point)
    std::optional<UtcTime> testsUntil; // reads before it are tests, unless the race had started
    // Corrections on this entrant, already reduced to what counts:
    std::optional<Correction::Kind> verdict;  // Dq beats Dnf beats Dns
    std::optional<Micros> startOffset;        // own gun relative to the race's
    Micros penalty{0};                        // sum, of the whole race
    struct LegAmount { int leg; Micros amount; };
    std::vector<LegAmount> legPenalties;      // leg from 1
    std::vector<LegAmount> legStarts;         // the leg's own start since the race's gun; newest last
    struct SetTime { PointIdx point; UtcTime at; int leg = 0; }; // leg from 1: at its end; 0: at the point's last passage
    std::vector<SetTime> setTimes;            // newest last; wins over reads
    int deadHeat = -1;                        // group number; members share a place
    bool withdrawn = false;
};

} // namespace gantry::scoring
