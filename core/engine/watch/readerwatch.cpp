// SPDX-License-Identifier: Apache-2.0
#include "core/engine/watch/readerwatch.h"

#include <algorithm>

namespace gantry::engine {

namespace {

using namespace std::chrono_literals;

constexpr Micros kOneCrossing = 20s;
constexpr std::size_t kPassages = 20000;
constexpr std::size_t kClockPoints = 60;

QString lower(const QString &location)
{
    return location.trimmed().toLower();
}

bool standsAt(const net::LinkState &link, const QString &location)
{
    return std::any_of(link.facts.locations.begin(), link.facts.locations.end(),
                       [&](const std::string &l) { return lower(QString::fromStdString(l)) == lower(location); });
}

} // namespace

void ReaderWatch::readCame(const ReadTable &reads, ReadIdx i, bool known)
{
    const ReadRow &row = reads.rows()[std::size_t(i.value())];
    const ReadTable::Read &read = reads.read(i);
    Station &s = m_stations[row.location + '\n' + row.reader];
    if (s.reads == 0) {
        s.location = row.location;
        s.reader = row.reader;
    }
    ++s.reads;
    s.lastRead = i;
    s.session = row.session;
    s.last = std::max(s.last, row.receivedAt);
    s.lastDevice = row.at;
    s.minute.push_back(row.receivedAt);
    while (!s.minute.empty() && s.last - s.minute.front() > 1min)
        s.minute.pop_front();
    if (read.device.basis != TimeBasis::RaceElapsed)
        s.meter.add(row.at + std::chrono::milliseconds(row.clockMs), row.receivedAt);
    const std::size_t p = std::size_t(read.point.value());
    if (read.point.value() < 0 || read.kind != ReadKind::Chip || !known)
        return;
    if (m_points.size() <= p)
        m_points.resize(p + 1);
    Passages &passages = m_points[p];
    if (passages.lastOfChip.size() <= std::size_t(read.chip))
        passages.lastOfChip.resize(std::size_t(read.chip) + 1024);
    UtcTime &last = passages.lastOfChip[std::size_t(read.chip)];
    passages.last = passages.last ? std::max(*passages.last, row.receivedAt) : row.receivedAt;
    if (row.receivedAt - last > kOneCrossing) {
        passages.arrivals.push_back(row.receivedAt);
        if (passages.arrivals.size() > kPassages)
            passages.arrivals.pop_front();
    }
    last = row.receivedAt;
}

void ReaderWatch::pointsChanged(const ReadTable &reads)
{
    m_points.clear();
    for (const auto &[key, s] : m_stations) {
        const int p = s.lastRead.value() < 0 ? -1 : reads.read(s.lastRead).point.value();
        if (p < 0)
            continue;
        if (m_points.size() <= std::size_t(p))
            m_points.resize(std::size_t(p) + 1);
        auto &last = m_points[std::size_t(p)].last;
        last = last ? std::max(*last, s.last) : s.last;
    }
}

std::vector<Arrivals::PointSeen> ReaderWatch::seen(std::size_t points) const
{
    std::vector<Arrivals::PointSeen> out(points);
    for (std::size_t p = 0; p < points && p < m_points.size(); ++p)
        out[p].last = m_points[p].last;
    return out;
}

QStringList ReaderWatch::locationsOf(const net::LinkState &link) const
{
    QStringList out;
    for (const std::string &name : link.facts.locations)
        out << QString::fromStdString(name);
    for (const auto &[key, s] : m_stations)
        if (s.session == link.session && !out.contains(QString::fromStdString(s.location)))
            out << QString::fromStdString(s.location);
    return out;
}

void ReaderWatch::noteCuts(const View &view)
{
    if (!view.links)
        return;
    const bool racing = view.counters.out > 0;
    for (const net::LinkState &link : *view.links)
        for (const QString &location : locationsOf(link)) {
            if (link.closedAt && (link.facts.streaming || link.facts.reads > 0)) {
                const auto known = m_cuts.find(location);
                if (known == m_cuts.end() || known->second.at < *link.closedAt)
                    m_cuts[location] = {*link.closedAt, {}, link.closeReason, racing};
            }
        }
    for (auto &[location, cut] : m_cuts)
        for (const net::LinkState &link : *view.links)
            if (!cut.backAt && !link.closedAt && locationsOf(link).contains(location))
                cut.backAt = link.openedAt;
}

void ReaderWatch::fillLink(ReaderRow &row, const View &view) const
{
    if (!view.links)
        return;
    for (const net::LinkState &link : *view.links) { // open ones first, then the newest closed
        if (!standsAt(link, row.location) && link.session != row.session)
            continue;
        row.linked = !link.closedAt;
        row.streaming = row.linked && link.facts.streaming;
        row.closedAt = link.closedAt;
        row.closeReason = link.closeReason;
        row.lastBytes = link.lastBytesAt;
        row.malformed = link.facts.malformed;
        row.session = link.session;
        return;
    }
}

void ReaderWatch::fillDue(ReaderRow &row, const Arrivals &arrivals, UtcTime since, UtcTime now) const
{
    const std::size_t p = std::size_t(row.point.value());
    if (row.point.value() < 0 || p >= arrivals.points().size())
        return;
    row.dueSince = arrivals.points()[p].sinceLast;
    row.expectedPerMinute = arrivals.points()[p].lastMinute;
    if (p < m_points.size()) { // whoever another reader of this point saw was due here too
        const auto &seen = m_points[p].arrivals;
        row.dueSince += double(seen.end() - std::upper_bound(seen.begin(), seen.end(), since));
    }
    row.silent = row.linked && row.dueSince >= kDue && now - since >= kSilence;
}

std::vector<ReaderRow> ReaderWatch::rows(const View &view, const EventState &state, const ReadTable &reads, const Arrivals &arrivals, UtcTime now)
{
    noteCuts(view);
    std::vector<ReaderRow> out;
    for (auto &[key, s] : m_stations) {
        ReaderRow row;
        row.location = QString::fromStdString(s.location);
        row.reader = QString::fromStdString(s.reader);
        const ReadTable::Read &read = reads.read(s.lastRead);
        row.session = read.session;
        row.point = read.point;
        row.reads = s.reads;
        row.lastRead = s.last;
        row.perMinute = double(std::count_if(s.minute.begin(), s.minute.end(), [&](UtcTime t) { return now - t <= 1min; }));
        row.clock = s.meter.offset();
        row.accepted = std::chrono::milliseconds(reads.rows()[std::size_t(s.lastRead.value())].clockMs);
        const Micros age = s.last - s.lastDevice + row.clockLeft();
        if (row.clock && now - s.last < 3s && age > 10s)
            row.behind = age;
        const auto &history = s.meter.history();
        for (std::size_t i = history.size() > kClockPoints ? history.size() - kClockPoints : 0; i < history.size(); ++i)
            row.clockHistory.push_back({history[i].at, history[i].ahead});
        fillLink(row, view);
        fillDue(row, arrivals, s.last, now);
        out.push_back(std::move(row));
    }
    if (view.links)
        for (const net::LinkState &link : *view.links)
            for (const std::string &name : link.facts.locations) { // linked, and nothing read yet
                const QString location = QString::fromStdString(name);
                if (std::any_of(out.begin(), out.end(), [&](const ReaderRow &r) { return lower(r.location) == lower(location); }))
                    continue;
                ReaderRow row;
                row.location = location;
                row.session = link.session;
                row.point = state.pointOf({}, name);
                fillLink(row, view);
                fillDue(row, arrivals, link.openedAt, now);
                out.push_back(std::move(row));
            }
    for (ReaderRow &row : out)
        if (const auto cut = m_cuts.find(row.location); cut != m_cuts.end() && cut->second.runnersDue) {
            const auto seen = state.acknowledged().find(QStringLiteral("gone/") + row.location);
            row.lossUnseen = seen == state.acknowledged().end() || seen->second < cut->second.at;
        }
    return out;
}

const std::optional<ClockMeter::Jump> *ReaderWatch::jumpOf(const QString &location, const QString &reader) const
{
    const auto it = m_stations.find(location.toStdString() + '\n' + reader.toStdString());
    return it == m_stations.end() ? nullptr : &it->second.meter.jump();
}

} // namespace gantry::engine
