// SPDX-License-Identifier: Apache-2.0
#include "core/output/formats.h"

#include "core/base/text.h"

#include <array>

namespace gantry::output {

namespace {

constexpr auto kFormats = std::to_array<Format>({
    {"table", "txt", "Text", true, false, false},
    {"csv", "csv", "Table (CSV)", true, true, false},
    {"json", "json", "Data (JSON)", true, true, false},
    {"html", "html", "Web page (HTML)", true, true, false},
    {"xlsx", "xlsx", "Workbook (Excel)", false, true, false},
    {"pdf", "pdf", "Paper (PDF)", false, true, false},
    {"iofxml", "xml", "IOF XML 3.0", true, true, true},
});

} // namespace

std::span<const Format> formats()
{
    return kFormats;
}

const Format *formatNamed(QStringView name)
{
    for (const Format &f : kFormats)
        if (name == QLatin1StringView(f.name))
            return &f;
    return nullptr;
}

QStringList formatNames(bool results)
{
    QStringList names;
    for (const Format &f : kFormats)
        if (results || !f.resultsOnly)
            names.append(QLatin1StringView(f.name));
    return names;
}

Error unknownFormat(const QString &given, bool results)
{
    QStringList names = formatNames(results);
    const QString last = names.takeLast();
    return failure(ErrorCode::Usage, say("There is no format \"%1\". --format is %2 or %3.").arg(given, names.join(QStringLiteral(", ")), last));
}

} // namespace gantry::output
