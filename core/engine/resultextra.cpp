// SPDX-License-Identifier: Apache-2.0
#include "core/engine/resultextra.h"

namespace gantry::engine {

namespace {

const QString kLaps = QStringLiteral("laps");

QString legColumn(const scoring::CourseRule &item)
{
    return QStringLiteral("leg:") + item.name;
}

void set(QStringList &row, const QStringList &columns, const QString &column, const QString &text)
{
    const qsizetype at = columns.indexOf(column);
    if (at >= 0)
        row[at] = text;
}

} // namespace

void addExtraColumns(QStringList &columns, const scoring::RaceRules &rules)
{
    if (rules.ranksByLaps() && !columns.contains(kLaps))
        columns.append(kLaps);
    for (const scoring::CourseRule &item : rules.course)
        if (item.leg && !columns.contains(legColumn(item)))
            columns.append(legColumn(item));
}

void fillExtraColumns(QStringList &row, const QStringList &columns, const scoring::RaceRules &rules, const scoring::EntrantResult &result)
{
    if (rules.ranksByLaps() && result.laps > 0)
        set(row, columns, kLaps, QString::number(result.laps));
    std::size_t leg = 0;
    for (const scoring::CourseRule &item : rules.course) {
        if (!item.leg || leg >= result.legs.size())
            continue;
        const scoring::LegResult &its = result.legs[leg++];
        if (its.time)
            set(row, columns, legColumn(item), formatElapsed(scoring::roundTime(*its.time, rules.rounding), scoring::fractionDigits(rules.rounding)));
    }
}

std::optional<double> distanceRun(const scoring::RaceRules &rules, const scoring::EntrantResult &result)
{
    if (!rules.distanceM || !rules.ranksByLaps() || rules.laps->count)
        return rules.distanceM;
    return *rules.distanceM * result.laps;
}

} // namespace gantry::engine
