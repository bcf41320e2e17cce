// SPDX-License-Identifier: Apache-2.0
#pragma once
// What became of a read, in words.

#include "core/engine/view.h"
#include "ui/models/cell.h"

namespace gantry::ui {

bool isUsed(const engine::ReadRow &read);    // as a start, split or finish
bool isUnknown(const engine::ReadRow &read); // a chip that belongs to nobody
Cell readVerdict(const engine::View &view, const engine::ReadRow &read);

} // namespace gantry::ui
