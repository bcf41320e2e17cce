// SPDX-License-Identifier: Apache-2.0
#include "core/domain/eventtemplates.h"

#include "core/base/text.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <cmath>

namespace gantry {

namespace {

constexpr double kMile = 1609.344;
constexpr double kLongest = 10'000'000;
constexpr int kRunningPerKm = 130, kWheelchairPerKm = 80; // seconds
constexpr int kStartWindow = 20 * 60;
constexpr qsizetype kMostRaces = 100;

QJsonObject division(const QString &gender, int from, int to)
{
    QJsonObject d{{QStringLiteral("genders"), QJsonArray{gender}}};
    if (from > 0)
        d[QStringLiteral("age_min")] = from;
    if (to >= 0)
        d[QStringLiteral("age_max")] = to;
    const QString ages = from == 0 ? say("%1 and under").arg(to) : to < 0 ? say("%1 and over").arg(from) : QStringLiteral("%1-%2").arg(from).arg(to);
    d[QStringLiteral("name")] = gender + u' ' + ages;
    return d;
}

QJsonObject award(const QString &name, const QJsonArray &genders, const QString &rank, int priority)
{
    return {{QStringLiteral("name"), name},     {QStringLiteral("genders"), genders}, {QStringLiteral("places"), 3},
            {QStringLiteral("rank"), rank},     {QStringLiteral("priority"), priority}, {QStringLiteral("exclusive"), true}};
}

QJsonArray awardsFor(const QJsonArray &divisions)
{
    QJsonArray awards;
    awards.append(award(say("Overall women"), {QStringLiteral("F")}, QStringLiteral("gun"), 1));
    awards.append(award(say("Overall men"), {QStringLiteral("M")}, QStringLiteral("gun"), 1));
    awards.append(award(say("Overall non-binary"), {QStringLiteral("X")}, QStringLiteral("gun"), 1));
    for (const QJsonValue &v : divisions) {
        const QJsonObject d = v.toObject();
        if (!d.contains(QStringLiteral("age_min")) && !d.contains(QStringLiteral("age_max")))
            continue; // the same people as an overall award
        QJsonObject a = award(d.value(QStringLiteral("name")).toString(), d.value(QStringLiteral("genders")).toArray(), QStringLiteral("net"), 2);
        for (const QString &key : {QStringLiteral("age_min"), QStringLiteral("age_max")})
            if (d.contains(key))
                a[key] = d.value(key);
        awards.append(a);
    }
    return awards;
}

QJsonObject raceOf(const NewRace &race, const NewEvent &wanted)
{
    const double perKm = race.wheelchair ? kWheelchairPerKm : kRunningPerKm;
    QJsonArray course;
    const QString mat = wanted.oneMat ? QStringLiteral("Start-Finish") : QStringLiteral("Finish");
    if (wanted.oneMat)
        course.append(QJsonObject{{QStringLiteral("point"), mat}, {QStringLiteral("name"), QStringLiteral("Start")}});
    course.append(QJsonObject{{QStringLiteral("point"), mat},
                              {QStringLiteral("name"), QStringLiteral("Finish")},
                              {QStringLiteral("distance_m"), race.metres},
                              {QStringLiteral("min_time_s"), std::floor(race.metres / 1000 * perKm)}});
    QJsonObject start{{QStringLiteral("mode"), QStringLiteral("chip")}, {QStringLiteral("cutoff_s"), kStartWindow}};
    if (wanted.firstGun)
        start[QStringLiteral("gun")] = formatLocal(LocalTime(std::chrono::days(QDate(1970, 1, 1).daysTo(wanted.date)) + *wanted.firstGun));
    const QJsonArray divisions = proposeDivisions(wanted.bands);
    QJsonObject out{{QStringLiteral("name"), race.name},
                    {QStringLiteral("distance_m"), race.metres},
                    {QStringLiteral("start"), start},
                    {QStringLiteral("course"), course},
                    {QStringLiteral("ranking"), QStringLiteral("net")},
                    {QStringLiteral("rounding"), race.metres <= kMile ? QStringLiteral("ceil_0.1s") : QStringLiteral("ceil_1s")},
                    {QStringLiteral("age_on"), QStringLiteral("race_day")},
                    {QStringLiteral("awards"), awardsFor(divisions)}};
    if (!divisions.isEmpty()) {
        out[QStringLiteral("divisions")] = divisions;
        out[QStringLiteral("division_source")] = QStringLiteral("rules");
    }
    return out;
}

} // namespace

std::optional<double> parseDistance(QStringView text)
{
    const QString given = text.toString().trimmed().toLower();
    if (given == u"half" || given == u"half marathon")
        return 21097.5;
    if (given == u"marathon" || given == u"full")
        return 42195;
    static const QRegularExpression form(QStringLiteral("^(\\d{1,7}(?:[.,]\\d{1,6})?)\\s*(m|metres|meters|k|km|kilometres|kilometers|mi|mile|miles|)$"));
    const auto match = form.match(given);
    if (!match.hasMatch())
        return std::nullopt;
    const double number = match.captured(1).replace(u',', u'.').toDouble();
    const QString unit = match.captured(2);
    const double metres = unit.startsWith(u'k') ? number * 1000 : unit.startsWith(u"mi") ? number * kMile : number;
    return metres > 0 && metres <= kLongest ? std::optional(std::round(metres * 1000) / 1000) : std::nullopt;
}

Result<NewRace> parseNewRace(const QString &text)
{
    NewRace race;
    const qsizetype equals = text.lastIndexOf(u'=');
    race.name = (equals < 0 ? text : text.left(equals)).simplified();
    const auto metres = parseDistance(equals < 0 ? QStringView(text) : QStringView(text).mid(equals + 1));
    if (!metres || race.name.isEmpty())
        return failure(ErrorCode::InvalidInput, say("\"%1\" is not a distance. Write 5K, 10 km, 1 mile, half, marathon, or a name and a distance: Fun run=2 km").arg(text));
    if (equals < 0 && !race.name.isEmpty() && race.name[0].isLower())
        race.name[0] = race.name[0].toUpper(); // "half" is a distance, "Half" a race
    race.metres = *metres;
    race.wheelchair = race.name.contains(u"wheelchair", Qt::CaseInsensitive) || race.name.contains(u"handcycle", Qt::CaseInsensitive);
    return race;
}

QJsonArray proposeDivisions(DivisionBands bands)
{
    QJsonArray list;
    if (bands == DivisionBands::None)
        return list;
    const int step = bands == DivisionBands::FiveYears ? 5 : 10;
    for (const QString &gender : {QStringLiteral("F"), QStringLiteral("M")}) {
        list.append(division(gender, 0, step == 5 ? 14 : 19));
        for (int from = step == 5 ? 15 : 20; from < 80; from += step)
            list.append(division(gender, from, from + step - 1));
        list.append(division(gender, 80, -1));
    }
    list.append(QJsonObject{{QStringLiteral("name"), say("Non-binary")}, {QStringLiteral("genders"), QJsonArray{QStringLiteral("X")}}});
    return list;
}

Result<QJsonObject> proposeEvent(const NewEvent &wanted)
{
    const auto bad = [](const QString &why) { return failure(ErrorCode::InvalidInput, why); };
    if (wanted.name.trimmed().isEmpty())
        return bad(say("The event needs a name."));
    if (!wanted.date.isValid())
        return bad(say("The event needs a date like 2026-05-30."));
    if (wanted.races.empty())
        return bad(say("The event needs at least one distance, for example 5K."));
    if (qsizetype(wanted.races.size()) > kMostRaces)
        return bad(say("More than %1 races cannot be proposed at once.").arg(kMostRaces));
    QJsonArray points;
    const auto point = [&](const QString &name, const QString &kind) { points.append(QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("kind"), kind}}); };
    if (wanted.oneMat) {
        point(QStringLiteral("Start-Finish"), QStringLiteral("start_finish"));
    } else {
        point(QStringLiteral("Start"), QStringLiteral("start"));
        point(QStringLiteral("Finish"), QStringLiteral("finish"));
    }
    QJsonObject json{{QStringLiteral("name"), wanted.name.trimmed()}, {QStringLiteral("date"), wanted.date.toString(Qt::ISODate)}, {QStringLiteral("timing_points"), points}};
    if (!wanted.timezone.isEmpty())
        json[QStringLiteral("timezone")] = wanted.timezone;
    QJsonArray races;
    for (const NewRace &race : wanted.races)
        races.append(raceOf(race, wanted));
    json[QStringLiteral("races")] = races;
    if (const auto parsed = parseEventDocument(json); !parsed.problems.empty())
        return documentError(parsed.problems);
    return json;
}

} // namespace gantry
