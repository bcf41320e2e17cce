// SPDX-License-Identifier: Apache-2.0
#include "ui/models/readertiles.h"

#include "ui/models/changes.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace gantry::ui {

namespace {

using namespace std::chrono_literals;

constexpr Micros kForgotten = 12h; // yesterday's connections are history
constexpr Micros kQuiet = 1min;

QString titleOf(const engine::View &view, const engine::ReaderRow &row)
{
    const QString point = row.point.value() >= 0 ? pointName(view, row.point) : QString();
    // "FINISH backup" says more than its point; "HALF" says less.
    return point.isEmpty() || row.location.startsWith(point, Qt::CaseInsensitive) ? row.location : point;
}

QString minutes(Micros t)
{
    return formatShort(std::chrono::floor<std::chrono::seconds>(std::max(Micros(0), t)));
}

QString clockWords(const engine::ReaderRow &row)
{
    return row.clock ? say("clock %1").arg(clockText(row.clockLeft())) : QString();
}

// What a reader says when nothing is wrong with it.
void tellWork(const engine::View &view, const engine::ReaderRow &row, UtcTime now, ReaderTile &tile)
{
    const EventZone utc;
    const EventZone &zone = zoneOf(view, utc);
    const bool working = row.lastRead && now - *row.lastRead < kQuiet;
    tile.tone = Tone::Good;
    if (row.behind > 0s) {
        tile.state = say("catching up");
        tile.detail = say("%1 behind").arg(ageWords(row.behind));
        return;
    }
    if (!working) {
        tile.state = say("linked");
        tile.detail = !row.lastRead ? say("no read yet") : row.expectedPerMinute < 1 ? say("quiet since %1, as due").arg(timeOfDay(*row.lastRead, zone).left(5)) : say("last read %1").arg(timeOfDay(*row.lastRead, zone));
        return;
    }
    tile.state = say("%1/min").arg(number(qint64(row.perMinute)));
    QStringList parts;
    if (row.expectedPerMinute >= 1)
        parts << say("of %1").arg(number(std::lround(row.expectedPerMinute)));
    if (const QString clock = clockWords(row); !clock.isEmpty())
        parts << clock;
    tile.detail = parts.join(QStringLiteral(" · "));
}

ReaderTile tileOf(const engine::View &view, const engine::ReaderRow &row, UtcTime now)
{
    ReaderTile tile{titleOf(view, row), Tone::Good, {}, {}};
    tellWork(view, row, now, tile);
    const Tone clock = clockTone(row);
    if (!row.linked) {
        tile.tone = Tone::Act;
        tile.state = row.closedAt ? say("gone %1").arg(minutes(now - *row.closedAt)) : say("not linked");
        tile.detail = row.closeReason.isEmpty() ? tile.detail : row.closeReason;
    } else if (row.silent) {
        tile.tone = Tone::Act;
        tile.state = row.lastRead ? say("silent %1").arg(minutes(now - *row.lastRead)) : say("silent");
        tile.detail = say("%1 due since").arg(number(std::lround(row.dueSince)));
    } else if (clock == Tone::Act) {
        tile.tone = Tone::Act;
        tile.state = say("clock %1 s").arg(clockText(row.clockLeft()));
        tile.detail = say("accept it in Readers");
    } else if (row.lossUnseen) {
        tile.tone = Tone::Act;
        tile.detail = say("was cut; acknowledge");
    } else if (row.point.value() < 0) {
        tile.tone = Tone::Look;
        tile.state = say("no point");
        tile.detail = say("choose one");
    } else if (!row.streaming) {
        tile.tone = Tone::Look;
        tile.state = say("asking");
    } else if (clock == Tone::Look) {
        tile.tone = Tone::Look;
    }
    return tile;
}

} // namespace

QString clockText(Micros left)
{
    const double s = double(left.count()) / 1e6;
    const double size = std::abs(s);
    const QString amount = size < 100 ? QString::number(size, 'f', 2) : formatShort(std::chrono::floor<std::chrono::seconds>(Micros(std::abs(left.count()))));
    return (s < 0 ? QStringLiteral("−") : QStringLiteral("+")) + amount;
}

Tone clockTone(const engine::ReaderRow &row)
{
    if (!row.clock)
        return Tone::Dim;
    const Micros off = std::chrono::abs(row.clockLeft());
    return off > 1s ? Tone::Act : off > 300ms ? Tone::Look : Tone::Good;
}

std::vector<ReaderTile> readerTiles(const engine::View &view, UtcTime now)
{
    std::vector<ReaderTile> tiles;
    if (view.readers)
        for (const engine::ReaderRow &row : *view.readers)
            if (row.linked || row.lossUnseen || (row.closedAt && now - *row.closedAt < kForgotten))
                tiles.push_back(tileOf(view, row, now));
    if (view.links)
        for (const net::LinkState &link : *view.links)
            if (link.facts.locations.empty() && !link.closedAt)
                tiles.push_back({link.peer.section(u':', 0, 0), Tone::Look, link.facts.greeted ? say("no location") : say("no greeting"),
                                 say("open %1").arg(ageWords(now - link.openedAt))});
    return tiles;
}

} // namespace gantry::ui
