// SPDX-License-Identifier: Apache-2.0
#pragma once
// All results of an event, kept current one entrant at a time, with the same answer as scoring everything anew.
// Not thread-safe; lives on gantry-score.

#include "core/scoring/score.h"

#include <map>
#include <vector>

namespace gantry::scoring {

struct Places {
    std::int32_t overall = 0, gender = 0, division = 0; // 0 = no place
    friend bool operator==(const Places &, const Places &) = default;
};

// What a screen, an announcer or a vendor follows. Keyed by (entrant, course item, lap): a later one with the same key
// replaces the earlier one; a withdrawn one removes it everywhere.
struct Announcement {
    enum class Kind { Added = 1, Changed, Withdrawn };
    Kind kind = Kind::Added;
    EntrantIdx entrant;
    int course = -1; // course item; the last is the finish
    int lap = 0;
    std::optional<Micros> net, gun;
    std::optional<UtcTime> at;
};

class Scoreboard {
public:
    // Everything anew. Indices of facts are EntrantIdx. An entrant with race -1 has no result.
    void reset(std::vector<RaceRules> rules, std::vector<EntrantFacts> facts);
    // New rules, same entrants.
    void setRules(std::vector<RaceRules> rules);
    // One entrant anew (index may be one past the end: a new entrant).
    void update(EntrantIdx entrant, EntrantFacts facts);

    const std::vector<RaceRules> &rules() const { return m_rules; }
    std::size_t size() const { return m_facts.size(); }
    const EntrantFacts &facts(EntrantIdx e) const { return m_facts[std::size_t(e.value())]; }
    const EntrantResult &result(EntrantIdx e) const { return m_results[std::size_t(e.value())]; }
    // Places of a race are brought up to date on the first call after a change (lazy, O(entrants of the race)).
    const Places &places(EntrantIdx e);
    const std::vector<Places> &allPlaces();
    // Entrants of a race: placed ones by rank, then FINISHED without a place (no time to rank by), ON_COURSE, NOT_STARTED, DNF, DNS, DQ, each by bib order given in facts index.
    const std::vector<EntrantIdx> &order(RaceIdx race);

    // Who is left of a backyard race is known from all its runners together. Called by everything that reads a result; cheap
    // when nothing has changed.
    void settle();

    // Entrants whose result changed since the last take (places not counted), and the announcements since.
    std::vector<EntrantIdx> takeChanged();
    std::vector<Announcement> takeAnnouncements();

private:
    // What ranking and counting need of one entrant, close together: places are redone after every change.
    struct Key {
        std::int32_t race = -1;
        std::int32_t gender = 0;   // 0 = unknown
        std::int32_t division = 0; // a number per division (and gender, for roster divisions) within the race
        std::int32_t deadHeat = -1;
        std::int32_t laps = 0;     // in a race over laps: those without a place are listed by them
        Status status = Status::NotStarted;
        bool placed = false;
        friend bool operator==(const Key &, const Key &) = default;
    };
    struct Ranked {
        std::int32_t notRun = 0;   // laps, negative: the most laps come first
        Micros time;               // by which the race ranks, unrounded
        std::int32_t recorded = 0; // recording order of the finish
        EntrantIdx entrant;
        friend auto operator<=>(const Ranked &, const Ranked &) = default;
    };
    struct RaceState {
        std::vector<Ranked> ranked;         // finishers with a place, ascending
        std::vector<EntrantIdx> order;
        std::map<QString, int> divisions;   // name → number
        bool dirty = true, orderDirty = true, standingDirty = true;
    };
    void rescoreAll();
    void rescore(EntrantIdx e);
    void announce(EntrantIdx e, const EntrantResult &before, const EntrantResult &after);
    Key keyOf(EntrantIdx e);
    std::optional<Ranked> rankingOf(EntrantIdx e) const;
    static bool sameTime(const Ranked &a, const Ranked &b) { return a.notRun == b.notRun && a.time == b.time; }
    void insertRanked(int race, const std::optional<Ranked> &entry);
    void removeRanked(int race, const std::optional<Ranked> &entry);
    void refresh(RaceIdx race);
    Ties tiesFrom(const RaceState &state, std::size_t first, Ties ties) const;
    void shareDeadHeats(RaceState &state, Rounding rounding);
    void declareLastOneStanding(RaceIdx race);
    void noteChange(EntrantIdx e);
    bool validRace(int race) const { return race >= 0 && std::size_t(race) < m_rules.size(); }

    std::vector<RaceRules> m_rules;
    std::vector<EntrantFacts> m_facts;
    std::vector<EntrantResult> m_results;
    std::vector<Key> m_keys;
    std::vector<Places> m_places;
    std::vector<RaceState> m_races;
    std::vector<EntrantIdx> m_changed;
    std::vector<char> m_isChanged;
    std::vector<EntrantIdx> m_noOrder;
    std::vector<Announcement> m_announcements;
    bool m_announcing = false; // not while everything is scored for the first time
};

} // namespace gantry::scoring
