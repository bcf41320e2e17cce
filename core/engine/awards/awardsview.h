// SPDX-License-Identifier: Apache-2.0
#pragma once
// Awards as the window and the verbs see them. A part of the View: immutable.

#include "core/engine/awards/awardbook.h"
#include "core/scoring/awardboard.h"

namespace gantry::engine {

// A place that was official and is not any more, or the other way round.
struct ChangedPlace {
    int position = 0;
    EntrantIdx was{-1}, is{-1}; // -1: nobody (or somebody who is not in the event any more)
    Micros wasTime{0}, isTime{0};
    friend bool operator==(const ChangedPlace &, const ChangedPlace &) = default;
};

// A band, or a division: whatever is made official by itself.
struct AwardRow {
    int race = 0;
    bool division = false;
    int index = 0;                       // of drawn[race]->bands, or of the race's divisions
    QString name;
    AwardStage stage = AwardStage::Detected;
    std::optional<UtcTime> since, protestUntil;
    QString by;
    int places = 0;                      // prizes won, runners with a place
    int announced = 0, handed = 0;       // of those who hold a prize now
    std::vector<ChangedPlace> changes;   // official, and not true any more: to be corrected; at most kChanges
    int changed = 0;                     // how many there are
    QString cause;                       // what changed it
    static constexpr int kChanges = 20;
    bool isOfficial() const { return stage == AwardStage::Official || stage == AwardStage::Corrected; }
    friend bool operator==(const AwardRow &, const AwardRow &) = default;
};

// One line of the ledger.
struct GivenRow {
    int race = -1;
    int band = -1;                       // of drawn[race]->bands; -1: the document has no such band any more
    QString raceName, bandName;
    int position = 0;
    Id128 entrantId;
    EntrantIdx entrant{-1};
    std::optional<UtcTime> announced, handed, back, stays;
    QString announcedBy, handedBy;
    bool alarm = false;                  // it is not his any more, and nobody settled that
    int positionNow = 0;                 // his place in the band now; 0: none
    std::vector<EntrantIdx> holders;     // of that place now
    QString cause;                       // what changed it
    friend bool operator==(const GivenRow &, const GivenRow &) = default;
};

struct AwardsView {
    scoring::AllAwards drawn;            // per race, as in the document
    std::vector<AwardRow> rows;          // by race: bands, then divisions, in document order
    std::vector<GivenRow> given;
    std::vector<int> protestMinutes;     // per race
    const AwardRow *row(int race, bool division, QStringView name) const;
    // What stands in the ledger of a prize; null: neither announced nor handed out.
    const GivenRow *ledger(int race, int band, int position, EntrantIdx entrant) const;
};

} // namespace gantry::engine
