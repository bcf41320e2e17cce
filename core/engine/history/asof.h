// SPDX-License-Identifier: Apache-2.0
#pragma once
// The event as it was at a moment: the ops stamped and the reads received until then, scored by the same code as the live race,
// beside it. It starts from what the live event has worked out: only who and what was changed after the moment is folded again.
// gantry-score hands out a copy (some tens of milliseconds in a large event); the rest happens on the caller's thread.
// Its view has no history, no conflicts and no problems: those are asked of now.

#include "core/engine/core.h"

namespace gantry::engine {

class PastEvent {
public:
    // On any thread but gantry-score. Nothing of it reaches the live event: its drafts go nowhere.
    static Result<std::unique_ptr<PastEvent>> at(Core &core, const Id128 &event, UtcTime moment);
    EventActor &actor() { return *m_actor; }
    const ViewPtr &view() const { return m_view; }

private:
    class Stopped final : public Clock {
    public:
        explicit Stopped(UtcTime at) : m_at(at) {}
        UtcTime now() const override { return m_at; }

    private:
        UtcTime m_at;
    };
    explicit PastEvent(UtcTime moment) : m_clock(moment) {}
    Stopped m_clock;
    std::unique_ptr<EventActor> m_actor;
    ViewPtr m_view;
};

// "As of 10:31:00: not the results of now."
QString asOfWarning(UtcTime moment, const EventZone &zone);

} // namespace gantry::engine
