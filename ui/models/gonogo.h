// SPDX-License-Identifier: Apache-2.0
#pragma once
// What has to be right before a start. It ticks itself: nothing here is a box to be ticked.

#include "ui/models/problems.h"

namespace gantry::ui {

struct GoItem {
    Tone tone = Tone::Good;
    QString what, state;
    friend bool operator==(const GoItem &, const GoItem &) = default;
};

std::vector<GoItem> goList(const engine::View &view, const Outputs &outputs);

} // namespace gantry::ui
