// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which finisher is on the screen, and for how long. Pure: time comes in. Every runner that arrives gets its time on the
// screen, in order; a withdrawn one leaves at once; a changed one changes in place; nothing moves while the output is
// hidden.

#include "core/feed/protocol.h"

#include <chrono>
#include <deque>
#include <optional>
#include <vector>

namespace gantry::display {

struct Dwell {
    std::chrono::milliseconds normal{5000}, busy{1800}, restAfter{12000};
};

class FinisherQueue {
public:
    using Instant = std::chrono::steady_clock::time_point;
    explicit FinisherQueue(Dwell dwell = {}) : m_dwell(dwell) {}
    void item(const feed::Item &item, Instant now);
    void setVisible(bool visible, Instant now); // hidden: time stands still
    // Moves on when due. Returns the serials whose time on the screen is over (to be acknowledged), in order.
    std::vector<std::uint64_t> advance(Instant now);
    const feed::Item *current() const { return m_current ? &*m_current : nullptr; } // nullptr: resting
    std::size_t waiting() const { return m_waiting.size(); }
    std::optional<Instant> nextDue() const; // when advance() has something to do
    // The server is another one: who waits is still shown, but his serial means nothing any more and is not reported.
    void forgetSerials();
    std::uint64_t dropped() const { return m_dropped; } // beyond kMaxWaiting

    static constexpr std::size_t kMaxWaiting = feed::Journal::kKeep;

private:
    void takeNext(Instant now);
    void withdraw(const QString &key, Instant now);
    bool changeInPlace(const feed::Item &item);
    void finished(const feed::Item &item, std::vector<std::uint64_t> &out);

    Dwell m_dwell;
    std::optional<feed::Item> m_current;
    Instant m_since{};
    bool m_acknowledged = false, m_visible = true;
    Instant m_hiddenAt{};
    std::deque<feed::Item> m_waiting;
    std::uint64_t m_seen = 0, m_reported = 0, m_dropped = 0;
};

} // namespace gantry::display
