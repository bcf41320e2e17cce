// SPDX-License-Identifier: Apache-2.0
// What laps and legs add to an explanation.
#include "core/base/text.h"
#include "core/engine/explain/explainwords.h"

namespace gantry::engine {

namespace {

ExplainedLine legLine(const QString &name, const scoring::LegResult &leg)
{
    QStringList notes;
    if (leg.massStart)
        notes.append(say("began with the mass start; the runner ahead was not in yet"));
    if (leg.estimated)
        notes.append(say("estimated: an exchange beside it was not seen; it has no place of its own"));
    if (leg.adjustment.count() != 0)
        notes.append(say("%1 on this leg").arg(signedSeconds(leg.adjustment)));
    return {say("Leg %1").arg(name), leg.time ? formatElapsed(*leg.time, 6) : say("missing"), notes.join(QStringLiteral("; "))};
}

} // namespace

void addLegLines(std::vector<ExplainedLine> &to, const scoring::EntrantResult &result, const scoring::RaceRules &rules)
{
    std::size_t leg = 0;
    for (const scoring::CourseRule &item : rules.course)
        if (item.leg && leg < result.legs.size())
            to.push_back(legLine(item.name, result.legs[leg++]));
    if (rules.relay && leg > 0)
        to.push_back({say("Whole time"), result.net ? formatElapsed(*result.net, 6) : say("missing"), say("the sum of the legs: what two ran at the same time counts twice")});
    if (!rules.ranksByLaps())
        return;
    for (std::size_t lap = 0; lap < result.lapTimes.size(); ++lap)
        to.push_back({say("Lap %1").arg(lap + 1), formatElapsed(result.lapTimes[lap], 6), say("net, exactly")});
    to.push_back({say("Laps"), QString::number(result.laps),
                  rules.laps->duration ? say("as many as possible in %1; then the earlier last lap").arg(formatElapsed(*rules.laps->duration))
                  : rules.laps->every  ? say("one in every %1, until one runner is left").arg(formatElapsed(*rules.laps->every))
                                       : say("of %1").arg(rules.laps->count.value_or(0))});
}

} // namespace gantry::engine
