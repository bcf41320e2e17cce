// SPDX-License-Identifier: Apache-2.0
#include "core/engine/feedrows.h"

#include "core/engine/resulttext.h"

#include <QJsonArray>

namespace gantry::engine {

namespace {

QString us(UtcTime t)
{
    return QString::number(toUs(t));
}

QString placeText(std::int32_t place)
{
    return place > 0 ? QString::number(place) : QString();
}

QJsonObject rowOf(EventActor &actor, EntrantIdx e)
{
    const Entrant &p = actor.state().entrants()[std::size_t(e.value())];
    const auto &result = actor.board().result(e);
    const auto &rules = actor.board().rules()[std::size_t(actor.board().facts(e).race.value())];
    const scoring::Places &places = actor.board().places(e);
    QJsonObject o;
    const auto put = [&](const char *name, const QString &v) { o[QLatin1String(name)] = v; };
    put("bib", p.bib);
    put("name", p.displayName());
    put("first_name", p.firstName);
    put("last_name", p.lastName);
    put("gender", p.gender);
    put("age", p.age ? QString::number(*p.age) : QString());
    put("division", result.divisionName);
    put("team", p.team);
    put("city", p.city);
    put("country", p.country);
    put("race", rules.name);
    put("net_time", result.net ? formatShort(scoring::roundTime(*result.net, rules.rounding), scoring::fractionDigits(rules.rounding)) : QString());
    put("gun_time", result.gun ? formatShort(scoring::roundTime(*result.gun, rules.rounding), scoring::fractionDigits(rules.rounding)) : QString());
    put("place", placeText(places.overall));
    put("place_gender", placeText(places.gender));
    put("place_division", placeText(places.division));
    put("pace", result.net ? paceText(*result.net, rules.distanceM) : QString());
    put("finished_us", result.finishedAt ? us(*result.finishedAt) : QString());
    put("net_us", result.net ? QString::number(result.net->count()) : QString());
    return o;
}

} // namespace

std::vector<feed::Item> feedItems(EventActor &actor, const std::vector<scoring::Announcement> &list)
{
    using Kind = scoring::Announcement::Kind;
    std::vector<feed::Item> items;
    for (const auto &a : list) {
        const auto race = actor.board().facts(a.entrant).race.value();
        const bool gone = a.kind == Kind::Withdrawn;
        if (!gone && (race < 0 || a.course != int(actor.board().rules()[std::size_t(race)].course.size()) - 1))
            continue;
        feed::Item item;
        item.kind = gone ? feed::Item::Kind::Withdraw : a.kind == Kind::Changed ? feed::Item::Kind::Change : feed::Item::Kind::Add;
        item.key = actor.state().entrants()[std::size_t(a.entrant.value())].id.toString() + u':' + QString::number(a.course) + u':' + QString::number(a.lap);
        if (!gone)
            item.fields = rowOf(actor, a.entrant);
        items.push_back(std::move(item));
    }
    return items;
}

QJsonObject feedSnapshotOf(const View &view)
{
    QJsonObject out;
    if (!view.event)
        return out;
    out[QStringLiteral("event")] = QJsonObject{{QStringLiteral("name"), view.event->name},
                                               {QStringLiteral("date"), view.event->date.toString(Qt::ISODate)},
                                               {QStringLiteral("zone"), view.event->zone.name()},
                                               {QStringLiteral("rehearsal"), view.event->rehearsal}};
    QJsonArray races;
    for (const WaveRow &w : *view.waves) {
        QJsonObject r{{QStringLiteral("name"), w.raceName}, {QStringLiteral("wave"), w.waveName}};
        if (w.gun)
            r[QStringLiteral("gun_us")] = us(*w.gun);
        if (w.scheduled)
            r[QStringLiteral("scheduled_us")] = us(*w.scheduled);
        races.append(r);
    }
    out[QStringLiteral("races")] = races;
    out[QStringLiteral("counts")] = QJsonObject{{QStringLiteral("entered"), view.counters.entered},
                                                {QStringLiteral("started"), view.counters.started},
                                                {QStringLiteral("out"), view.counters.out},
                                                {QStringLiteral("finished"), view.counters.finished}};
    return out;
}

QJsonObject statusOf(const View &view, const store::SaveState &saving)
{
    QJsonObject o{{QStringLiteral("service"), QStringLiteral("gantry")},
                  {QStringLiteral("status"), QStringLiteral("running")},
                  {QStringLiteral("database_connected"), saving.ok},
                  {QStringLiteral("total_reads"), qint64(view.counters.reads)},
                  {QStringLiteral("guns"), qint64(view.counters.guns)},
                  {QStringLiteral("duplicates"), qint64(view.counters.duplicates)},
                  {QStringLiteral("malformed"), qint64(view.counters.malformed)},
                  {QStringLiteral("unsaved"), qint64(view.counters.unsavedReads)},
                  {QStringLiteral("entered"), view.counters.entered},
                  {QStringLiteral("started"), view.counters.started},
                  {QStringLiteral("out"), view.counters.out},
                  {QStringLiteral("finished"), view.counters.finished},
                  {QStringLiteral("unknown_chips"), view.counters.unknownChips},
                  {QStringLiteral("current_session"), view.event ? view.event->name : QString()}};
    if (!saving.ok)
        o[QStringLiteral("saving_error")] = saving.error.message;
    if (!saving.escapeError.message.isEmpty())
        o[QStringLiteral("escape_error")] = saving.escapeError.message;
    QJsonArray points;
    if (view.points)
        for (const PointRow &p : *view.points)
            points.append(QJsonObject{{QStringLiteral("name"), p.name},
                                      {QStringLiteral("reads"), qint64(p.reads)},
                                      {QStringLiteral("unique_chips"), p.uniqueChips},
                                      {QStringLiteral("first_read"), p.firstRead ? QJsonValue(formatUtc(*p.firstRead)) : QJsonValue()},
                                      {QStringLiteral("last_read"), p.lastRead ? QJsonValue(formatUtc(*p.lastRead)) : QJsonValue()}});
    o[QStringLiteral("points")] = points;
    return o;
}

} // namespace gantry::engine
