// SPDX-License-Identifier: Apache-2.0
#include "core/engine/awards/awardlists.h"

#include "core/base/text.h"
#include "core/engine/awards/awardtext.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace gantry::engine {

namespace {

QString timeText(const View &view, const std::optional<UtcTime> &t)
{
    return t ? formatTimeOfDay(view.event->zone.toLocal(*t)) : QString();
}

QJsonValue localJson(const View &view, const std::optional<UtcTime> &t)
{
    return t ? QJsonValue(formatLocal(view.event->zone.toLocal(*t))) : QJsonValue();
}

QString bibOf(const View &view, EntrantIdx e)
{
    return e.value() >= 0 ? (*view.entrants)[std::size_t(e.value())].entrant.bib : QString();
}

QString nameOf(const View &view, EntrantIdx e)
{
    return e.value() >= 0 ? (*view.entrants)[std::size_t(e.value())].entrant.displayName() : say("nobody");
}

QJsonObject changeJson(const View &view, const scoring::RaceRules &rules, const ChangedPlace &c)
{
    return {{QStringLiteral("position"), c.position},
            {QStringLiteral("was_bib"), bibOf(view, c.was)},
            {QStringLiteral("was_time"), c.was.value() >= 0 ? awardTime(rules, c.wasTime) : QString()},
            {QStringLiteral("is_bib"), bibOf(view, c.is)},
            {QStringLiteral("is_time"), c.is.value() >= 0 ? awardTime(rules, c.isTime) : QString()}};
}

QString statusLine(const View &view, const AwardRow &row, UtcTime now)
{
    const QString name = view.event->rules.size() > 1 ? view.event->rules[std::size_t(row.race)].name + QStringLiteral(" · ") + row.name : row.name;
    QString text = QStringLiteral("%1  %2").arg(row.changed ? say("CHANGED since it was official") : stageWord(row.stage), row.division ? say("%1 (division)").arg(name) : name);
    if (row.protestUntil)
        text += *row.protestUntil > now ? say(", protests until %1").arg(timeText(view, row.protestUntil)) : say(", protest time is over");
    if (!row.division)
        text += say(", %1 prizes, %2 announced, %3 handed out").arg(row.places).arg(row.announced).arg(row.handed);
    return text;
}

} // namespace

void printAwardStatus(VerbCall &call, const View &view, RaceIdx race)
{
    QJsonArray list;
    const UtcTime now = call.core.clock().now();
    for (const AwardRow &row : view.awards ? view.awards->rows : std::vector<AwardRow>()) {
        if (race.value() >= 0 && row.race != race.value())
            continue;
        const scoring::RaceRules &rules = view.event->rules[std::size_t(row.race)];
        if (!call.json) {
            call.print(statusLine(view, row, now));
            for (const ChangedPlace &c : row.changes)
                call.print(say("    %1: %2 %3, now %4 %5").arg(scoring::ordinal(c.position), bibOf(view, c.was), nameOf(view, c.was), bibOf(view, c.is), nameOf(view, c.is)));
            if (row.changed)
                call.print(say("    why: %1").arg(row.cause));
            continue;
        }
        QJsonArray changes;
        for (const ChangedPlace &c : row.changes)
            changes.append(changeJson(view, rules, c));
        list.append(QJsonObject{{QStringLiteral("race"), rules.name},
                                {QStringLiteral("name"), row.name},
                                {QStringLiteral("of"), row.division ? QStringLiteral("division") : QStringLiteral("award")},
                                {QStringLiteral("state"), stageWord(row.stage)},
                                {QStringLiteral("since"), localJson(view, row.since)},
                                {QStringLiteral("by"), row.by},
                                {QStringLiteral("protest_until"), localJson(view, row.protestUntil)},
                                {QStringLiteral("protest_over"), row.protestUntil && *row.protestUntil <= now},
                                {QStringLiteral("prizes"), row.places},
                                {QStringLiteral("announced"), row.announced},
                                {QStringLiteral("handed"), row.handed},
                                {QStringLiteral("changed"), row.changed},
                                {QStringLiteral("changes"), changes},
                                {QStringLiteral("cause"), row.cause}});
    }
    if (call.json)
        call.out += QJsonDocument(list).toJson(QJsonDocument::Compact) + '\n';
}

void printAwardLedger(VerbCall &call, const View &view, RaceIdx race)
{
    QJsonArray list;
    for (const GivenRow &g : view.awards ? view.awards->given : std::vector<GivenRow>()) {
        if (race.value() >= 0 && g.race != race.value())
            continue;
        QStringList holders;
        for (const EntrantIdx e : g.holders)
            holders.append(bibOf(view, e));
        if (call.json) {
            list.append(QJsonObject{{QStringLiteral("race"), g.raceName},
                                    {QStringLiteral("category"), g.bandName},
                                    {QStringLiteral("position"), g.position},
                                    {QStringLiteral("bib"), bibOf(view, g.entrant)},
                                    {QStringLiteral("name"), nameOf(view, g.entrant)},
                                    {QStringLiteral("announced"), localJson(view, g.announced)},
                                    {QStringLiteral("announced_by"), g.announcedBy},
                                    {QStringLiteral("handed"), localJson(view, g.handed)},
                                    {QStringLiteral("handed_by"), g.handedBy},
                                    {QStringLiteral("back"), localJson(view, g.back)},
                                    {QStringLiteral("stays"), localJson(view, g.stays)},
                                    {QStringLiteral("alarm"), g.alarm},
                                    {QStringLiteral("position_now"), g.positionNow},
                                    {QStringLiteral("holders_now"), QJsonArray::fromStringList(holders)},
                                    {QStringLiteral("cause"), g.cause}});
            continue;
        }
        QStringList said;
        if (g.announced)
            said.append(say("announced %1 by %2").arg(timeText(view, g.announced), g.announcedBy));
        if (g.handed)
            said.append(say("handed out %1 by %2").arg(timeText(view, g.handed), g.handedBy));
        if (g.back)
            said.append(say("taken back %1").arg(timeText(view, g.back)));
        if (g.stays)
            said.append(say("stays with him"));
        if (g.alarm)
            said.append(holders.isEmpty() ? say("NOT HIS ANY MORE: nobody's, because of %1").arg(g.cause) : say("NOT HIS ANY MORE: now %1, because of %2").arg(holders.join(QStringLiteral(", ")), g.cause));
        call.print(QStringLiteral("%1 %2  %3 %4  %5").arg(g.bandName, scoring::ordinal(g.position), bibOf(view, g.entrant), nameOf(view, g.entrant), said.join(QStringLiteral("; "))));
    }
    if (call.json)
        call.out += QJsonDocument(list).toJson(QJsonDocument::Compact) + '\n';
    else if (call.out.isEmpty())
        call.print(say("Nothing was announced or handed out yet."));
}

int printAnnouncements(VerbCall &call, const View &view, RaceIdx race, const QString &band)
{
    QString text;
    if (band.isEmpty()) {
        text = announcements(view, race.value());
        if (text.isEmpty())
            return call.fail(failure(ErrorCode::NotFound, say("No band is official yet, so there is nothing to announce.")));
    } else {
        const AwardRow *found = nullptr;
        for (const AwardRow &row : view.awards ? view.awards->rows : std::vector<AwardRow>())
            if (!row.division && row.name.compare(band, Qt::CaseInsensitive) == 0 && (race.value() < 0 || row.race == race.value()))
                found = &row;
        if (!found)
            return call.fail(failure(ErrorCode::NotFound, say("There is no award \"%1\".").arg(band)));
        text = announcement(view, *found);
        if (text.isEmpty())
            return call.fail(failure(ErrorCode::InvalidInput, found->changed > 0    ? say("%1 has changed since it was official. Confirm the correction first.").arg(found->name)
                                                              : !found->isOfficial() ? say("%1 is not official yet.").arg(found->name)
                                                                                     : say("%1 has no winners.").arg(found->name)));
    }
    if (call.json)
        call.print(QJsonObject{{QStringLiteral("text"), text}});
    else
        call.print(text);
    return 0;
}

} // namespace gantry::engine
