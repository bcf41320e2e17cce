// SPDX-License-Identifier: Apache-2.0
#pragma once
// A time taken by hand, as the window sees it.

#include "core/scoring/score.h"

namespace gantry::engine {

struct HandRow {
    enum class State : std::uint8_t {
        Tap = 1,     // no bib, and nobody known crossed there within 2 s
        TapPaired,   // no bib; somebody crossed there within 2 s (`entrant`, or `chip` when nobody's; `by` = tap minus crossing)
        UnknownBib,  // nobody has that bib (yet)
        SeveralBibs, // two races have it
        Scored       // `use`, `course` and `by` say what became of it
    };
    Id128 id;
    UtcTime at;
    PointIdx point{-1};
    QString bib;
    State state = State::Tap;
    EntrantIdx entrant{-1};
    scoring::Use use = scoring::Use::Repeat;
    int course = -1;
    Micros by{0};
    std::string chip;
    friend bool operator==(const HandRow &, const HandRow &) = default;
};

} // namespace gantry::engine
