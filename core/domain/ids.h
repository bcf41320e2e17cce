// SPDX-License-Identifier: Apache-2.0
#pragma once
// Indexes into the tables of one loaded event. They are positions, valid within one state, never stored.

#include "core/base/strongid.h"

#include <cstdint>

namespace gantry {

using RaceIdx = StrongId<struct RaceTag, std::int32_t>;     // EventDocument::races
using WaveIdx = StrongId<struct WaveTag, std::int32_t>;     // RaceDef::waves; -1 = the race itself
using PointIdx = StrongId<struct PointTag, std::int32_t>;   // EventDocument::points
using EntrantIdx = StrongId<struct EntrantTag, std::int32_t>;
using ReadIdx = StrongId<struct ReadTag, std::int32_t>;     // position in the event's R lane
using SessionNo = StrongId<struct SessionTag, std::int64_t>; // capture.db session.no; what people call "session 3"

} // namespace gantry
