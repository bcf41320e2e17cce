// SPDX-License-Identifier: Apache-2.0
#include "ui/console/setup/draftcheck.h"

#include "core/domain/documentnotes.h"
#include "ui/console/setup/fieldtable.h"

namespace gantry::ui {

DraftCheck checkDraft(const DocumentDraft &draft)
{
    const QJsonObject json = draft.json();
    ParsedEvent parsed = parseEventDocument(json);
    DraftCheck out;
    out.problems = std::move(parsed.problems);
    if (out.problems.empty())
        out.notes = documentNotes(parsed.document);
    for (std::size_t i = 0; i < out.problems.size() && i < DraftCheck::kListed; ++i)
        out.problemLines.append(placeWords(json, out.problems[i].field) + QStringLiteral(": ") + out.problems[i].message);
    out.changed = json != draft.base();
    if (out.changed)
        out.changes = draft.changes().size();
    return out;
}

} // namespace gantry::ui
