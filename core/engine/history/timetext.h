// SPDX-License-Identifier: Apache-2.0
#pragma once
// A moment of the event, as a person writes it.

#include "core/domain/eventdocument.h"

#include <optional>

namespace gantry::engine {

// "YYYY-MM-DDTHH:MM:SS[.f]" or a time of day on the event's date, in the event's zone; "…Z" is UTC.
std::optional<UtcTime> momentOf(const QString &text, const EventDocument &document);

} // namespace gantry::engine
