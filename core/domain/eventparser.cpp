// SPDX-License-Identifier: Apache-2.0
#include "core/domain/eventparser.h"

#include "core/base/text.h"
#include "core/domain/raceparser.h"

#include <QHash>

namespace gantry {

namespace {

constexpr double kLongestCourse = 10'000'000; // metres

constexpr DocumentWord<PointKind> kPointKinds[] = {{"start", PointKind::Start},
                                                   {"split", PointKind::Split},
                                                   {"finish", PointKind::Finish},
                                                   {"start_finish", PointKind::StartFinish},
                                                   {"announcer", PointKind::Announcer}};
constexpr DocumentWord<StartMode> kStartModes[] = {{"chip", StartMode::Chip}, {"gun", StartMode::Gun}, {"individual", StartMode::Individual}};
constexpr DocumentWord<DivisionSource> kDivisionSources[] = {{"rules", DivisionSource::Rules}, {"roster", DivisionSource::Roster}};
using Kind = Correction::Kind;
constexpr DocumentWord<Kind> kCorrections[] = {{"dnf", Kind::Dnf},
                                               {"dns", Kind::Dns},
                                               {"dq", Kind::Dq},
                                               {"dead_heat", Kind::DeadHeat},
                                               {"start_offset", Kind::StartOffset},
                                               {"penalty", Kind::Penalty},
                                               {"set_time", Kind::SetTime}};

// Names that may stand only once, compared without case.
class UniqueNames {
public:
    bool add(const QString &name)
    {
        const QString key = name.toCaseFolded();
        if (m_seen.contains(key))
            return false;
        m_seen.insert(key);
        return true;
    }
    bool contains(const QString &name) const { return m_seen.contains(name.toCaseFolded()); }

private:
    QSet<QString> m_seen;
};

QString requireUnique(ObjectReader &in, UniqueNames &names)
{
    const QString name = in.text("name", true);
    if (!name.isEmpty() && !names.add(name))
        in.problem("name", say("\"%1\" stands twice").arg(name));
    return name;
}

std::vector<PointDef> parsePoints(ObjectReader &in)
{
    std::vector<PointDef> points;
    UniqueNames names, aliases;
    in.objects("timing_points", [&](ObjectReader &item) {
        PointDef point;
        point.name = requireUnique(item, names);
        point.kind = item.word("kind", kPointKinds).value_or(PointKind::Split);
        for (const char *key : {"aliases", "backups"}) {
            for (const QString &alias : item.texts(key)) {
                if (!aliases.add(alias))
                    item.problem(key, say("\"%1\" stands twice").arg(alias));
                else
                    (key[0] == 'b' ? point.backups : point.aliases).append(alias);
            }
        }
        point.reads = parseReadRule(item, false);
        points.push_back(point);
    });
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (const QString &alias : points[i].aliases + points[i].backups) {
            if (names.contains(alias) && alias.compare(points[i].name, Qt::CaseInsensitive) != 0)
                in.problem(QStringLiteral("timing_points[%1].aliases").arg(i), say("\"%1\" is the name of another point").arg(alias));
        }
    }
    return points;
}

void parseStart(ObjectReader &in, RaceDef &race)
{
    race.startMode = in.word("mode", kStartModes).value_or(StartMode::Chip);
    race.gun = in.time("gun");
    race.cutoff = in.seconds("cutoff_s");
    UniqueNames names;
    in.objects("waves", [&](ObjectReader &item) {
        WaveDef wave;
        wave.name = requireUnique(item, names);
        wave.gun = item.time("gun");
        race.waves.push_back(wave);
    });
}

void parseCourse(ObjectReader &in, const EventDocument &event, RaceDef &race)
{
    QStringList pointNames;
    for (const PointDef &p : event.points)
        pointNames.append(p.name);
    UniqueNames names;
    QHash<int, int> passes;
    in.objects("course", [&](ObjectReader &item) {
        CourseItem course;
        const QString point = item.text("point", true);
        course.name = item.text("name");
        course.distanceM = item.number("distance_m", 0, kLongestCourse);
        course.minTime = item.seconds("min_time_s");
        course.reads = parseReadRule(item, true);
        course.leg = item.flag("leg").value_or(false);
        if (!course.name.isEmpty() && !names.add(course.name))
            item.problem("name", say("\"%1\" stands twice").arg(course.name));
        if (point.isEmpty())
            return;
        course.point = event.pointByName(point);
        if (course.point == PointIdx(-1)) {
            const QString close = closestName(point, pointNames);
            item.problem("point", close.isEmpty() ? say("there is no timing point \"%1\"").arg(point)
                                                  : say("there is no timing point \"%1\". Did you mean \"%2\"?").arg(point, close));
            return;
        }
        const int pass = ++passes[course.point.value()];
        if (course.name.isEmpty()) {
            course.name = event.points[std::size_t(course.point.value())].name;
            if (pass > 1)
                course.name += u' ' + QString::number(pass);
        }
        race.course.push_back(course);
    });
}

void parseDivisions(ObjectReader &in, RaceDef &race)
{
    in.objects("divisions", [&](ObjectReader &item) {
        DivisionDef division;
        division.name = item.text("name", true); // "40-49" of men and of women may share a name
        division.genders = item.genders("genders");
        ageBounds(item, division);
        race.divisions.push_back(division);
    });
    const auto source = in.word("division_source", kDivisionSources);
    race.divisionSource = source.value_or(race.divisions.empty() ? DivisionSource::Roster : DivisionSource::Rules);
}

void parseSetTime(ObjectReader &item, const EventDocument &event, Correction &correction)
{
    const QString time = item.text("time", correction.kind == Kind::SetTime);
    const QString point = item.text("point");
    if (!point.isEmpty() && event.pointByName(point) == PointIdx(-1))
        item.problem("point", say("there is no timing point \"%1\"").arg(point));
    else
        correction.point = point;
    if (time.isEmpty())
        return;
    correction.at = parseLocal(time);
    if (!correction.at)
        correction.elapsed = parseElapsed(time);
    if (!correction.at && (!correction.elapsed || correction.elapsed->count() < 0))
        item.problem("time", say("\"%1\" is neither a time like 2026-05-30T09:31:00 nor an elapsed time like 31:00").arg(time));
}

void parseCorrections(ObjectReader &in, const EventDocument &event, RaceDef &race)
{
    in.objects("corrections", [&](ObjectReader &item) {
        Correction correction;
        const std::size_t before = item.problemCount();
        const auto kind = item.word("kind", kCorrections, true);
        correction.kind = kind.value_or(Kind::Dnf);
        correction.bibs = item.bibs("bib") + item.bibs("bibs");
        correction.leg = item.integer("leg", 1, 1000);
        correction.code = item.text("code");
        const auto seconds = item.seconds("seconds", true);
        correction.amount = seconds.value_or(Micros(0));
        correction.reason = item.text("reason");
        parseSetTime(item, event, correction);
        if (correction.bibs.isEmpty())
            item.problem("bib", say("is missing"));
        else if (kind == Kind::DeadHeat && correction.bibs.size() < 2)
            item.problem("bibs", say("a dead heat needs at least two bibs"));
        if ((kind == Kind::StartOffset || kind == Kind::Penalty) && !seconds)
            item.problem("seconds", say("is missing"));
        if (item.problemCount() == before) // half a correction must not change a result
            race.corrections.push_back(correction);
    });
}

RaceDef parseRace(ObjectReader &in, const EventDocument &event, UniqueNames &names)
{
    RaceDef race;
    race.name = requireUnique(in, names);
    race.distanceM = in.number("distance_m", 0, kLongestCourse);
    in.object("start", [&](ObjectReader &start) { parseStart(start, race); });
    parseCourse(in, event, race);
    parsePolicy(in, race);
    parseDivisions(in, race);
    parseAwards(in, race);
    parseTeamRules(in, race);
    parseLaps(in, race);
    parseRelay(in, race);
    parseCorrections(in, event, race);
    return race;
}

} // namespace

ParsedEvent parseEventDocument(const QJsonObject &json)
{
    ParsedEvent out;
    EventDocument &event = out.document;
    ObjectReader in(json, {}, out.problems);
    event.name = in.text("name", true);
    const QString date = in.text("date", true);
    event.date = date.size() == 10 ? QDate::fromString(date, Qt::ISODate) : QDate();
    if (!date.isEmpty() && !event.date.isValid())
        in.problem("date", say("\"%1\" is not a date like 2026-05-30").arg(date));
    const QString zoneName = in.text("timezone");
    if (!zoneName.isEmpty()) {
        Result<EventZone> zone = EventZone::fromName(zoneName);
        if (zone)
            event.zone = *zone;
        else
            in.problem("timezone", zone.error().message);
    }
    event.points = parsePoints(in);
    UniqueNames names;
    in.objects("races", [&](ObjectReader &race) { event.races.push_back(parseRace(race, event, names)); });
    event.outputs = parseOutputs(in);
    in.done();
    return out;
}

} // namespace gantry
