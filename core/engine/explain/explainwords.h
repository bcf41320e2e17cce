// SPDX-License-Identifier: Apache-2.0
#pragma once
// The words of an explanation.

#include "core/domain/read.h"
#include "core/engine/eventstate.h"
#include "core/engine/explain/explanation.h"
#include "core/scoring/score.h"

namespace gantry::engine {

QString gunSourceText(scoring::GunSource source);
QString deviceTimeText(const DeviceTime &time);
QString basisText(TimeBasis basis);
QString bindingText(const EventState &state, const Id128 &session, const QString &location, PointIdx point);
QString signedSeconds(Micros t);       // "+30.5 s"
QString correctionWord(Correction::Kind kind);
QString roundingText(Rounding rounding); // "ceil_1s: up to the whole second"
QString startText(const scoring::EntrantResult &result, const scoring::EntrantFacts &facts, const scoring::RaceRules &rules);
// One line for each leg, each counted lap, and what the whole is made of; nothing for a race without them.
void addLegLines(std::vector<ExplainedLine> &to, const scoring::EntrantResult &result, const scoring::RaceRules &rules);
// Age grade, and the records that this time beats; nothing for a race without them.
void addGradeLines(std::vector<ExplainedLine> &to, const scoring::RaceRules &rules, const scoring::EntrantFacts &facts, const scoring::EntrantResult &result);
QString statusNote(std::uint32_t flags);

} // namespace gantry::engine
