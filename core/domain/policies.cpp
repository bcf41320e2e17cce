// SPDX-License-Identifier: Apache-2.0
#include "core/domain/policies.h"

namespace gantry {

namespace {

constexpr RankingPolicy kPolicies[] = {
    {"world-athletics-road", "World Athletics, road",
     "TR 19.24 (formerly IAAF 165.24), read 2026-11: the official time is from the gun to the line, in whole seconds, any fraction up",
     RankBy::Gun, Ties::Share, Rounding::Ceil1s, "race_day"},
    {"world-athletics-mile", "World Athletics, road mile and shorter",
     "TR 19.24 with tenths, as marks of the road mile are kept, read 2026-11", RankBy::Gun, Ties::Share, Rounding::Ceil01s, "race_day"},
    {"usatf-road", "USATF, road",
     "USATF 245.1 and 245.3 (2007 text), read 2026-11: the order across the line is official, chip times may be made known", RankBy::Gun,
     Ties::RecordingOrder, Rounding::Ceil1s, "race_day"},
    {"club-net", "Club race, net times", "common practice of chip-timed road races: everybody by the own net time", RankBy::Net, Ties::Share,
     Rounding::Ceil1s, "race_day"},
    {"club-stopwatch", "Club race, recorded by hand",
     "common practice of hand-timed races: fractions half up, equal times keep the order in which they were recorded", RankBy::Gun,
     Ties::RecordingOrder, Rounding::HalfUp1s, "race_day"},
    {"triathlon", "Triathlon", "USA Triathlon: age on 31 December of the year; places by the own time, transitions included", RankBy::Net, Ties::Share,
     Rounding::Ceil1s, "dec_31"},
};

} // namespace

std::span<const RankingPolicy> rankingPolicies()
{
    return kPolicies;
}

const RankingPolicy *policyById(QStringView id)
{
    for (const RankingPolicy &policy : kPolicies) {
        if (id.compare(QLatin1StringView(policy.id.data(), qsizetype(policy.id.size())), Qt::CaseInsensitive) == 0)
            return &policy;
    }
    return nullptr;
}

} // namespace gantry
