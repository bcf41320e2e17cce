// SPDX-License-Identifier: Apache-2.0
#pragma once
// Events that are made from a proposal or from last year's, and which of them the readers feed: `event new`, `copy`, `open`.

#include "core/engine/verbs/verb.h"

namespace gantry::engine {

int makeEvent(VerbCall &call);
// In the store's list under this name, and open.
Result<> openAs(VerbCall &call, const store::EventInfo &info);

} // namespace gantry::engine
