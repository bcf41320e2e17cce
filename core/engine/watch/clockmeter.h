// SPDX-License-Identifier: Apache-2.0
#pragma once
// How far a reader's clock is off, from live reads: device time against the time of arrival. A read can come late and never
// early, so what looks late may be a backlog, and what looks early is always the clock. Pure; one per reader.

#include "core/base/time.h"

#include <deque>
#include <optional>
#include <vector>

namespace gantry::engine {

class ClockMeter {
public:
    struct Sample {
        UtcTime at;      // arrival
        Micros ahead{0}; // device time minus arrival; the freshest read of those that came together
    };
    void add(UtcTime device, UtcTime arrival);

    // How far ahead the clock is (negative: behind). Nothing while only a backlog has come.
    std::optional<Micros> offset() const { return m_offset; }
    // The clock was set while it was watched: the reads from `at` on are off by `to`, those before by `from`.
    struct Jump {
        UtcTime at;
        Micros from{0}, to{0};
    };
    const std::optional<Jump> &jump() const { return m_jump; }
    const std::deque<Sample> &history() const { return m_samples; } // newest last, at most kKept

private:
    static constexpr std::size_t kKept = 240;
    bool isLive(std::size_t i) const;
    void estimate();

    std::deque<Sample> m_samples;
    std::optional<Micros> m_offset;
    std::optional<Jump> m_jump;
};

} // namespace gantry::engine
