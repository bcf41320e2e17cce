// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who wins what. Pure: rules of the race and its finishers in, winners per band out. docs/scoring.md, "Awards", has every rule
// with its source.

#include "core/scoring/score.h"

#include <limits>
#include <span>
#include <vector>

namespace gantry::scoring {

// A finisher as awards see him, by one of his times.
struct Contender {
    static constexpr std::int16_t kNoLimit = std::numeric_limits<std::int16_t>::max();
    static constexpr std::uint8_t kAnybody = 7; // M, F and X

    // What he is sorted by. Members of a dead heat stand together: they have the first one's.
    std::int32_t behind = 0;       // minus his laps; 0 where laps do not rank
    Micros order{0};
    std::int32_t orderRecorded = 0;
    Micros time{0};                // his own, unrounded
    std::int32_t recorded = 0;     // recording order of the finish
    EntrantIdx entrant{-1};
    // Who he is. Where sex or age is unknown, the bounds of his division; without one, everything.
    std::int32_t heat = -1;        // members of one dead heat have the same number
    std::int32_t club = -1;        // -1: none
    std::int16_t ageMin = 0, ageMax = kNoLimit;
    std::uint8_t genders = kAnybody;

    friend auto operator<=>(const Contender &, const Contender &) = default;
};

// Those of one race that have a time, in order. A list that no award asks for is empty.
struct AwardField {
    std::vector<Contender> byNet, byGun;
    const std::vector<Contender> &by(RankBy rank) const { return rank == RankBy::Net ? byNet : byGun; }
};

// Clubs as numbers; case and blanks make no difference.
class ClubNumbers {
public:
    static QString key(const QString &club); // empty: no club
    std::int32_t number(const QString &club);             // a new one gets the next number; -1: no club
    std::int32_t known(const QString &club) const;        // -1: nobody's

private:
    std::map<QString, std::int32_t> m_numbers;
};

struct AwardWinner {
    EntrantIdx entrant;
    std::int32_t position = 0;     // among the winners of the band; shared ones are equal, and the next is left out
    Micros time{0};                // by the award's own ranking, unrounded
    bool shared = false;
    std::int16_t award = 0;        // index into RaceRules::awards
    std::int16_t draw = 0;         // which giving of prizes it was, counted over the race
    friend bool operator==(const AwardWinner &, const AwardWinner &) = default;
};

// Awards of one name: one band, given in several goes when there are several.
struct AwardBand {
    QString name;
    std::vector<int> awards;       // indices into RaceRules::awards, document order
    std::vector<int> draws;        // of each of them: the last giving of its prizes; -1: there was none
    std::vector<AwardWinner> winners; // by position
    friend bool operator==(const AwardBand &, const AwardBand &) = default;
};

struct RaceAwards {
    std::vector<AwardBand> bands;  // in document order, by the first award of the name
    // Under "best value": prizes that somebody left because another one is worth more to him.
    struct Left {
        int band;
        EntrantIdx entrant;
        friend auto operator<=>(const Left &, const Left &) = default;
    };
    std::vector<Left> left;
    int bandByName(QStringView name) const; // without case; -1 when there is none
    friend bool operator==(const RaceAwards &, const RaceAwards &) = default;
};

// Whom an award is for, ready to be compared.
struct AwardTerms {
    std::uint8_t genders = Contender::kAnybody;
    std::int16_t ageMin = 0, ageMax = Contender::kNoLimit;
    bool anyClub = true;
    std::vector<std::int32_t> clubs;
    bool takes(const Contender &c) const;
    bool takesClub(std::int32_t club) const;
};
AwardTerms termsOf(const AwardDef &award, const ClubNumbers &clubs);

// One of his times as a contender; nothing when he has no place.
std::optional<Contender> contenderOf(const RaceRules &rules, EntrantIdx entrant, const EntrantFacts &facts, const EntrantResult &result, RankBy rank, ClubNumbers &clubs);
// Puts a list in order, dead heats together. A list of bibs declared at once may hold several dead heats: those whose printed
// times are equal belong together, when each of them has such a partner.
void orderContenders(std::vector<Contender> &list, Rounding rounding);
bool areTied(const Contender &a, const Contender &b, Ties ties); // for neighbours of a list
std::uint8_t genderBits(const QStringList &genders);             // none named: anybody

RaceAwards drawAwards(const RaceRules &rules, const AwardField &field, const ClubNumbers &clubs);

} // namespace gantry::scoring
