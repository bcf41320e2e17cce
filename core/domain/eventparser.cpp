// SPDX-License-Identifier: Apache-2.0
#include "core/domain/eventparser.h"

#include "core/base/text.h"

#include <QHash>

namespace gantry {

namespace {

constexpr double kLongestCourse = 10'000'000; // metres
constexpr int kOldest = 150;

constexpr DocumentWord<PointKind> kPointKinds[] = {{"start", PointKind::Start},
                                                   {"split", PointKind::Split},
                                                   {"finish", PointKind::Finish},
                                                   {"start_finish", PointKind::StartFinish},
                                                   {"announcer", PointKind::Announcer}};
constexpr DocumentWord<StartMode> kStartModes[] = {{"chip", StartMode::Chip}, {"gun", StartMode::Gun}, {"individual", StartMode::Individual}};
constexpr DocumentWord<RankBy> kRankings[] = {{"net", RankBy::Net}, {"gun", RankBy::Gun}};
constexpr DocumentWord<Ties> kTies[] = {{"share", Ties::Share}, {"recording_order", Ties::RecordingOrder}};
constexpr DocumentWord<Rounding> kRoundings[] = {{"ceil_1s", Rounding::Ceil1s},
                                                 {"ceil_0.1s", Rounding::Ceil01s},
                                                 {"ceil_0.01s", Rounding::Ceil001s},
                                                 {"floor_1s", Rounding::Floor1s},
                                                 {"half_up_1s", Rounding::HalfUp1s}};
constexpr DocumentWord<DivisionSource> kDivisionSources[] = {{"rules", DivisionSource::Rules}, {"roster", DivisionSource::Roster}};
constexpr DocumentWord<int> kTeamScores[] = {{"places", 1}, {"time", 2}};
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

template<class T>
void ageBounds(ObjectReader &in, T &out)
{
    out.ageMin = in.integer("age_min", 0, kOldest);
    out.ageMax = in.integer("age_max", 0, kOldest);
    if (out.ageMin && out.ageMax && *out.ageMin > *out.ageMax) {
        in.problem("age_min", say("%1 is more than age_max %2").arg(*out.ageMin).arg(*out.ageMax));
        out.ageMin.reset();
        out.ageMax.reset();
    }
}

std::vector<PointDef> parsePoints(ObjectReader &in)
{
    std::vector<PointDef> points;
    UniqueNames names, aliases;
    in.objects("timing_points", [&](ObjectReader &item) {
        PointDef point;
        point.name = requireUnique(item, names);
        point.kind = item.word("kind", kPointKinds).value_or(PointKind::Split);
        const QStringList given = item.texts("aliases");
        for (const QString &alias : given) {
            if (!aliases.add(alias))
                item.problem("aliases", say("\"%1\" stands twice").arg(alias));
            else
                point.aliases.append(alias);
        }
        points.push_back(point);
    });
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (const QString &alias : points[i].aliases) {
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

QString parseAgeOn(ObjectReader &in)
{
    const QString given = in.text("age_on");
    if (given.isEmpty() || given == u"race_day" || given == u"dec_31" || given == u"jan_1")
        return given;
    if (given.size() == 10 && QDate::fromString(given, Qt::ISODate).isValid())
        return given;
    in.problem("age_on", say("\"%1\" is not one of: race_day, dec_31, jan_1, or a date like 2026-05-30").arg(given));
    return {};
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

void parseAwards(ObjectReader &in, RaceDef &race)
{
    in.objects("awards", [&](ObjectReader &item) {
        AwardDef award;
        award.name = item.text("name", true);
        award.genders = item.genders("genders");
        ageBounds(item, award);
        award.places = item.integer("places", 0, 100'000).value_or(award.places);
        award.rank = item.word("rank", kRankings).value_or(race.ranking);
        award.priority = item.integer("priority", 0, 1'000'000).value_or(award.priority);
        award.exclusive = item.flag("exclusive").value_or(award.exclusive);
        award.clubs = item.texts("clubs");
        race.awards.push_back(award);
    });
}

// Checked and kept in the JSON; typed when team, lap and relay scoring come.
void checkLaterRules(ObjectReader &in)
{
    in.objects("team_rules", [](ObjectReader &item) {
        item.text("name", true);
        item.genders("genders");
        item.word("by", kTeamScores);
        const auto scorers = item.integer("scorers", 1, 10'000);
        item.integer("displacers", 0, 10'000);
        const auto women = item.integer("min_women", 0, 10'000);
        if (scorers && women && *women > *scorers)
            item.problem("min_women", say("%1 is more than scorers %2").arg(*women).arg(*scorers));
        item.text("ties");
    });
    in.object("laps", [](ObjectReader &item) {
        const bool count = item.has("count"), duration = item.has("duration_s");
        item.integer("count", 1, 100'000);
        item.seconds("duration_s");
        item.seconds("min_lap_s");
        if (count == duration)
            item.problem("count", say("give either count or duration_s"));
    });
    in.object("relay", [](ObjectReader &item) {
        const auto legs = item.integer("legs", 1, 1000);
        if (!item.has("legs"))
            item.problem("legs", say("is missing"));
        const int most = legs.value_or(1000);
        const QJsonValue paired = item.raw("paired_legs");
        if (!paired.isUndefined() && !paired.isArray())
            item.problem("paired_legs", say("must be a list in square brackets"));
        const QJsonArray list = paired.toArray();
        for (const QJsonValue &entry : list) {
            const QJsonArray members = entry.isArray() ? entry.toArray() : QJsonArray{entry};
            for (const QJsonValue &leg : members) {
                if (leg.toInt(0) < 1 || leg.toInt(0) > most)
                    item.problem("paired_legs", say("must hold numbers of legs"));
            }
        }
        item.objects("mass_starts", [most](ObjectReader &start) {
            start.integer("leg", 1, most);
            start.seconds("at_s");
            for (const char *key : {"leg", "at_s"}) {
                if (!start.has(key))
                    start.problem(key, say("is missing"));
            }
        });
    });
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
    race.ranking = in.word("ranking", kRankings).value_or(RankBy::Net);
    race.ties = in.word("ties", kTies).value_or(Ties::Share);
    race.rounding = in.word("rounding", kRoundings).value_or(Rounding::Ceil1s);
    race.ageOn = parseAgeOn(in);
    parseDivisions(in, race);
    parseAwards(in, race);
    checkLaterRules(in);
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
    in.done();
    return out;
}

} // namespace gantry
