// SPDX-License-Identifier: Apache-2.0
#pragma once
// Teams that a captain named after the race: `op team-members`. A part of EventState: pure.

#include "core/log/fold.h"

#include <QStringList>

namespace gantry::engine {

struct TeamChoice {
    QString race, rule, team; // names; the rule's and team's as they were written
    QStringList bibs;
    QString instance;         // of the log
    log::Stamp stamp;
};

class TeamChoices {
public:
    void refresh(const log::Fold &fold);
    const std::vector<TeamChoice> &all() const { return m_all; } // by stamp: who named a runner first, has him
    // Those of one rule. Names without case.
    std::vector<const TeamChoice *> of(const QString &race, const QString &rule) const;
    const TeamChoice *find(const QString &race, const QString &rule, const QString &team) const;

private:
    std::vector<TeamChoice> m_all;
};

} // namespace gantry::engine
