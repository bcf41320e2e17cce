// SPDX-License-Identifier: Apache-2.0
#include "core/display/finisherqueue.h"

#include <algorithm>

namespace gantry::display {

void FinisherQueue::item(const feed::Item &item, Instant now)
{
    m_seen = std::max(m_seen, item.serial);
    switch (item.kind) {
    case feed::Item::Kind::Withdraw:
        withdraw(item.key, now);
        return;
    case feed::Item::Kind::Change:
        changeInPlace(item);
        return;
    case feed::Item::Kind::Add:
        break;
    }
    // Announced again before his time was over (the server restarted): he is there already.
    if (changeInPlace(item))
        return;
    if (m_waiting.size() >= kMaxWaiting) {
        ++m_dropped;
        return;
    }
    m_waiting.push_back(item);
    takeNext(now);
}

// The serial stays the old one: reporting the new one would also report those who came in between.
bool FinisherQueue::changeInPlace(const feed::Item &item)
{
    if (m_current && m_current->key == item.key) {
        m_current->fields = item.fields;
        return true;
    }
    for (feed::Item &waiting : m_waiting)
        if (waiting.key == item.key) {
            waiting.fields = item.fields;
            return true;
        }
    return false;
}

void FinisherQueue::withdraw(const QString &key, Instant now)
{
    std::erase_if(m_waiting, [&](const feed::Item &waiting) { return waiting.key == key; });
    if (m_current && m_current->key == key) {
        m_current.reset();
        takeNext(now);
    }
}

void FinisherQueue::takeNext(Instant now)
{
    if (!m_visible || m_current || m_waiting.empty())
        return;
    m_current = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_since = now;
    m_acknowledged = false;
}

void FinisherQueue::setVisible(bool visible, Instant now)
{
    if (visible == m_visible)
        return;
    m_visible = visible;
    if (!visible) {
        m_hiddenAt = now;
        return;
    }
    m_since += now - m_hiddenAt;
    takeNext(now);
}

void FinisherQueue::finished(const feed::Item &item, std::vector<std::uint64_t> &out)
{
    if (item.serial > m_reported) {
        m_reported = item.serial;
        out.push_back(item.serial);
    }
}

std::vector<std::uint64_t> FinisherQueue::advance(Instant now)
{
    std::vector<std::uint64_t> over;
    if (!m_visible)
        return over;
    takeNext(now);
    if (m_current) {
        const auto shown = now - m_since;
        const auto enough = m_waiting.empty() ? std::min(m_dwell.normal, m_dwell.restAfter) : m_dwell.busy;
        if (!m_acknowledged && shown >= enough) {
            finished(*m_current, over);
            m_acknowledged = true;
        }
        if (shown >= (m_waiting.empty() ? m_dwell.restAfter : m_dwell.busy)) {
            m_current.reset();
            takeNext(now);
        }
    }
    // Changes and withdrawals need no time: with nobody left, the cursor goes past them.
    if (m_waiting.empty() && (!m_current || m_acknowledged) && m_seen > m_reported) {
        m_reported = m_seen;
        over.push_back(m_seen);
    }
    return over;
}

std::optional<FinisherQueue::Instant> FinisherQueue::nextDue() const
{
    if (!m_visible || !m_current)
        return std::nullopt;
    if (!m_waiting.empty())
        return m_since + m_dwell.busy;
    return m_since + (m_acknowledged ? m_dwell.restAfter : std::min(m_dwell.normal, m_dwell.restAfter));
}

void FinisherQueue::forgetSerials()
{
    if (m_current)
        m_current->serial = 0;
    for (feed::Item &waiting : m_waiting)
        waiting.serial = 0;
    m_seen = m_reported = 0;
}

} // namespace gantry::display
