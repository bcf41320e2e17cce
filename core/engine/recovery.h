// SPDX-License-Identifier: Apache-2.0
#pragma once
// Bytes that are in capture.db but not yet in the event: after a crash between the two commits, after the event was opened
// late, after a file import was cut. They are decoded (again) and handed to the writer; what is known already is left out by
// content.

#include "core/base/result.h"
#include "core/store/writer.h"

#include <set>

namespace gantry::engine {

struct Claimed {
    int sessions = 0;
    std::int64_t bytes = 0;
};

// What came in while no event was open goes to the one that readers feed, never to one that is only looked at.
enum class Ownerless { Leave = 1, Claim };

// Claims every session of capture.db that belongs to this event (or to none). `live` sessions keep their open last line.
Result<Claimed> claimSessions(store::Writer &writer, const Id128 &event, const store::LoadedEvent &loaded, const std::set<std::int64_t> &live, Ownerless ownerless);

} // namespace gantry::engine
