// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reconcile/report.h"

#include "core/base/text.h"

#include <QJsonArray>

#include <cmath>

namespace gantry::engine::reconcile {

namespace {

double seconds(Micros t)
{
    return double(t.count()) / 1e6;
}

QString signedText(Micros t)
{
    return QString::asprintf("%+.1f", seconds(t));
}

QString percent(double share)
{
    return say("%1 %").arg(std::lround(share * 100));
}

QString clockOf(const Report &r, UtcTime t)
{
    return formatTimeOfDay(r.view.event->zone.toLocal(t), 1);
}

QString wordOf(Differs what)
{
    switch (what) {
    case Differs::Apart:
        return QStringLiteral("apart");
    case Differs::BackupOnly:
        return QStringLiteral("backup_only");
    case Differs::LoneTap:
        return QStringLiteral("lone_tap");
    case Differs::BibWithoutTime:
        return QStringLiteral("bib_without_time");
    case Differs::LoneVideo:
        return QStringLiteral("lone_video");
    }
    return {};
}

const LaneRow *memberOf(const Report &r, const Crossing &c, Lane lane)
{
    return c[lane].entry < 0 ? nullptr : &r.lanes.rows[std::size_t(c[lane].entry)];
}

// As the best lane recorded it; the offset that is taken off to compare lanes changes no time that is shown.
std::optional<UtcTime> timeOf(const Report &r, const Crossing &c)
{
    for (const Member &m : c.of)
        if (m.entry >= 0 && r.lanes.rows[std::size_t(m.entry)].entry.at)
            return r.lanes.rows[std::size_t(m.entry)].entry.at;
    return {};
}

QJsonObject memberJson(const Report &r, const Crossing &c, Lane lane)
{
    const LaneRow &row = *memberOf(r, c, lane);
    QJsonObject o{{QStringLiteral("id"), row.id.toString()}};
    if (row.entry.at) {
        o[QStringLiteral("at")] = clockOf(r, *row.entry.at);
        o[QStringLiteral("at_us")] = QString::number(toUs(*row.entry.at));
    }
    if (!row.bib.isEmpty())
        o[QStringLiteral("bib")] = row.bib;
    if (row.counts)
        o[QStringLiteral("counts")] = true;
    if (row.given)
        o[QStringLiteral("given")] = true;
    if (row.reads > 1)
        o[QStringLiteral("reads")] = row.reads;
    if (const QString why = whyOf(row, r.view); !why.isEmpty())
        o[QStringLiteral("why")] = why;
    if (!row.note.isEmpty())
        o[QStringLiteral("note")] = row.note;
    o[QStringLiteral("confidence")] = std::round(c[lane].confidence * 100) / 100;
    return o;
}

QJsonObject crossingJson(const Report &r, const Crossing &c)
{
    QJsonObject o;
    for (std::size_t lane = 0; lane < kLanes; ++lane)
        if (c.of[lane].entry >= 0)
            o[laneWord(Lane(lane))] = memberJson(r, c, Lane(lane));
    if (const auto at = timeOf(r, c))
        o[QStringLiteral("at")] = clockOf(r, *at);
    if (const QString bib = bibOf(r, c); !bib.isEmpty())
        o[QStringLiteral("bib")] = bib;
    for (const Member &m : c.of)
        if (const auto e = m.entry < 0 ? EntrantIdx(-1) : r.lanes.rows[std::size_t(m.entry)].entrant; e.value() >= 0) {
            const Entrant &who = (*r.view.entrants)[std::size_t(e.value())].entrant;
            o[QStringLiteral("name")] = who.displayName();
            break;
        }
    o[QStringLiteral("confidence")] = std::round(c.confidence * 100) / 100;
    return o;
}

QJsonObject ratesJson(const Rates &r)
{
    return {{QStringLiteral("seen"), r.seen}, {QStringLiteral("main"), r.main}, {QStringLiteral("backup"), r.backup}};
}

} // namespace

QString laneWord(Lane lane)
{
    static constexpr const char *kWords[] = {"main", "backup", "bibs", "taps", "video"};
    return QLatin1String(kWords[std::size_t(lane)]);
}

QString bibOf(const Report &r, const Crossing &c)
{
    for (const Member &m : c.of)
        if (m.entry >= 0 && !r.lanes.rows[std::size_t(m.entry)].bib.isEmpty())
            return r.lanes.rows[std::size_t(m.entry)].bib;
    return {};
}

QString sentence(const Report &r, const Difference &d)
{
    const Crossing &c = r.alignment.crossings[std::size_t(d.crossing)];
    const auto time = timeOf(r, c);
    const QString at = time ? clockOf(r, *time) : QString(), bib = bibOf(r, c);
    switch (d.what) {
    case Differs::Apart:
        return say("%1: %2 at the main mat, backup %3 s").arg(bib, at, signedText(d.by));
    case Differs::BackupOnly:
        return say("%1: only the backup mat, %2").arg(bib, at);
    case Differs::LoneTap:
        return say("tap at %1: nobody crossed then").arg(at);
    case Differs::BibWithoutTime:
        return say("%1: written down, no time").arg(bib);
    case Differs::LoneVideo:
        return bib.isEmpty() ? say("video at %1: nobody has it").arg(at) : say("video at %1: %2, nobody else has it").arg(at, bib);
    }
    return {};
}

QJsonObject toJson(const Report &r)
{
    QJsonArray lanes, crossings, differences;
    for (std::size_t i = 0; i < kLanes; ++i) {
        const LaneFacts &lane = r.alignment.lanes[i];
        lanes.append(QJsonObject{{QStringLiteral("lane"), laneWord(Lane(i))}, {QStringLiteral("entries"), lane.entries},
                                 {QStringLiteral("offset_s"), seconds(lane.offset)}, {QStringLiteral("spread_s"), seconds(lane.spread)}});
    }
    for (const Crossing &c : r.alignment.crossings)
        crossings.append(crossingJson(r, c));
    for (const Difference &d : r.alignment.differences)
        differences.append(QJsonObject{{QStringLiteral("kind"), wordOf(d.what)}, {QStringLiteral("crossing"), d.crossing}, {QStringLiteral("seconds"), seconds(d.by)}, {QStringLiteral("text"), sentence(r, d)}});
    return {{QStringLiteral("point"), r.point}, {QStringLiteral("lanes"), lanes}, {QStringLiteral("crossings"), crossings}, {QStringLiteral("differences"), differences},
            {QStringLiteral("rates"), QJsonObject{{QStringLiteral("all"), ratesJson(r.alignment.all)}, {QStringLiteral("recent"), ratesJson(r.alignment.recent)}}}};
}

QStringList toLines(const Report &r, std::size_t most)
{
    QStringList out{say("%1: %2 crossings").arg(r.point).arg(r.alignment.crossings.size())};
    for (std::size_t i = 0; i < kLanes; ++i)
        if (const LaneFacts &lane = r.alignment.lanes[i]; lane.entries > 0)
            out << (std::abs(seconds(lane.offset)) < 0.05 ? say("  %1: %2").arg(laneWord(Lane(i))).arg(lane.entries) : say("  %1: %2, %3 s against the better lanes").arg(laneWord(Lane(i))).arg(lane.entries).arg(signedText(lane.offset)));
    if (const Rates &all = r.alignment.all, &recent = r.alignment.recent; all.backup > 0 && all.seen > 0) {
        out << say("Of %1 that either mat saw: main %2, backup %3").arg(all.seen).arg(percent(all.ofMain()), percent(all.ofBackup()));
        out << say("Of %1 in the last 5 minutes: main %2, backup %3").arg(recent.seen).arg(percent(recent.ofMain()), percent(recent.ofBackup()));
    }
    std::size_t shown = 0;
    for (const Difference &d : r.alignment.differences)
        if (shown++ < most)
            out << say("▲ %1").arg(sentence(r, d));
    if (shown > most)
        out << say("… and %1 more").arg(shown - most);
    for (const Crossing &c : r.alignment.crossings) {
        const QString bib = bibOf(r, c);
        for (const Lane lane : {Lane::Taps, Lane::Video}) {
            const LaneRow *row = memberOf(r, c, lane);
            if (!row || row->given || bib.isEmpty() || shown++ >= 2 * most)
                continue;
            const QString id = row->id.toString().left(8), at = clockOf(r, *row->entry.at), word = confidenceWord(c.confidence);
            out << (lane == Lane::Taps ? say("○ tap %1 of %2 is %3: %4") : say("○ video %1 of %2 is %3: %4")).arg(id, at, bib, word);
        }
    }
    return out;
}

} // namespace gantry::engine::reconcile
