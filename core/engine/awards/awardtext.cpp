// SPDX-License-Identifier: Apache-2.0
#include "core/engine/awards/awardtext.h"

#include "core/base/text.h"

#include <algorithm>

namespace gantry::engine {

QString awardTime(const scoring::RaceRules &rules, Micros t)
{
    return formatElapsed(scoring::roundTime(t, rules.rounding), scoring::fractionDigits(rules.rounding));
}

QString announcement(const View &view, const AwardRow &row)
{
    if (row.division || !row.isOfficial() || row.changed > 0 || !view.awards || !view.event)
        return {};
    const scoring::RaceRules &rules = view.event->rules[std::size_t(row.race)];
    const auto &winners = view.awards->drawn[std::size_t(row.race)]->bands[std::size_t(row.index)].winners;
    if (winners.empty())
        return {};
    QStringList lines{view.event->rules.size() > 1 ? say("%1, %2.").arg(rules.name, row.name) : say("%1.").arg(row.name)};
    for (auto w = winners.rbegin(); w != winners.rend(); ++w) {
        const Entrant &e = (*view.entrants)[std::size_t(w->entrant.value())].entrant;
        const QString who = e.team.trimmed().isEmpty() ? say("%1, number %2").arg(e.displayName(), e.bib) : say("%1 of %3, number %2").arg(e.displayName(), e.bib, e.team.simplified());
        const QString time = awardTime(rules, w->time);
        if (w->position == 1)
            lines.append(w->shared ? say("Joint winner, in %1: %2.").arg(time, who) : say("The winner, in %1: %2.").arg(time, who));
        else
            lines.append(w->shared ? say("Joint %1, in %2: %3.").arg(scoring::ordinal(w->position), time, who) : say("%1, in %2: %3.").arg(scoring::ordinal(w->position), time, who));
    }
    return lines.join(u'\n');
}

QString announcements(const View &view, int race)
{
    QStringList texts;
    if (view.awards)
        for (const AwardRow &row : view.awards->rows)
            if (race < 0 || row.race == race)
                if (const QString text = announcement(view, row); !text.isEmpty())
                    texts.append(text);
    return texts.join(QStringLiteral("\n\n"));
}

} // namespace gantry::engine
