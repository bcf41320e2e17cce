// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reconcile/written.h"

#include <algorithm>
#include <unordered_map>

namespace gantry::engine::reconcile {

namespace {

constexpr auto kBibs = std::size_t(Lane::Bibs);

struct Written {
    int entry = -1;
    std::ptrdiff_t crossing = -1; // index it belongs to
    bool inOrder = false;
    double confidence = 0;
};

// The longest run of written bibs whose crossings are in the same order. Those are what the rest is placed between.
void placeSeen(const std::vector<Entry> &entries, const Alignment &a, std::vector<Written> &list)
{
    std::unordered_map<int, std::vector<std::ptrdiff_t>> byWho;
    for (std::size_t c = 0; c < a.crossings.size(); ++c)
        if (a.crossings[c].who != 0 && a.crossings[c].of[kBibs].entry < 0)
            byWho[a.crossings[c].who].push_back(std::ptrdiff_t(c));
    struct Link { std::size_t written; std::ptrdiff_t crossing; int before; };
    std::vector<Link> links;
    std::vector<int> tails; // the link that ends the run of that length at the earliest crossing
    for (std::size_t w = 0; w < list.size(); ++w) {
        const auto known = byWho.find(entries[std::size_t(list[w].entry)].who);
        if (known == byWho.end())
            continue;
        for (auto c = known->second.rbegin(); c != known->second.rend(); ++c) { // the later first: at most one of them joins a run
            const auto at = std::lower_bound(tails.begin(), tails.end(), *c, [&](int link, std::ptrdiff_t crossing) { return links[std::size_t(link)].crossing < crossing; });
            links.push_back({w, *c, at == tails.begin() ? -1 : *(at - 1)});
            if (at == tails.end())
                tails.push_back(int(links.size()) - 1);
            else
                *at = int(links.size()) - 1;
        }
    }
    std::vector<bool> taken(a.crossings.size(), false);
    for (int link = tails.empty() ? -1 : tails.back(); link >= 0; link = links[std::size_t(link)].before) {
        Written &w = list[links[std::size_t(link)].written];
        w.crossing = links[std::size_t(link)].crossing;
        w.inOrder = true;
        w.confidence = 0.97;
        taken[std::size_t(w.crossing)] = true;
    }
    for (Written &w : list) { // somebody saw him, but the order does not fit: close finishes are written down as they are read
        const auto known = byWho.find(entries[std::size_t(w.entry)].who);
        if (w.crossing >= 0 || known == byWho.end())
            continue;
        const auto c = std::find_if(known->second.begin(), known->second.end(), [&](std::ptrdiff_t i) { return !taken[std::size_t(i)]; });
        if (c == known->second.end())
            continue;
        w.crossing = *c;
        w.confidence = 0.85;
        taken[std::size_t(*c)] = true;
    }
}

// Bibs [from, to) that nobody saw, against the times between two crossings that have no bib.
void placeBetween(const Alignment &a, std::vector<Written *> bibs, std::ptrdiff_t after, std::ptrdiff_t before)
{
    std::vector<std::ptrdiff_t> open;
    for (std::ptrdiff_t c = after + 1; c < before; ++c)
        if (a.crossings[std::size_t(c)].who == 0)
            open.push_back(c);
    if (bibs.empty() || open.empty())
        return;
    const int ends = (after >= 0) + (before < std::ptrdiff_t(a.crossings.size()));
    const double share = double(std::min(bibs.size(), open.size())) / double(std::max(bibs.size(), open.size()));
    const double confidence = bibs.size() == open.size() ? 0.55 + 0.15 * ends : 0.35 * share;
    for (std::size_t i = 0; i < std::min(bibs.size(), open.size()); ++i) {
        bibs[i]->crossing = open[i];
        bibs[i]->confidence = confidence;
    }
}

} // namespace

void placeWritten(const std::vector<Entry> &entries, Alignment &to)
{
    std::vector<Written> list;
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (entries[i].lane == Lane::Bibs && !entries[i].at)
            list.push_back({int(i)});
    if (list.empty())
        return;
    to.lanes[kBibs].entries += int(list.size());
    placeSeen(entries, to, list);
    std::vector<Written *> waiting;
    std::ptrdiff_t after = -1;
    for (Written &w : list) {
        if (w.inOrder) {
            placeBetween(to, std::move(waiting), after, w.crossing);
            waiting.clear();
            after = w.crossing;
        } else if (w.crossing < 0) {
            waiting.push_back(&w);
        }
    }
    placeBetween(to, std::move(waiting), after, std::ptrdiff_t(to.crossings.size()));

    std::vector<Crossing> alone;
    UtcTime at = to.crossings.empty() ? UtcTime{} : to.crossings.front().at;
    for (const Written &w : list) {
        const int who = entries[std::size_t(w.entry)].who;
        if (w.crossing >= 0) {
            Crossing &c = to.crossings[std::size_t(w.crossing)];
            c.of[kBibs] = {w.entry, w.confidence};
            c.who = c.who != 0 ? c.who : who;
            if (w.inOrder || c.at > at)
                at = c.at;
            continue;
        }
        Crossing c;
        c.at = at;
        c.timed = false;
        c.who = who;
        c.of[kBibs] = {w.entry, 1};
        alone.push_back(c);
    }
    const auto earlier = [](const Crossing &a, const Crossing &b) { return a.at < b.at; };
    std::stable_sort(alone.begin(), alone.end(), earlier);
    std::vector<Crossing> merged;
    merged.reserve(to.crossings.size() + alone.size());
    std::merge(to.crossings.begin(), to.crossings.end(), alone.begin(), alone.end(), std::back_inserter(merged), earlier);
    to.crossings = std::move(merged);
}

} // namespace gantry::engine::reconcile
