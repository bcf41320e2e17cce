// SPDX-License-Identifier: Apache-2.0
#include "ui/models/handmodel.h"

#include "ui/models/changes.h"

#include "core/base/text.h"

#include <algorithm>

namespace gantry::ui {

namespace {

QString apart(Micros by)
{
    const qint64 us = by.count();
    return (us < 0 ? QStringLiteral("−") : QStringLiteral("+")) + QString::number(double(us < 0 ? -us : us) / 1e6, 'f', 1) + say(" s");
}

} // namespace

Cell handOutcome(const engine::View &view, const engine::HandRow &row)
{
    using State = engine::HandRow::State;
    const auto cell = [](Tone tone, const QString &words) { return Cell{marked(tone, words), tone}; };
    switch (row.state) {
    case State::Tap: return cell(Tone::Look, say("tap, nobody near: give it a bib"));
    case State::TapPaired: {
        const engine::EntrantRow *near = entrantOf(view, row.entrant.value());
        return cell(Tone::Dim, say("tap near %1, %2").arg(near ? near->entrant.bib : say("chip %1").arg(QString::fromStdString(row.chip)), apart(row.by)));
    }
    case State::UnknownBib: return cell(Tone::Act, say("unknown bib; counts when somebody gets it"));
    case State::SeveralBibs: return cell(Tone::Act, say("bib in several races"));
    case State::Scored: break;
    }
    if (row.use == scoring::Use::SameCrossing)
        return cell(Tone::Good, say("paired, chip counts, hand %1").arg(apart(row.by)));
    const engine::ResultRow *result = resultOf(view, row.entrant.value());
    const scoring::RaceRules *rules = result ? rulesOf(view, result->race) : nullptr;
    if (row.use == scoring::Use::Finish)
        return cell(Tone::Look, say("finish by hand"));
    if (!rules)
        return cell(Tone::Dim, say("not used: the runner is in no race"));
    scoring::ReadUse use{ReadIdx{-1}, row.use, row.course, row.by, 0};
    const bool counts = row.use == scoring::Use::Start || row.use == scoring::Use::Split;
    return cell(counts ? Tone::Look : Tone::Dim, scoring::describe(use, *rules));
}

HandModel::HandModel(QObject *parent)
    : RowModel({{say("Time"), QStringLiteral("00:00:00.0"), true},
                {say("Point"), QStringLiteral("FINISH backup")},
                {say("Bib"), QStringLiteral("000000"), true},
                {say("Name"), QStringLiteral("Wilhelmina Longf")},
                {say("What became of it"), QStringLiteral("paired, chip counts, hand +0.4 s"), false, true}},
               Direction::NewestFirst, parent)
{
}

void HandModel::setView(const engine::ViewPtr &view)
{
    const engine::ViewPtr before = std::move(m_view);
    m_view = view;
    const bool other = !view || !sameEvent(before.get(), view.get());
    if (other)
        restart();
    if (!view || !view->hands)
        return;
    std::vector<qint32> order(view->hands->size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = qint32(i);
    if (other || !before || before->hands != view->hands)
        offerOrder(std::move(order));
    if (!other)
        touchAll(); // names and outcomes; a screenful is repainted
}

const engine::HandRow *HandModel::row(int entity) const
{
    return m_view && m_view->hands && entity >= 0 && std::size_t(entity) < m_view->hands->size() ? &(*m_view->hands)[std::size_t(entity)] : nullptr;
}

int HandModel::openTaps() const
{
    return m_view && m_view->hands ? int(std::ranges::count_if(*m_view->hands, [](const auto &r) { return r.state == engine::HandRow::State::Tap; })) : 0;
}

Cell HandModel::cellOf(int entity, int column) const
{
    const engine::HandRow *r = row(entity);
    if (!r || !m_view->event)
        return {};
    const engine::EntrantRow *e = r->bib.isEmpty() ? nullptr : entrantOf(*m_view, r->entrant.value());
    switch (column) {
    case Time: return {timeOfDay(r->at, m_view->event->zone, 1)};
    case Point: return {pointName(*m_view, r->point)};
    case Bib: return r->bib.isEmpty() ? Cell{dash(), Tone::Dim} : Cell{r->bib, Tone::Plain, false, true};
    case Name: return e ? Cell{e->entrant.displayName()} : Cell{dash(), Tone::Dim};
    case Outcome: return handOutcome(*m_view, *r);
    default: return {};
    }
}

} // namespace gantry::ui
