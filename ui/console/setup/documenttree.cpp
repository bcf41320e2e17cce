// SPDX-License-Identifier: Apache-2.0
#include "ui/console/setup/documenttree.h"

#include "ui/models/cell.h"

#include "core/base/text.h"

#include <QLocale>

namespace gantry::ui {

namespace {

QString kindWord(PointKind kind)
{
    switch (kind) {
    case PointKind::Start: return say("start");
    case PointKind::Split: return say("split");
    case PointKind::Finish: return say("finish");
    case PointKind::StartFinish: return say("start and finish");
    case PointKind::Announcer: return say("announcer");
    }
    return dash();
}

QString startWord(StartMode mode)
{
    switch (mode) {
    case StartMode::Chip: return say("by chip: net time from the start mat");
    case StartMode::Gun: return say("by gun: net time from the gun");
    case StartMode::Individual: return say("individual: each at his own time");
    }
    return dash();
}

QString roundingWord(Rounding rounding)
{
    switch (rounding) {
    case Rounding::Ceil1s: return say("up to the whole second");
    case Rounding::Ceil01s: return say("up to the tenth");
    case Rounding::Ceil001s: return say("up to the hundredth");
    case Rounding::Floor1s: return say("down to the whole second");
    case Rounding::HalfUp1s: return say("to the nearest second");
    }
    return dash();
}

QString plannedAt(const std::optional<LocalTime> &at)
{
    return at ? formatTimeOfDay(*at) : say("no planned time");
}

DocumentLine courseOf(const RaceDef &race, const EventDocument &document)
{
    DocumentLine course{say("Course"), {}, {}};
    for (const CourseItem &item : race.course) {
        QStringList facts;
        const int point = item.point.value();
        if (point >= 0 && std::size_t(point) < document.points.size() && document.points[std::size_t(point)].name != item.name)
            facts << say("at %1").arg(document.points[std::size_t(point)].name);
        if (item.distanceM)
            facts << distanceText(item.distanceM);
        if (item.minTime)
            facts << say("not before %1").arg(formatShort(*item.minTime));
        course.below.push_back({item.name, facts.join(QStringLiteral(" · ")), {}});
    }
    course.value = say("%1 points").arg(course.below.size());
    return course;
}

DocumentLine divisionsOf(const RaceDef &race)
{
    DocumentLine divisions{say("Divisions"), race.divisionSource == DivisionSource::Roster ? say("as the roster says") : say("by rule"), {}};
    for (const DivisionDef &d : race.divisions) {
        QStringList facts;
        facts << (d.genders.isEmpty() ? say("everyone") : d.genders.join(QStringLiteral(", ")));
        if (d.ageMin || d.ageMax)
            facts << say("age %1–%2").arg(d.ageMin ? number(*d.ageMin) : QString(), d.ageMax ? number(*d.ageMax) : QString());
        divisions.below.push_back({d.name, facts.join(QStringLiteral(" · ")), {}});
    }
    return divisions;
}

DocumentLine raceOf(const RaceDef &race, const EventDocument &document)
{
    DocumentLine line{race.name, distanceText(race.distanceM), {}};
    line.below.push_back({say("Start"), startWord(race.startMode), {}});
    if (race.waves.empty()) {
        line.below.push_back({say("Planned gun"), plannedAt(race.gun), {}});
    } else {
        DocumentLine waves{say("Waves"), number(qint64(race.waves.size())), {}};
        for (const WaveDef &wave : race.waves)
            waves.below.push_back({wave.name, plannedAt(wave.gun), {}});
        line.below.push_back(std::move(waves));
    }
    if (race.cutoff)
        line.below.push_back({say("Start closes"), say("%1 after the gun").arg(formatShort(*race.cutoff)), {}});
    line.below.push_back(courseOf(race, document));
    line.below.push_back({say("Ranked by"), race.ranking == RankBy::Gun ? say("gun time") : say("net time"), {}});
    line.below.push_back({say("Equal times"), race.ties == Ties::Share ? say("share the place") : say("in the order of recording"), {}});
    line.below.push_back({say("Shown times"), roundingWord(race.rounding), {}});
    if (!race.divisions.empty() || race.divisionSource == DivisionSource::Roster)
        line.below.push_back(divisionsOf(race));
    if (!race.awards.empty()) {
        DocumentLine awards{say("Awards"), number(qint64(race.awards.size())), {}};
        for (const AwardDef &award : race.awards)
            awards.below.push_back({award.name, say("%1 places").arg(award.places), {}});
        line.below.push_back(std::move(awards));
    }
    if (!race.corrections.empty())
        line.below.push_back({say("Corrections"), number(qint64(race.corrections.size())), {}});
    return line;
}

} // namespace

std::vector<DocumentLine> documentLines(const engine::EventHead &event)
{
    const EventDocument &document = event.document;
    std::vector<DocumentLine> lines;
    lines.push_back({say("Event"), document.name, {}});
    lines.push_back({say("Date"), QLocale().toString(document.date, QLocale::LongFormat), {}});
    lines.push_back({say("Time zone"), document.zone.name(), {}});
    DocumentLine points{say("Timing points"), number(qint64(document.points.size())), {}};
    for (const PointDef &point : document.points) {
        QString value = kindWord(point.kind);
        if (!point.aliases.isEmpty())
            value += QStringLiteral(" · ") + say("also called %1").arg(point.aliases.join(QStringLiteral(", ")));
        points.below.push_back({point.name, value, {}});
    }
    lines.push_back(std::move(points));
    DocumentLine races{say("Races"), number(qint64(document.races.size())), {}};
    for (const RaceDef &race : document.races)
        races.below.push_back(raceOf(race, document));
    lines.push_back(std::move(races));
    return lines;
}

} // namespace gantry::ui
