// SPDX-License-Identifier: Apache-2.0
#pragma once
// What importing a roster would change, person by person, field by field; and the ops that do it. Runs on gantry-score,
// changes nothing.

#include "core/domain/roster.h"
#include "core/engine/eventactor.h"

namespace gantry::engine {

struct RosterChange {
    struct Field {
        QString name, before, after;
        bool held = false;  // touches what a started runner is scored by
    };
    int line = 0;
    QString bib, name, race;
    bool isNew = false;
    QString held;           // a new row that is probably somebody who started under another bib: why it waits
    std::vector<Field> fields; // of a known person: what differs
};

struct RosterAbsent {
    QString bib, name, race;
    QString perhaps;        // "now bib 205 (line 12)?"
};

struct RosterPlan {
    enum class Apply { All = 1, Safe }; // Safe leaves out what is held
    std::vector<OpDraft> drafts;
    std::vector<RosterChange> changes;  // new and changed ones, in the order of the file
    std::vector<RosterAbsent> absent;   // in the event and not in the file: never deleted, proposed
    std::vector<RosterProblem> problems; // beside those of the file: chips that somebody else has
    int added = 0, updated = 0, same = 0, held = 0;
};

struct RosterPlanOptions {
    RosterPlan::Apply apply = RosterPlan::Apply::All;
    bool clearBlank = false;   // a blank cell clears its field
    bool differences = false;  // fill `changes` and `absent`; the ops are made anyway
    std::function<bool(int)> progress; // 0..100; false cancels, and leaves the plan unfinished
};

RosterPlan planRoster(const EventActor &actor, const Roster &roster, const RosterPlanOptions &options);

// "F", "24", "A1, A2"; empty when there is nothing.
QString fieldText(const QJsonValue &value);

} // namespace gantry::engine
