// SPDX-License-Identifier: Apache-2.0
#pragma once
// What would change: two states of one event side by side, say that of now and that under other rules. Pure.

#include "core/engine/view.h"

#include <QJsonObject>

namespace gantry::engine {

// Somebody whose result is another one. Empty texts: the same as before.
struct RunnerChange {
    EntrantIdx entrant;
    QString race, bib, name;
    int place = 0, placeThen = 0; // 0: none
    QString text;                 // "place 3 → 5, division M 40-49 → M 45-49, net 40:01 → 40:02"
};

// A prize that goes to somebody else, or is not given any more.
struct PrizeChange {
    QString race, band;
    int position = 0;
    QString now, then;            // "Bib 12 Ann Lee"; empty: nobody
};

struct TeamChange {
    QString race, rule, team;
    int place = 0, placeThen = 0;
    QString score, scoreThen;
};

struct WhatIf {
    std::vector<RunnerChange> runners; // by the place of now, then the others
    std::vector<PrizeChange> prizes;
    std::vector<TeamChange> teams;
    int places = 0;                    // runners whose overall place is another one
    bool nothing() const { return runners.empty() && prizes.empty() && teams.empty(); }
};

WhatIf compareViews(const View &now, const View &then);
QString summary(const WhatIf &w); // "14 places and 2 prizes change."
QJsonObject toJson(const WhatIf &w);
QStringList toLines(const WhatIf &w, std::size_t most); // of each kind

} // namespace gantry::engine
