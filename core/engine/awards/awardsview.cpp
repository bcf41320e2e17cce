// SPDX-License-Identifier: Apache-2.0
#include "core/engine/awards/awardsview.h"

#include <algorithm>

namespace gantry::engine {

const AwardRow *AwardsView::row(int race, bool division, QStringView name) const
{
    const auto it = std::find_if(rows.begin(), rows.end(), [&](const AwardRow &r) { return r.race == race && r.division == division && r.name.compare(name, Qt::CaseInsensitive) == 0; });
    return it == rows.end() ? nullptr : &*it;
}

const GivenRow *AwardsView::ledger(int race, int band, int position, EntrantIdx entrant) const
{
    const auto it = std::find_if(given.begin(), given.end(), [&](const GivenRow &g) { return g.race == race && g.band == band && g.position == position && g.entrant == entrant && !g.back; });
    return it == given.end() ? nullptr : &*it;
}

QString stageWord(AwardStage stage)
{
    switch (stage) {
    case AwardStage::Detected: return QStringLiteral("detected");
    case AwardStage::Provisional: return QStringLiteral("provisional");
    case AwardStage::Official: return QStringLiteral("official");
    case AwardStage::Corrected: return QStringLiteral("corrected");
    }
    return {};
}

} // namespace gantry::engine
