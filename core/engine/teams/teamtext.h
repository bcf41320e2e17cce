// SPDX-License-Identifier: Apache-2.0
#pragma once
// Teams as text: the documented columns, JSON with everything, a table for a terminal, and the whole story of one team.

#include "core/engine/view.h"

#include <QJsonArray>

namespace gantry::engine {

// `race`: {-1} for all. category,position,team,score,members: members are the bibs of the scorers, then of those who displace,
// each in order of finish. Teams that are not complete are listed only where their rule says so.
QByteArray teamsCsv(const View &view, RaceIdx race);
// Every team, also those that are not complete, with scorers and displacers apart.
QJsonArray teamsJson(const View &view, RaceIdx race);
QByteArray teamsText(const View &view, RaceIdx race);
// Who scores and why the team stands where it stands, for every rule that knows it. Empty: no rule does.
QStringList teamStory(const View &view, RaceIdx race, const QString &team);

// "complete", "level with another team: the better next runner decided"… Empty when there is nothing to say.
QString teamNote(const TeamRule &rule, const scoring::TeamScore &team);
QString roleWord(scoring::TeamRole role);

} // namespace gantry::engine
