// SPDX-License-Identifier: Apache-2.0
#include "core/engine/drill/drillreport.h"

#include "core/base/text.h"

#include <algorithm>
#include <map>

namespace gantry::engine {

namespace {

using State = DrillRow::State;

class Reporter {
public:
    Reporter(const View &view, const std::vector<QJsonObject> &injected) : m_view(view)
    {
        for (const QJsonObject &o : injected)
            if (o[QStringLiteral("fault")].toString() == u"field")
                if (const auto gun = parseLocal(o[QStringLiteral("gun")].toString()); gun && view.event)
                    m_gun = view.event->zone.toUtc(*gun);
        if (view.entrants)
            for (std::size_t i = 0; i < view.entrants->size(); ++i)
                m_byChip.emplace(compareKey(QStringView((*view.entrants)[i].entrant.bib)), i);
        if (!view.reads)
            return;
        for (std::size_t i = 0; i < view.reads->size(); ++i) {
            const ReadRow &r = (*view.reads)[i];
            if (r.kind == ReadKind::Chip)
                m_delays[QString::fromStdString(r.location)].push_back(r.receivedAt - r.at);
        }
    }

    DrillRow miss(const QJsonObject &o) const
    {
        const QString bib = o[QStringLiteral("bib")].toString(), point = o[QStringLiteral("point")].toString();
        DrillRow row{State::Unseen, QStringLiteral("miss"), say("bib %1 at %2").arg(bib, point), {}, {}};
        const auto entrant = m_byChip.find(compareKey(QStringView(bib)));
        if (entrant == m_byChip.end() || !m_view.results)
            return row;
        const scoring::EntrantResult &r = (*m_view.results)[entrant->second].result;
        const bool atStart = isStart(point);
        using scoring::Status;
        if (r.status == Status::Finished && atStart) {
            const bool flagged = r.flags & scoring::MissingStart;
            row.state = flagged ? State::Noticed : State::Repaired;
            row.found = flagged ? say("finished without a start: net runs from the gun, flagged") : say("has a start now");
            if (r.finishedAt)
                row.after_s = seconds(*r.finishedAt);
        } else if (r.status == Status::OnCourse) {
            row.state = State::Noticed;
            row.found = say("still out");
        } else if (r.status == Status::NotStarted) {
            row.state = State::Noticed;
            row.found = say("not started, as far as any mat knows");
        } else if (r.status == Status::Finished) {
            row.state = State::Repaired;
            row.found = r.flags & scoring::HandTime ? say("has a finish by hand") : say("has a finish now");
        } else {
            row.state = State::Repaired;
            row.found = scoring::toText(r.status);
        }
        return row;
    }

    DrillRow unknown(const QJsonObject &o) const
    {
        const QString chip = o[QStringLiteral("chip")].toString();
        DrillRow row{State::Unseen, QStringLiteral("unknown"), say("chip %1").arg(chip), {}, {}};
        if (m_view.unknown)
            for (const UnknownChip &u : *m_view.unknown)
                if (compareKey(QStringView(u.chip)) == compareKey(QStringView(chip))) {
                    row.state = State::Noticed;
                    row.found = say("unknown chip, %1 reads").arg(u.reads);
                    row.after_s = seconds(u.at);
                    return row;
                }
        for (std::size_t i = 0; m_view.reads && i < m_view.reads->size(); ++i)
            if (const ReadRow &r = (*m_view.reads)[i]; r.entrant.value() >= 0 && r.chip == chip.toStdString()) {
                row.state = State::Repaired;
                row.found = say("belongs to an entrant now");
                return row;
            }
        return row;
    }

    // The box whose reads arrive earlier than they happened, or later than those of the others.
    DrillRow drift(const QJsonObject &o) const
    {
        const QString point = o[QStringLiteral("point")].toString();
        const double wanted = o[QStringLiteral("us")].toString().toDouble() / 1e6;
        DrillRow row{State::Unseen, QStringLiteral("drift"), say("clock of %1 by %2 s").arg(point).arg(wanted, 0, 'f', 1), {}, {}};
        const auto ours = m_delays.find(point);
        if (ours == m_delays.end())
            return row;
        std::optional<Micros> other;
        for (const auto &[name, delays] : m_delays)
            if (name != point)
                other = quickest(delays);
        const double measured = -double((quickest(ours->second) - other.value_or(Micros(0))).count()) / 1e6;
        row.found = say("%1 s against the other boxes").arg(measured, 0, 'f', 1);
        row.state = std::abs(measured) >= std::abs(wanted) / 2 ? State::Noticed : State::Repaired;
        return row;
    }

    DrillRow cut(const QJsonObject &o) const
    {
        const QString point = o[QStringLiteral("point")].toString();
        const double at = o[QStringLiteral("at_s")].toDouble(), length = o[QStringLiteral("length_s")].toDouble();
        DrillRow row{State::Unseen, QStringLiteral("cut"), say("cable of %1 for %2 s at %3 s").arg(point).arg(length).arg(at), {}, {}};
        std::optional<UtcTime> gone, back;
        for (const auto &link : m_view.links ? *m_view.links : std::vector<net::LinkState>{}) {
            const auto &places = link.facts.locations;
            if (std::find(places.begin(), places.end(), point.toStdString()) == places.end())
                continue;
            if (link.closedAt && std::abs(seconds(*link.closedAt).value_or(-1e9) - at) < 5)
                gone = link.closedAt;
            if (seconds(link.openedAt).value_or(-1e9) > at && (!back || link.openedAt < *back))
                back = link.openedAt;
        }
        if (!gone)
            return row;
        row.state = back ? State::Repaired : State::Noticed;
        row.after_s = seconds(*gone);
        row.found = back ? say("link gone, back after %1 s").arg(double((*back - *gone).count()) / 1e6, 0, 'f', 1) : say("link gone, not back");
        return row;
    }

    std::int64_t received() const { return m_view.counters.reads; }

private:
    bool isStart(const QString &location) const
    {
        if (!m_view.event)
            return false;
        const PointIdx p = m_view.event->document.pointByName(location);
        return p.value() >= 0 && m_view.event->document.points[std::size_t(p.value())].kind == PointKind::Start;
    }
    std::optional<double> seconds(UtcTime t) const { return m_gun ? std::optional(double((t - *m_gun).count()) / 1e6) : std::nullopt; }
    // Lines wait, but never arrive early: the quickest tenth tells the clock.
    static Micros quickest(std::vector<Micros> delays)
    {
        const auto nth = delays.begin() + std::ptrdiff_t(delays.size() / 10);
        std::nth_element(delays.begin(), nth, delays.end());
        return *nth;
    }

    const View &m_view;
    std::optional<UtcTime> m_gun;
    std::map<QString, std::size_t> m_byChip;
    std::map<QString, std::vector<Micros>> m_delays;
};

} // namespace

int DrillReport::count(DrillRow::State state) const
{
    return int(std::count_if(rows.begin(), rows.end(), [&](const DrillRow &r) { return r.state == state; }));
}

DrillReport drillReport(const std::vector<QJsonObject> &injected, const View &view)
{
    const Reporter reporter(view, injected);
    DrillReport report;
    report.readsReceived = reporter.received();
    for (const QJsonObject &o : injected) {
        const QString fault = o[QStringLiteral("fault")].toString();
        if (fault == u"miss") {
            report.rows.push_back(reporter.miss(o));
        } else if (fault == u"unknown") {
            report.rows.push_back(reporter.unknown(o));
        } else if (fault == u"drift") {
            report.rows.push_back(reporter.drift(o));
        } else if (fault == u"cut") {
            report.rows.push_back(reporter.cut(o));
        } else if (fault == u"field") {
            report.linesSent = o[QStringLiteral("lines")].toInteger();
            report.readsSent = o[QStringLiteral("reads")].toInteger();
        } else { // late and bunched lines: right when nothing of them is lost
            report.rows.push_back({DrillRow::State::Noticed, fault, say("%1 lines at %2").arg(o[QStringLiteral("lines")].toInteger()).arg(o[QStringLiteral("point")].toString()), say("put in order"), {}});
        }
    }
    if (report.lost() == 0)
        for (DrillRow &row : report.rows)
            if (row.fault == u"bursts" || row.fault == u"out-of-order")
                row.state = DrillRow::State::Repaired;
    return report;
}

} // namespace gantry::engine
