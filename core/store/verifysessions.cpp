// SPDX-License-Identifier: Apache-2.0
// The part of verify that goes from bytes to reads: every chunk in its place, every read in its bytes, none left out.
#include "core/base/text.h"
#include "core/store/capturefile.h"
#include "core/store/verifier.h"

#include <algorithm>

namespace gantry::store {

std::optional<std::int64_t> CheckedEvent::decodedTo(SessionNo session) const
{
    for (std::size_t i = 0; i < loaded.sessions.size(); ++i) {
        if (loaded.sessions[i].no == session)
            return loaded.decodedTo[i];
    }
    return std::nullopt;
}

std::span<const std::uint32_t> CheckedEvent::readsOf(SessionNo session) const
{
    const auto [from, to] = std::equal_range(byPlace.begin(), byPlace.end(), session, [this](const auto &a, const auto &b) {
        const auto sessionOf = [this](const auto &x) {
            if constexpr (std::is_same_v<std::decay_t<decltype(x)>, SessionNo>)
                return x;
            else
                return loaded.reads[x].session;
        };
        return sessionOf(a) < sessionOf(b);
    });
    return {from, to};
}

Result<> Verifier::checkSessions()
{
    const auto sessions = readSessions(m_capture);
    if (!sessions)
        return sessions.error();
    auto chunks = m_capture.prepare("SELECT offset, bytes, digest FROM chunk WHERE session = ? ORDER BY offset");
    if (!chunks)
        return chunks.error();
    for (const SessionRow &session : *sessions) {
        if (const auto done = checkSession(session, *chunks); !done)
            return done;
    }
    count("sessions", std::int64_t(sessions->size()));
    const auto orphans = m_capture.scalar("SELECT count(*) FROM chunk WHERE session NOT IN (SELECT no FROM session)");
    if (!orphans)
        return orphans.error();
    if (*orphans > 0)
        problem(say("capture.db: %1 chunks belong to no session.").arg(*orphans));
    checkForeign(*sessions);
    return {};
}

Result<> Verifier::checkSession(const SessionRow &session, Statement &chunks)
{
    const std::string protocolId = session.protocol.toStdString();
    const readers::ProtocolInfo *protocol = readers::protocolById(protocolId);
    const auto decoder = protocol ? protocol->makeDecoder(0) : nullptr;
    if (!protocol)
        note(say("Session %1 speaks \"%2\", which this console does not know; only its bytes were checked.").arg(session.no.value()).arg(session.protocol));
    std::vector<readers::Message> messages;
    std::int64_t end = 0;
    bool whole = true;
    chunks.bind(1, session.no.value());
    for (;;) {
        const auto row = chunks.step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        const std::int64_t offset = chunks.integer(0);
        const QByteArray bytes = QByteArray::fromRawData(chunks.blob(1).data(), chunks.blob(1).size());
        count("chunks", 1);
        count("bytes", bytes.size());
        if (offset != end) {
            problem(say("Session %1: bytes %2 to %3 are missing or doubled.").arg(session.no.value()).arg(std::min(end, offset)).arg(std::max(end, offset)));
            whole = false;
        }
        if (chunkDigest(bytes) != chunks.blob(2)) {
            problem(say("Session %1: the bytes at %2 have changed since they were stored.").arg(session.no.value()).arg(offset));
            whole = false;
        }
        end = offset + bytes.size();
        if (decoder && whole) {
            decoder->feed(std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size()))), messages);
            decoded(session, messages);
            messages.clear();
        }
        if (const auto done = advance(bytes.size()); !done)
            return done;
    }
    if (decoder && whole) {
        decoder->finish(messages);
        if (session.fromFile) // what a connection left unended is kept, and no read
            decoded(session, messages);
    }
    checkNotFound(end, session, decoder && whole);
    return {};
}

void Verifier::decoded(const SessionRow &session, const std::vector<readers::Message> &messages)
{
    for (const readers::Message &m : messages) {
        const auto *body = std::get_if<readers::ReadMessage>(&m.body);
        if (!body)
            continue;
        for (auto &event : m_events)
            compare(*event, session, m, *body);
    }
}

void Verifier::compare(CheckedEvent &event, const SessionRow &session, const readers::Message &m, const readers::ReadMessage &body)
{
    const auto claimed = event.decodedTo(session.no);
    if (!claimed)
        return;
    const auto reads = event.readsOf(session.no);
    auto at = std::lower_bound(reads.begin(), reads.end(), m.offset, [&](std::uint32_t i, std::int64_t offset) { return event.loaded.reads[i].offset < offset; });
    const std::uint32_t index = at == reads.end() ? 0 : *at;
    if (at != reads.end() && event.loaded.reads[index].offset == m.offset) {
        const StoredRead &r = event.loaded.reads[index];
        event.found[index] = true;
        if (!(r.device == body.read) || r.length != m.length || r.dayRoll != body.dayRoll)
            problem(say("%1: read %2 differs from its bytes in session %3 at %4.").arg(event.name).arg(index + 1).arg(session.no.value()).arg(m.offset));
        return;
    }
    if (m.offset + m.length > *claimed)
        return; // not looked at yet
    if (event.known.contains(contentId(body.read)))
        count("duplicates", 1);
    else
        problem(say("%1: the read in session %2 at %3 is missing.").arg(event.name).arg(session.no.value()).arg(m.offset));
}

void Verifier::checkNotFound(std::int64_t bytesInCapture, const SessionRow &session, bool decodable)
{
    bool claimed = false;
    for (auto &event : m_events) {
        const auto to = event->decodedTo(session.no);
        if (!to)
            continue;
        claimed = true;
        if (*to > bytesInCapture)
            problem(say("%1: session %2 was read up to byte %3, but only %4 are stored.").arg(event->name).arg(session.no.value()).arg(*to).arg(bytesInCapture));
        count("undecoded_bytes", std::max<std::int64_t>(0, bytesInCapture - *to));
        for (const std::uint32_t i : event->readsOf(session.no)) {
            const StoredRead &r = event->loaded.reads[i];
            const bool inBytes = r.offset >= 0 && r.offset + r.length <= bytesInCapture;
            if (!inBytes || (decodable && !event->found[i]))
                problem(say("%1: read %2 is not in its bytes in session %3 at %4.").arg(event->name).arg(i + 1).arg(session.no.value()).arg(r.offset));
        }
    }
    if (!claimed) {
        count("undecoded_bytes", bytesInCapture);
        if (bytesInCapture > 0)
            note(say("Session %1 (%2) belongs to no event yet.").arg(session.no.value()).arg(session.peer));
    }
    if (!session.closedAt)
        note(say("Session %1 (%2) is open, or was cut by a crash.").arg(session.no.value()).arg(session.peer));
}

// Sessions that an event speaks of, but capture.db does not know, or knows as another connection.
void Verifier::checkForeign(const std::vector<SessionRow> &sessions)
{
    std::unordered_map<std::int64_t, Id128> known;
    for (const SessionRow &s : sessions)
        known.emplace(s.no.value(), s.uuid);
    for (const auto &event : m_events) {
        std::unordered_set<std::int64_t> claimed;
        for (const SessionRow &s : event->loaded.sessions) {
            claimed.insert(s.no.value());
            const auto found = known.find(s.no.value());
            if (found == known.end())
                problem(say("%1: the bytes of session %2 are not in capture.db (%3 reads).").arg(event->name).arg(s.no.value()).arg(event->readsOf(s.no).size()));
            else if (found->second != s.uuid)
                problem(say("%1: session %2 is another connection in capture.db.").arg(event->name).arg(s.no.value()));
        }
        std::int64_t homeless = 0;
        for (const StoredRead &r : event->loaded.reads)
            homeless += !claimed.contains(r.session.value());
        if (homeless > 0)
            problem(say("%1: %2 reads belong to a session that the event has not claimed.").arg(event->name).arg(homeless));
    }
}

} // namespace gantry::store
