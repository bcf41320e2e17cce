// SPDX-License-Identifier: Apache-2.0
#include "ui/models/changes.h"

#include "ui/models/cell.h"

#include <algorithm>

namespace gantry::ui {

namespace {

bool differ(const engine::EntrantRow &a, const engine::EntrantRow &b) { return !(a.entrant == b.entrant); }
bool differ(const engine::ResultRow &a, const engine::ResultRow &b)
{
    return a.race != b.race || a.wave != b.wave || !(a.result == b.result);
}
bool differ(const engine::ReadRow &a, const engine::ReadRow &b)
{
    return a.use != b.use || a.ignored != b.ignored || a.unsaved != b.unsaved || a.entrant != b.entrant || a.point != b.point || a.at != b.at
           || a.course != b.course || a.by != b.by;
}

template<class Row>
void collect(const std::shared_ptr<const engine::ChunkedTable<Row>> &before, const std::shared_ptr<const engine::ChunkedTable<Row>> &after,
             std::vector<qint32> &changed)
{
    if (before == after || !before || !after)
        return;
    const auto &a = before->chunks();
    const auto &b = after->chunks();
    for (std::size_t c = 0; c < std::min(a.size(), b.size()); ++c) {
        if (a[c] == b[c])
            continue;
        for (std::size_t i = 0; i < std::min(a[c]->size(), b[c]->size()); ++i) {
            if (differ((*a[c])[i], (*b[c])[i]))
                changed.push_back(qint32(c * engine::ChunkedTable<Row>::kRows + i));
        }
    }
}

} // namespace

bool sameEvent(const engine::View *a, const engine::View *b)
{
    const bool hasA = a && a->event, hasB = b && b->event;
    return hasA == hasB && (!hasA || a->event->id == b->event->id);
}

std::vector<qint32> changedEntrants(const engine::View *before, const engine::View &after)
{
    std::vector<qint32> changed;
    if (!before)
        return changed;
    collect(before->entrants, after.entrants, changed);
    collect(before->results, after.results, changed);
    if (before->places != after.places && before->places && after.places) {
        const auto &a = *before->places;
        const auto &b = *after.places;
        for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
            if (!(a[i] == b[i]))
                changed.push_back(qint32(i));
        }
    }
    return changed;
}

std::vector<qint32> changedReads(const engine::View *before, const engine::View &after, bool *all)
{
    *all = false;
    std::vector<qint32> changed;
    if (!before || !before->reads || !after.reads || before->reads == after.reads)
        return changed;
    const auto &a = before->reads->chunks();
    const auto &b = after.reads->chunks();
    std::size_t different = 0;
    for (std::size_t c = 0; c < std::min(a.size(), b.size()); ++c)
        different += a[c] != b[c];
    constexpr std::size_t kFew = 64;
    if (different > kFew)
        *all = true;
    else
        collect(before->reads, after.reads, changed);
    return changed;
}

const engine::EntrantRow *entrantOf(const engine::View &view, int entrant)
{
    return view.entrants && entrant >= 0 && std::size_t(entrant) < view.entrants->size() ? &(*view.entrants)[std::size_t(entrant)] : nullptr;
}

const engine::ResultRow *resultOf(const engine::View &view, int entrant)
{
    return view.results && entrant >= 0 && std::size_t(entrant) < view.results->size() ? &(*view.results)[std::size_t(entrant)] : nullptr;
}

scoring::Places placesOf(const engine::View &view, int entrant)
{
    return view.places && entrant >= 0 && std::size_t(entrant) < view.places->size() ? (*view.places)[std::size_t(entrant)] : scoring::Places{};
}

const scoring::RaceRules *rulesOf(const engine::View &view, int race)
{
    return view.event && race >= 0 && std::size_t(race) < view.event->rules.size() ? &view.event->rules[std::size_t(race)] : nullptr;
}

const EventZone &zoneOf(const engine::View &view, const EventZone &fallback)
{
    return view.event ? view.event->zone : fallback;
}

QString pointName(const engine::View &view, PointIdx point)
{
    if (!view.event || point.value() < 0 || std::size_t(point.value()) >= view.event->document.points.size())
        return dash();
    return view.event->document.points[std::size_t(point.value())].name;
}

} // namespace gantry::ui
