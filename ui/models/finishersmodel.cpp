// SPDX-License-Identifier: Apache-2.0
#include "ui/models/finishersmodel.h"

#include "ui/models/changes.h"

#include "core/base/text.h"
#include "core/engine/records/recordtable.h"

namespace gantry::ui {

FinishersModel::FinishersModel(QObject *parent)
    : RowModel({{say("Bib"), QStringLiteral("00000"), true},
                {say("Name"), QStringLiteral("Wilhelmina Longfellow"), false, true},
                {say("Race"), QStringLiteral("Half mar B")},
                {say("Net"), QStringLiteral("0:00:00"), true},
                {say("Gun"), QStringLiteral("0:00:00"), true},
                {say("Place"), QStringLiteral("00000"), true},
                {say("Div"), QStringLiteral("Women 40–49 0000"), false, false, true},
                {say("State"), QStringLiteral("provisional")}},
               Direction::Forward, parent)
{
}

void FinishersModel::setView(const engine::ViewPtr &view)
{
    const engine::ViewPtr before = std::move(m_view);
    m_view = view;
    const bool otherEvent = !view || !sameEvent(before.get(), view.get());
    if (otherEvent)
        restart();
    if (!view)
        return;
    if (otherEvent || !before || before->lastFinishers != view->lastFinishers) {
        std::vector<qint32> order;
        if (view->lastFinishers) {
            for (const engine::FinisherRow &row : *view->lastFinishers)
                order.push_back(row.entrant.value());
        }
        offerOrder(std::move(order));
    }
    if (otherEvent)
        return;
    touch(changedEntrants(before.get(), *view));
    if (before && before->reads != view->reads)
        touchAll(); // detected becomes provisional when the read is on disk; at most 200 rows
}

Cell FinishersModel::cellOf(int entity, int column) const
{
    const engine::EntrantRow *row = m_view ? entrantOf(*m_view, entity) : nullptr;
    const engine::ResultRow *result = m_view ? resultOf(*m_view, entity) : nullptr;
    if (!row || !result)
        return {};
    const scoring::RaceRules *rules = rulesOf(*m_view, result->race);
    const Rounding rounding = rules ? rules->rounding : Rounding::Ceil1s;
    const scoring::EntrantResult &r = result->result;
    const scoring::Places places = placesOf(*m_view, entity);
    const Entrant &e = row->entrant;
    switch (column) {
    case Bib: return {e.bib};
    case Name: {
        Cell cell{e.displayName()};
        if (r.flags & scoring::HandTime)
            cell.flag = marked(Tone::Look, say("hand"));
        else if (!engine::recordsBeatenBy(*m_view, EntrantIdx(entity)).isEmpty())
            cell.flag = marked(Tone::Look, say("record?"));
        return cell;
    }
    case Race: return {e.wave.isEmpty() ? e.race : e.race + u' ' + e.wave};
    case Net: return {raceTime(r.net, rounding), r.net ? Tone::Plain : Tone::Dim};
    case Gun: return {raceTime(r.gun, rounding), r.gun ? Tone::Plain : Tone::Dim};
    case Place: return places.overall > 0 ? Cell{number(places.overall)} : Cell{dash(), Tone::Dim};
    case Division:
        if (places.division <= 0)
            return {dash(), Tone::Dim};
        return {r.divisionName + u' ' + number(places.division)};
    case State: {
        const int read = r.finishRead.value();
        const bool unsaved = read >= 0 && m_view->reads && std::size_t(read) < m_view->reads->size() && (*m_view->reads)[std::size_t(read)].unsaved;
        if (r.status != scoring::Status::Finished)
            return {statusWord(r.status), Tone::Look, true};
        return unsaved ? Cell{say("detected"), Tone::Dim, true} : Cell{say("provisional"), Tone::Good, true};
    }
    default: return {};
    }
}

} // namespace gantry::ui
