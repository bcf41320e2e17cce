// SPDX-License-Identifier: Apache-2.0
#pragma once
// Teams of one race under one rule: who scores, who pushes others back, who wins, and why a team has no place. Pure; the
// order in which runners are handed in decides nothing but ties of nothing else. docs/scoring.md, "Teams".

#include "core/domain/eventdocument.h"
#include "core/domain/ids.h"

#include <QString>

#include <span>
#include <vector>

namespace gantry::scoring {

struct TeamRunner {
    EntrantIdx entrant{-1};
    QString team;             // as the roster has it; empty, "unattached"…: runs for nobody
    QString gender;
    std::int32_t place = 0;   // overall in the race; 0: has none
    std::optional<Micros> net, gun;
    friend bool operator==(const TeamRunner &, const TeamRunner &) = default;
};

// Named by a person after the race. Its runners run for it and for nobody else; its other runners run for nobody.
struct ComposedTeam {
    QString team;
    std::vector<EntrantIdx> members;
    friend bool operator==(const ComposedTeam &, const ComposedTeam &) = default;
};

enum class TeamRole : std::uint8_t { Scorer = 1, Displacer, Reserve, NotFinished };

struct TeamMember {
    EntrantIdx entrant{-1};
    TeamRole role = TeamRole::Reserve;
    // Places and points in millionths (tied runners share halves), times in µs; nothing for whom the rule has no value.
    std::optional<std::int64_t> value;
    friend bool operator==(const TeamMember &, const TeamMember &) = default;
};

struct TeamScore {
    QString name;
    std::int32_t place = 0;          // 0: not complete
    std::int64_t score = 0;          // as TeamMember::value; the sum, or the average
    std::vector<TeamMember> members; // scorers, displacers, reserves, those without a place; each in order of finish
    int scorers = 0, displacers = 0; // how many of them
    bool level = false;              // on score with another team
    bool shared = false;             // and no rule could tell them apart
    bool composed = false;           // by a person
    QString why;                     // why it has no place, for people; empty when it has one
    friend bool operator==(const TeamScore &, const TeamScore &) = default;
};

// `runners`: of one race, placed ones first and in order of finish. Placed teams first, then those that are not complete.
std::vector<TeamScore> scoreTeams(const TeamRule &rule, std::span<const TeamRunner> runners, std::span<const ComposedTeam> composed = {});

// Names are compared without case, and with blanks only between words. Empty: runs for nobody.
QString teamKey(const QString &team);

} // namespace gantry::scoring
