// SPDX-License-Identifier: Apache-2.0
#include "core/engine/hand/handbook.h"

#include <algorithm>

namespace gantry::engine {

namespace {

Micros apart(UtcTime a, UtcTime b)
{
    return a < b ? b - a : a - b;
}

UtcTime instantOf(const HandTime &time, const EventState &state)
{
    return time.utc ? *time.utc : state.document().zone.toUtc(*time.local);
}

} // namespace

void HandBook::scored(const Id128 &hand, EntrantIdx entrant, const scoring::ReadUse &use)
{
    m_uses[hand] = {entrant, use};
    m_dirty = true;
}

void HandBook::offer(ReadIdx read, const ReadTable &reads)
{
    const auto &r = reads.read(read);
    if (r.kind != ReadKind::Chip || r.elapsed)
        return;
    auto tap = std::lower_bound(m_taps.begin(), m_taps.end(), r.at - kTapNear, [](const Tap &t, UtcTime at) { return t.at < at; });
    for (; tap != m_taps.end() && tap->at <= r.at + kTapNear; ++tap) {
        if (tap->point != r.point)
            continue;
        if (tap->near.value() >= 0 && apart(reads.read(tap->near).at, tap->at) <= apart(r.at, tap->at))
            continue;
        tap->near = read;
        m_dirty = true;
    }
}

void HandBook::arrived(ReadIdx read, const ReadTable &reads)
{
    if (!m_tapsDirty && !m_taps.empty())
        offer(read, reads);
}

void HandBook::findTaps(const EventState &state, const ReadTable &reads)
{
    m_taps.clear();
    for (const auto &[instance, time] : state.hands().all())
        if (time.bib.isEmpty())
            m_taps.push_back({instantOf(time, state), state.document().pointByName(time.point), time.id});
    std::sort(m_taps.begin(), m_taps.end(), [](const Tap &a, const Tap &b) { return std::tie(a.at, a.id) < std::tie(b.at, b.id); });
    m_tapsDirty = false;
    for (std::size_t i = 0; i < reads.size() && !m_taps.empty(); ++i)
        offer(ReadIdx(std::int32_t(i)), reads);
}

HandRow HandBook::rowOf(const HandTime &time, const EventState &state, const ReadTable &reads) const
{
    HandRow row;
    row.id = time.id;
    row.at = instantOf(time, state);
    row.point = state.document().pointByName(time.point);
    row.bib = time.bib;
    if (time.bib.isEmpty()) {
        const auto tap = std::lower_bound(m_taps.begin(), m_taps.end(), std::pair(row.at, row.id), [](const Tap &t, const auto &key) { return std::pair(t.at, t.id) < key; });
        if (tap == m_taps.end() || tap->id != time.id || tap->near.value() < 0)
            return row;
        const ReadRow &read = reads.rows()[std::size_t(tap->near.value())];
        row.state = HandRow::State::TapPaired;
        row.entrant = read.entrant;
        row.chip = read.chip;
        row.by = row.at - read.at;
        return row;
    }
    const auto owners = state.entrantsByBib(time.bib, time.race);
    if (owners.size() != 1) {
        row.state = owners.empty() ? HandRow::State::UnknownBib : HandRow::State::SeveralBibs;
        return row;
    }
    row.state = HandRow::State::Scored;
    row.entrant = owners.front();
    row.use = scoring::Use::NotOnCourse;
    if (const auto use = m_uses.find(time.id); use != m_uses.end() && use->second.entrant == row.entrant) {
        row.use = use->second.use.use;
        row.course = use->second.use.course;
        row.by = use->second.use.by;
    }
    return row;
}

HandBook::Rows HandBook::rows(const EventState &state, const ReadTable &reads)
{
    if (m_tapsDirty)
        findTaps(state, reads);
    if (!m_dirty && m_rows)
        return m_rows;
    m_dirty = false;
    std::vector<const HandTime *> times;
    for (const auto &[instance, time] : state.hands().all())
        times.push_back(&time);
    std::sort(times.begin(), times.end(), [](const HandTime *a, const HandTime *b) { return a->stamp < b->stamp; });
    std::vector<HandRow> rows;
    rows.reserve(times.size());
    for (const HandTime *time : times)
        rows.push_back(rowOf(*time, state, reads));
    if (!m_rows || *m_rows != rows)
        m_rows = std::make_shared<const std::vector<HandRow>>(std::move(rows));
    return m_rows;
}

} // namespace gantry::engine
