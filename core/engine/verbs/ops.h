// SPDX-License-Identifier: Apache-2.0
#pragma once
// How `op KIND …` becomes ops. One file for each family of corrections; a family is a table of kinds. Everything here runs on
// gantry-score and changes nothing: it makes drafts, which the caller submits as one command.

#include "core/engine/verbs/verb.h"

#include <functional>
#include <span>

namespace gantry::engine {

struct MadeOps {
    std::vector<OpDraft> drafts; // one command: undone whole
    QString text;                // what the last-operation line says
};

struct OpKind {
    const char *name;            // "start-offset"; underscores are read as dashes
    Result<MadeOps> (*make)(const VerbCall::Parsed &, const EventActor &);
};

// The families, and the options that they take ("name=" takes a value). rest[0] of what they get is the kind.
std::span<const OpKind> startOps();
std::span<const OpKind> correctionOps();
std::span<const OpKind> chipOps();
std::span<const OpKind> readOps();
std::span<const OpKind> entrantOps();
std::span<const OpKind> renameOps();
std::span<const OpKind> handOps();
std::span<const OpKind> closeOps();
std::span<const OpKind> watchOps();
std::span<const OpKind> teamOps();
std::span<const OpKind> awardOps();

namespace ops {

Error bad(const QString &message);    // exit code 3
Error misuse(const QString &message); // exit code 2
// TIME of the contract, or a time of day on the event's date.
std::optional<LocalTime> timeOf(const QString &text, const EventDocument &doc);
// The key of one wave, or of a race; empty is the only one there is.
Result<QString> waveKeyOf(const QString &wanted, const EventDocument &doc);
// --bib, --bibs and the words after the kind; each belongs to exactly one entrant (of --race).
Result<QStringList> bibsOf(const VerbCall::Parsed &p, const EventState &state);
// The same, or everybody of a group: --all, --wave W, --division D, --gender G, --team T (those given must all fit; --race R
// with any of them). By bib, shortest first, so that 9 comes before 10.
Result<QStringList> bibsOrGroup(const VerbCall::Parsed &p, const EventActor &actor);
Result<Micros> secondsOf(const VerbCall::Parsed &p);
// The race that all of them are in; empty when there are several, or only one to be in.
QString raceOf(const QStringList &bibs, const VerbCall::Parsed &p, const EventState &state);
OpDraft correction(const QString &kind, const VerbCall::Parsed &p);
// A correction's own kind ("dnf", "set_time"); empty for other ops.
QString kindOf(const log::Op &op);
// Takes back every active correction that `wanted` says, whoever made it.
MadeOps retractWhere(const log::Fold &fold, const VerbCall::Parsed &p, const std::function<bool(const log::Op &)> &wanted);

} // namespace ops
} // namespace gantry::engine
