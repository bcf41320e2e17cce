// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gantry::engine {

struct VerbCall;
int reconcileVerb(VerbCall &);

} // namespace gantry::engine
