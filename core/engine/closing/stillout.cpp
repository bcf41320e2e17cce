// SPDX-License-Identifier: Apache-2.0
#include "core/engine/closing/stillout.h"

#include "core/base/text.h"

#include <algorithm>

namespace gantry::engine {

namespace {

using scoring::Status;

std::vector<std::optional<double>> paces(const View &view)
{
    std::vector<std::optional<double>> out;
    for (std::size_t r = 0; r < view.event->rules.size(); ++r) {
        std::vector<scoring::EntrantResult> finishers;
        for (const auto &chunk : view.results->chunks())
            for (const ResultRow &row : *chunk)
                if (row.race == int(r) && row.result.status == Status::Finished) {
                    scoring::EntrantResult slim; // the pace needs no more, and splits are many
                    slim.status = row.result.status;
                    slim.net = row.result.net;
                    finishers.push_back(std::move(slim));
                }
        out.push_back(scoring::fieldPace(view.event->rules[r], finishers));
    }
    return out;
}

bool complete(const View &view)
{
    return view.event && view.results && view.entrants;
}

QString lastPointOf(const View &view, const ResultRow &row)
{
    const auto &rules = view.event->rules[std::size_t(row.race)];
    if (row.result.lastPoint >= 0 && std::size_t(row.result.lastPoint) < rules.course.size())
        return rules.course[std::size_t(row.result.lastPoint)].name;
    return rules.startPoints.empty() ? say("start") : view.event->document.points[std::size_t(rules.startPoints.front().value())].name;
}

} // namespace

std::vector<OutRow> stillOut(const View &view, UtcTime now, int race)
{
    std::vector<OutRow> out;
    if (!complete(view))
        return out;
    const auto pace = paces(view);
    for (std::size_t i = 0; i < view.results->size(); ++i) {
        const ResultRow &row = (*view.results)[i];
        if (row.result.status != Status::OnCourse || row.race < 0 || (race >= 0 && row.race != race))
            continue;
        OutRow o{EntrantIdx(std::int32_t(i)), row.race, lastPointOf(view, row), row.result.lastSeen, {}, false};
        if (const auto due = scoring::dueOf(view.event->rules[std::size_t(row.race)], row.result, pace[std::size_t(row.race)], now)) {
            o.due = due->at;
            o.overdue = due->overdue;
        }
        out.push_back(std::move(o));
    }
    std::stable_sort(out.begin(), out.end(), [](const OutRow &a, const OutRow &b) {
        return a.due.has_value() != b.due.has_value() ? a.due.has_value() : a.due < b.due;
    });
    return out;
}

std::vector<CloseProposal> closeProposals(const View &view, int race, UtcTime now)
{
    std::vector<CloseProposal> out;
    if (!complete(view) || race < 0 || std::size_t(race) >= view.event->rules.size())
        return out;
    for (std::size_t i = 0; i < view.results->size(); ++i) {
        const ResultRow &row = (*view.results)[i];
        if (row.race != race || row.result.status != Status::NotStarted)
            continue;
        const bool here = (*view.entrants)[i].entrant.state == EntrantState::CheckedIn;
        const bool seen = row.result.lastSeen.has_value();
        if (seen)
            out.push_back({EntrantIdx(std::int32_t(i)), true, 0.6, say("seen at %1, but at no point of the course").arg(formatTimeOfDay(view.event->zone.toLocal(*row.result.lastSeen)))});
        else
            out.push_back({EntrantIdx(std::int32_t(i)), false, here ? 0.7 : 0.95, here ? say("checked in, never seen") : say("entered, never seen")});
    }
    for (const OutRow &o : stillOut(view, now, race)) {
        const QString where = say("last seen at %1").arg(o.lastPoint);
        if (!o.due)
            out.push_back({o.entrant, true, 0.5, where});
        else if (o.overdue)
            out.push_back({o.entrant, true, 0.9, say("%1, long overdue").arg(where)});
        else
            out.push_back({o.entrant, true, now > *o.due ? 0.6 : 0.2, now > *o.due ? say("%1, overdue").arg(where) : say("%1, not due yet: may still come").arg(where)});
    }
    std::stable_sort(out.begin(), out.end(), [](const CloseProposal &a, const CloseProposal &b) { return a.confidence > b.confidence; });
    return out;
}

} // namespace gantry::engine
