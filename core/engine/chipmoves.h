// SPDX-License-Identifier: Apache-2.0
#pragma once
// Chips that changed hands during the race: from a moment on, their reads are somebody else's. A part of EventState: pure.

#include "core/log/fold.h"

#include <map>
#include <optional>
#include <vector>

namespace gantry::engine {

class ChipMoves {
public:
    void refresh(const log::Fold &fold);
    bool empty() const { return m_moves.empty(); }
    // The entrant who has had the chip since the last move before `at`; nothing when it had not moved by then. `key`: compare form.
    std::optional<Id128> holder(const std::string &key, UtcTime at) const;
    std::optional<Id128> lastHolder(const std::string &key) const;
    std::vector<Id128> holders(const std::string &key) const;
    // Chips that came to this entrant by a move.
    std::vector<std::string> keysOf(const Id128 &entrant) const;

private:
    struct Move {
        UtcTime from;
        log::Stamp stamp;
        Id128 entrant;
    };
    std::map<std::string, std::vector<Move>> m_moves; // by moment; of two at one moment the later word stands behind
};

} // namespace gantry::engine
