// SPDX-License-Identifier: Apache-2.0
#pragma once
// What became of the times taken by hand: kept current for the view. Lives with its EventActor on gantry-score.

#include "core/engine/hand/handrow.h"
#include "core/engine/readtable.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace gantry::engine {

inline constexpr Micros kTapNear = std::chrono::seconds(2); // a tap this near to a crossing shows whose it may be; it counts for nothing

class HandBook {
public:
    using Rows = std::shared_ptr<const std::vector<HandRow>>;

    void timesChanged() { m_dirty = m_tapsDirty = true; }            // the log has other times, or other points
    void scored(const Id128 &hand, EntrantIdx entrant, const scoring::ReadUse &use);
    void arrived(ReadIdx read, const ReadTable &reads);             // one more chip read
    void ownersChanged() { m_dirty = true; }                        // bibs or chips
    // By the order in which they were made. The same pointer while nothing changed.
    Rows rows(const EventState &state, const ReadTable &reads);

private:
    struct Use { EntrantIdx entrant; scoring::ReadUse use; };
    struct Tap { UtcTime at; PointIdx point; Id128 id; ReadIdx near{-1}; };
    void findTaps(const EventState &state, const ReadTable &reads);
    void offer(ReadIdx read, const ReadTable &reads);
    HandRow rowOf(const HandTime &time, const EventState &state, const ReadTable &reads) const;

    std::unordered_map<Id128, Use> m_uses;
    std::vector<Tap> m_taps; // by time
    bool m_dirty = true, m_tapsDirty = true;
    Rows m_rows;
};

} // namespace gantry::engine
