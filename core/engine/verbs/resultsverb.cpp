// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/engine/resulttext.h"
#include "core/engine/verbs/asofoption.h"
#include "core/engine/verbs/verb.h"

#include <QSaveFile>

namespace gantry::engine {

int resultsVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("race="), QStringLiteral("rank="), QStringLiteral("format="), QStringLiteral("output="), QStringLiteral("as-of=")});
    if (!parsed)
        return 2;
    if (!parsed->rest.isEmpty())
        return call.usage(say("results takes options only."));
    const QString format = parsed->value(QStringLiteral("format"), call.json ? QStringLiteral("json") : QStringLiteral("table"));
    if (format != u"csv" && format != u"json" && format != u"table")
        return call.usage(say("--format is csv, json or table."));
    std::optional<RankBy> rank;
    if (const QString r = parsed->value(QStringLiteral("rank")); r == u"net")
        rank = RankBy::Net;
    else if (r == u"gun")
        rank = RankBy::Gun;
    else if (!r.isEmpty())
        return call.usage(say("--rank is net or gun."));
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    const auto wanted = viewWanted(call, *parsed, *id);
    if (!wanted)
        return call.fail(wanted.error());
    const ViewPtr view = *wanted;
    RaceIdx race{-1};
    if (const QString name = parsed->value(QStringLiteral("race")); !name.isEmpty()) {
        race = view->event->document.raceByName(name);
        if (race.value() < 0)
            return call.fail(failure(ErrorCode::InvalidInput, say("The event has no race \"%1\".").arg(name)));
    }
    const ResultTable table = resultTable(*view, race, rank);
    const QByteArray bytes = format == u"csv" ? toCsv(table) : format == u"json" ? toJson(table) : toText(table);
    const QString path = parsed->value(QStringLiteral("output"));
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
