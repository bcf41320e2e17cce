// SPDX-License-Identifier: Apache-2.0
#include "ui/models/outgoingmodel.h"

#include "ui/models/changes.h"

#include "core/base/text.h"

namespace gantry::ui {

Cell outgoingSentence(const engine::OutgoingState *state, UtcTime now)
{
    if (!state)
        return {say("Nothing goes out"), Tone::Dim};
    const QString age = state->oldest() ? ageWords(now - *state->oldest()) : QString();
    const QString queue = state->waiting() > 0 ? say("%1 waiting, oldest %2").arg(state->waiting()).arg(age) : QString();
    if (state->hold.on)
        return {marked(Tone::Act, queue.isEmpty() ? say("HELD: nothing goes out") : say("HELD: %1").arg(queue)), Tone::Act, false, true};
    if (state->failed() > 0)
        return {marked(Tone::Act, say("%1 not sent, oldest %2").arg(state->failed()).arg(age)), Tone::Act, false, true};
    if (state->waiting() > 0)
        return {marked(Tone::Look, queue), Tone::Look};
    return state->rows.empty() ? Cell{say("No destination"), Tone::Dim} : Cell{marked(Tone::Good, say("All sent")), Tone::Good};
}

OutgoingModel::OutgoingModel(QObject *parent)
    : RowModel({{say("Destination"), QStringLiteral("Announcer's stick")},
                {say("File"), QStringLiteral("/media/stick/results.csv"), false, true},
                {say("Race"), QStringLiteral("Half mar")},
                {say("State"), QStringLiteral("■ not sent")},
                {say("Oldest"), QStringLiteral("00:00 min"), true},
                {say("Last sent"), QStringLiteral("00:00:00"), true},
                {say("Rows"), QStringLiteral("00000"), true},
                {say("Why not"), QStringLiteral("the folder is not there, put it back")}},
               Direction::Forward, parent)
{
}

void OutgoingModel::setView(const engine::ViewPtr &view, UtcTime now)
{
    const bool otherEvent = !view || !sameEvent(m_view.get(), view.get());
    m_view = view;
    m_now = now;
    if (otherEvent)
        restart();
    const std::size_t n = view && view->outgoing ? view->outgoing->rows.size() : 0;
    std::vector<qint32> order(n);
    for (std::size_t i = 0; i < n; ++i)
        order[i] = qint32(i);
    offerOrder(std::move(order));
    touchAll();
}

const engine::OutgoingState::Row *OutgoingModel::row(int entity) const
{
    return m_view && m_view->outgoing && entity >= 0 && std::size_t(entity) < m_view->outgoing->rows.size() ? &m_view->outgoing->rows[std::size_t(entity)] : nullptr;
}

Cell OutgoingModel::cellOf(int entity, int column) const
{
    const auto *r = row(entity);
    if (!r)
        return {};
    const engine::DestinationStatus &s = r->status;
    switch (column) {
    case Name: return {r->destination.name};
    case File: return {s.file.isEmpty() ? r->destination.folder : s.file};
    case Race: return r->destination.race.isEmpty() ? Cell{say("all"), Tone::Dim} : Cell{r->destination.race};
    case State:
        if (!s.error.isEmpty())
            return {marked(Tone::Act, say("not sent")), Tone::Act};
        if (m_view->outgoing->hold.on)
            return {marked(Tone::Act, say("held")), Tone::Act};
        return s.waitingSince ? Cell{marked(Tone::Look, say("waiting")), Tone::Look} : s.lastOk ? Cell{marked(Tone::Good, say("sent")), Tone::Good} : Cell{marked(Tone::Dim, say("not yet")), Tone::Dim};
    case Oldest: return s.waitingSince ? Cell{ageWords(m_now - *s.waitingSince)} : Cell{dash(), Tone::Dim};
    case LastOk: return s.lastOk ? Cell{timeOfDay(*s.lastOk, m_view->event ? m_view->event->zone : EventZone())} : Cell{dash(), Tone::Dim};
    case Rows: return s.lastOk ? Cell{number(s.rows)} : Cell{dash(), Tone::Dim};
    case Error: return {s.error, Tone::Act};
    default: return {};
    }
}

} // namespace gantry::ui
