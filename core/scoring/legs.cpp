// SPDX-License-Identifier: Apache-2.0
// Scorer: relays and races of several disciplines. A leg begins where the one before it ended; in a relay also with a mass start,
// when the runner ahead has not come in by then, or with a start of its own that somebody has written down. The whole is the sum
// of the legs: what two runners of a team run at the same time counts twice, as it is run twice.
#include "core/scoring/scorer.h"

#include <algorithm>

namespace gantry::scoring {

Micros Scorer::legAmounts(int leg) const
{
    Micros sum{0};
    for (const auto &penalty : m_facts.legPenalties)
        if (penalty.leg == leg)
            sum += penalty.amount;
    return sum;
}

std::optional<UtcTime> Scorer::legStart(int leg, const std::optional<UtcTime> &before, bool &massStart) const
{
    const auto raceGun = m_rules.gunOf(m_facts.wave);
    std::optional<Micros> own;
    for (const auto &start : m_facts.legStarts)
        if (start.leg == leg)
            own = start.amount;
    if (own && raceGun)
        return *raceGun + *own;
    if (leg == 1)
        return m_start;
    if (!m_rules.relay || !raceGun)
        return before;
    // A leg without a mass start of its own goes with the next one: a runner who has not been relieved by then is not waited for.
    const auto mass = m_rules.relay->massStarts.lower_bound(leg);
    if (mass == m_rules.relay->massStarts.end() || (before && *before <= *raceGun + mass->second))
        return before;
    massStart = true;
    return *raceGun + mass->second;
}

// A missing exchange lies between its neighbours, in equal parts.
void Scorer::estimateExchanges()
{
    m_estimated.assign(m_times.size(), 0);
    if (!m_rules.relay || !m_rules.relay->estimate)
        return;
    std::optional<UtcTime> from = m_start;
    for (std::size_t i = 0; i < m_times.size(); ++i) {
        if (m_times[i]) {
            from = m_times[i];
            continue;
        }
        std::size_t next = i;
        while (next < m_times.size() && !m_times[next])
            ++next;
        if (next == m_times.size() || !from)
            return;
        const Micros step = (*m_times[next] - *from) / std::int64_t(next - i + 1);
        for (std::size_t j = i; j < next; ++j) {
            m_times[j] = *from + step * std::int64_t(j - i + 1);
            m_estimated[j] = 1;
        }
        m_result.flags |= Estimated;
    }
}

void Scorer::fillLegs()
{
    if (m_rules.legs() == 0 || m_times.empty())
        return;
    std::optional<UtcTime> before = m_start;
    Micros extra{0};       // that the sum of the legs is more than the time on the clock
    bool known = true;     // everything that the sum needs
    bool beforeEstimated = false;
    int leg = 0;
    for (std::size_t i = 0; i < m_times.size(); ++i) {
        if (!m_rules.course[i].leg) {
            if (m_result.splits[i])
                *m_result.splits[i] += extra;
            continue;
        }
        LegResult result;
        const auto begin = legStart(++leg, before, result.massStart);
        result.adjustment = legAmounts(leg);
        result.estimated = m_estimated[i] || beforeEstimated;
        if (begin && m_times[i])
            result.time = *m_times[i] - *begin + result.adjustment;
        if (begin && before)
            extra += *before - *begin;
        else if (begin && leg > 1)
            known = false; // a mass start whose runner ahead was never seen: how long he ran is not known
        extra += result.adjustment;
        if (m_result.splits[i] && known)
            *m_result.splits[i] += extra;
        else
            m_result.splits[i].reset();
        if (result.massStart && m_times[i])
            m_result.flags |= MassStarted;
        if (result.adjustment.count() != 0)
            m_result.flags |= Penalised;
        before = m_times[i];
        beforeEstimated = m_estimated[i];
        m_result.legs.push_back(result);
    }
    if (!m_result.net)
        return;
    if (known) {
        *m_result.net += extra;
        if (m_result.gun)
            *m_result.gun += extra;
    } else {
        m_result.net.reset();
        m_result.gun.reset();
    }
}

} // namespace gantry::scoring
