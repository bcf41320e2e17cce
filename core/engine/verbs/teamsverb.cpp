// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/engine/teams/teamtext.h"
#include "core/engine/verbs/asofoption.h"
#include "core/engine/verbs/verb.h"

#include <QJsonDocument>
#include <QSaveFile>

namespace gantry::engine {

namespace {

int why(VerbCall &call, const View &view, RaceIdx race, const QString &team)
{
    const QStringList story = teamStory(view, race, team);
    if (story.isEmpty())
        return call.fail(failure(ErrorCode::NotFound, say("No team rule knows a team \"%1\".").arg(team)));
    if (call.json) {
        QJsonArray rows;
        const QJsonArray all = teamsJson(view, race);
        for (const QJsonValue &row : all)
            if (scoring::teamKey(row[QStringLiteral("team")].toString()) == scoring::teamKey(team))
                rows.append(row);
        call.out += QJsonDocument(rows).toJson(QJsonDocument::Indented);
        return 0;
    }
    for (const QString &line : story)
        call.print(line);
    return 0;
}

} // namespace

int teamsVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("race="), QStringLiteral("format="), QStringLiteral("why="), QStringLiteral("output="), QStringLiteral("as-of=")});
    if (!parsed)
        return 2;
    if (!parsed->rest.isEmpty())
        return call.usage(say("teams takes options only."));
    const QString format = parsed->value(QStringLiteral("format"), call.json ? QStringLiteral("json") : QStringLiteral("table"));
    if (format != u"csv" && format != u"json" && format != u"table")
        return call.usage(say("--format is csv, json or table."));
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    const auto wanted = viewWanted(call, *parsed, *id);
    if (!wanted)
        return call.fail(wanted.error());
    const View &view = **wanted;
    RaceIdx race{-1};
    if (const QString name = parsed->value(QStringLiteral("race")); !name.isEmpty()) {
        race = view.event->document.raceByName(name);
        if (race.value() < 0)
            return call.fail(failure(ErrorCode::InvalidInput, say("The event has no race \"%1\".").arg(name)));
    }
    if (parsed->has(QStringLiteral("why")))
        return why(call, view, race, parsed->value(QStringLiteral("why")));
    if (!view.teams || view.teams->empty())
        call.complain(say("No race of this event has a team rule. Add one under \"team_rules\" of the race."));
    const QByteArray bytes = format == u"csv" ? teamsCsv(view, race) : format == u"json" ? QJsonDocument(teamsJson(view, race)).toJson(QJsonDocument::Indented) : teamsText(view, race);
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
