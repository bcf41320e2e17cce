// SPDX-License-Identifier: Apache-2.0
#include "ui/models/stilloutmodel.h"

#include "ui/models/changes.h"

#include "core/base/text.h"

#include <algorithm>

namespace gantry::ui {

namespace {

QString phoneOf(const Entrant &e)
{
    return e.emergencyContact.isEmpty() ? e.emergencyPhone : e.emergencyPhone + QStringLiteral("  ") + e.emergencyContact;
}

} // namespace

StillOutModel::StillOutModel(Worker *worker, QObject *parent)
    : RowModel({{say("Bib"), QStringLiteral("000000"), true},
                {say("Name"), QStringLiteral("Wilhelmina Longf"), false, true},
                {say("Race"), QStringLiteral("Half mar B")},
                {say("Last point"), QStringLiteral("FINISH backup")},
                {say("At"), QStringLiteral("00:00:00"), true},
                {say("Due"), QStringLiteral("00:00:00"), true},
                {say("State"), QStringLiteral("▲ overdue")},
                {say("Emergency phone"), QStringLiteral("+44 20 7946 0018 Mo T")}},
               Direction::Forward, parent),
      m_worker(worker)
{
}

void StillOutModel::setView(const engine::ViewPtr &view, UtcTime now)
{
    const engine::ViewPtr before = std::move(m_view);
    m_view = view;
    if (!view || !sameEvent(before.get(), view.get())) {
        m_rows.clear();
        m_at.clear();
        restart();
    }
    ask(now);
}

void StillOutModel::setRace(int race, UtcTime now)
{
    m_race = race;
    ask(now);
}

void StillOutModel::ask(UtcTime now)
{
    if (!m_view)
        return Q_EMIT counted();
    m_worker->post(this, 0, [this, view = m_view, race = m_race, now] {
        return [this, race, now, rows = engine::stillOut(*view, now, race)]() mutable {
            if (race != m_race)
                return;
            m_rows = std::move(rows);
            std::vector<qint32> order;
            m_at.assign(m_view && m_view->entrants ? m_view->entrants->size() : 0, -1);
            for (std::size_t i = 0; i < m_rows.size(); ++i) {
                const int e = m_rows[i].entrant.value();
                if (std::size_t(e) >= m_at.size())
                    continue;
                order.push_back(e);
                m_at[std::size_t(e)] = qint32(i);
            }
            offerOrder(std::move(order));
            touchAll();
            Q_EMIT counted();
        };
    });
}

int StillOutModel::overdue() const
{
    return int(std::ranges::count_if(m_rows, &engine::OutRow::overdue));
}

const engine::OutRow *StillOutModel::rowOfEntrant(int entity) const
{
    return entity >= 0 && std::size_t(entity) < m_at.size() && m_at[std::size_t(entity)] >= 0 ? &m_rows[std::size_t(m_at[std::size_t(entity)])] : nullptr;
}

Cell StillOutModel::cellOf(int entity, int column) const
{
    const engine::OutRow *out = rowOfEntrant(entity);
    const engine::EntrantRow *row = m_view ? entrantOf(*m_view, entity) : nullptr;
    if (!row || !m_view->event)
        return {};
    const Entrant &e = row->entrant;
    const auto time = [&](const std::optional<UtcTime> &t) { return t ? Cell{timeOfDay(*t, m_view->event->zone)} : Cell{dash(), Tone::Dim}; };
    switch (column) {
    case Bib: return {e.bib, Tone::Plain, false, true};
    case Name: return {e.displayName()};
    case Race: return {e.wave.isEmpty() ? e.race : e.race + u' ' + e.wave};
    case Phone: return e.emergencyPhone.isEmpty() && e.emergencyContact.isEmpty() ? Cell{dash(), Tone::Dim} : Cell{phoneOf(e)};
    default: break;
    }
    if (!out) // held in the list while a row is selected, and back meanwhile
        return column == State ? Cell{marked(Tone::Good, say("back")), Tone::Good} : Cell{};
    switch (column) {
    case LastPoint: return {out->lastPoint};
    case At: return time(out->lastSeen);
    case Due: return time(out->due);
    case State: return out->overdue ? Cell{marked(Tone::Look, say("overdue")), Tone::Look} : Cell{say("out"), Tone::Dim};
    default: return {};
    }
}

PrintTable StillOutModel::printed(const engine::View &view, UtcTime now, int race)
{
    PrintTable table;
    table.title = say("Still out");
    const auto rows = engine::stillOut(view, now, race);
    table.subtitle = say("%1 · %2 · %3 still out").arg(view.event->name, timeOfDay(now, view.event->zone), number(qint64(rows.size())));
    table.footer = say("Times are times of day.");
    table.emptyText = say("Everybody is back.");
    table.columns = {{say("Bib"), true}, {say("Name")}, {say("Race")}, {say("Last point")}, {say("At"), true}, {say("Due"), true}, {say("State")}, {say("Emergency phone")}, {say("Seen")}};
    const auto time = [&](const std::optional<UtcTime> &t) { return t ? timeOfDay(*t, view.event->zone) : dash(); };
    for (const engine::OutRow &o : rows) {
        const Entrant &e = (*view.entrants)[std::size_t(o.entrant.value())].entrant;
        table.rows.push_back({e.bib, e.displayName(), e.wave.isEmpty() ? e.race : e.race + u' ' + e.wave, o.lastPoint, time(o.lastSeen), time(o.due),
                              o.overdue ? marked(Tone::Look, say("overdue")) : QString(), phoneOf(e), QStringLiteral("□")});
    }
    return table;
}

} // namespace gantry::ui
