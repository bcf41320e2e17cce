// SPDX-License-Identifier: Apache-2.0
#include "ui/models/readsmodel.h"

#include "ui/models/changes.h"
#include "ui/models/readtext.h"

#include "core/base/text.h"

namespace gantry::ui {

ReadsModel::ReadsModel(Worker *worker, QObject *parent)
    : RowModel({{say("Time"), QStringLiteral("00:00:00.000"), true},
                {say("Point"), QStringLiteral("FINISH ba")},
                {say("Reader"), QStringLiteral("A1B2C3 · 4")},
                {say("Chip"), QStringLiteral("00000000"), false, false, true},
                {say("Bib"), QStringLiteral("000000"), true},
                {say("Name"), QStringLiteral("Wilhelmina Longfellow")},
                {say("Used, or why not"), QStringLiteral("not used: 2:10 before"), false, true}},
               Direction::NewestFirst, parent),
      m_worker(worker), m_scan(std::make_shared<ChunkScan<engine::ReadRow>>())
{
}

void ReadsModel::setView(const engine::ViewPtr &view)
{
    const engine::ViewPtr before = std::move(m_view);
    m_view = view;
    const bool otherEvent = !view || !sameEvent(before.get(), view.get());
    const auto count = [](const engine::ViewPtr &v) { return v && v->reads ? v->reads->size() : 0; };
    if (otherEvent || count(view) < count(before))
        restart();
    if (!view)
        return;
    if (otherEvent || !before || before->reads != view->reads)
        reorder();
    bool all = false;
    touch(changedReads(before.get(), *view, &all));
    if (all || (before && (before->event != view->event || before->entrants != view->entrants)))
        touchAll(); // names, points and reasons may read differently
}

void ReadsModel::setShow(Show show)
{
    if (show == m_show)
        return;
    m_show = show;
    m_scan = std::make_shared<ChunkScan<engine::ReadRow>>();
    restart();
    reorder();
}

void ReadsModel::reorder()
{
    if (!m_view || !m_view->reads)
        return;
    if (m_show == Show::All) {
        offerGrowth(qint32(m_view->reads->size()));
        Q_EMIT filtered();
        return;
    }
    m_worker->post(this, 0, [this, view = m_view, show = m_show, scan = m_scan] {
        std::vector<qint32> order = scan->rows(*view->reads, [show](const engine::ReadRow &r) {
            return show == Show::Unknown ? isUnknown(r) : r.kind == ReadKind::Chip && !isUsed(r);
        });
        return [this, show, order = std::move(order)] {
            if (show != m_show)
                return;
            offerOrder(order);
            Q_EMIT filtered();
        };
    });
}

const engine::ReadRow *ReadsModel::read(int entity) const
{
    return m_view && m_view->reads && entity >= 0 && std::size_t(entity) < m_view->reads->size() ? &(*m_view->reads)[std::size_t(entity)] : nullptr;
}

const engine::ReadRow *ReadsModel::readAt(int row) const
{
    return read(entityAt(row));
}

Cell ReadsModel::cellOf(int entity, int column) const
{
    const engine::ReadRow *r = read(entity);
    if (!r)
        return {};
    const engine::EntrantRow *person = entrantOf(*m_view, r->entrant.value());
    switch (column) {
    case Time: return {timeOfDay(r->at, zoneOf(*m_view, m_utc), 3)};
    case Point:
        if (r->point.value() < 0)
            return {QString::fromStdString(r->location), Tone::Look};
        return {pointName(*m_view, r->point)};
    case Reader: {
        const QString reader = QString::fromStdString(r->reader);
        if (reader.isEmpty())
            return {dash(), Tone::Dim};
        return {r->antenna > 0 ? reader + QStringLiteral(" · ") + number(r->antenna) : reader, Tone::Dim};
    }
    case Chip: return r->kind == ReadKind::Gun ? Cell{dash(), Tone::Dim} : Cell{QString::fromStdString(r->chip)};
    case Bib: return person ? Cell{person->entrant.bib} : Cell{dash(), Tone::Dim};
    case Name: return person ? Cell{person->entrant.displayName()} : Cell{dash(), Tone::Dim};
    case Verdict: return readVerdict(*m_view, *r);
    default: return {};
    }
}

} // namespace gantry::ui
