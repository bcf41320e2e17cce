// SPDX-License-Identifier: Apache-2.0
#pragma once
// `--as-of TIME` of the verbs that look at the event.

#include "core/engine/verbs/verb.h"

namespace gantry::engine {

// The view of now, or of the moment that --as-of names; of the past it is said on stderr, so that nobody takes it for now.
Result<ViewPtr> viewWanted(VerbCall &call, const VerbCall::Parsed &parsed, const Id128 &event);

} // namespace gantry::engine
