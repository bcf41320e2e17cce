// SPDX-License-Identifier: Apache-2.0
// Scorer: which reads may count at all, and what the runner's time counts from.
#include "core/scoring/scorer.h"

#include <algorithm>

namespace gantry::scoring {

void Scorer::sortReads()
{
    const auto &announcers = m_rules.announcerPoints;
    m_uses.resize(m_reads.size(), ReadUse{ReadIdx{-1}, kUndecided, -1, {}, -1});
    for (std::size_t k = 0; k < m_reads.size(); ++k) {
        const ReadFact &read = m_reads[k];
        m_uses[k].read = read.read;
        m_uses[k].hand = read.hand;
        if (m_uses[k].use == kWaiting)
            continue;
        const bool test = !read.ignored && isTestRead(m_rules, m_facts, read.at);
        if (!read.ignored && !test)
            m_result.lastSeen = m_result.lastSeen ? std::max(*m_result.lastSeen, read.at) : read.at;
        if (m_uses[k].use != kUndecided)
            continue;
        const auto from = read.point.value() >= 0 && std::size_t(read.point.value()) < m_rules.ignoreBefore.size()
            ? m_rules.ignoreBefore[std::size_t(read.point.value())] : std::nullopt;
        if (read.ignored)
            mark(k, Use::Ignored);
        else if (from && read.at < *from)
            mark(k, Use::TooEarly, firstItemAt(read.point), read.at - *from);
        else if (test && m_gun && read.at < *m_gun)
            mark(k, Use::BeforeGun, -1, read.at - *m_gun);
        else if (test)
            mark(k, Use::TestRead, -1, read.at - m_facts.testsUntil.value_or(read.at));
        else if (!m_rules.isStart(read.point) && firstItemAt(read.point) < 0)
            mark(k, std::find(announcers.begin(), announcers.end(), read.point) != announcers.end() ? Use::AnnouncerPoint : Use::NotOnCourse);
    }
}

void Scorer::takeHandTimes()
{
    for (const auto &set : m_facts.setTimes) {
        int item = -1; // on a point that is passed several times the last passage is meant, unless a leg is named
        int leg = 0;
        for (std::size_t i = 0; i < m_rules.course.size(); ++i) {
            leg += m_rules.course[i].leg || (m_rules.expanded && (i + 1 == m_rules.course.size() || m_rules.course[i + 1].lap > m_rules.course[i].lap));
            if (set.leg > 0 ? leg == set.leg && item < 0 : m_rules.course[i].point == set.point)
                item = int(i);
        }
        if (item >= 0)
            m_hand[std::size_t(item)] = set.at;
        else if (m_rules.isStart(set.point))
            m_handStart = set.at;
    }
}

// The first read that shows the runner to be on the way; start reads from there on start nobody.
std::optional<UtcTime> Scorer::firstLaterRead() const
{
    std::optional<UtcTime> firstStart, later;
    for (std::size_t k = 0; k < m_uses.size() && !later; ++k) {
        const ReadFact &read = m_reads[k];
        if (m_uses[k].use != kUndecided)
            continue;
        if (!firstStart && m_rules.isStart(read.point) && (!m_gun || read.at >= *m_gun))
            firstStart = read.at;
        const int item = firstItemAt(read.point);
        if (item < 0)
            continue;
        const CourseRule &rule = m_rules.course[std::size_t(item)];
        const std::optional<UtcTime> from = rule.alsoStart ? firstStart : m_gun;
        const bool known = rule.alsoStart ? firstStart && read.at > *firstStart : true;
        if (known && (!from || read.at >= *from + rule.minTime))
            later = read.at;
    }
    for (const auto &hand : m_hand) {
        if (hand && (!later || *hand < *later))
            later = hand;
    }
    return later;
}

void Scorer::chooseStart()
{
    const std::optional<UtcTime> later = firstLaterRead();
    const bool shared = std::any_of(m_rules.course.begin(), m_rules.course.end(), [](const CourseRule &c) { return c.alsoStart; });
    std::optional<std::size_t> chosen;
    for (std::size_t k = 0; k < m_uses.size(); ++k) {
        const ReadFact &read = m_reads[k];
        if (m_uses[k].use != kUndecided || !m_rules.isStart(read.point))
            continue;
        const auto betterStart = [this](const ReadFact &one, const ReadFact &other) {
            return m_rules.startPick == ReadPick::Last || (m_rules.startPick == ReadPick::Strongest && one.strength > other.strength);
        };
        const bool alsoCourse = firstItemAt(read.point) >= 0; // then it may still count there
        if (m_gun && read.at < *m_gun) {
            mark(k, Use::BeforeGun, -1, read.at - *m_gun);
            m_early = true;
        } else if (m_gun && m_rules.cutoff && read.at > *m_gun + *m_rules.cutoff) {
            m_late = m_late || !alsoCourse;
            if (!alsoCourse)
                mark(k, Use::AfterCutoff, -1, read.at - (*m_gun + *m_rules.cutoff));
        } else if (later && read.at >= *later) {
            if (!alsoCourse)
                mark(k, Use::StartAfterCourse);
        } else if (shared && !m_rules.cutoff && chosen && read.at - m_reads[*chosen].at > kOneCrossing) {
            break; // a later crossing of a mat that also finishes the race must not move the start
        } else if (chosen && !betterStart(read, m_reads[*chosen])) {
            mark(k, Use::Repeat);
        } else {
            if (chosen)
                mark(*chosen, Use::EarlierStart);
            chosen = k;
            mark(k, Use::Start);
        }
    }
    if (chosen)
        m_startRead = m_reads[*chosen].at;
}

// What net counts from.
void Scorer::countFrom()
{
    if (!usesOwnStart()) {
        m_start = m_gun;
    } else if (m_handStart) {
        m_start = m_handStart;
    } else if (m_startRead) {
        m_start = m_startRead;
    } else {
        // In a time trial everybody has an own start; only a gun of the runner's own wave can stand in for it.
        const auto wave = std::size_t(std::max(m_facts.wave, 0));
        const bool own = wave < m_rules.waves.size() && m_rules.waves[wave].gun;
        if (m_rules.startMode != StartMode::Individual || own)
            m_start = m_gun;
    }
    if (m_facts.startOffset || m_handStart) {
        for (ReadUse &use : m_uses) {
            if (use.use == Use::Start || use.use == Use::EarlierStart)
                use.use = Use::SetByHand;
        }
    }
}

} // namespace gantry::scoring
