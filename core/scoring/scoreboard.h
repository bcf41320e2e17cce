// SPDX-License-Identifier: Apache-2.0
#pragma once
// All results of an event, kept current one entrant at a time, with the same answer as scoring everything anew.
// Not thread-safe; lives on gantry-score.

#include "core/scoring/score.h"

#include <deque>
#include <set>

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
    // Entrants of a race: placed ones by rank, then ON_COURSE, NOT_STARTED, DNF, DNS, DQ, each by bib order given in facts index.
    const std::vector<EntrantIdx> &order(RaceIdx race);

    // Entrants whose result changed since the last take (places not counted), and the announcements since.
    std::vector<EntrantIdx> takeChanged();
    std::vector<Announcement> takeAnnouncements();

private:
    struct RaceState {
        std::vector<EntrantIdx> ranked;   // finishers with a place, by ranking key
        std::vector<EntrantIdx> order;
        bool dirty = true;
    };
    void rescore(EntrantIdx e);
    void announce(EntrantIdx e, const EntrantResult &before, const EntrantResult &after);
    void insertRanked(EntrantIdx e);
    void removeRanked(EntrantIdx e);
    void refresh(RaceIdx race);

    std::vector<RaceRules> m_rules;
    std::vector<EntrantFacts> m_facts;
    std::vector<EntrantResult> m_results;
    std::vector<Places> m_places;
    std::vector<RaceState> m_races;
    std::set<EntrantIdx> m_changed;
    std::vector<Announcement> m_announcements;
};

} // namespace gantry::scoring
