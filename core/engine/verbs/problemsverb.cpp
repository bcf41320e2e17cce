// SPDX-License-Identifier: Apache-2.0
// `problems`: what needs the operator's eye, worst first, and how the readers are.
#include "core/base/text.h"
#include "core/engine/verbs/verb.h"

#include <QJsonArray>

namespace gantry::engine {

namespace {

QString wordOf(Severity s)
{
    return s == Severity::Act ? QStringLiteral("act") : s == Severity::Look ? QStringLiteral("look") : QStringLiteral("info");
}

QJsonObject toJson(const Problem &p, const View &v)
{
    QJsonArray entrants, reads, fixes;
    for (const EntrantIdx e : p.entrants)
        entrants.append((*v.entrants)[std::size_t(e.value())].entrant.bib);
    for (const Id128 &r : p.reads)
        reads.append(r.toString());
    for (const ProblemFix &f : p.fixes)
        fixes.append(QJsonObject{{QStringLiteral("label"), f.label}, {QStringLiteral("words"), QJsonArray::fromStringList(f.words)}, {QStringLiteral("page"), f.page},
                                 {QStringLiteral("choices"), QJsonArray::fromStringList(f.choices)}});
    const auto &points = v.event->document.points;
    return {{QStringLiteral("key"), p.key}, {QStringLiteral("severity"), wordOf(p.severity)}, {QStringLiteral("title"), p.title}, {QStringLiteral("text"), p.text},
            {QStringLiteral("bibs"), entrants}, {QStringLiteral("reads"), reads}, {QStringLiteral("fixes"), fixes}, {QStringLiteral("confidence"), p.confidence},
            {QStringLiteral("acknowledged"), p.acknowledged},
            {QStringLiteral("point"), p.point.value() >= 0 && std::size_t(p.point.value()) < points.size() ? points[std::size_t(p.point.value())].name : QString()}};
}

QJsonObject toJson(const ReaderRow &r, const View &v)
{
    QJsonObject o{{QStringLiteral("location"), r.location}, {QStringLiteral("reader"), r.reader}, {QStringLiteral("session"), qint64(r.session.value())},
                  {QStringLiteral("linked"), r.linked}, {QStringLiteral("silent"), r.silent}, {QStringLiteral("reads"), qint64(r.reads)},
                  {QStringLiteral("per_minute"), r.perMinute}, {QStringLiteral("expected_per_minute"), r.expectedPerMinute}, {QStringLiteral("due_since"), r.dueSince},
                  {QStringLiteral("offset_accepted_s"), double(r.accepted.count()) / 1e6}};
    o[QStringLiteral("offset_s")] = r.clock ? QJsonValue(double(r.clock->count()) / 1e6) : QJsonValue();
    const auto &points = v.event->document.points;
    o[QStringLiteral("point")] = r.point.value() >= 0 && std::size_t(r.point.value()) < points.size() ? points[std::size_t(r.point.value())].name : QString();
    return o;
}

} // namespace

int problemsVerb(VerbCall &call)
{
    if (!call.words.isEmpty())
        return call.usage(say("problems takes no words; --json shows keys, reads and fixes for programs."));
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    const ViewPtr v = call.core.settledView(*id);
    if (call.json) {
        QJsonArray problems, readers;
        for (const Problem &p : *v->problems)
            problems.append(toJson(p, *v));
        for (const ReaderRow &r : *v->readers)
            readers.append(toJson(r, *v));
        const double took = call.core.onScore([&] { return call.core.actor(*id)->watch().lastLookMs(); });
        call.print(QJsonObject{{QStringLiteral("problems"), problems}, {QStringLiteral("readers"), readers}, {QStringLiteral("took_ms"), took}});
        return 0;
    }
    for (const Problem &p : *v->problems) {
        call.print(QStringLiteral("%1 %2%3").arg(p.severity == Severity::Act ? QStringLiteral("■") : p.severity == Severity::Look ? QStringLiteral("▲") : QStringLiteral("○"), p.title,
                                                 p.acknowledged ? say("  (seen)") : QString()));
        call.print(QStringLiteral("    ") + p.text);
        call.print(QStringLiteral("    ") + say("key: %1").arg(p.key));
        for (const ProblemFix &f : p.fixes)
            if (!f.words.isEmpty())
                call.print(QStringLiteral("    %1: gantryctl %2%3").arg(f.label, f.words.join(u' '), f.choices.isEmpty() ? QString() : QStringLiteral(" (") + f.choices.join(u'|') + u')'));
    }
    if (v->problems->empty())
        call.print(say("Nothing needs you."));
    return 0;
}

} // namespace gantry::engine
