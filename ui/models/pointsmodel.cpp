// SPDX-License-Identifier: Apache-2.0
#include "ui/models/pointsmodel.h"

#include "ui/models/changes.h"

#include "core/base/text.h"

#include <QLocale>

#include <numeric>

namespace gantry::ui {

PointsModel::PointsModel(QObject *parent)
    : RowModel({{say("Point"), QStringLiteral("FINISH backup")},
                {say("Expected"), QStringLiteral("000000"), true},
                {say("Seen"), QStringLiteral("000000"), true},
                {say("Chips"), QStringLiteral("000000"), true},
                {say("Reads"), QStringLiteral("0000000"), true},
                {say("First read"), QStringLiteral("00:00:00"), true},
                {say("Last read"), QStringLiteral("00:00:00"), true},
                {say("Coverage"), QStringLiteral("98.0 % · 16 not seen"), false, true}},
               Direction::Forward, parent)
{
}

void PointsModel::setView(const engine::ViewPtr &view)
{
    const engine::ViewPtr before = std::move(m_view);
    m_view = view;
    if (!view || !sameEvent(before.get(), view.get()))
        restart();
    if (!view || !view->points || (before && before->points == view->points))
        return;
    if (rowCount() != int(view->points->size())) {
        std::vector<qint32> order(view->points->size());
        std::iota(order.begin(), order.end(), 0);
        restart(std::move(order));
        return;
    }
    touchAll();
}

Cell PointsModel::cellOf(int entity, int column) const
{
    if (!m_view || !m_view->points || entity < 0 || std::size_t(entity) >= m_view->points->size())
        return {};
    const engine::PointRow &p = (*m_view->points)[std::size_t(entity)];
    const EventZone &zone = zoneOf(*m_view, m_utc);
    const auto time = [&](const std::optional<UtcTime> &t) { return t ? Cell{timeOfDay(*t, zone)} : Cell{dash(), Tone::Dim}; };
    const bool announcer = p.kind == PointKind::Announcer;
    switch (column) {
    case Point: {
        Cell cell{p.name};
        cell.strong = true;
        return cell;
    }
    case Expected: return announcer ? Cell{dash(), Tone::Dim} : Cell{number(p.expected)};
    case Seen: return announcer ? Cell{dash(), Tone::Dim} : Cell{number(p.seen)};
    case Unique: return {number(p.uniqueChips)};
    case Reads: return {number(p.reads)};
    case First: return time(p.firstRead);
    case Last: return time(p.lastRead);
    case Coverage: {
        if (announcer)
            return {say("announcer only"), Tone::Dim};
        if (p.expected <= 0)
            return {say("nobody expected"), Tone::Dim};
        if (p.seen <= 0)
            return {say("nobody seen yet"), Tone::Dim};
        if (p.seen >= p.expected)
            return {marked(Tone::Good, say("all seen")), Tone::Good};
        const QString percent = QLocale::c().toString(100.0 * p.seen / p.expected, 'f', 1);
        return {say("%1 % · %2 not seen").arg(percent, number(p.expected - p.seen))};
    }
    default: return {};
    }
}

} // namespace gantry::ui
