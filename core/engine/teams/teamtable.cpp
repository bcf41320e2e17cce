// SPDX-License-Identifier: Apache-2.0
#include "core/engine/teams/teamtable.h"

#include "core/scoring/score.h"
#include "core/scoring/teamranking.h"

namespace gantry::engine {

QString teamValueText(const TeamRule &rule, const scoring::RaceRules &race, std::int64_t value)
{
    if (rule.by == TeamsBy::Time || rule.by == TeamsBy::Average)
        return formatElapsed(scoring::roundTime(Micros(value), race.rounding), scoring::fractionDigits(race.rounding));
    QString text = QString::number(value / scoring::kUnit);
    if (const std::int64_t rest = value % scoring::kUnit; rest != 0) {
        text += u'.' + QString::number(rest).rightJustified(6, u'0');
        while (text.endsWith(u'0'))
            text.chop(1);
    }
    return text;
}

} // namespace gantry::engine
