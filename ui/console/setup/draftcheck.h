// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the editor says about a draft: what is wrong, what to look at, how much differs. A large document takes longer than a key
// may: then it is worked out beside the GUI.

#include "core/domain/documentdraft.h"
#include "core/domain/eventdocument.h"

namespace gantry::ui {

struct DraftCheck {
    std::vector<FieldProblem> problems, notes; // notes only of a document without problems
    QStringList problemLines;                  // of the first kListed: the place in words, and what is wrong
    std::size_t changes = 0;
    bool changed = false;
    static constexpr std::size_t kListed = 200;
};

DraftCheck checkDraft(const DocumentDraft &draft); // any thread

} // namespace gantry::ui
