// SPDX-License-Identifier: Apache-2.0
#pragma once
// The parts of a race that say how it is scored: read rules, laps, relay, awards, teams. Used by the event parser only.

#include "core/base/text.h"
#include "core/domain/eventparser.h"

namespace gantry {

constexpr int kOldest = 150;
inline constexpr DocumentWord<RankBy> kRankings[] = {{"net", RankBy::Net}, {"gun", RankBy::Gun}};

template<class T>
void ageBounds(ObjectReader &in, T &out)
{
    out.ageMin = in.integer("age_min", 0, kOldest);
    out.ageMax = in.integer("age_max", 0, kOldest);
    if (out.ageMin && out.ageMax && *out.ageMin > *out.ageMax) {
        in.problem("age_min", say("%1 is more than age_max %2").arg(*out.ageMin).arg(*out.ageMax));
        out.ageMin.reset();
        out.ageMax.reset();
    }
}

ReadRule parseReadRule(ObjectReader &in, bool withCutoff);
void parseAwards(ObjectReader &in, RaceDef &race);
void parseTeamRules(ObjectReader &in, RaceDef &race);
void parseLaps(ObjectReader &in, RaceDef &race);
void parseRelay(ObjectReader &in, RaceDef &race);
// Ranking, ties, rounding and the age's day: as the policy has them where the document is silent.
void parsePolicy(ObjectReader &in, RaceDef &race);

} // namespace gantry
