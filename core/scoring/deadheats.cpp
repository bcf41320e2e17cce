// SPDX-License-Identifier: Apache-2.0
#include "core/scoring/deadheats.h"

#include "core/scoring/score.h"

#include <algorithm>
#include <map>

namespace gantry::scoring {

std::vector<int> heatsOf(const std::vector<Micros> &times, Rounding rounding)
{
    std::map<Micros, std::vector<std::size_t>> printed;
    for (std::size_t i = 0; i < times.size(); ++i)
        printed[roundTime(times[i], rounding)].push_back(i);
    std::vector<int> heats(times.size(), 0);
    if (std::any_of(printed.begin(), printed.end(), [](const auto &p) { return p.second.size() < 2; }))
        return heats;
    int number = 0;
    for (const auto &[time, same] : printed) {
        for (const std::size_t i : same)
            heats[i] = number;
        ++number;
    }
    return heats;
}

} // namespace gantry::scoring
