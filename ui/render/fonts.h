// SPDX-License-Identifier: Apache-2.0
#pragma once
// The one typeface of the outputs, with a fallback for every script that a name may be written in.

#include <QFont>

namespace gantry::render {

// Unhinted, so that a text measured on the canvas keeps its proportions at every resolution.
QFont screenFont(int pixelSize, int weight, double tracking = 0);

} // namespace gantry::render
