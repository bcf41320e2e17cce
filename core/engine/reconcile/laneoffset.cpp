// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reconcile/laneoffset.h"

#include <algorithm>
#include <cmath>

namespace gantry::engine::reconcile {

namespace {

using namespace std::chrono_literals;

constexpr Micros kBin = 200ms;
constexpr std::size_t kAsked = 1500; // entries that vote
constexpr std::ptrdiff_t kEach = 400; // crossings on either side that one of them votes with
constexpr int kLeastVotes = 4;

template<class F>
void eachPair(const std::vector<UtcTime> &lane, const std::vector<UtcTime> &better, Micros most, F pair)
{
    const std::size_t step = std::max<std::size_t>(1, lane.size() / kAsked);
    for (std::size_t i = 0; i < lane.size(); i += step) {
        const auto here = std::lower_bound(better.begin(), better.end(), lane[i]);
        for (auto it = here; it != better.end() && it - here < kEach && *it - lane[i] <= most; ++it)
            pair(lane[i] - *it);
        for (auto it = here; it != better.begin() && here - it < kEach && lane[i] - *(it - 1) <= most; --it)
            pair(lane[i] - *(it - 1));
    }
}

} // namespace

Micros median(std::vector<Micros> values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

Micros spreadOf(std::vector<Micros> values)
{
    const Micros middle = median(values);
    for (Micros &v : values)
        v = std::chrono::abs(v - middle);
    return Micros(std::int64_t(double(median(std::move(values)).count()) * 1.4826));
}

std::optional<Offset> offsetByVote(const std::vector<UtcTime> &lane, const std::vector<UtcTime> &better, Micros most)
{
    const auto half = most / kBin;
    std::vector<int> votes(std::size_t(2 * half + 1), 0);
    int all = 0;
    const auto binOf = [&](Micros by) { return std::size_t(std::clamp<std::int64_t>((by + most + kBin / 2) / kBin, 0, 2 * half)); };
    eachPair(lane, better, most, [&](Micros by) {
        ++votes[binOf(by)];
        ++all;
    });
    const auto around = [&](std::size_t bin) { return votes[bin] + (bin > 0 ? votes[bin - 1] : 0) + (bin + 1 < votes.size() ? votes[bin + 1] : 0); };
    const auto farther = [&](std::size_t a, std::size_t b) { return std::abs(std::int64_t(a) - half) > std::abs(std::int64_t(b) - half); };
    std::size_t best = std::size_t(half);
    for (std::size_t bin = 0; bin < votes.size(); ++bin)
        if (around(bin) > around(best) || (around(bin) == around(best) && farther(best, bin)))
            best = bin;
    const double chance = 3.0 * all / double(votes.size()); // what three bins get when nothing is in common
    const double needed = std::max<double>({double(kLeastVotes), 0.35 * double(std::min(lane.size(), kAsked)), chance + 3 * std::sqrt(chance)});
    if (around(best) < needed)
        return {};
    std::vector<Micros> near;
    const Micros middle = Micros((std::int64_t(best) - half) * kBin);
    eachPair(lane, better, most, [&](Micros by) {
        if (std::chrono::abs(by - middle) <= kBin * 2)
            near.push_back(by);
    });
    if (near.empty())
        return {};
    int second = 0; // of another difference, not of the foot of the same
    for (std::size_t bin = 0; bin < votes.size(); ++bin)
        if (bin + 2 < best || bin > best + 2)
            second = std::max(second, around(bin));
    const double rivalry = std::clamp((second - chance) / std::max(1.0, around(best) - chance), 0.5, 1.0);
    return Offset{median(std::move(near)), 1.5 - rivalry};
}

} // namespace gantry::engine::reconcile
