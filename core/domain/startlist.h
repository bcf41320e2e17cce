// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who starts where, for the wall and the start line: a PrintTable of entrants. Pure; any thread.

#include "core/domain/entrant.h"
#include "core/domain/printtable.h"

#include <vector>

namespace gantry {

struct StartListOptions {
    enum class By { Bib = 1, Name, Team };
    QString event;              // for the subtitle, with its date
    QString race, wave;         // empty = all
    By by = By::Bib;
    bool sensitive = false;     // chips too: for the desk, not for the wall
};

// Withdrawn ones are left out, races and waves stand under headings of their own.
PrintTable startList(const std::vector<const Entrant *> &entrants, const StartListOptions &options);

} // namespace gantry
