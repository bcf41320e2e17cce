// SPDX-License-Identifier: Apache-2.0
#include "core/domain/outputdef.h"

#include "core/base/text.h"
#include "core/domain/eventparser.h"
#include "core/domain/fields.h"

namespace gantry {

namespace {

constexpr DocumentWord<int> kKinds[] = {{"results", 1}, {"startlist", 2}};
constexpr DocumentWord<int> kGroups[] = {{"race", 1}, {"division", 2}, {"gender", 3}, {"team", 4}};
constexpr DocumentWord<int> kFormats[] = {{"table", 1}, {"csv", 2}, {"json", 3}, {"html", 4}, {"xlsx", 5}, {"pdf", 6}, {"iofxml", 7}};

// Columns with a colon belong to a race's course or laps; whether it has them is seen when the list is made.
void checkColumns(ObjectReader &item, const QStringList &columns)
{
    QStringList known{QStringLiteral("splits"), QStringLiteral("all")};
    for (const Field &f : fieldCatalogue())
        known.append(QString::fromUtf8(f.name.data(), qsizetype(f.name.size())));
    for (const QString &c : columns) {
        if (c.contains(u':') || known.contains(c, Qt::CaseInsensitive))
            continue;
        const QString close = closestName(c, known);
        item.problem("columns", close.isEmpty() ? say("there is no column \"%1\"").arg(c) : say("there is no column \"%1\". Did you mean \"%2\"?").arg(c, close));
    }
}

} // namespace

std::vector<OutputDef> parseOutputs(ObjectReader &event)
{
    std::vector<OutputDef> outputs;
    QStringList names;
    event.objects("outputs", [&](ObjectReader &item) {
        OutputDef out;
        out.name = item.text("name", true);
        if (!out.name.isEmpty() && names.contains(out.name.toCaseFolded()))
            item.problem("name", say("\"%1\" stands twice").arg(out.name));
        names.append(out.name.toCaseFolded());
        if (item.word("kind", kKinds))
            out.kind = item.raw("kind").toString();
        out.columns = item.texts("columns");
        checkColumns(item, out.columns);
        if (item.word("group_by", kGroups))
            out.groupBy = item.raw("group_by").toString();
        if (item.word("format", kFormats))
            out.format = item.raw("format").toString();
        outputs.push_back(std::move(out));
    });
    return outputs;
}

} // namespace gantry
