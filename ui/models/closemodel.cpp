// SPDX-License-Identifier: Apache-2.0
#include "ui/models/closemodel.h"

#include "ui/models/changes.h"

#include "core/base/text.h"

#include <algorithm>

namespace gantry::ui {

CloseModel::CloseModel(Worker *worker, QObject *parent)
    : RowModel({{say("Tick"), QStringLiteral("● yes")},
                {say("Makes"), QStringLiteral("DNS")},
                {say("Bib"), QStringLiteral("000000"), true},
                {say("Name"), QStringLiteral("Wilhelmina Longfellow")},
                {say("Sure"), QStringLiteral("100 %"), true},
                {say("Why"), QStringLiteral("last seen at FINISH backup, long overdue"), false, true}},
               Direction::Forward, parent),
      m_worker(worker)
{
}

void CloseModel::setView(const engine::ViewPtr &view, int race, UtcTime now)
{
    if (race != m_race || !view || !sameEvent(m_view.get(), view.get())) {
        m_list.clear();
        m_at.clear();
        m_turned.clear();
        m_ready = false;
        restart();
    }
    m_view = view;
    m_race = race;
    if (!view || race < 0)
        return;
    m_worker->post(this, 0, [this, view, race, now] {
        return [this, race, list = engine::closeProposals(*view, race, now)]() mutable {
            if (race != m_race)
                return;
            m_list = std::move(list);
            m_ready = true;
            std::vector<qint32> order;
            m_at.assign(m_view->entrants->size(), -1);
            for (std::size_t i = 0; i < m_list.size(); ++i) {
                order.push_back(m_list[i].entrant.value());
                m_at[std::size_t(order.back())] = qint32(i);
            }
            offerOrder(std::move(order));
            touchAll();
            Q_EMIT counted();
        };
    });
}

const engine::CloseProposal *CloseModel::proposal(int entity) const
{
    return entity >= 0 && std::size_t(entity) < m_at.size() && m_at[std::size_t(entity)] >= 0 ? &m_list[std::size_t(m_at[std::size_t(entity)])] : nullptr;
}

// Everybody is proposed: a closed race has nobody out. Who may still come has a low figure, and is for the operator to clear.
bool CloseModel::isTicked(const engine::CloseProposal &p) const
{
    return !m_turned.contains(p.entrant.value());
}

void CloseModel::toggle(int entity)
{
    if (!proposal(entity))
        return;
    if (!m_turned.erase(entity))
        m_turned.insert(entity);
    touch({entity});
    Q_EMIT counted();
}

int CloseModel::ticked(bool dnf) const
{
    return int(std::ranges::count_if(m_list, [&](const auto &p) { return p.dnf == dnf && isTicked(p); }));
}

QStringList CloseModel::left() const
{
    QStringList bibs;
    for (const auto &p : m_list)
        if (!isTicked(p))
            bibs << entrantOf(*m_view, p.entrant.value())->entrant.bib;
    return bibs;
}

Cell CloseModel::cellOf(int entity, int column) const
{
    const engine::EntrantRow *row = m_view ? entrantOf(*m_view, entity) : nullptr;
    const engine::CloseProposal *p = proposal(entity);
    if (!row)
        return {};
    switch (column) {
    case Tick: return !p ? Cell{} : isTicked(*p) ? Cell{marked(Tone::Good, say("yes")), Tone::Good} : Cell{marked(Tone::Dim, say("no")), Tone::Dim};
    case Verdict: return p ? Cell{p->dnf ? say("DNF") : say("DNS"), Tone::Plain, false, true} : Cell{say("settled"), Tone::Dim};
    case Bib: return {row->entrant.bib};
    case Name: return {row->entrant.displayName()};
    case Sure: return p ? Cell{say("%1 %").arg(int(p->confidence * 100 + 0.5)), p->confidence < 0.5 ? Tone::Look : Tone::Plain} : Cell{};
    case Why: return p ? Cell{p->why, p->confidence < 0.5 ? Tone::Look : Tone::Dim} : Cell{};
    default: return {};
    }
}

} // namespace gantry::ui
