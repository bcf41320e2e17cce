// SPDX-License-Identifier: Apache-2.0
#pragma once
// Changing people by hand: late entries, fields, bibs, chips. Everything makes drafts for one command; nothing is applied here.

#include "core/engine/verbs/ops.h"

namespace gantry::engine {

struct EntrantEdit {
    MadeOps made;
    QStringList notes;   // what the operator should know: earlier reads, a wave that was cleared
    QJsonObject facts;   // the same for --json
};

// One verb's words → its drafts. rest[0] is the kind ("add", "set", "change-bib"…).
using EditMaker = Result<EntrantEdit> (*)(const VerbCall::Parsed &, const EventActor &);
struct EditKind {
    const char *name;
    EditMaker make;
};
std::span<const EditKind> entrantEdits();
QStringList entrantEditOptions(); // for VerbCall::parse

namespace edit {

// One field from text ("wave", "B"); empty clears it. InvalidInput says what would be understood.
Result<> setField(Entrant &entrant, const QString &field, const QString &text, const EventDocument &document);
// Race and wave exist, bib and chips are free; a wave that its race does not have is cleared with a note.
Result<> check(Entrant &entrant, const EventState &state, QStringList &notes);
// What differs, as one draft; nothing when nothing does.
std::optional<OpDraft> difference(const Entrant &now, const Entrant &next);
// --bib, --bibs, --id, --where field=value (several: all must hold), --race.
Result<std::vector<EntrantIdx>> chosen(const VerbCall::Parsed &p, const EventState &state);
// Reads of these chips (or the bib) that are there already and belong to nobody.
struct EarlierReads {
    int count = 0;
    std::optional<UtcTime> first;
    QString point;
};
EarlierReads earlierReads(const Entrant &entrant, const EventActor &actor);

} // namespace edit
} // namespace gantry::engine
