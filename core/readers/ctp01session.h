// SPDX-License-Identifier: Apache-2.0
#pragma once
// The server's side of one CTP01 connection ("Direct Socket Out"; reader-protocols 1a), as a pure state machine:
// bytes and time in, messages and bytes out. One object per connection; runs on gantry-io; no socket, no clock.
//
// Dialogue: peer greets → we greet at once with the settings and ask event, locations, connection id → when these
// are answered (or 1.5 s passed) cursors are asked for (needCursor) → resume(): `start~LOC~(last+1)` per location with
// a cursor, `start~LOC` for the others, bare `start` when no location is known or the counters are not ours. When a
// resumed peer sends no record within 5 s, a bare `start` follows once: duplicates cost nothing, lost reads do. (When
// only some of its locations stay silent, these are asked for whole.) An `err~start` leads to one bare `start` too.
// A peer that sends records without a greeting is taken as it is; one that greets again is greeted again.
// `ping` is answered immediately; we ping every 10 s, and call the link dead when a peer that used to answer has been
// silent for 35 s.

#include "core/readers/decoder.h"

#include <optional>
#include <string_view>

namespace gantry::readers {

struct Reaction {
    std::vector<Message> messages;
    std::string replyNow;         // write at once
    std::string replyAfterCommit; // write when the bytes fed so far are on disk (CTP01 has none)
    bool needCursor = false;      // call resume() when the store has answered
    bool close = false;           // the peer asked to stop, or the link is dead
    std::string closeReason;      // English source text of a say() sentence
};

struct Cursor {
    std::string location;
    std::int64_t lastSequence = -1; // highest stored sequence of this location from this peer
};

struct LinkFacts { // for the readers page and the connection log
    std::string peerName, peerVersion, eventName, connectionId;
    std::vector<std::string> locations;
    bool greeted = false, streaming = false;
    std::int64_t reads = 0, guns = 0, newLocations = 0, malformed = 0, messages = 0;
};

class Ctp01Session {
public:
    Ctp01Session();
    Reaction connected(UtcTime now); // CTP01: nothing to say yet
    Reaction feed(std::span<const std::byte> bytes, UtcTime receivedAt);
    Reaction resume(const std::vector<Cursor> &cursors, UtcTime now); // answers needCursor
    Reaction tick(UtcTime now);                                       // about once a second
    Reaction disconnected();
    const LinkFacts &facts() const { return m_facts; }
    std::int64_t decodedTo() const { return m_decoder->decodedTo(); }

private:
    enum class Step { AwaitGreeting = 1, AwaitAnswers, AwaitCursor, Streaming };
    void onMessage(const Message &m, Reaction &r, UtcTime now);
    void onHello(const Hello &hello, Reaction &r, UtcTime now);
    void onControl(const std::string &text, Reaction &r, UtcTime now);
    void onAnswer(const std::vector<std::string_view> &fields, Reaction &r, UtcTime now);
    void addLocation(std::string_view location);
    void askForCursor(Reaction &r, UtcTime now);
    void askAgain(Reaction &r, UtcTime now);
    void watchLink(Reaction &r, UtcTime now);
    void noClockJump(UtcTime now);

    std::unique_ptr<Decoder> m_decoder;
    LinkFacts m_facts;
    Step m_step = Step::AwaitGreeting;
    unsigned m_answersDue = 0;                // one bit for each question
    std::vector<std::string> m_resumedSilent; // locations resumed behind a cursor that have sent no record since
    bool m_resumed = false, m_recordSeen = false, m_bareStartSent = false, m_answeredPing = false;
    int m_unansweredPings = 0;
    std::optional<UtcTime> m_askedAt, m_startedAt, m_lastPing, m_lastHeard;
};

} // namespace gantry::readers
