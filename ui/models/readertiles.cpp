// SPDX-License-Identifier: Apache-2.0
#include "ui/models/readertiles.h"

#include "ui/models/changes.h"

#include "core/base/text.h"

#include <QStringList>

#include <algorithm>

namespace gantry::ui {

namespace {

bool isUnbound(const engine::View &view, const QString &location)
{
    return view.unbound && std::ranges::any_of(*view.unbound, [&](const engine::UnboundRow &u) { return u.location == location; });
}

const engine::PointRow *pointOf(const engine::View &view, const QString &location)
{
    if (!view.event || !view.points)
        return nullptr;
    const PointIdx point = view.event->document.pointByName(location);
    const auto row = std::ranges::find_if(*view.points, [&](const engine::PointRow &p) { return p.point == point; });
    return row == view.points->end() ? nullptr : &*row;
}

QString lastReadWords(const engine::View &view, const QString &location, UtcTime now)
{
    const engine::PointRow *point = pointOf(view, location);
    if (!point || !point->lastRead)
        return say("no read yet");
    if (now < *point->lastRead)
        return say("last read just now");
    return say("last read %1 ago").arg(ageWords(now - *point->lastRead));
}

ReaderTile tileOf(const engine::View &view, const net::LinkState &link, const QString &location, UtcTime now)
{
    const engine::PointRow *point = pointOf(view, location);
    // "FINISH backup" says more than its point; "HALF" says less.
    const bool speaks = !point || location.startsWith(point->name, Qt::CaseInsensitive);
    ReaderTile tile{speaks ? location : point->name, Tone::Good, say("linked"), lastReadWords(view, location, now)};
    if (link.closedAt) {
        tile.tone = Tone::Act;
        tile.state = say("gone %1").arg(ageWords(now - *link.closedAt));
        tile.detail = link.closeReason.isEmpty() ? tile.detail : link.closeReason;
    } else if (isUnbound(view, location)) {
        tile.tone = Tone::Look;
        tile.state = say("no point");
        tile.detail = say("choose one");
    } else if (!link.facts.streaming) {
        tile.tone = Tone::Look;
        tile.state = link.facts.greeted ? say("asking") : say("no greeting");
    } else if (link.facts.malformed > 0) {
        tile.detail = say("%1 malformed").arg(number(link.facts.malformed));
    }
    return tile;
}

} // namespace

std::vector<ReaderTile> readerTiles(const engine::View &view, UtcTime now)
{
    std::vector<ReaderTile> tiles;
    if (!view.links)
        return tiles;
    QStringList seen;
    for (const net::LinkState &link : *view.links) { // open ones first: a location that is linked again is not shown as gone
        if (link.facts.locations.empty() && !link.closedAt)
            tiles.push_back({link.peer.section(u':', 0, 0), Tone::Look, link.facts.greeted ? say("no location") : say("no greeting"),
                             say("open %1").arg(ageWords(now - link.openedAt))});
        for (const std::string &name : link.facts.locations) {
            const QString location = QString::fromStdString(name);
            constexpr auto kForgotten = std::chrono::hours(12); // yesterday's connections are history
            if (seen.contains(location) || (link.closedAt && now - *link.closedAt > kForgotten))
                continue;
            seen << location;
            tiles.push_back(tileOf(view, link, location, now));
        }
    }
    return tiles;
}

} // namespace gantry::ui
