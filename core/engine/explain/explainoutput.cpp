// SPDX-License-Identifier: Apache-2.0
// An explanation for a terminal, and for the window.
#include "core/engine/explain/explanation.h"

#include "core/base/text.h"

#include <QJsonArray>
#include <QJsonObject>

namespace gantry::engine {

namespace {

// Empty when the device's clock was taken as it is.
QString clockWords(const ExplainedRead &r, const EventZone &zone)
{
    if (r.clockOffset.count() == 0)
        return {};
    const double off = -double(r.clockOffset.count()) / 1e6; // what is taken off is what it was ahead by
    return say("the device said %1; its clock was off by %2 s, which is taken off")
        .arg(formatLocal(zone.toLocal(r.at - r.clockOffset)), (off > 0 ? QStringLiteral("+") : QString()) + QString::number(off, 'f', 3));
}

QJsonArray linesJson(const std::vector<ExplainedLine> &lines)
{
    QJsonArray out;
    for (const ExplainedLine &l : lines)
        out.append(QJsonObject{{QStringLiteral("label"), l.label}, {QStringLiteral("value"), l.value}, {QStringLiteral("note"), l.note}});
    return out;
}

QString usText(Micros t)
{
    return QString::number(t.count());
}

QJsonObject readJson(const ExplainedRead &r, const EventZone &zone)
{
    return {{QStringLiteral("read"), r.id.toString()},
            {QStringLiteral("raw"), r.raw},
            {QStringLiteral("session"), qint64(r.session.value())},
            {QStringLiteral("peer"), r.peer},
            {QStringLiteral("offset"), qint64(r.offset)},
            {QStringLiteral("received_at"), formatUtc(r.receivedAt)},
            {QStringLiteral("received_local"), formatLocal(zone.toLocal(r.receivedAt))},
            {QStringLiteral("chip"), r.chip},
            {QStringLiteral("location"), r.location},
            {QStringLiteral("reader"), r.reader},
            {QStringLiteral("antenna"), r.antenna},
            {QStringLiteral("sequence"), qint64(r.sequence)},
            {QStringLiteral("device_time"), r.given},
            {QStringLiteral("device_basis"), r.basis},
            {QStringLiteral("point"), r.point},
            {QStringLiteral("binding"), r.binding},
            {QStringLiteral("clock_offset_us"), usText(r.clockOffset)},
            {QStringLiteral("clock"), clockWords(r, zone)},
            {QStringLiteral("at"), formatLocal(zone.toLocal(r.at))},
            {QStringLiteral("used"), r.used},
            {QStringLiteral("use"), r.words},
            {QStringLiteral("by_us"), usText(r.by)}};
}

QJsonValue neighbourJson(const std::optional<ExplainedNeighbour> &n)
{
    if (!n)
        return {};
    return QJsonObject{{QStringLiteral("bib"), n->bib}, {QStringLiteral("name"), n->name}, {QStringLiteral("time"), n->time}, {QStringLiteral("gap_us"), usText(n->gap)}};
}

QString gapText(const std::optional<ExplainedNeighbour> &n, const QString &word)
{
    if (!n)
        return {};
    const Micros size = n->gap.count() < 0 ? -n->gap : n->gap;
    return say("%1 %2 %3 by %4").arg(word, n->bib, n->name, formatElapsed(size, 3));
}

} // namespace

QJsonObject toJson(const Explanation &x, const EventZone &zone)
{
    QJsonArray reads, places;
    for (const ExplainedRead &r : x.reads)
        reads.append(readJson(r, zone));
    for (const ExplainedPlace &p : x.places)
        places.append(QJsonObject{{QStringLiteral("title"), p.title}, {QStringLiteral("place"), p.place}, {QStringLiteral("of"), p.of}, {QStringLiteral("before"), neighbourJson(p.before)}, {QStringLiteral("after"), neighbourJson(p.after)}});
    QJsonObject o{{QStringLiteral("bib"), x.bib},
                  {QStringLiteral("name"), x.name},
                  {QStringLiteral("race"), x.race},
                  {QStringLiteral("wave"), x.wave},
                  {QStringLiteral("status"), x.status},
                  {QStringLiteral("summary"), x.summary},
                  {QStringLiteral("entrant"), linesJson(x.person)},
                  {QStringLiteral("rules"), linesJson(x.rules)},
                  {QStringLiteral("reads"), reads},
                  {QStringLiteral("adjustments"), linesJson(x.adjustments)},
                  {QStringLiteral("result"), linesJson(x.result)},
                  {QStringLiteral("rounding"), x.rounding},
                  {QStringLiteral("net_shown"), x.netShown},
                  {QStringLiteral("gun_shown"), x.gunShown},
                  {QStringLiteral("places"), places},
                  {QStringLiteral("awards"), linesJson(x.awards)}};
    if (x.net)
        o[QStringLiteral("net_us")] = usText(*x.net);
    if (x.gun)
        o[QStringLiteral("gun_us")] = usText(*x.gun);
    if (!x.item.isEmpty())
        o[QStringLiteral("split")] = x.item;
    return o;
}

QStringList toLines(const Explanation &x, const EventZone &zone)
{
    QStringList out;
    const auto list = [&](const QString &title, const std::vector<ExplainedLine> &lines) {
        out.append(title);
        for (const ExplainedLine &l : lines)
            out.append(QStringLiteral("  %1: %2%3").arg(l.label, l.value, l.note.isEmpty() ? QString() : QStringLiteral("  ") + l.note));
    };
    out.append(x.summary);
    list(say("Runner"), x.person);
    list(say("Rules"), x.rules);
    out.append(say("Reads (%1)").arg(x.reads.size()));
    for (const ExplainedRead &r : x.reads) {
        out.append(QStringLiteral("  %1  %2  %3  %4").arg(formatLocal(zone.toLocal(r.at)), r.point, r.words, r.id.toString().left(12)));
        out.append(QStringLiteral("      ") + r.raw);
        if (r.byHand)
            continue;
        out.append(QStringLiteral("      ") + say("connection %1 (%2), byte %3, received %4").arg(r.session.value()).arg(r.peer).arg(r.offset).arg(formatLocal(zone.toLocal(r.receivedAt))));
        out.append(QStringLiteral("      ") + say("chip %1, location %2, reader %3, antenna %4; %5, %6").arg(r.chip, r.location, r.reader).arg(r.antenna).arg(r.given, r.basis));
        out.append(QStringLiteral("      ") + say("point: %1; clock offset: %2").arg(r.binding, r.clockOffset.count() == 0 ? say("none") : clockWords(r, zone)));
    }
    list(say("Corrections"), x.adjustments);
    list(say("Result"), x.result);
    for (const ExplainedPlace &p : x.places) {
        QStringList gaps;
        for (const QString &gap : {gapText(p.before, say("behind")), gapText(p.after, say("ahead of"))})
            if (!gap.isEmpty())
                gaps.append(gap);
        out.append(QStringLiteral("  ") + say("%1: place %2 of %3").arg(p.title).arg(p.place).arg(p.of) + (gaps.isEmpty() ? QString() : QStringLiteral("; ") + gaps.join(QStringLiteral(", "))));
    }
    if (x.places.empty() && x.item.isEmpty())
        out.append(QStringLiteral("  ") + say("No place: %1").arg(x.status));
    if (!x.awards.empty())
        list(say("Awards"), x.awards);
    return out;
}

} // namespace gantry::engine
