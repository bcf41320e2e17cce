// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/domain/eventparser.h"
#include "core/engine/outputs/resultdocument.h"
#include "core/engine/verbs/asofoption.h"
#include "core/engine/verbs/outputfile.h"
#include "core/output/formats.h"

namespace gantry::engine {

namespace {

// What the words ask for, without the event. Usage when a word is unknown.
Result<ResultRequest> requestOf(const VerbCall &call, const VerbCall::Parsed &p)
{
    ResultRequest r;
    r.format = p.value(QStringLiteral("format"), call.json ? QStringLiteral("json") : QStringLiteral("table"));
    if (!output::formatNamed(r.format))
        return output::unknownFormat(r.format);
    if (const QString rank = p.value(QStringLiteral("rank")); rank == u"net")
        r.rank = RankBy::Net;
    else if (rank == u"gun")
        r.rank = RankBy::Gun;
    else if (!rank.isEmpty())
        return failure(ErrorCode::Usage, say("--rank is net or gun."));
    if (const QString by = p.value(QStringLiteral("group-by")); !by.isEmpty()) {
        r.groupBy = parseGroupBy(by);
        if (!r.groupBy)
            return failure(ErrorCode::Usage, say("--group-by is %1.").arg(groupByWords().join(QStringLiteral(", "))));
    }
    for (const QString &list : p.values(QStringLiteral("columns")))
        r.columns += list.split(u',', Qt::SkipEmptyParts);
    if (p.has(QStringLiteral("columns")) && r.columns.isEmpty())
        return failure(ErrorCode::InvalidInput, say("Name at least one column: --columns place,bib,name,net_time"));
    r.landscape = p.has(QStringLiteral("landscape"));
    r.progress = drawingProgress(call);
    return r;
}

// A list that the event names; what is said on the line counts more.
Result<> takeNamed(const View &view, const VerbCall::Parsed &p, ResultRequest &r)
{
    const QString name = p.value(QStringLiteral("set"));
    if (!p.has(QStringLiteral("set")))
        return {};
    QStringList names;
    for (const OutputDef &o : view.event->document.outputs) {
        names << o.name;
        if (o.name.compare(name, Qt::CaseInsensitive) != 0)
            continue;
        if (o.kind != u"results")
            return failure(ErrorCode::InvalidInput, say("\"%1\" is a start list. Use: gantryctl startlist").arg(o.name));
        if (r.columns.isEmpty())
            r.columns = o.columns;
        if (!r.groupBy)
            r.groupBy = parseGroupBy(o.groupBy);
        if (!p.has(QStringLiteral("format")) && !o.format.isEmpty())
            r.format = o.format;
        return {};
    }
    const QString close = closestName(name, names);
    return failure(ErrorCode::InvalidInput, names.isEmpty() ? say("The event names no list \"%1\". Its event document has no outputs.").arg(name)
                                          : close.isEmpty() ? say("The event names no list \"%1\". There are: %2").arg(name, names.join(QStringLiteral(", ")))
                                                            : say("The event names no list \"%1\". Did you mean \"%2\"?").arg(name, close));
}

} // namespace

int resultsVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("race="), QStringLiteral("rank="), QStringLiteral("format="), QStringLiteral("output="), QStringLiteral("as-of="), QStringLiteral("columns="),
                                    QStringLiteral("group-by="), QStringLiteral("set="), QStringLiteral("landscape")});
    if (!parsed)
        return 2;
    if (!parsed->rest.isEmpty())
        return call.usage(say("results takes options only."));
    auto request = requestOf(call, *parsed);
    if (!request)
        return call.fail(request.error());
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    const auto wanted = viewWanted(call, *parsed, *id);
    if (!wanted)
        return call.fail(wanted.error());
    const ViewPtr view = *wanted;
    if (const Result<> named = takeNamed(*view, *parsed, *request); !named)
        return call.fail(named.error());
    if (const QString name = parsed->value(QStringLiteral("race")); !name.isEmpty()) {
        request->race = view->event->document.raceByName(name);
        if (request->race.value() < 0)
            return call.fail(failure(ErrorCode::InvalidInput, say("The event has no race \"%1\".").arg(name)));
    }
    request->made = call.core.clock().now();
    const auto file = produceResults(*view, *request, call.core.options().drawPdf);
    if (!file)
        return call.fail(file.error());
    if (const QStringList private_ = sensitiveColumns(request->columns); !private_.isEmpty())
        call.complain(say("▲ This list holds %1: for the desk, not for the public.").arg(private_.join(QStringLiteral(", "))));
    return putFile(call, parsed->value(QStringLiteral("output")), file->bytes);
}

} // namespace gantry::engine
