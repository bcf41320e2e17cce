// SPDX-License-Identifier: Apache-2.0
#pragma once
// The one list of formats that lists can leave in. Verbs, destinations, the window and the guide read it.

#include "core/base/result.h"

#include <QStringList>

#include <span>

namespace gantry::output {

struct Format {
    const char *name;   // of --format
    const char *suffix; // of a file
    const char *label;  // source text for people
    bool readable;      // text for a terminal; the others want -o FILE, or a pipe
    bool published;     // may go to a destination
    bool resultsOnly;   // not for start lists and awards
};

std::span<const Format> formats();
const Format *formatNamed(QStringView name);
QStringList formatNames(bool results = true);
// "--format is csv, json or html."
Error unknownFormat(const QString &given, bool results = true);

} // namespace gantry::output
