// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is known of a wave's start besides its gun key: for starts that were missed, pressed late or pressed by accident.
// Pure questions to an EventActor; on gantry-score.

#include "core/engine/eventactor.h"

namespace gantry::engine {

// The gun that counts for a wave ("race" or "race/wave"), when one was fired, set or taken from a reader; not the planned one.
std::optional<UtcTime> actualGun(const EventActor &actor, const QString &wave);
std::optional<UtcTime> plannedStart(const EventDocument &document, const QString &wave);

// When the wave began to cross its start mat: the earliest read from which on the mat is busy. A test read or an early warm-up
// is not a start: within kRush after the returned read at least kCrowd runners of the wave (or a quarter of them, if fewer
// were read) pass.
constexpr Micros kRush = std::chrono::seconds(60);
constexpr int kCrowd = 5;
std::optional<UtcTime> firstStartRead(const EventActor &actor, const QString &wave);

} // namespace gantry::engine
