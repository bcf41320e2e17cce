// SPDX-License-Identifier: Apache-2.0
#pragma once
// A changed event document as ops of one command: its fields, and whatever goes by a name that was changed.

#include "core/domain/documentrename.h"
#include "core/engine/verbs/ops.h"

namespace gantry::engine {

struct DocumentChange {
    MadeOps made;
    int fields = 0;    // of the document that differ
    int followers = 0; // entrants, guns, bindings, corrections that take a new name
    QStringList said;  // what the operator should know: a planned start that moved after its gun
};

// On gantry-score. `wanted` is sound.
DocumentChange changeDocument(const EventActor &actor, const QJsonObject &wanted, const Renames &renames, const QString &reason);
// "5K is now called Five"
QString describe(const DocumentRename &rename);

} // namespace gantry::engine
