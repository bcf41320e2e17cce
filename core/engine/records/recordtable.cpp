// SPDX-License-Identifier: Apache-2.0
#include "core/engine/records/recordtable.h"

#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/scoring/records.h"

#include <QJsonObject>

#include <algorithm>

namespace gantry::engine {

namespace {

scoring::RecordPerson personOf(const View &view, EntrantIdx e, const scoring::RaceRules &rules)
{
    const Entrant &entrant = (*view.entrants)[std::size_t(e.value())].entrant;
    return {entrant.gender, ageForRace(entrant, rules.ageDate), (*view.results)[std::size_t(e.value())].result.divisionName};
}

const scoring::EntrantResult &resultOf(const View &view, EntrantIdx e)
{
    return (*view.results)[std::size_t(e.value())].result;
}

RecordRow rowOf(const View &view, const scoring::RaceRules &rules, int race, int record)
{
    RecordRow row{RaceIdx(race), record, {}, {}, {}};
    const RecordDef &def = rules.records[std::size_t(record)];
    for (const EntrantIdx e : (*view.order)[std::size_t(race)]) { // by the time that records are held in
        if ((*view.places)[std::size_t(e.value())].overall == 0)
            break;
        const auto time = scoring::recordTime(rules, resultOf(view, e));
        if (!time || !scoring::mayHold(def, personOf(view, e, rules)))
            continue;
        if (!row.bestTime || *time == *row.bestTime) {
            row.bestTime = time;
            row.best.push_back(e);
        }
        if (*time >= def.time)
            break; // everybody behind is slower
        row.beatenBy.push_back(e);
    }
    return row;
}

QString timeText(const scoring::RaceRules &rules, Micros time)
{
    return formatElapsed(time, time.count() % 1'000'000 == 0 ? 0 : std::max(1, scoring::fractionDigits(rules.rounding)));
}

struct Texts {
    QString race, name, oldTime, holder, year, newTime, bibs, names;
    bool beaten = false;
};

std::vector<Texts> textsOf(const View &view, RaceIdx race)
{
    std::vector<Texts> out;
    for (const RecordRow &row : recordRows(view, race)) {
        const scoring::RaceRules &rules = view.event->rules[std::size_t(row.race.value())];
        const RecordDef &def = rules.records[std::size_t(row.record)];
        Texts t{rules.name, def.name, timeText(rules, def.time), def.holder, def.year ? QString::number(*def.year) : QString(), {}, {}, {}, !row.beatenBy.empty()};
        if (t.beaten) {
            QStringList bibs, names;
            for (const EntrantIdx e : row.best) {
                bibs.append((*view.entrants)[std::size_t(e.value())].entrant.bib);
                names.append((*view.entrants)[std::size_t(e.value())].entrant.displayName());
            }
            t.newTime = timeText(rules, *row.bestTime);
            t.bibs = bibs.join(u' ');
            t.names = names.join(QStringLiteral(", "));
        }
        out.push_back(std::move(t));
    }
    return out;
}

} // namespace

std::vector<RecordRow> recordRows(const View &view, RaceIdx race)
{
    std::vector<RecordRow> rows;
    if (!view.event || !view.order || !view.places || !view.results || !view.entrants)
        return rows;
    for (std::size_t r = 0; r < view.event->rules.size() && r < view.order->size(); ++r)
        for (std::size_t i = 0; i < view.event->rules[r].records.size() && (race.value() < 0 || race.value() == std::int32_t(r)); ++i)
            rows.push_back(rowOf(view, view.event->rules[r], int(r), int(i)));
    return rows;
}

QStringList recordsBeatenBy(const View &view, EntrantIdx entrant)
{
    QStringList names;
    if (!view.event || !view.results || !view.entrants || std::size_t(entrant.value()) >= view.results->size())
        return names;
    const int race = (*view.results)[std::size_t(entrant.value())].race;
    if (race < 0 || std::size_t(race) >= view.event->rules.size())
        return names;
    const scoring::RaceRules &rules = view.event->rules[std::size_t(race)];
    if (rules.records.empty())
        return names;
    for (const int record : scoring::recordsBeaten(rules, resultOf(view, entrant), personOf(view, entrant, rules)))
        names.append(rules.records[std::size_t(record)].name);
    return names;
}

QByteArray recordsCsv(const View &view, RaceIdx race)
{
    QString out = QStringLiteral("race,record,old_time,old_holder,old_year,new_time,new_bib,new_holder\r\n");
    for (const Texts &t : textsOf(view, race)) {
        QStringList cells;
        for (const QString &cell : {t.race, t.name, t.oldTime, t.holder, t.year, t.newTime, t.bibs, t.names})
            cells.append(csvCell(cell));
        out += cells.join(u',') + QStringLiteral("\r\n");
    }
    return out.toUtf8();
}

QJsonArray recordsJson(const View &view, RaceIdx race)
{
    QJsonArray out;
    for (const Texts &t : textsOf(view, race)) {
        const auto orNull = [](const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); };
        out.append(QJsonObject{{QStringLiteral("race"), t.race},
                               {QStringLiteral("record"), t.name},
                               {QStringLiteral("beaten"), t.beaten},
                               {QStringLiteral("old"), QJsonObject{{QStringLiteral("time"), t.oldTime}, {QStringLiteral("holder"), orNull(t.holder)}, {QStringLiteral("year"), t.year.isEmpty() ? QJsonValue() : QJsonValue(t.year.toInt())}}},
                               {QStringLiteral("new"), t.beaten ? QJsonValue(QJsonObject{{QStringLiteral("time"), t.newTime}, {QStringLiteral("bib"), t.bibs}, {QStringLiteral("name"), t.names}}) : QJsonValue()}});
    }
    return out;
}

QByteArray recordsText(const View &view, RaceIdx race)
{
    QString out;
    for (const Texts &t : textsOf(view, race)) {
        QStringList holder;
        for (const QString &part : {t.holder, t.year})
            if (!part.isEmpty())
                holder.append(part);
        const QString old = holder.isEmpty() ? t.oldTime : QStringLiteral("%1 (%2)").arg(t.oldTime, holder.join(QStringLiteral(", ")));
        const QString head = t.race + QStringLiteral(" · ") + t.name + QStringLiteral(": ");
        out += head + (t.beaten ? say("%1 by bib %2 %3, was %4").arg(t.newTime, t.bibs, t.names, old) : say("%1 stands").arg(old)) + u'\n';
    }
    return out.toUtf8();
}

} // namespace gantry::engine
