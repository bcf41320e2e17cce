// SPDX-License-Identifier: Apache-2.0
#include "core/scoring/rules.h"

#include <algorithm>
#include <cmath>

namespace gantry::scoring {

namespace {

using namespace std::chrono_literals;

// Nobody runs faster: 2:10 per kilometre. It keeps a runner who steps back onto a mat that both starts and finishes
// the race from finishing at once.
constexpr double kFastestSecondsPerKm = 130.0;
constexpr Micros kShortestLoop = 60s;

Micros sharedMatMinimum(const CourseItem &item, const RaceDef &race, bool isFinish)
{
    std::optional<double> metres = item.distanceM;
    if (!metres && isFinish)
        metres = race.distanceM;
    if (!metres)
        return kShortestLoop;
    return std::max(kShortestLoop, Micros(std::llround(*metres / 1000.0 * kFastestSecondsPerKm * 1e6)));
}

std::vector<CourseItem> courseOf(const EventDocument &event, const RaceDef &race)
{
    if (!race.course.empty())
        return race.course;
    std::vector<CourseItem> course;
    const auto add = [&](std::size_t i) { course.push_back({PointIdx(std::int32_t(i)), event.points[i].name, {}, {}}); };
    for (std::size_t i = 0; i < event.points.size(); ++i) {
        if (event.points[i].kind == PointKind::Split)
            add(i);
    }
    for (std::size_t i = 0; i < event.points.size(); ++i) {
        if (event.points[i].kind == PointKind::Finish || event.points[i].kind == PointKind::StartFinish) {
            add(i);
            break;
        }
    }
    return course;
}

void compileCourse(const EventDocument &event, const RaceDef &race, RaceRules &rules)
{
    const auto kindOf = [&](PointIdx p) { return event.points[std::size_t(p.value())].kind; };
    std::vector<CourseItem> items = courseOf(event, race);
    const bool loop = items.size() > 1 && kindOf(items.front().point) == PointKind::StartFinish;
    if (loop) {
        rules.startPoints.push_back(items.front().point);
        items.erase(items.begin());
    }
    const auto isStartItem = [&](const CourseItem &item) { return kindOf(item.point) == PointKind::Start; };
    for (const CourseItem &item : items) {
        if (isStartItem(item) && !rules.isStart(item.point))
            rules.startPoints.push_back(item.point);
    }
    std::erase_if(items, isStartItem);
    if (rules.startPoints.empty()) {
        for (std::size_t i = 0; i < event.points.size(); ++i) {
            if (event.points[i].kind == PointKind::Start || event.points[i].kind == PointKind::StartFinish)
                rules.startPoints.push_back(PointIdx(std::int32_t(i)));
        }
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
        const CourseItem &item = items[i];
        CourseRule rule{item.point, item.name, item.minTime.value_or(Micros(0)), item.distanceM, rules.isStart(item.point)};
        if (rule.alsoStart && !item.minTime)
            rule.minTime = sharedMatMinimum(item, race, i + 1 == items.size());
        rules.course.push_back(rule);
    }
}

WaveRules compileWave(const QString &name, const std::optional<LocalTime> &scheduled, const QString &key, const Guns &guns, const EventZone &zone)
{
    WaveRules wave;
    wave.name = name;
    if (const auto chosen = guns.find(key); chosen != guns.end()) {
        wave.gun = chosen->second.at;
        wave.source = chosen->second.source;
    } else if (scheduled) {
        wave.gun = zone.toUtc(*scheduled);
        wave.source = GunSource::Schedule;
    }
    return wave;
}

} // namespace

std::optional<UtcTime> RaceRules::gunOf(int wave) const
{
    if (wave > 0 && std::size_t(wave) < waves.size() && waves[std::size_t(wave)].gun)
        return waves[std::size_t(wave)].gun;
    return waves.empty() ? std::nullopt : waves.front().gun;
}

std::optional<UtcTime> RaceRules::firstGun(bool actual) const
{
    std::optional<UtcTime> first;
    for (const WaveRules &wave : waves)
        if (wave.gun && (!actual || wave.source != GunSource::Schedule) && (!first || *wave.gun < *first))
            first = wave.gun;
    return first;
}

int RaceRules::legs() const
{
    return int(std::count_if(course.begin(), course.end(), [](const CourseRule &c) { return c.leg; }));
}

bool RaceRules::isStart(PointIdx point) const
{
    return std::find(startPoints.begin(), startPoints.end(), point) != startPoints.end();
}

int RaceRules::waveByName(QStringView waveName) const
{
    if (waveName.trimmed().isEmpty())
        return 0;
    for (std::size_t i = 1; i < waves.size(); ++i) {
        if (waves[i].name.compare(waveName.trimmed(), Qt::CaseInsensitive) == 0)
            return int(i);
    }
    return -1;
}

std::vector<RaceRules> compileRules(const EventDocument &event, const Guns &guns)
{
    std::vector<RaceRules> all;
    for (const RaceDef &race : event.races) {
        RaceRules rules;
        rules.name = race.name;
        rules.startMode = race.startMode;
        rules.waves.push_back(compileWave({}, race.gun, race.name, guns, event.zone));
        for (const WaveDef &wave : race.waves)
            rules.waves.push_back(compileWave(wave.name, wave.gun, race.name + u'/' + wave.name, guns, event.zone));
        compileCourse(event, race, rules);
        for (std::size_t i = 0; i < event.points.size(); ++i) {
            if (event.points[i].kind == PointKind::Announcer)
                rules.announcerPoints.push_back(PointIdx(std::int32_t(i)));
        }
        rules.cutoff = race.cutoff;
        rules.ranking = race.ranking;
        rules.ties = race.ties;
        rules.rounding = race.rounding;
        rules.divisionSource = race.divisionSource;
        rules.divisions = race.divisions;
        rules.distanceM = race.distanceM;
        rules.laps = race.laps;
        rules.relay = race.relay;
        rules.awards = race.awards;
        rules.awardPolicy = race.awardPolicy;
        rules.teamRules = race.teamRules;
        rules.ageGrades = race.ageGrades;
        rules.policy = race.policy;
        rules.ageDate = event.ageDate(race);
        all.push_back(std::move(rules));
    }
    return all;
}

} // namespace gantry::scoring
