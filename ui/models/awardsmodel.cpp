// SPDX-License-Identifier: Apache-2.0
#include "ui/models/awardsmodel.h"

#include "core/base/text.h"
#include "core/engine/awards/awardtext.h"
#include "ui/models/changes.h"

#include <algorithm>

namespace gantry::ui {

namespace {

using engine::AwardRow;
using engine::AwardStage;

const AwardRow *rowOfView(const engine::View *view, int entity)
{
    return view && view->awards && entity >= 0 && std::size_t(entity) < view->awards->rows.size() ? &view->awards->rows[std::size_t(entity)] : nullptr;
}

bool severalRaces(const engine::View &view)
{
    return view.event && view.event->rules.size() > 1;
}

} // namespace

Cell stageCell(const AwardRow &row, UtcTime now)
{
    if (row.changed > 0)
        return {marked(Tone::Act, say("changed")), Tone::Act, false, true};
    switch (row.stage) {
    case AwardStage::Official: return {marked(Tone::Good, say("official")), Tone::Good};
    case AwardStage::Corrected: return {marked(Tone::Good, say("corrected")), Tone::Good};
    case AwardStage::Provisional:
        if (row.protestUntil && *row.protestUntil > now)
            return {marked(Tone::Look, say("provisional %1").arg(formatShort(std::chrono::ceil<std::chrono::seconds>(*row.protestUntil - now)))), Tone::Look};
        return {marked(Tone::Look, say("provisional, time over")), Tone::Look, false, true};
    case AwardStage::Detected: return {marked(Tone::Dim, say("detected")), Tone::Dim};
    }
    return {};
}

BandsModel::BandsModel(QObject *parent)
    : RowModel({{say("Band"), QStringLiteral("Women 40-49 op"), false, true}, {say("State"), QStringLiteral("▲ provisional 00:00")}, {say("Handed"), QStringLiteral("0 / 0"), true, false, false, true}},
               Direction::Forward, parent)
{
}

void BandsModel::setView(const engine::ViewPtr &view, UtcTime now)
{
    const bool otherEvent = !view || !sameEvent(m_view.get(), view.get());
    m_view = view;
    m_now = now;
    if (otherEvent)
        restart();
    list();
}

void BandsModel::show(int race, bool divisions)
{
    m_race = race;
    m_divisions = divisions;
    list();
}

void BandsModel::list()
{
    std::vector<qint32> order;
    if (m_view && m_view->awards)
        for (std::size_t i = 0; i < m_view->awards->rows.size(); ++i)
            if (const AwardRow &r = m_view->awards->rows[i]; r.division == m_divisions && (m_race < 0 || r.race == m_race))
                order.push_back(qint32(i));
    offerOrder(std::move(order));
    touchAll();
}

const AwardRow *BandsModel::row(int entity) const
{
    return rowOfView(m_view.get(), entity);
}

int BandsModel::entityOf(int race, bool division, int index) const
{
    for (std::size_t i = 0; m_view && m_view->awards && i < m_view->awards->rows.size(); ++i)
        if (const AwardRow &r = m_view->awards->rows[i]; r.race == race && r.division == division && r.index == index)
            return int(i);
    return -1;
}

Cell BandsModel::cellOf(int entity, int column) const
{
    const AwardRow *r = row(entity);
    if (!r)
        return {};
    switch (column) {
    case Name: return {m_race < 0 && severalRaces(*m_view) ? m_view->event->rules[std::size_t(r->race)].name + QStringLiteral(" · ") + r->name : r->name, Tone::Plain, false, true};
    case State: return stageCell(*r, m_now);
    case Given: return r->division || r->places == 0 ? Cell{dash(), Tone::Dim} : Cell{say("%1 / %2").arg(r->handed).arg(r->places), r->handed == r->places ? Tone::Good : Tone::Plain};
    default: return {};
    }
}

PrizesModel::PrizesModel(QObject *parent)
    : RowModel({{say("Place"), QStringLiteral("0="), true},
                {say("Bib"), QStringLiteral("00000"), true},
                {say("Name"), QStringLiteral("Wilhelmina Lon"), false, true},
                {say("Club"), QStringLiteral("Falkland Trail Ru"), false, false, false, true},
                {say("Time"), QStringLiteral("0:00:00"), true},
                {say("State"), QStringLiteral("▲ provisional")},
                {say("Announced"), QStringLiteral("● 00:00")},
                {say("Handed out"), QStringLiteral("● 00:00")}},
               Direction::Forward, parent)
{
}

void PrizesModel::setBand(const engine::ViewPtr &view, int band, UtcTime now)
{
    m_now = now;
    if (band == m_band && view && view == m_view)
        return touchAll(); // only the clock went on
    if (band != m_band || !view || !sameEvent(m_view.get(), view.get()))
        restart();
    m_view = view;
    m_band = band;
    collect();
    const int entrants = view && view->entrants ? int(view->entrants->size()) : 0;
    m_at.clear();
    std::vector<qint32> order;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        int entity = std::max(0, m_lines[i].entrant) + (m_lines[i].gone ? entrants : 0);
        while (!m_at.try_emplace(entity, i).second)
            entity += std::max(1, entrants);
        order.push_back(entity);
    }
    offerOrder(std::move(order));
    touchAll();
}

void PrizesModel::collect()
{
    m_lines.clear();
    m_left = 0;
    const AwardRow *row = rowOfView(m_view.get(), m_band);
    if (!row)
        return;
    if (row->division) {
        const scoring::RaceRules &rules = m_view->event->rules[std::size_t(row->race)];
        const DivisionDef &d = rules.divisions[std::size_t(row->index)];
        for (const EntrantIdx e : (*m_view->order)[std::size_t(row->race)]) {
            const scoring::Places &places = (*m_view->places)[std::size_t(e.value())];
            const scoring::EntrantResult &r = (*m_view->results)[std::size_t(e.value())].result;
            if (places.overall == 0)
                break;
            const QString &gender = (*m_view->entrants)[std::size_t(e.value())].entrant.gender;
            const bool in = r.division >= 0 ? r.division == row->index
                                            : r.divisionName.compare(d.name, Qt::CaseInsensitive) == 0 && (d.genders.isEmpty() || gender.isEmpty() || d.genders.contains(gender));
            if (!in)
                continue;
            if (int(m_lines.size()) >= kMost)
                ++m_left;
            else
                m_lines.push_back({e.value(), places.division, false, (rules.ranking == RankBy::Net ? r.net : r.gun).value_or(Micros(0)), nullptr, false});
        }
        return;
    }
    const engine::AwardsView &awards = *m_view->awards;
    for (const scoring::AwardWinner &w : awards.drawn[std::size_t(row->race)]->bands[std::size_t(row->index)].winners)
        m_lines.push_back({w.entrant.value(), w.position, w.shared, w.time, awards.ledger(row->race, row->index, w.position, w.entrant), false});
    for (const engine::GivenRow &g : awards.given)
        if (g.race == row->race && g.band == row->index && g.alarm)
            m_lines.push_back({g.entrant.value(), g.position, false, Micros(0), &g, true});
    std::stable_sort(m_lines.begin(), m_lines.end(), [](const PrizeLine &a, const PrizeLine &b) { return a.position < b.position; });
}

const PrizeLine *PrizesModel::line(int entity) const
{
    const auto it = m_at.find(entity);
    if (it != m_at.end())
        return &m_lines[it->second];
    const auto gone = m_view && m_view->entrants ? m_at.find(entity + int(m_view->entrants->size())) : m_at.end();
    return gone == m_at.end() ? nullptr : &m_lines[gone->second];
}

int PrizesModel::entrantOf(int entity) const
{
    if (const PrizeLine *l = line(entity))
        return l->entrant;
    return m_view && m_view->entrants && !m_view->entrants->empty() && entity >= 0 ? entity % int(m_view->entrants->size()) : -1;
}

Cell PrizesModel::cellOf(int entity, int column) const
{
    const PrizeLine *l = line(entity);
    const AwardRow *row = rowOfView(m_view.get(), m_band);
    if (!row)
        return {};
    const engine::EntrantRow *who = ui::entrantOf(*m_view, entrantOf(entity));
    if (!l) // held in the list while a row is selected
        return column == Bib && who ? Cell{who->entrant.bib, Tone::Dim} : column == Name && who ? Cell{who->entrant.displayName(), Tone::Dim} : column == State ? Cell{say("no prize here now"), Tone::Dim} : Cell{};
    const auto at = [&](const std::optional<UtcTime> &t) {
        return t ? Cell{marked(l->gone ? Tone::Act : Tone::Good, timeOfDay(*t, m_view->event->zone).left(5)), l->gone ? Tone::Act : Tone::Good} : Cell{dash(), Tone::Dim};
    };
    switch (column) {
    case Place: return {QString::number(l->position) + (l->shared ? QStringLiteral("=") : QString()), l->gone ? Tone::Act : Tone::Plain, false, true};
    case Bib: return who ? Cell{who->entrant.bib, l->gone ? Tone::Act : Tone::Plain, false, true} : Cell{dash(), Tone::Dim};
    case Name: return who ? Cell{who->entrant.displayName(), l->gone ? Tone::Act : Tone::Plain} : Cell{say("not in the event any more"), Tone::Act};
    case Club: return who ? Cell{who->entrant.team, Tone::Dim} : Cell{};
    case Time: return l->gone ? Cell{dash(), Tone::Dim} : Cell{engine::awardTime(m_view->event->rules[std::size_t(row->race)], l->time)};
    case State:
        if (l->gone)
            return {marked(Tone::Act, say("not his")), Tone::Act, false, true};
        if (row->changed == 0 && row->stage == AwardStage::Provisional)
            return {marked(Tone::Look, say("provisional")), Tone::Look};
        return stageCell(*row, m_now);
    case Announced: return at(l->given ? l->given->announced : std::nullopt);
    case Handed: return at(l->given ? l->given->handed : std::nullopt);
    default: return {};
    }
}

PrintTable PrizesModel::printed(const engine::View &view, int race, UtcTime now)
{
    PrintTable table;
    table.title = say("Awards");
    table.subtitle = QStringLiteral("%1 · %2").arg(view.event->name, timeOfDay(now, view.event->zone));
    table.footer = say("Official: nothing changes it without a word. Provisional: protests are still possible. Detected: as the clock has it.");
    table.emptyText = say("The event has no awards.");
    table.columns = {{say("Place"), true}, {say("Bib"), true}, {say("Name")}, {say("Club")}, {say("Time"), true}, {say("Handed out")}};
    for (const AwardRow &row : view.awards ? view.awards->rows : std::vector<AwardRow>()) {
        if (row.division || (race >= 0 && row.race != race))
            continue;
        const scoring::RaceRules &rules = view.event->rules[std::size_t(row.race)];
        const auto &winners = view.awards->drawn[std::size_t(row.race)]->bands[std::size_t(row.index)].winners;
        const QString name = severalRaces(view) ? rules.name + QStringLiteral(" · ") + row.name : row.name;
        table.rows.push_back({winners.empty() ? say("%1   nobody yet").arg(name) : QStringLiteral("%1   %2").arg(name, stageCell(row, now).text)});
        for (const scoring::AwardWinner &w : winners) {
            const Entrant &e = (*view.entrants)[std::size_t(w.entrant.value())].entrant;
            const engine::GivenRow *given = view.awards->ledger(row.race, row.index, w.position, w.entrant);
            table.rows.push_back({QString::number(w.position) + (w.shared ? QStringLiteral("=") : QString()), e.bib, e.displayName(), e.team, engine::awardTime(rules, w.time),
                                  given && given->handed ? QStringLiteral("☑ ") + timeOfDay(*given->handed, view.event->zone).left(5) : QStringLiteral("☐")});
        }
    }
    return table;
}

} // namespace gantry::ui
