// SPDX-License-Identifier: Apache-2.0
// Last year's event for this year: what is shifted, what is left out, what somebody has to look at again.
#include "core/base/text.h"
#include "core/domain/eventtemplates.h"

#include <QJsonArray>
#include <QLocale>

#include <functional>

namespace gantry {

namespace {

constexpr qsizetype kNamedFacts = 6;

QString shifted(const QString &time, qint64 days)
{
    const auto at = parseLocal(time);
    return at ? formatLocal(*at + std::chrono::days(days)) : time;
}

QString shown(const QString &time)
{
    const auto at = parseLocal(time);
    const QDate day = QDate::fromString(time.left(10), Qt::ISODate);
    return at && day.isValid() ? QLocale().toString(day, QStringLiteral("ddd d MMM yyyy")) + u' ' + formatTimeOfDay(*at) : time;
}

using TimeVisit = std::function<QString(const QString &path, const QString &whose, const QString &time)>;

// Every planned time of a document through `visit`; what it returns is kept.
QJsonObject visitTimes(QJsonObject document, const TimeVisit &visit)
{
    QJsonArray races = document.value(QStringLiteral("races")).toArray();
    for (qsizetype r = 0; r < races.size(); ++r) {
        QJsonObject race = races[r].toObject();
        if (!race.value(QStringLiteral("start")).isObject())
            continue;
        QJsonObject start = race.value(QStringLiteral("start")).toObject();
        const QString path = QStringLiteral("races[%1].start").arg(r), name = race.value(QStringLiteral("name")).toString();
        if (start.value(QStringLiteral("gun")).isString())
            start[QStringLiteral("gun")] = visit(path + QStringLiteral(".gun"), name, start.value(QStringLiteral("gun")).toString());
        QJsonArray waves = start.value(QStringLiteral("waves")).toArray();
        for (qsizetype w = 0; w < waves.size(); ++w) {
            QJsonObject wave = waves[w].toObject();
            if (!wave.value(QStringLiteral("gun")).isString())
                continue;
            wave[QStringLiteral("gun")] = visit(path + QStringLiteral(".waves[%1].gun").arg(w), name + u'/' + wave.value(QStringLiteral("name")).toString(), wave.value(QStringLiteral("gun")).toString());
            waves[w] = wave;
        }
        if (!waves.isEmpty())
            start[QStringLiteral("waves")] = waves;
        race[QStringLiteral("start")] = start;
        races[r] = race;
    }
    if (!races.isEmpty())
        document[QStringLiteral("races")] = races;
    return document;
}

QString namesOf(const QJsonArray &list)
{
    QStringList names;
    for (const QJsonValue &v : list)
        names.append(v.toObject().value(QStringLiteral("name")).toString());
    if (names.size() > kNamedFacts)
        names = names.mid(0, kNamedFacts) + QStringList{QStringLiteral("…")};
    return names.join(QStringLiteral(", "));
}

void recheckRace(QJsonObject &race, const QString &path, int years, std::vector<Recheck> &out)
{
    const QString name = race.value(QStringLiteral("name")).toString();
    const auto add = [&](const char *field, const QString &text) { out.push_back({path + u'.' + QLatin1StringView(field), text}); };
    const QString ageOn = race.value(QStringLiteral("age_on")).toString();
    if (const QDate day = QDate::fromString(ageOn, Qt::ISODate); day.isValid()) {
        const QString now = day.addYears(years).toString(Qt::ISODate);
        race[QStringLiteral("age_on")] = now;
        add("age_on", say("%1: ages counted on %2, now on %3.").arg(name, ageOn, now));
    }
    if (race.value(QStringLiteral("distance_m")).isDouble())
        add("distance_m", say("%1: still %2 m, by the same course?").arg(name, QString::number(race.value(QStringLiteral("distance_m")).toDouble(), 'g', 9)));
    const QJsonObject start = race.value(QStringLiteral("start")).toObject();
    if (start.value(QStringLiteral("cutoff_s")).isDouble())
        add("start.cutoff_s", say("%1: the start closes %2 after the gun.").arg(name, formatShort(Micros(qint64(start.value(QStringLiteral("cutoff_s")).toDouble() * 1e6)))));
    if (const QJsonArray divisions = race.value(QStringLiteral("divisions")).toArray(); !divisions.isEmpty())
        add("divisions", say("%1: the same %2 divisions (%3)?").arg(name).arg(divisions.size()).arg(namesOf(divisions)));
    if (const QJsonArray awards = race.value(QStringLiteral("awards")).toArray(); !awards.isEmpty())
        add("awards", say("%1: the same %2 awards (%3)?").arg(name).arg(awards.size()).arg(namesOf(awards)));
    if (const QJsonArray gone = race.take(QStringLiteral("corrections")).toArray(); !gone.isEmpty())
        add("corrections", say("%1: %2 corrections of the old event were left out; they were about its runners.").arg(name).arg(gone.size()));
}

} // namespace

QJsonObject shiftPlannedTimes(QJsonObject document, qint64 days)
{
    return visitTimes(std::move(document), [days](const QString &, const QString &, const QString &time) { return shifted(time, days); });
}

CopiedEvent copyEvent(const QJsonObject &old, const QString &name, QDate date)
{
    CopiedEvent copy;
    const QDate was = QDate::fromString(old.value(QStringLiteral("date")).toString(), Qt::ISODate);
    const qint64 days = was.isValid() ? was.daysTo(date) : 0;
    copy.document = old;
    copy.document[QStringLiteral("name")] = name;
    copy.document[QStringLiteral("date")] = date.toString(Qt::ISODate);
    const QLocale locale;
    const QString pattern = QStringLiteral("dddd d MMMM yyyy");
    copy.recheck.push_back({QStringLiteral("date"), was.dayOfWeek() == date.dayOfWeek()
                                                        ? say("The date was %1, is now %2.").arg(locale.toString(was, pattern), locale.toString(date, pattern))
                                                        : say("The date was %1, is now %2: another day of the week.").arg(locale.toString(was, pattern), locale.toString(date, pattern))});
    copy.document = visitTimes(copy.document, [&](const QString &path, const QString &whose, const QString &time) {
        const QString now = shifted(time, days);
        copy.recheck.push_back({path, say("%1: the planned start was %2, is now %3.").arg(whose, shown(time), shown(now))});
        return now;
    });
    const QJsonArray points = old.value(QStringLiteral("timing_points")).toArray();
    for (qsizetype i = 0; i < points.size(); ++i) {
        QStringList aliases;
        for (const QJsonValue &v : points[i].toObject().value(QStringLiteral("aliases")).toArray())
            aliases.append(v.toString());
        if (!aliases.isEmpty())
            copy.recheck.push_back({QStringLiteral("timing_points[%1].aliases").arg(i),
                                    say("%1: do the readers still call it %2?").arg(points[i].toObject().value(QStringLiteral("name")).toString(), aliases.join(QStringLiteral(", ")))});
    }
    QJsonArray races = copy.document.value(QStringLiteral("races")).toArray();
    for (qsizetype r = 0; r < races.size(); ++r) {
        QJsonObject race = races[r].toObject();
        recheckRace(race, QStringLiteral("races[%1]").arg(r), was.isValid() ? date.year() - was.year() : 0, copy.recheck);
        races[r] = race;
    }
    if (copy.document.contains(QStringLiteral("races")))
        copy.document[QStringLiteral("races")] = races;
    return copy;
}

} // namespace gantry
