// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/domain/startlist.h"
#include "core/engine/verbs/verb.h"

#include <QSaveFile>

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
    const QString format = parsed->value(QStringLiteral("format"), QStringLiteral("table")), path = parsed->value(QStringLiteral("output"));
    if (format != u"csv" && format != u"table" && format != u"html" && format != u"pdf")
        return call.usage(say("--format is csv, table, html or pdf."));
    if (format == u"pdf" && path.isEmpty())
        return call.usage(say("Say where the PDF goes: -o FILE"));
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
    if (format == u"pdf") {
        if (!call.core.options().writePdf)
            return call.fail(failure(ErrorCode::Unsupported, say("This program draws no PDF. Open the console window and ask again, or use --format html and print it from a browser.")));
        const Result<> done = call.core.options().writePdf(path, table);
        return done ? 0 : call.fail(done.error());
    }
    const QByteArray bytes = format == u"csv" ? toCsv(table) : format == u"html" ? toHtml(table) : toText(table);
    if (path.isEmpty()) {
        call.out += bytes;
        return 0;
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return call.fail(failure(ErrorCode::Io, say("%1 cannot be written: %2").arg(path, file.errorString())));
    return 0;
}

} // namespace gantry::engine
