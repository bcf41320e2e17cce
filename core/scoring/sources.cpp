// SPDX-License-Identifier: Apache-2.0
#include "core/scoring/sources.h"

#include <algorithm>
#include <tuple>

namespace gantry::scoring {

namespace {

// How well a read shows that a crossing took place; 0: not at all.
int witness(Use use)
{
    switch (use) {
    case Use::Start:
    case Use::Split:
    case Use::Finish:
        return 2;
    case Use::EarlierStart:
    case Use::StartAfterCourse:
    case Use::Repeat:
    case Use::SetByHand:
        return 1;
    default:
        return 0;
    }
}

} // namespace

std::vector<ReadFact> mergedReads(const EntrantFacts &facts)
{
    std::vector<ReadFact> all = facts.reads;
    for (std::size_t h = 0; h < facts.hands.size(); ++h)
        all.push_back({ReadIdx(-1), facts.hands[h].point, facts.hands[h].at, false, false, Source::Hand, int(h)});
    std::stable_sort(all.begin(), all.end(), [](const ReadFact &a, const ReadFact &b) { return a.at < b.at; });
    return all;
}

void takeSameCrossings(std::span<const ReadFact> reads, Source source, const std::vector<ReadUse> &better, std::vector<ReadUse> &given)
{
    for (std::size_t k = 0; k < reads.size(); ++k) {
        if (reads[k].source != source || reads[k].ignored)
            continue;
        // The best witness, then the nearest, then the earlier one.
        std::optional<std::tuple<int, Micros, std::size_t>> best;
        for (std::size_t j = 0; j < reads.size(); ++j) {
            const Micros apart = reads[j].at < reads[k].at ? reads[k].at - reads[j].at : reads[j].at - reads[k].at;
            const int seen = witness(better[j].use);
            if (reads[j].source >= source || reads[j].point != reads[k].point || apart > kSameCrossing || seen == 0)
                continue;
            const std::tuple candidate{-seen, apart, j};
            best = best ? std::min(*best, candidate) : candidate;
        }
        if (!best)
            continue;
        const std::size_t j = std::get<2>(*best);
        given[k].use = Use::SameCrossing;
        given[k].course = better[j].course;
        given[k].by = reads[k].at - reads[j].at;
    }
}

} // namespace gantry::scoring
