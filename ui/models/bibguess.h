// SPDX-License-Identifier: Apache-2.0
#pragma once
// A bib as it is typed at the line: short, in a hurry. "44" is 1044 when only one runner who is still out can be meant.

#include "core/engine/view.h"

namespace gantry::ui {

struct BibGuess {
    enum class Kind { Exact = 1, Expanded, Several, Unknown };
    Kind kind = Kind::Unknown;
    QString bib;         // what to enter: the full bib, or what was typed
    QString race;        // set when the bib alone does not say who is meant
    int entrant = -1;
    int candidates = 0;  // of Several
};

// An exact match wins. Else the bib with its first figure left out (44 → 1044), else any bib that ends so; each only when it
// is the only one among those still out, then among those not seen yet. Nobody who has finished is guessed.
BibGuess guessBib(const engine::View &view, const QString &typed);
QString guessWords(const engine::View &view, const BibGuess &guess, const QString &typed); // with shape: "● 1044 Ada One · 5K"

} // namespace gantry::ui
