// SPDX-License-Identifier: Apache-2.0
#pragma once
// From sockets and files to the writer: gives sessions their numbers, turns messages into stored reads, remembers how far
// every location has been stored. Called on gantry-io and gantry-command; its few shared values are behind one mutex.

#include "core/net/readerserver.h"
#include "core/store/writer.h"

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <unordered_set>

namespace gantry::engine {

// What messages mean for an event: reads with content ids, malformed rows, locations.
store::EventBatch toBatch(SessionNo session, UtcTime receivedAt, const std::vector<readers::Message> &messages);

// Those that count as malformed: not the ones a lost connection cut off.
std::int64_t malformedLines(const std::vector<store::MalformedRow> &rows);

class IntakeHub final : public net::IntakePort {
public:
    IntakeHub(store::Writer &writer, std::function<void(const net::LinkState &)> linkChanged);

    // From now on bytes belong to this event. What came before is claimed by recovery (recovery.h).
    void setEvent(std::optional<Id128> event);
    std::optional<Id128> event() const;
    void setClaimed();
    // Another event takes over. Every connection was closed before; what is known of the old event's streams stays with it.
    void switchEvent(const Id128 &event);
    // What an event's file already holds, so that readers resume behind it; for the one they feed now, or for later.
    void seedCursors(const Id128 &event, bool live, const store::LoadedEvent &loaded);

    SessionNo open(const QString &protocol, const QString &peer, UtcTime at) override;
    void bytes(SessionNo session, std::int64_t offset, UtcTime receivedAt, const QByteArray &bytes, std::vector<readers::Message> messages,
               std::int64_t decodedTo, std::function<void()> committed) override;
    void close(SessionNo session, UtcTime at, const QString &reason) override;
    void cursors(SessionNo session, const readers::LinkFacts &facts, std::function<void(std::vector<readers::Cursor>)> answer) override;
    bool wantsMore() const override { return m_writer->wantsMore(); }
    void linkChanged(const net::LinkState &link) override;

    int liveConnections() const;
    std::set<std::int64_t> liveSessions() const;
    // Distinct chip reads on disk while no event was open.
    std::int64_t unclaimedReads() const;
    std::int64_t malformed() const;

private:
    struct Reached {
        std::int64_t session = 0, sequence = -1;
        std::string connectionId;
    };
    void reached(SessionNo session, const std::vector<std::pair<std::string, std::int64_t>> &sequences);

    store::Writer *m_writer;
    std::function<void(const net::LinkState &)> m_linkChanged;
    mutable std::mutex m_mutex;
    std::optional<Id128> m_event;
    // Connections from before the event was opened, until recovery has been through their earlier bytes: till then the event's
    // file must not say that it has them.
    std::set<std::int64_t> m_unclaimedSessions;
    using ReachedAt = std::map<std::string, Reached>; // by location
    ReachedAt m_reached;
    std::map<Id128, ReachedAt> m_otherReached;        // of events that are open, but not fed
    std::map<std::int64_t, store::SessionRow> m_live;
    std::unordered_set<Id128> m_unclaimed;
    std::int64_t m_malformed = 0;
};

} // namespace gantry::engine
