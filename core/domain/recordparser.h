// SPDX-License-Identifier: Apache-2.0
#pragma once
// The records of an event: the fastest so far, by race and by who may hold them. Used by the event parser only.

#include "core/domain/eventparser.h"

namespace gantry {

// After the races: a record names one.
void parseRecords(ObjectReader &in, EventDocument &event);

} // namespace gantry
