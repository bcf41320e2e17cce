// SPDX-License-Identifier: Apache-2.0
#include "core/engine/outputs/iofresults.h"

#include "core/base/text.h"

#include <algorithm>
#include <map>

namespace gantry::engine {

using output::IofClass;
using output::IofPerson;
using output::IofStatus;
using scoring::RaceRules;
using scoring::Status;

namespace {

QString withZone(const EventZone &zone, UtcTime t)
{
    const LocalTime local = zone.toLocal(t);
    const auto offset = std::chrono::duration_cast<std::chrono::minutes>(local.time_since_epoch() - t.time_since_epoch()).count();
    const auto minutes = std::abs(offset);
    return formatLocal(local) + QStringLiteral("%1%2:%3").arg(QChar(offset < 0 ? u'-' : u'+')).arg(minutes / 60, 2, 10, QChar(u'0')).arg(minutes % 60, 2, 10, QChar(u'0'));
}

// Seconds as the list shows them.
QString seconds(Micros rounded, int digits)
{
    return QString::number(double(rounded.count()) / 1e6, 'f', digits);
}

IofStatus statusOf(const scoring::EntrantResult &r, bool placed)
{
    switch (r.status) {
    case Status::Finished: return placed ? IofStatus::Ok : IofStatus::Finished;
    case Status::OnCourse: return IofStatus::Active;
    case Status::Dnf: return IofStatus::DidNotFinish;
    case Status::Dns: return IofStatus::DidNotStart;
    case Status::Dq: return IofStatus::Disqualified;
    case Status::NotStarted: break;
    }
    return IofStatus::Inactive;
}

struct Best {
    std::optional<Micros> time; // of the class's winner, rounded
};

class ClassMaker {
public:
    ClassMaker(const View &view, const RaceRules &rules, RankBy rank) : m_view(view), m_rules(rules), m_rank(rank), m_digits(scoring::fractionDigits(rules.rounding)) {}

    IofPerson person(EntrantIdx e, int position, Best &best) const
    {
        const Entrant &p = (*m_view.entrants)[std::size_t(e.value())].entrant;
        const scoring::EntrantResult &r = (*m_view.results)[std::size_t(e.value())].result;
        IofPerson out;
        out.given = p.firstName;
        out.family = p.lastName;
        out.sex = p.gender;
        out.organisation = p.team;
        out.bib = p.bib;
        const auto begun = m_rank == RankBy::Net ? r.startedAt : r.gunAt;
        if (begun && r.status != Status::NotStarted && r.status != Status::Dns)
            out.start = withZone(m_view.event->zone, *begun);
        out.status = statusOf(r, position > 0);
        out.position = position;
        if (r.status == Status::Finished) {
            if (r.finishedAt)
                out.finish = withZone(m_view.event->zone, *r.finishedAt);
            if (const auto time = m_rank == RankBy::Net ? r.net : r.gun) {
                const Micros shown = scoring::roundTime(*time, m_rules.rounding);
                out.seconds = seconds(shown, m_digits);
                if (position > 0) {
                    if (!best.time)
                        best.time = shown;
                    out.behind = seconds(std::max(Micros(0), shown - *best.time), m_digits);
                }
            }
        }
        if (r.status == Status::Finished || r.status == Status::OnCourse || r.status == Status::Dnf)
            splits(r, out);
        return out;
    }

private:
    void splits(const scoring::EntrantResult &r, IofPerson &out) const
    {
        Micros ahead{0}; // splits are net; a list by gun counts them from the gun
        if (m_rank == RankBy::Gun && r.startedAt && r.gunAt)
            ahead = *r.startedAt - *r.gunAt;
        for (std::size_t i = 0; i + 1 < m_rules.course.size(); ++i) {
            output::IofSplit split{m_rules.course[i].name, {}};
            if (i < r.splits.size() && r.splits[i])
                split.seconds = seconds(scoring::roundTime(*r.splits[i] + ahead, m_rules.rounding), m_digits);
            out.splits.push_back(std::move(split));
        }
    }

    const View &m_view;
    const RaceRules &m_rules;
    RankBy m_rank;
    int m_digits;
};

} // namespace

output::IofResults iofResults(const View &view, const ResultRequest &request)
{
    output::IofResults out;
    out.event = view.event->name;
    out.date = view.event->date;
    if (request.made)
        out.made = withZone(view.event->zone, *request.made);
    const ResultTable table = resultTable(view, request.race, request.rank);
    const qsizetype place = table.columns.indexOf(QStringLiteral("place")), within = table.columns.indexOf(QStringLiteral("place_division"));
    const bool whole = request.groupBy == GroupBy::Race;
    std::map<std::pair<int, QString>, std::size_t> classes; // of a race, by division
    std::map<std::size_t, Best> best;
    out.complete = true;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const std::size_t e = std::size_t(table.entrants[i].value());
        const ResultRow &row = (*view.results)[e];
        const RaceRules &rules = view.event->rules[std::size_t(row.race)];
        const QString division = whole ? QString() : row.result.divisionName;
        const auto [it, isNew] = classes.try_emplace({row.race, division}, out.classes.size());
        if (isNew) {
            IofClass c;
            const bool several = view.event->rules.size() > 1 && request.race.value() < 0;
            c.name = division.isEmpty() ? rules.name : several ? rules.name + QStringLiteral(" · ") + division : division;
            c.resolutionDigits = scoring::fractionDigits(rules.rounding);
            c.lengthM = rules.distanceM;
            out.classes.push_back(std::move(c));
            out.complete = out.complete && rules.closedAt.has_value();
        }
        const int position = table.rows[i].value(division.isEmpty() ? place : within).toInt();
        const ClassMaker maker(view, rules, request.rank.value_or(rules.ranking));
        out.classes[it->second].people.push_back(maker.person(table.entrants[i], position, best[it->second]));
    }
    out.complete = out.complete && !out.classes.empty();
    return out;
}

} // namespace gantry::engine
