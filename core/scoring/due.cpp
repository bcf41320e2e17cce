// SPDX-License-Identifier: Apache-2.0
#include "core/scoring/due.h"

#include <algorithm>
#include <cmath>

namespace gantry::scoring {

namespace {

using namespace std::chrono_literals;

constexpr double kUnknownPace = 480e6 / 1000; // 8:00 per km
constexpr std::size_t kFewest = 3;

std::optional<double> lengthOf(const RaceRules &rules)
{
    if (rules.distanceM)
        return rules.distanceM;
    return rules.course.empty() ? std::nullopt : rules.course.back().distanceM;
}

} // namespace

std::optional<double> fieldPace(const RaceRules &rules, const std::vector<EntrantResult> &finishers)
{
    const double metres = lengthOf(rules).value_or(1.0); // without a distance the whole course is the unit
    std::vector<double> paces;
    for (const EntrantResult &r : finishers)
        if (r.status == Status::Finished && r.net && metres > 0)
            paces.push_back(double(r.net->count()) / metres);
    if (paces.size() < kFewest)
        return std::nullopt;
    const auto slow = paces.begin() + std::ptrdiff_t(paces.size() * 9 / 10);
    std::nth_element(paces.begin(), slow, paces.end());
    return *slow;
}

std::optional<Due> dueOf(const RaceRules &rules, const EntrantResult &result, std::optional<double> pace, UtcTime now)
{
    const auto start = result.startedAt ? result.startedAt : result.gunAt;
    const auto metres = lengthOf(rules);
    if (!start || rules.course.empty() || (!metres && !pace))
        return std::nullopt;
    double perMetre = pace.value_or(kUnknownPace);
    for (std::size_t i = 0; i < result.splits.size() && i + 1 < rules.course.size(); ++i)
        if (const auto at = rules.course[i].distanceM; at && *at > 0 && metres && result.splits[i])
            perMetre = double(result.splits[i]->count()) / *at;
    const Micros needed{std::llround(perMetre * metres.value_or(1.0))};
    Due due;
    due.item = std::min(result.lastPoint + 1, int(rules.course.size()) - 1);
    due.at = *start + needed;
    due.overdue = now > due.at + std::max<Micros>(5min, needed / 4);
    return due;
}

} // namespace gantry::scoring
