// SPDX-License-Identifier: Apache-2.0
// Scorer: the way along the course, item by item.
#include "core/scoring/scorer.h"

#include <algorithm>

namespace gantry::scoring {

void Scorer::mark(std::size_t read, Use use, int course, Micros by)
{
    m_uses[read].use = use;
    m_uses[read].course = course;
    m_uses[read].by = by;
}

int Scorer::firstItemAt(PointIdx point) const
{
    for (std::size_t i = 0; i < m_rules.course.size(); ++i) {
        if (m_rules.course[i].point == point)
            return int(i);
    }
    return -1;
}

int Scorer::passedBefore(std::size_t item) const
{
    for (std::size_t j = item; j-- > 0;) {
        if (m_rules.course[j].point == m_rules.course[item].point && m_times[j])
            return int(j);
    }
    return -1;
}

// How far apart two crossings of one point are at least.
Micros Scorer::gapFor(const CourseRule &rule, const ReadFact &read) const
{
    if (rule.minGap.count() > 0)
        return rule.minGap;
    return read.elapsed ? kDoublePress : kOneCrossing;
}

void Scorer::passCourse()
{
    std::optional<UtcTime> base = m_start;
    if (m_startRead && !m_facts.startOffset && !m_handStart)
        base = m_startRead;
    if (!base)
        base = m_gun;
    for (std::size_t i = 0; i < m_times.size(); ++i) {
        if (m_hand[i]) {
            m_result.flags |= HandTime;
            if (!m_start || *m_hand[i] >= *m_start) // before the start it is a slip, not a time
                m_times[i] = m_hand[i];
            continue;
        }
        UtcTime floor = base ? *base + m_rules.course[i].minTime : UtcTime::min();
        if (m_gun)
            floor = std::max(floor, *m_gun);
        passItem(i, floor);
    }
}

// The read of the crossing that begins with `first` which counts by the item's rule.
std::size_t Scorer::pickRead(std::size_t first, const CourseRule &rule) const
{
    std::size_t best = first;
    UtcTime last = m_reads[first].at;
    for (std::size_t k = first + 1; k < m_uses.size() && rule.pick != ReadPick::First; ++k) {
        const ReadFact &read = m_reads[k];
        if (m_uses[k].use != kUndecided || read.point != rule.point)
            continue;
        if (read.at - last > gapFor(rule, read))
            break;
        last = read.at;
        if (rule.pick == ReadPick::Last || read.strength > m_reads[best].strength)
            best = k;
    }
    return best;
}

void Scorer::passItem(std::size_t i, UtcTime floor)
{
    const CourseRule &rule = m_rules.course[i];
    const int before = passedBefore(i);
    const Micros apart = before >= 0 ? rule.minTime - m_rules.course[std::size_t(before)].minTime : Micros(0);
    for (std::size_t k = 0; k < m_uses.size(); ++k) {
        const ReadFact &read = m_reads[k];
        if (m_uses[k].use != kUndecided || read.point != rule.point)
            continue;
        const Micros gap = gapFor(rule, read);
        UtcTime from = floor;
        if (before >= 0)
            from = std::max(from, *m_times[std::size_t(before)] + std::max(gap, apart));
        if (m_gun && read.at < *m_gun) {
            mark(k, Use::BeforeGun, int(i), read.at - *m_gun);
        } else if (before >= 0 && read.at < *m_times[std::size_t(before)] + gap) {
            mark(k, Use::Repeat, before);
        } else if (rule.ignoreBefore && read.at < *rule.ignoreBefore) {
            mark(k, Use::TooEarly, int(i), read.at - *rule.ignoreBefore);
        } else if (read.at < from) {
            mark(k, Use::TooSoon, int(i), from - read.at);
        } else if (rule.cutoff && m_start && read.at > *m_start + *rule.cutoff) {
            mark(k, Use::TooLate, int(i), read.at - (*m_start + *rule.cutoff));
        } else {
            const std::size_t chosen = pickRead(k, rule);
            const bool finish = i + 1 == m_times.size();
            for (std::size_t other = k; other < chosen; ++other)
                if (m_uses[other].use == kUndecided && m_reads[other].point == rule.point)
                    mark(other, Use::Repeat, int(i));
            mark(chosen, finish ? Use::Finish : Use::Split, int(i));
            m_times[i] = m_reads[chosen].at;
            if (finish)
                m_result.finishRead = m_reads[chosen].read;
            return;
        }
    }
}

// Nothing that comes after the finish is a split.
void Scorer::finishCourse()
{
    if (m_times.empty() || !m_times.back())
        return;
    for (std::size_t k = 0; k < m_uses.size(); ++k) {
        if (m_uses[k].use == Use::Split && m_reads[k].at > *m_times.back()) {
            m_times[std::size_t(m_uses[k].course)].reset();
            m_uses[k].use = Use::Repeat;
        }
    }
}

void Scorer::markRest()
{
    for (std::size_t k = 0; k < m_uses.size(); ++k) {
        if (m_uses[k].use != kUndecided)
            continue;
        int item = -1;
        bool byHand = false;
        for (std::size_t i = 0; i < m_times.size(); ++i) {
            if (m_rules.course[i].point == m_reads[k].point) {
                item = m_times[i] || item < 0 ? int(i) : item;
                byHand = byHand || m_hand[i];
            }
        }
        mark(k, byHand ? Use::SetByHand : item < 0 ? Use::StartAfterCourse : Use::Repeat, item);
    }
}

} // namespace gantry::scoring
