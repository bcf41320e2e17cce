// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is wrong right now, with what to do about it. Derived from one view: a problem goes when its cause goes.

#include "ui/models/cell.h"
#include "ui/models/chunkscan.h"

#include <QStringList>

namespace gantry::ui {

// What the program knows of the output screens.
struct Outputs {
    struct Screen {
        QString name;
        Tone tone = Tone::Good;
        QString state; // "showing", "unplugged", "restarted 2×"
        friend bool operator==(const Screen &, const Screen &) = default;
    };
    int connected = 0, assigned = 0;
    std::vector<Screen> screens;
    friend bool operator==(const Outputs &, const Outputs &) = default;
};

struct ProblemAction {
    QString label;
    QStringList words;   // a command to run …
    QString page;        // … or a page to open ("readers")
    QStringList choices; // when not empty, the chosen one is appended to the words
    friend bool operator==(const ProblemAction &, const ProblemAction &) = default;
};

struct Problem {
    QString key;         // the same problem in two views has the same key
    Tone tone = Tone::Look;
    QString title, text;
    std::vector<ProblemAction> actions;
    friend bool operator==(const Problem &, const Problem &) = default;
};

using GunScan = ChunkScan<engine::ReadRow>;
// Worst first. `guns` remembers where the gun records are; use it on one thread.
std::vector<Problem> deriveProblems(const engine::View &view, const Outputs &outputs, GunScan &guns);

} // namespace gantry::ui
