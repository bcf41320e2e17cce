// SPDX-License-Identifier: Apache-2.0
#pragma once
// Main and backup mat of one point that do not agree: a family of problems of its own.

#include "core/engine/watch/problem.h"

namespace gantry::engine {

struct Scene;
class Watch;
void matProblems(const Watch &watch, const Scene &scene, std::vector<Problem> &out);

} // namespace gantry::engine
