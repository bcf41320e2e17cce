// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/domain/startlist.h"
#include "core/engine/outputs/resultdocument.h"
#include "core/engine/verbs/outputfile.h"
#include "core/output/formats.h"

namespace gantry::engine {

namespace {

Result<StartListOptions> optionsOf(const VerbCall::Parsed &p, const View &view)
{
    StartListOptions o;
    o.race = p.value(QStringLiteral("race"));
    o.wave = p.value(QStringLiteral("wave"));
    o.sensitive = p.has(QStringLiteral("chips"));
    o.event = view.event->name + QStringLiteral(" · ") + view.event->date.toString(QStringLiteral("d MMMM yyyy"));
    if (!o.race.isEmpty() && view.event->document.raceByName(o.race) == RaceIdx(-1))
        return failure(ErrorCode::InvalidInput, say("The event has no race \"%1\".").arg(o.race));
    const QString by = p.value(QStringLiteral("by"), QStringLiteral("bib"));
    if (by != u"bib" && by != u"name" && by != u"team")
        return failure(ErrorCode::Usage, say("--by is bib, name or team."));
    o.by = by == u"name" ? StartListOptions::By::Name : by == u"team" ? StartListOptions::By::Team : StartListOptions::By::Bib;
    return o;
}

} // namespace

int startlistVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("race="), QStringLiteral("wave="), QStringLiteral("by="), QStringLiteral("chips"), QStringLiteral("format="), QStringLiteral("output=")});
    if (!parsed)
        return 2;
    if (!parsed->rest.isEmpty())
        return call.usage(say("startlist takes options only."));
    const QString format = parsed->value(QStringLiteral("format"), QStringLiteral("table"));
    if (const auto *known = output::formatNamed(format); !known || known->resultsOnly)
        return call.fail(output::unknownFormat(format, false));
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    const ViewPtr view = call.core.settledView(*id);
    const auto options = optionsOf(*parsed, *view);
    if (!options)
        return call.fail(options.error());
    std::vector<const Entrant *> entrants;
    for (std::size_t i = 0; i < view->entrants->size(); ++i)
        entrants.push_back(&(*view->entrants)[i].entrant);
    const PrintTable table = startList(entrants, *options);
    const auto bytes = format == u"csv" ? Result<QByteArray>(toCsv(table)) : format == u"table" ? Result<QByteArray>(toText(table))
                                        : produceDocument(output::fromPrintTable(table), format, call.core.options().drawPdf, false, drawingProgress(call));
    return bytes ? putFile(call, parsed->value(QStringLiteral("output")), *bytes) : call.fail(bytes.error());
}

} // namespace gantry::engine
