// SPDX-License-Identifier: Apache-2.0
#pragma once
// Awards of all races, kept current one entrant at a time, and the reason why somebody is not among the winners. The answer is
// the same as drawing everything anew. Not thread-safe; lives beside its Scoreboard.

#include "core/scoring/awards.h"
#include "core/scoring/scoreboard.h"

#include <memory>

namespace gantry::scoring {

// Ordered by how close he came.
enum class AwardReason : std::uint8_t {
    OtherRace = 1, NotFinished, NoTime, NoPlaces, SexUnknown, OtherSex, AgeUnknown, OtherAge, OtherClub,
    HoldsAnother, // an exclusive prize, given before
    KeptAnother,  // one that is worth more
    ClubIsFull, TooLow, Won
};

struct AwardAnswer {
    AwardReason reason = AwardReason::OtherRace;
    int band = -1;             // index into RaceAwards::bands
    int position = 0;          // Won: his; TooLow: his among those who could have won it
    int places = 0;            // prizes of the band
    int other = -1;            // HoldsAnother, KeptAnother: the other band
    int otherPosition = 0;
    QString text;              // a sentence for people
};

using AllAwards = std::vector<std::shared_ptr<const RaceAwards>>; // per race; never null

class AwardBoard {
public:
    void everythingAnew() { m_anew = true; }   // rules or all entrants changed
    void changed(EntrantIdx e) { m_changed.push_back(e); } // his facts or result may have
    // Brings everything up to date. Races whose awards did not change keep their pointer.
    const AllAwards &awards(const Scoreboard &board);
    // Of one band, current or not: bring it up to date first.
    AwardAnswer why(const Scoreboard &board, RaceIdx race, int band, EntrantIdx e) const;

private:
    struct Known { // of one entrant, as it stands in the lists
        int race = -1;
        std::optional<Contender> net, gun;
        friend bool operator==(const Known &, const Known &) = default;
    };
    struct Race {
        AwardField field;
        bool net = false, gun = false; // which lists its awards ask for
        bool dirty = true, unordered = true;
    };
    void rebuild(const Scoreboard &board);
    Known knownOf(const Scoreboard &board, EntrantIdx e);
    void apply(const Scoreboard &board, EntrantIdx e);
    void relist(const Scoreboard &board, std::size_t race);

    bool m_anew = true;
    std::vector<EntrantIdx> m_changed;
    std::vector<Known> m_known;      // as declared: dead heats not yet put together
    std::vector<Race> m_races;
    ClubNumbers m_clubs;
    AllAwards m_awards;
};

QString ordinal(int place); // "1st"

} // namespace gantry::scoring
