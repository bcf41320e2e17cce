// SPDX-License-Identifier: Apache-2.0
#include "ui/models/historymodel.h"

#include "ui/models/changes.h"

#include "core/base/text.h"

#include <algorithm>

namespace gantry::ui {

using engine::HistoryKind;
using engine::HistoryRow;
using engine::Standing;

QString historyKindWord(HistoryKind kind)
{
    switch (kind) {
    case HistoryKind::Correction: return say("correction");
    case HistoryKind::Read: return say("read");
    case HistoryKind::Hand: return say("hand time");
    case HistoryKind::Start: return say("start");
    case HistoryKind::Entrant: return say("entrant");
    case HistoryKind::Setup: return say("setup");
    case HistoryKind::Reader: return say("reader");
    case HistoryKind::RestorePoint: return say("restore point");
    case HistoryKind::Publication: return say("publication");
    case HistoryKind::Undo: return say("undo");
    case HistoryKind::Redo: return say("redo");
    case HistoryKind::Other: break;
    }
    return say("other");
}

Cell standingCell(Standing standing)
{
    switch (standing) {
    case Standing::InForce: return {marked(Tone::Good, say("in force")), Tone::Good};
    case Standing::Partly: return {marked(Tone::Look, say("partly taken back")), Tone::Look};
    case Standing::TakenBack: break;
    }
    return {marked(Tone::Dim, say("taken back")), Tone::Dim};
}

HistoryModel::HistoryModel(Worker *worker, QObject *parent)
    : RowModel({{say("Time"), QStringLiteral("00:00:00"), true},
                {say("By"), QStringLiteral("operator")},
                {say("Kind"), QStringLiteral("restore point")},
                {say("What was done"), QStringLiteral("Bibs 31 and 32 swapped, for a start"), false, true},
                {say("Runners"), QStringLiteral("1031, 1032")},
                {say("Reason"), QStringLiteral("wrong bib handed")},
                {say("State"), QStringLiteral("○ partly taken back")}},
               Direction::NewestFirst, parent),
      m_worker(worker)
{
}

void HistoryModel::setView(const engine::ViewPtr &view)
{
    const engine::ViewPtr before = std::move(m_view);
    m_view = view;
    const bool otherEvent = !view || !sameEvent(before.get(), view.get());
    if (otherEvent)
        restart();
    if (!view || !view->history)
        return;
    if (otherEvent || !before || before->history != view->history) {
        reorder();
        touchAll(); // what was in force may not be any more; only what is shown is painted
    }
}

void HistoryModel::setFilter(const QString &text)
{
    if (text == m_filter)
        return;
    m_filter = text;
    reorder();
}

void HistoryModel::setKind(std::optional<HistoryKind> kind)
{
    if (kind == m_kind)
        return;
    m_kind = kind;
    reorder();
}

void HistoryModel::reorder()
{
    const int question = ++m_question;
    if (!m_view || !m_view->history)
        return;
    const QStringList words = m_filter.toLower().split(u' ', Qt::SkipEmptyParts);
    m_worker->post(this, 0, [this, question, words, history = m_view->history, kind = m_kind] {
        std::vector<qint32> order;
        for (std::size_t i = 0; i < history->size(); ++i) {
            const HistoryRow &row = (*history)[i];
            if (kind ? row.kind != *kind : row.kind == HistoryKind::Publication)
                continue;
            const bool all = std::ranges::all_of(words, [&](const QString &w) {
                return row.text.contains(w, Qt::CaseInsensitive) || row.runners.split(QStringLiteral(", ")).contains(w) || row.author.contains(w, Qt::CaseInsensitive)
                       || row.reason.contains(w, Qt::CaseInsensitive) || historyKindWord(row.kind).contains(w);
            });
            if (all)
                order.push_back(qint32(i));
        }
        return [this, question, order = std::move(order)] {
            if (question != m_question)
                return;
            offerOrder(order);
            Q_EMIT ordered();
        };
    });
}

const HistoryRow *HistoryModel::row(int entity) const
{
    return m_view && m_view->history && entity >= 0 && std::size_t(entity) < m_view->history->size() ? &(*m_view->history)[std::size_t(entity)] : nullptr;
}

Cell HistoryModel::cellOf(int entity, int column) const
{
    const HistoryRow *r = row(entity);
    if (!r)
        return {};
    const Tone tone = r->standing == Standing::TakenBack ? Tone::Dim : Tone::Plain;
    switch (column) {
    case At: return {timeOfDay(r->at, m_view->event ? m_view->event->zone : EventZone()), tone};
    case Author: return {r->author, tone};
    case Kind: return r->kind == HistoryKind::RestorePoint ? Cell{historyKindWord(r->kind), Tone::Accent, true} : Cell{historyKindWord(r->kind), tone};
    case What: return {r->text, tone};
    case Runners: return {r->runners, tone};
    case Reason: return {r->reason, tone};
    case State: return standingCell(r->standing);
    default: return {};
    }
}

} // namespace gantry::ui
