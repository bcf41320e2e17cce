// SPDX-License-Identifier: Apache-2.0
#pragma once
// One entrant scored, step by step. Only scoring uses this. Steps, in the order of run():
//   startchoice.cpp  which reads may count at all; the start
//   passage.cpp      the course, item by item
//   laps.cpp         races by the clock: as many laps as possible, backyard
//   legs.cpp         relays and races of several disciplines: what each leg took
//   score.cpp        status, flags, several sources of one crossing

#include "core/scoring/score.h"

#include <span>

namespace gantry::scoring {

// Reads of one crossing come within a minute of each other; longer gaps are another crossing.
inline constexpr Micros kOneCrossing = std::chrono::seconds(60);
// In a list of times somebody has written down, each line is meant; only a double press is not.
inline constexpr Micros kDoublePress = std::chrono::seconds(10);
inline constexpr Use kUndecided{};
inline constexpr Use kWaiting = Use(255); // of a source that is not looked at yet

class Scorer {
public:
    // `given` holds what is known of each read beforehand; empty: nothing.
    Scorer(const RaceRules &rules, const EntrantFacts &facts, std::span<const ReadFact> reads, std::vector<ReadUse> given)
        : m_rules(rules), m_facts(facts), m_reads(reads), m_uses(std::move(given)), m_times(rules.course.size()), m_hand(rules.course.size())
    {
    }

    EntrantResult run();
    std::vector<ReadUse> takeUses() { return std::move(m_uses); }

private:
    // startchoice.cpp
    void sortReads();
    void takeHandTimes();
    std::optional<UtcTime> firstLaterRead() const;
    void chooseStart();
    void countFrom();
    // passage.cpp
    void passCourse();
    void passItem(std::size_t i, UtcTime floor);
    std::size_t pickRead(std::size_t first, const CourseRule &rule) const;
    void finishCourse();
    void markRest();
    // laps.cpp
    void runLaps();
    void countLap(std::size_t read, UtcTime at);
    UtcTime lapFloor() const;
    std::optional<UtcTime> timeUp() const;
    Use afterTime(UtcTime at, Micros &by) const;
    void fillLaps();
    // legs.cpp
    void fillLegs();
    std::optional<UtcTime> legStart(int leg, const std::optional<UtcTime> &before, bool &massStart) const;
    void estimateExchanges();
    // score.cpp
    void fillTimes();
    void fillFlags(bool moved);
    void fillStatus();

    int firstItemAt(PointIdx point) const;
    int passedBefore(std::size_t item) const; // the item before it on the same point that has a time
    Micros gapFor(const CourseRule &rule, const ReadFact &read) const;
    void mark(std::size_t read, Use use, int course = -1, Micros by = Micros(0));
    bool usesOwnStart() const { return m_rules.startMode != StartMode::Gun && !m_facts.startOffset; }
    bool byTheClock() const { return m_rules.ranksByLaps() && !m_rules.expanded; }
    Micros legAmounts(int leg) const;

    const RaceRules &m_rules;
    const EntrantFacts &m_facts;
    std::span<const ReadFact> m_reads;
    std::vector<ReadUse> m_uses;
    EntrantResult m_result;
    std::vector<std::optional<UtcTime>> m_times; // per course item
    std::vector<std::optional<UtcTime>> m_hand;
    std::vector<UtcTime> m_laps;                 // ends of the laps that count, in a race by the clock
    std::vector<char> m_estimated;               // per course item
    std::optional<UtcTime> m_gun;                // the runner's own
    std::optional<UtcTime> m_startRead, m_handStart, m_start;
    bool m_early = false, m_late = false;        // start reads before the gun, after the cut-off
    bool m_eliminated = false;                   // backyard: a lap was not done in its time
};

void chooseDivision(const RaceRules &rules, const EntrantFacts &facts, EntrantResult &result);

} // namespace gantry::scoring
