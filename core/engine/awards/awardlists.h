// SPDX-License-Identifier: Apache-2.0
#pragma once
// `awards --status`, `--ledger`, `--announce`: how final the bands are, what was given, what the announcer reads.

#include "core/engine/verbs/verb.h"

namespace gantry::engine {

void printAwardStatus(VerbCall &call, const View &view, RaceIdx race);
void printAwardLedger(VerbCall &call, const View &view, RaceIdx race);
// NotFound when a band is named that is not official.
int printAnnouncements(VerbCall &call, const View &view, RaceIdx race, const QString &band);

} // namespace gantry::engine
