// SPDX-License-Identifier: Apache-2.0
#pragma once
// The laptop's clock, guarded: it follows the wall clock for as long as that one runs, and goes on counting by itself when
// somebody sets it (an hour back, a date, a jump of NTP). Guns, arrivals and running race clocks stay right; the jump is
// reported. A suspended laptop's clock ran on, so it counts with the clock that does, too. Thread-safe.

#include "core/base/time.h"

#include <functional>
#include <mutex>

namespace gantry {

class GuardedClock final : public Clock {
public:
    static constexpr Micros kTolerated = std::chrono::milliseconds(1500); // a step of NTP that is followed
    using Source = std::function<Micros()>; // since any epoch

    GuardedClock(); // of this computer
    // `wall`: since 1970; `steady`: never set by anybody.
    GuardedClock(Source wall, Source steady);

    UtcTime now() const override;
    // How far the laptop's clock is from ours: positive when it was set ahead. Zero: nobody set it.
    Micros jump() const;
    void acceptWallClock(); // from now on what the laptop says holds

private:
    Source m_wall, m_steady;
    mutable std::mutex m_mutex;
    mutable Micros m_offset{0}; // wall − steady that we follow
    mutable Micros m_jump{0};
};

} // namespace gantry
