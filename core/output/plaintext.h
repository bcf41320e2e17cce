// SPDX-License-Identifier: Apache-2.0
#pragma once
// Text as files can hold it.

#include "core/base/time.h"

#include <optional>

namespace gantry::output {

// Characters that XML 1.0 and HTML do not allow (most control characters, lone surrogates, U+FFFE, U+FFFF) become U+FFFD, the
// replacement character: visible, never silent. Line breaks and tabs stay.
QString allowed(const QString &text);
// The same for a single line: line breaks and tabs become blanks.
QString oneLine(const QString &text);
// & < > " ' as entities, after allowed().
QString escaped(const QString &text);

// A shown time: "1:02:03.4", "5:33" (minutes), with the digits behind the point.
struct ShownTime {
    double seconds = 0;
    int digits = 0;
    bool hours = false; // written with hours
};
std::optional<ShownTime> shownTime(QStringView text);

} // namespace gantry::output
