// SPDX-License-Identifier: Apache-2.0
#pragma once
// The teams of every rule, kept for the view: scored again only when somebody's place, time, team or a rule changed.

#include "core/engine/eventstate.h"
#include "core/engine/teams/teamtable.h"
#include "core/scoring/scoreboard.h"

namespace gantry::engine {

class TeamBook {
public:
    // `head`: changes with every change of the rules.
    std::shared_ptr<const TeamTables> tables(const EventState &state, scoring::Scoreboard &board, const std::shared_ptr<const void> &head);

private:
    struct Race {
        std::vector<scoring::TeamRunner> runners;
        std::vector<std::vector<scoring::ComposedTeam>> composed; // per rule
    };
    static Race raceOf(const EventState &state, scoring::Scoreboard &board, std::size_t race);
    std::shared_ptr<const void> m_head;
    std::map<std::size_t, Race> m_races;
    std::shared_ptr<const TeamTables> m_tables;
};

} // namespace gantry::engine
