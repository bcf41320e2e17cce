// SPDX-License-Identifier: Apache-2.0
#include "core/engine/awards/awardchanges.h"

#include "core/base/text.h"

#include <map>
#include <set>

namespace gantry::engine {

namespace {

// Position → who has that prize.
std::map<int, QStringList> holdersOf(const View &view, const QString &race, const QString &band)
{
    std::map<int, QStringList> out;
    const int r = view.event ? view.event->document.raceByName(race).value() : -1;
    if (!view.awards || r < 0 || std::size_t(r) >= view.awards->drawn.size())
        return out;
    const scoring::RaceAwards &drawn = *view.awards->drawn[std::size_t(r)];
    if (const int b = drawn.bandByName(band); b >= 0)
        for (const scoring::AwardWinner &w : drawn.bands[std::size_t(b)].winners) {
            const Entrant &e = (*view.entrants)[std::size_t(w.entrant.value())].entrant;
            out[w.position].append(say("%1 %2").arg(e.bib, e.displayName()));
        }
    return out;
}

void compareBand(const View &now, const View &then, const QString &race, const QString &band, std::vector<PrizeChange> &out)
{
    std::map<int, std::pair<QString, QString>> places;
    for (const auto &[position, who] : holdersOf(now, race, band))
        places[position].first = who.join(QStringLiteral(", "));
    for (const auto &[position, who] : holdersOf(then, race, band))
        places[position].second = who.join(QStringLiteral(", "));
    for (const auto &[position, both] : places)
        if (both.first != both.second)
            out.push_back({race, band, position, both.first, both.second});
}

} // namespace

std::vector<PrizeChange> comparePrizes(const View &now, const View &then)
{
    std::vector<PrizeChange> out;
    std::set<std::pair<QString, QString>> seen;
    for (const View *view : {&now, &then})
        for (std::size_t r = 0; view->awards && view->event && r < view->awards->drawn.size(); ++r)
            for (const scoring::AwardBand &band : view->awards->drawn[r]->bands)
                if (const QString &race = view->event->rules[r].name; seen.emplace(race.toCaseFolded(), band.name.toCaseFolded()).second)
                    compareBand(now, then, race, band.name, out);
    return out;
}

} // namespace gantry::engine
