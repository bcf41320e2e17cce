// SPDX-License-Identifier: Apache-2.0
#include "ui/models/readersmodel.h"

#include "ui/models/changes.h"
#include "ui/models/readertiles.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace gantry::ui {

ReadersModel::ReadersModel(QObject *parent)
    : RowModel({{say("Point"), QStringLiteral("▲ choose")},
                {say("Location"), QStringLiteral("FINISH · A1B2C4"), false, true},
                {say("Role"), QStringLiteral("backup")},
                {say("Link"), QStringLiteral("■ was cut")},
                {say("Last read"), QStringLiteral("00:00:00"), true},
                {say("Reads"), QStringLiteral("000,000"), true},
                {say("A min, due"), QStringLiteral("000 / 000"), true},
                {say("Due"), QStringLiteral("0000"), true},
                {say("Clock"), QStringLiteral("● +0.00 of +3.20"), true},
                {say("Backlog"), QStringLiteral("0:00 min"), true}},
               Direction::Forward, parent)
{
}

void ReadersModel::setView(const engine::ViewPtr &view)
{
    const engine::ViewPtr before = std::move(m_view);
    m_view = view;
    if (!view || !view->readers) {
        restart();
        return;
    }
    if (before && before->readers == view->readers)
        return;
    std::vector<qint32> order;
    for (std::size_t i = 0; i < view->readers->size(); ++i) {
        const engine::ReaderRow &row = (*view->readers)[i];
        const QString name = row.location + u'\n' + row.reader;
        // The row of a link that had read nothing goes on as the row of its reader.
        const QString silent = row.location + u'\n';
        const qint32 entity = m_entities.value(name, m_entities.value(silent, qint32(m_rowOf.size())));
        m_entities.insert(name, entity);
        if (m_rowOf.size() <= std::size_t(entity))
            m_rowOf.resize(std::size_t(entity) + 1);
        if (std::ranges::find(order, entity) != order.end())
            continue;
        m_rowOf[std::size_t(entity)] = i;
        order.push_back(entity);
    }
    offerOrder(std::move(order));
    touchAll();
}

const engine::ReaderRow *ReadersModel::reader(int entity) const
{
    if (!m_view || !m_view->readers || entity < 0 || std::size_t(entity) >= m_rowOf.size())
        return nullptr;
    const std::size_t at = m_rowOf[std::size_t(entity)];
    return at < m_view->readers->size() ? &(*m_view->readers)[at] : nullptr;
}

Cell ReadersModel::cellOf(int entity, int column) const
{
    const engine::ReaderRow *r = reader(entity);
    if (!r)
        return {};
    const EventZone &zone = zoneOf(*m_view, m_utc);
    switch (column) {
    case Point: {
        Cell cell = r->point.value() >= 0 ? Cell{pointName(*m_view, r->point)} : Cell{marked(Tone::Look, say("choose")), Tone::Look};
        cell.strong = true;
        return cell;
    }
    case Location: return {r->reader.isEmpty() ? r->location : r->location + QStringLiteral(" · ") + r->reader};
    case Role: { // the first reader of a point is the main one
        const auto &all = *m_view->readers;
        const auto main = std::ranges::find_if(all, [&](const engine::ReaderRow &o) { return o.point == r->point && !o.location.contains(u"backup", Qt::CaseInsensitive); });
        const bool isMain = r->point.value() < 0 || main == all.end() || &*main == r;
        return r->point.value() < 0 ? Cell{dash(), Tone::Dim} : Cell{isMain ? say("main") : say("backup"), Tone::Dim};
    }
    case Link:
        if (!r->linked)
            return {marked(Tone::Act, say("gone")), Tone::Act};
        if (r->silent)
            return {marked(Tone::Act, say("silent")), Tone::Act};
        if (r->lossUnseen)
            return {marked(Tone::Act, say("was cut")), Tone::Act};
        return r->streaming ? Cell{marked(Tone::Good, say("linked")), Tone::Good} : Cell{marked(Tone::Look, say("asking")), Tone::Look};
    case Last: return r->lastRead ? Cell{timeOfDay(*r->lastRead, zone)} : Cell{dash(), Tone::Dim};
    case Reads: return {number(r->reads), r->reads ? Tone::Plain : Tone::Dim};
    case Rate: return {say("%1 / %2").arg(number(qint64(r->perMinute)), number(std::lround(r->expectedPerMinute))), r->perMinute > 0 ? Tone::Plain : Tone::Dim};
    case Due: return r->dueSince >= 1 ? Cell{number(std::lround(r->dueSince)), r->silent ? Tone::Act : Tone::Plain} : Cell{dash(), Tone::Dim};
    case Clock: {
        if (!r->clock)
            return {dash(), Tone::Dim};
        const Tone tone = clockTone(*r);
        const QString left = clockText(r->clockLeft());
        return {marked(tone, r->accepted.count() ? say("%1 of %2").arg(left, clockText(*r->clock)) : left), tone};
    }
    case Backlog: return r->behind.count() > 0 ? Cell{ageWords(r->behind), Tone::Look} : Cell{dash(), Tone::Dim};
    default: return {};
    }
}

} // namespace gantry::ui
