// SPDX-License-Identifier: Apache-2.0
#include "core/engine/watch/clockmeter.h"

#include <algorithm>
#include <cstdlib>

namespace gantry::engine {

namespace {

using namespace std::chrono_literals;

constexpr Micros kTogether = 250ms;   // reads that came within this are one delivery; only its freshest read speaks of the clock
constexpr Micros kSameClock = 1500ms; // samples further apart than this are of another setting of the clock
constexpr Micros kEarly = 300ms;      // ahead of its arrival by more: no delay explains that
constexpr std::size_t kUsed = 15;

Micros distance(Micros a, Micros b)
{
    return a > b ? a - b : b - a;
}

// The upper quartile: delays only ever make a clock look later.
Micros typical(std::vector<Micros> values)
{
    const auto at = values.begin() + qsizetype((values.size() - 1) * 3 / 4);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

} // namespace

void ClockMeter::add(UtcTime device, UtcTime arrival)
{
    const Micros ahead = device - arrival;
    if (!m_samples.empty() && arrival - m_samples.back().at < kTogether && arrival >= m_samples.back().at) {
        if (ahead <= m_samples.back().ahead)
            return;
        m_samples.back().ahead = ahead;
    } else {
        m_samples.push_back({arrival, ahead});
        if (m_samples.size() > kKept)
            m_samples.pop_front();
    }
    estimate();
}

// A backlog runs through hours of device time in seconds of arrival: from one delivery to the next it gets later by less and
// less. A live stream stays where it is.
bool ClockMeter::isLive(std::size_t i) const
{
    const Sample &s = m_samples[i];
    if (s.ahead > kEarly)
        return true;
    const auto agrees = [&](const Sample &o) {
        const Micros apart = o.at > s.at ? o.at - s.at : s.at - o.at;
        return distance(o.ahead, s.ahead) <= std::min(kSameClock, Micros(200ms) + apart / 4);
    };
    const bool recent = s.ahead > -1500ms; // an honest clock and an honest delay
    return recent || (i > 0 && agrees(m_samples[i - 1])) || (i + 1 < m_samples.size() && agrees(m_samples[i + 1]));
}

void ClockMeter::estimate()
{
    std::vector<Micros> now, before;
    std::optional<UtcTime> since;
    for (std::size_t i = m_samples.size(); i-- > 0 && now.size() < kUsed && before.size() < 3;) {
        if (!isLive(i))
            continue;
        const Micros ahead = m_samples[i].ahead;
        if (before.empty() && (now.empty() || distance(ahead, now.front()) <= kSameClock)) {
            now.push_back(ahead);
            since = m_samples[i].at;
        } else {
            before.push_back(ahead);
        }
    }
    if (now.empty())
        return;
    m_offset = typical(now);
    // One read that came late is no change of the clock; several that agree, after several others that agreed, are.
    if (now.size() >= 2 && before.size() >= 3 && distance(before.front(), before.back()) <= kSameClock && distance(typical(now), typical(before)) > kSameClock)
        m_jump = Jump{*since, typical(before), typical(now)};
}

} // namespace gantry::engine
