// SPDX-License-Identifier: Apache-2.0
#include "core/scoring/rules.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace gantry::scoring {

namespace {

using namespace std::chrono_literals;

// Nobody runs faster: 2:10 per kilometre. It keeps a runner who steps back onto a mat that both starts and finishes
// the race from finishing at once.
constexpr double kFastestSecondsPerKm = 130.0;
constexpr Micros kShortestLoop = 60s;

// A longer list of laps is counted, not written out as items of the course.
constexpr std::size_t kMostItems = 500;
// Reads of one crossing, where a lap may be shorter than a minute.
constexpr Micros kWithinLap = 60s;

Micros sharedMatMinimum(const CourseItem &item, const RaceDef &race, bool isFinish)
{
    if (race.laps && race.laps->minLap.count() > 0)
        return race.laps->minLap;
    const int rounds = race.relay ? race.relay->legs : race.laps && race.laps->count ? *race.laps->count : 1;
    std::optional<double> metres = item.distanceM;
    if (!metres && isFinish && race.distanceM)
        metres = *race.distanceM / std::max(rounds, 1);
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
        const ReadRule &point = event.points[std::size_t(item.point.value())].reads;
        CourseRule rule{item.point, item.name, item.minTime.value_or(Micros(0)), item.distanceM, rules.isStart(item.point)};
        if (rule.alsoStart && !item.minTime)
            rule.minTime = sharedMatMinimum(item, race, i + 1 == items.size());
        rule.leg = item.leg;
        rule.pick = item.reads.pick.value_or(point.pick && !rule.alsoStart ? *point.pick : ReadPick::First);
        rule.minGap = item.reads.minGap.value_or(point.minGap.value_or(Micros(0)));
        if (item.reads.ignoreBefore)
            rule.ignoreBefore = event.zone.toUtc(*item.reads.ignoreBefore);
        rule.cutoff = item.reads.cutoff;
        rules.course.push_back(rule);
    }
}

// The finish once for every leg; a course that names every exchange stays as it is.
void writeOutLegs(RaceRules &rules)
{
    const int legs = rules.relay->legs;
    if (rules.course.size() == 1 && legs > 1) {
        const CourseRule finish = rules.course.front();
        rules.course.assign(std::size_t(legs), finish);
        for (int leg = 0; leg < legs; ++leg)
            rules.course[std::size_t(leg)].name = say("Leg %1").arg(leg + 1);
    }
    if (rules.legs() == 0 && rules.course.size() == std::size_t(legs))
        for (CourseRule &rule : rules.course)
            rule.leg = true;
}

// So many laps: each item of the lap once for each.
void writeOutLaps(RaceRules &rules)
{
    const Micros minLap = rules.laps->minLap;
    if (minLap.count() > 0)
        for (CourseRule &rule : rules.course)
            if (rule.minGap.count() == 0)
                rule.minGap = std::min(minLap, kWithinLap);
    if (!rules.laps->count || rules.course.size() * std::size_t(*rules.laps->count) > kMostItems)
        return;
    const std::vector<CourseRule> lap = std::move(rules.course);
    rules.course.clear();
    rules.expanded = true;
    for (int k = 1; k <= *rules.laps->count; ++k)
        for (std::size_t i = 0; i < lap.size(); ++i) {
            CourseRule rule = lap[i];
            rule.lap = k;
            const bool wholeLap = i + 1 == lap.size() && rule.minTime.count() == 0;
            rule.minTime += minLap * (wholeLap ? k : k - 1);
            if (*rules.laps->count > 1)
                rule.name = lap.size() == 1 ? say("Lap %1").arg(k) : rule.name + u' ' + QString::number(k);
            rules.course.push_back(std::move(rule));
        }
}

// What a timing point says of its reads.
void compileReads(const EventDocument &event, RaceRules &rules)
{
    for (const PointDef &point : event.points) {
        rules.ignoreBefore.emplace_back();
        if (point.reads.ignoreBefore)
            rules.ignoreBefore.back() = event.zone.toUtc(*point.reads.ignoreBefore);
    }
    for (const PointIdx start : rules.startPoints)
        if (const auto pick = event.points[std::size_t(start.value())].reads.pick)
            rules.startPick = *pick;
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
        rules.gradeAlarm = race.gradeAlarm;
        for (const RecordDef &record : event.records)
            if (record.race == race.name)
                rules.records.push_back(record);
        rules.policy = race.policy;
        compileReads(event, rules);
        if (rules.relay)
            writeOutLegs(rules);
        else if (rules.laps)
            writeOutLaps(rules);
        rules.ageDate = event.ageDate(race);
        all.push_back(std::move(rules));
    }
    return all;
}

} // namespace gantry::scoring
