// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who stands on the podium, in large letters for whoever reads it out: one page per band, three places on it.

#include "core/engine/outputs/resultdocument.h"

namespace gantry::engine {

struct PodiumPlace {
    int place = 0;
    QString bib, name, team, time;
};
struct PodiumBand {
    QString race, name;
    std::vector<PodiumPlace> places;
};

// The first of each sex, then of each division, under the race's own ranking. Bands without anybody are left out.
std::vector<PodiumBand> podiumBands(const View &view, RaceIdx race, int places = 3);
output::PagePlan podiumPages(const View &view, const std::vector<PodiumBand> &bands);
output::Document podiumDocument(const View &view, const std::vector<PodiumBand> &bands);

} // namespace gantry::engine
