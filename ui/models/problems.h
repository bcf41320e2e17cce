// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is wrong right now, with what to do about it: what the engine's watch found, and what only the window knows (screens).

#include "core/engine/view.h"
#include "ui/models/cell.h"

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
    Tone tone = Tone::Look; // Dim: good to know, or seen
    QString title, text;
    std::vector<ProblemAction> actions;
    bool canAcknowledge = false;
    bool acknowledged = false;
    bool loud = false;   // sounds until acknowledged
    friend bool operator==(const Problem &, const Problem &) = default;
};

// Worst first, those that were seen last.
std::vector<Problem> deriveProblems(const engine::View &view, const Outputs &outputs);
// "■ 1  ▲ 3"
QString problemCounts(const std::vector<Problem> &problems);

} // namespace gantry::ui
