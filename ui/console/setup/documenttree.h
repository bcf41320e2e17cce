// SPDX-License-Identifier: Apache-2.0
#pragma once
// The event document as lines that a person reads: a name, a value, and what belongs under it.

#include "core/engine/view.h"

namespace gantry::ui {

struct DocumentLine {
    QString name, value;
    std::vector<DocumentLine> below;
};

std::vector<DocumentLine> documentLines(const engine::EventHead &event);

} // namespace gantry::ui
