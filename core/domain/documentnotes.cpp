// SPDX-License-Identifier: Apache-2.0
#include "core/domain/documentnotes.h"

#include "core/base/text.h"
#include "core/domain/divisioncheck.h"

#include <algorithm>

namespace gantry {

namespace {

constexpr std::size_t kMostFindings = 12; // per race; the rest is a number

QDate dayOf(LocalTime t)
{
    return QDate(1970, 1, 1).addDays(std::chrono::floor<std::chrono::days>(t).time_since_epoch().count());
}

void noteStart(const EventDocument &doc, const RaceDef &race, const QString &path, std::vector<FieldProblem> &out)
{
    const auto check = [&](const std::optional<LocalTime> &gun, const QString &field, const QString &whose) {
        if (gun && doc.date.isValid() && dayOf(*gun) != doc.date)
            out.push_back({field, say("%1: the planned start is on %2, the event is on %3.").arg(whose, dayOf(*gun).toString(Qt::ISODate), doc.date.toString(Qt::ISODate))});
    };
    check(race.gun, path + QStringLiteral(".start.gun"), race.name);
    for (std::size_t w = 0; w < race.waves.size(); ++w)
        check(race.waves[w].gun, path + QStringLiteral(".start.waves[%1].gun").arg(w), race.name + u'/' + race.waves[w].name);
}

void noteCourse(const EventDocument &doc, const RaceDef &race, const QString &path, std::vector<FieldProblem> &out)
{
    const auto ends = [&](PointIdx p) {
        const PointKind kind = doc.points[std::size_t(p.value())].kind;
        return kind == PointKind::Finish || kind == PointKind::StartFinish;
    };
    const bool anyFinish = std::ranges::any_of(doc.points, [](const PointDef &p) { return p.kind == PointKind::Finish || p.kind == PointKind::StartFinish; });
    if (race.course.empty()) {
        if (!anyFinish)
            out.push_back({path + QStringLiteral(".course"), say("%1 has no finish: no timing point is one.").arg(race.name)});
        return;
    }
    if (!ends(race.course.back().point))
        out.push_back({path + QStringLiteral(".course[%1].point").arg(race.course.size() - 1), say("%1 ends at %2, which is no finish point.").arg(race.name, race.course.back().name)});
    double reached = 0;
    for (std::size_t i = 0; i < race.course.size(); ++i) {
        const auto distance = race.course[i].distanceM;
        if (distance && *distance < reached)
            out.push_back({path + QStringLiteral(".course[%1].distance_m").arg(i), say("%1: %2 is nearer to the start than the point before it.").arg(race.name, race.course[i].name)});
        reached = distance.value_or(reached);
    }
    if (race.distanceM && race.course.back().distanceM && *race.distanceM != *race.course.back().distanceM)
        out.push_back({path + QStringLiteral(".course[%1].distance_m").arg(race.course.size() - 1), say("%1: the last point is not at the race's distance.").arg(race.name)});
}

void noteScoring(const RaceDef &race, const QString &path, std::vector<FieldProblem> &out)
{
    if (race.laps && race.relay)
        out.push_back({path + QStringLiteral(".laps"), say("%1: a relay is scored by its legs; the laps count for nothing.").arg(race.name)});
    for (std::size_t i = 0; i < race.teamRules.size(); ++i) {
        if (!race.teamRules[i].tiesKnown)
            out.push_back({path + QStringLiteral(".team_rules[%1].ties").arg(i),
                           say("%1: this rule for ties is not known here. The better next runner decides (\"displacer\"). Known are: displacer, last_scorer, first_scorer, head_to_head, share.").arg(race.name)});
    }
}

} // namespace

std::vector<FieldProblem> documentNotes(const EventDocument &doc)
{
    std::vector<FieldProblem> out;
    if (doc.races.empty())
        out.push_back({QStringLiteral("races"), say("The event has no race yet.")});
    for (std::size_t r = 0; r < doc.races.size(); ++r) {
        const RaceDef &race = doc.races[r];
        const QString path = QStringLiteral("races[%1]").arg(r);
        noteStart(doc, race, path, out);
        noteCourse(doc, race, path, out);
        noteScoring(race, path, out);
        if (race.divisionSource != DivisionSource::Rules)
            continue;
        const auto findings = checkDivisions(race.divisions);
        for (std::size_t i = 0; i < findings.size() && i < kMostFindings; ++i)
            out.push_back({path + QStringLiteral(".divisions"), race.name + QStringLiteral(": ") + describe(findings[i], race.divisions)});
        if (findings.size() > kMostFindings)
            out.push_back({path + QStringLiteral(".divisions"), say("%1: and %2 more gaps and overlaps.").arg(race.name).arg(findings.size() - kMostFindings)});
    }
    return out;
}

} // namespace gantry
