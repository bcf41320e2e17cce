// SPDX-License-Identifier: Apache-2.0
// Scorer: races that end by the clock. As many laps as possible in a time; or one lap in every hour until one runner is left
// (backyard: the bell rings on the hour whoever is there, a lap is done when the line is crossed before the next bell).
#include "core/scoring/scorer.h"

#include <algorithm>

namespace gantry::scoring {

// When nothing counts any more; backyard: the bell that ends the lap being run.
std::optional<UtcTime> Scorer::timeUp() const
{
    const std::optional<UtcTime> from = m_gun ? m_gun : m_start;
    if (!from)
        return std::nullopt;
    if (m_rules.laps->duration)
        return *from + *m_rules.laps->duration;
    if (m_rules.laps->every)
        return *from + *m_rules.laps->every * std::int64_t(m_laps.size() + 1);
    return std::nullopt;
}

// The earliest moment at which the lap that is being run can end.
UtcTime Scorer::lapFloor() const
{
    const CourseRule &end = m_rules.course.back();
    const Micros shortest = std::max(m_rules.laps->minLap, m_laps.empty() ? end.minTime : Micros(0));
    std::optional<UtcTime> from = m_laps.empty() ? m_start ? m_start : m_gun : m_laps.back();
    if (m_rules.laps->every && m_gun) // everybody starts with the bell
        from = std::max(from.value_or(*m_gun), *m_gun + *m_rules.laps->every * std::int64_t(m_laps.size()));
    return from ? *from + shortest : UtcTime::min();
}

// Why a crossing after the bell does not count; kUndecided when it does.
Use Scorer::afterTime(UtcTime at, Micros &by) const
{
    const auto up = timeUp();
    if (!up || at <= *up)
        return kUndecided;
    const bool lastLap = m_rules.laps->finishLap && (m_laps.empty() || m_laps.back() <= *up);
    by = at - *up;
    return m_rules.laps->every ? Use::Eliminated : lastLap ? kUndecided : Use::TimeUp;
}

void Scorer::countLap(std::size_t read, UtcTime at)
{
    if (m_result.finishRead.value() >= 0 || !m_laps.empty())
        for (ReadUse &use : m_uses)
            if (use.use == Use::Finish)
                use.use = Use::Split; // only the last lap is the finish
    mark(read, Use::Finish, int(m_times.size()) - 1);
    m_uses[read].lap = int(m_laps.size()) + 1;
    m_laps.push_back(at);
    m_times.back() = at;
    m_result.finishRead = m_reads[read].read;
}

void Scorer::runLaps()
{
    const CourseRule &end = m_rules.course.back();
    for (std::size_t k = 0; k < m_uses.size(); ++k) {
        const ReadFact &read = m_reads[k];
        if (m_uses[k].use != kUndecided)
            continue;
        if (read.point != end.point) {
            const int item = firstItemAt(read.point);
            if (item >= 0 && (!m_start || read.at >= *m_start)) {
                mark(k, Use::Split, item);
                m_uses[k].lap = int(m_laps.size()) + 1;
            }
            continue;
        }
        const UtcTime floor = lapFloor();
        Micros by{0};
        if (m_gun && read.at < *m_gun) {
            mark(k, Use::BeforeGun, -1, read.at - *m_gun);
        } else if (m_rules.laps->count && m_laps.size() >= std::size_t(*m_rules.laps->count)) {
            mark(k, Use::Repeat, int(m_times.size()) - 1);
        } else if (!m_laps.empty() && read.at < m_laps.back() + gapFor(end, read)) {
            mark(k, Use::Repeat, int(m_times.size()) - 1);
        } else if (const Use late = m_eliminated ? Use::Eliminated : afterTime(read.at, by); late != kUndecided) {
            m_eliminated = late == Use::Eliminated;
            mark(k, late, -1, by);
        } else if (read.at < floor) {
            mark(k, Use::TooSoon, -1, floor - read.at);
        } else {
            countLap(k, read.at);
        }
    }
}

void Scorer::fillLaps()
{
    if (m_rules.expanded) {
        for (std::size_t i = 0; i < m_times.size(); ++i) {
            const bool ends = i + 1 == m_times.size() || m_rules.course[i + 1].lap > m_rules.course[i].lap;
            if (ends && m_times[i])
                m_result.laps = m_rules.course[i].lap;
        }
        return;
    }
    m_result.laps = int(m_laps.size());
    if (m_start)
        for (const UtcTime at : m_laps)
            m_result.lapTimes.push_back(at - *m_start);
    // The bell has rung, and the lap is not done: out, whether or not anybody has seen it.
    const auto up = timeUp();
    const bool moved = !m_laps.empty() || m_startRead || m_handStart;
    if (m_rules.laps->every && moved && up && (!m_rules.asOf || *m_rules.asOf > *up))
        m_eliminated = true;
}

} // namespace gantry::scoring
