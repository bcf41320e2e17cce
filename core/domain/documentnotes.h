// SPDX-License-Identifier: Apache-2.0
#pragma once
// A document can be sound and still not be meant: divisions with a gap, a planned start on another day, a race without a
// finish. Said, never refused. Pure.

#include "core/domain/eventdocument.h"

namespace gantry {

// `field` is the place that the note is about, as the parser writes it.
std::vector<FieldProblem> documentNotes(const EventDocument &document);

} // namespace gantry
