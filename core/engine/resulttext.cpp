// SPDX-License-Identifier: Apache-2.0
#include "core/engine/resulttext.h"

#include "core/base/csv.h"
#include "core/engine/records/resultgrades.h"
#include "core/engine/resultextra.h"
#include "core/output/plaintext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <map>

namespace gantry::engine {

using scoring::Places;
using scoring::RaceRules;
using scoring::Status;

namespace {

QString timeText(const std::optional<Micros> &t, const RaceRules &rules)
{
    return t ? formatElapsed(scoring::roundTime(*t, rules.rounding), scoring::fractionDigits(rules.rounding)) : QString();
}

QString usText(const std::optional<Micros> &t)
{
    return t ? QString::number(t->count()) : QString();
}

QString placeText(std::int32_t p)
{
    return p > 0 ? QString::number(p) : QString();
}

QStringList rowOf(const View &view, EntrantIdx e, const RaceRules &rules, const Places &places, const QStringList &columns)
{
    const Entrant &p = (*view.entrants)[std::size_t(e.value())].entrant;
    const scoring::EntrantResult &r = (*view.results)[std::size_t(e.value())].result;
    // A runner who did not finish, did not start or was disqualified has no time to publish; the facts stay in the log.
    // Where the clock ends the race, who has a place has a time while it runs.
    const bool shown = r.status == Status::Finished || places.overall > 0;
    const std::optional<Micros> none;
    QStringList row{rules.name,
                    placeText(places.overall),
                    placeText(places.gender),
                    placeText(places.division),
                    p.bib,
                    p.firstName,
                    p.lastName,
                    p.gender,
                    p.age ? QString::number(*p.age) : p.dateOfBirth ? QString::number(ageOn(*p.dateOfBirth, rules.ageDate)) : QString(),
                    r.divisionName,
                    p.team,
                    scoring::toText(r.status),
                    timeText(shown ? r.net : none, rules),
                    timeText(shown ? r.gun : none, rules),
                    usText(shown ? r.net : none),
                    usText(shown ? r.gun : none),
                    shown && r.net ? paceText(*r.net, distanceRun(rules, r)) : QString()};
    while (row.size() < columns.size())
        row.append(QString());
    for (std::size_t i = 0; i < rules.course.size(); ++i) {
        const qsizetype at = columns.indexOf(QStringLiteral("split:") + rules.course[i].name);
        if (at >= 0 && i < r.splits.size() && i + 1 < rules.course.size())
            row[at] = timeText(r.splits[i], rules);
    }
    fillExtraColumns(row, columns, rules, r);
    fillGradeColumns(row, columns, rules, p, r);
    return row;
}

// Places under another ranking than the race's own: the same rules, scored from the same facts.
std::vector<EntrantIdx> orderBy(const View &view, RaceIdx race, RankBy rank, std::vector<Places> &places)
{
    RaceRules rules = view.event->rules[std::size_t(race.value())];
    rules.ranking = rank;
    std::vector<EntrantIdx> order = (*view.order)[std::size_t(race.value())];
    const auto key = [&](EntrantIdx e) {
        const auto &r = (*view.results)[std::size_t(e.value())].result;
        return rank == RankBy::Net ? r.net : r.gun;
    };
    const auto placed = std::stable_partition(order.begin(), order.end(), [&](EntrantIdx e) {
        return (*view.places)[std::size_t(e.value())].overall > 0 && key(e);
    });
    std::stable_sort(order.begin(), placed, [&](EntrantIdx a, EntrantIdx b) {
        const auto ra = (*view.results)[std::size_t(a.value())].result.finishRead, rb = (*view.results)[std::size_t(b.value())].result.finishRead;
        return *key(a) != *key(b) ? *key(a) < *key(b) : ra < rb;
    });
    struct Seen { int count = 0, place = 0; std::optional<Micros> last; };
    const auto next = [&](Seen &s, Micros t) {
        ++s.count;
        if (!s.last || *s.last != t || rules.ties == Ties::RecordingOrder)
            s.place = s.count;
        s.last = t;
        return s.place;
    };
    Seen overall;
    std::map<QString, Seen> gender, division;
    for (auto it = order.begin(); it != order.end(); ++it) {
        Places p;
        if (it < placed) {
            const auto &r = (*view.results)[std::size_t(it->value())].result;
            const QString g = (*view.entrants)[std::size_t(it->value())].entrant.gender;
            p.overall = next(overall, *key(*it));
            p.gender = g.isEmpty() ? 0 : next(gender[g], *key(*it));
            const QString d = r.division >= 0 ? QString::number(r.division) : g + u'|' + r.divisionName;
            p.division = next(division[d], *key(*it));
        }
        places[std::size_t(it->value())] = p;
    }
    return order;
}

} // namespace

QString paceText(Micros net, std::optional<double> distanceM)
{
    if (!distanceM || *distanceM <= 0)
        return {};
    const double perKm = double(net.count()) * 1000.0 / *distanceM;
    const qint64 seconds = qint64(std::ceil(perKm / 1e6 - 1e-9));
    return formatShort(std::chrono::seconds(seconds));
}

ResultTable resultTable(const View &view, RaceIdx race, std::optional<RankBy> rank)
{
    ResultTable table;
    table.columns = QStringLiteral("race,place,place_gender,place_division,bib,first_name,last_name,gender,age,division,team,status,net_time,gun_time,net_us,gun_us,pace").split(u',');
    if (!view.event || !view.places || !view.order || !view.results)
        return table;
    const auto &rules = view.event->rules;
    const auto wanted = [&](std::size_t r) { return race.value() < 0 || std::size_t(race.value()) == r; };
    for (std::size_t r = 0; r < rules.size(); ++r)
        for (std::size_t i = 0; wanted(r) && i + 1 < rules[r].course.size(); ++i)
            if (const QString c = QStringLiteral("split:") + rules[r].course[i].name; !table.columns.contains(c))
                table.columns.append(c);
    for (std::size_t r = 0; r < rules.size(); ++r)
        if (wanted(r))
            addExtraColumns(table.columns, rules[r]);
    for (std::size_t r = 0; r < rules.size(); ++r)
        if (wanted(r))
            addGradeColumns(table.columns, rules[r]);
    for (std::size_t r = 0; r < rules.size(); ++r) {
        if (!wanted(r))
            continue;
        const RaceIdx index{std::int32_t(r)};
        std::vector<Places> places = *view.places;
        const auto order = rank && *rank != rules[r].ranking ? orderBy(view, index, *rank, places) : (*view.order)[r];
        for (EntrantIdx e : order) {
            table.rows.push_back(rowOf(view, e, rules[r], places[std::size_t(e.value())], table.columns));
            table.entrants.push_back(e);
        }
    }
    return table;
}

QByteArray toCsv(const ResultTable &table)
{
    QString out;
    const auto line = [&](const QStringList &cells) {
        for (qsizetype i = 0; i < cells.size(); ++i) {
            if (i)
                out.append(u',');
            out.append(csvCell(cells[i]));
        }
        out.append(QStringLiteral("\r\n"));
    };
    line(table.columns);
    for (const auto &row : table.rows)
        line(row);
    return out.toUtf8();
}

QByteArray toJson(const ResultTable &table)
{
    QJsonArray rows;
    for (const auto &row : table.rows) {
        QJsonObject o, splits;
        for (qsizetype i = 0; i < row.size(); ++i) {
            const QString &name = table.columns[i];
            if (name.startsWith(u"split:"))
                splits[name.mid(6)] = row[i].isEmpty() ? QJsonValue() : QJsonValue(row[i]);
            else if (name.startsWith(u"place") || name == u"age")
                o[name] = row[i].isEmpty() ? QJsonValue() : QJsonValue(row[i].toInt());
            else
                o[name] = row[i];
        }
        o[QStringLiteral("splits")] = splits;
        rows.append(o);
    }
    return QJsonDocument(rows).toJson(QJsonDocument::Indented);
}

QByteArray toText(const ResultTable &table, bool everyColumn)
{
    const QStringList shown = everyColumn ? table.columns : QStringList{QStringLiteral("place"), QStringLiteral("bib"), QStringLiteral("first_name"), QStringLiteral("last_name"), QStringLiteral("gender"),
                            QStringLiteral("age"), QStringLiteral("division"), QStringLiteral("place_division"), QStringLiteral("status"), QStringLiteral("net_time"), QStringLiteral("gun_time")};
    std::vector<qsizetype> index, width;
    for (const QString &c : shown) {
        index.push_back(table.columns.indexOf(c));
        width.push_back(c.size());
    }
    for (const auto &row : table.rows)
        for (std::size_t i = 0; i < index.size(); ++i)
            width[i] = std::max(width[i], std::min<qsizetype>(row[index[i]].size(), 32));
    QString out;
    const auto line = [&](auto cell) {
        QString l;
        for (std::size_t i = 0; i < index.size(); ++i)
            l += output::oneLine(cell(i)).left(32).leftJustified(width[i]) + QStringLiteral("  ");
        out += l.trimmed().isEmpty() ? QStringLiteral("\n") : l.remove(QRegularExpression(QStringLiteral("\\s+$"))) + u'\n';
    };
    line([&](std::size_t i) { return shown[qsizetype(i)]; });
    for (const auto &row : table.rows)
        line([&](std::size_t i) { return row[index[i]]; });
    return out.toUtf8();
}

} // namespace gantry::engine
