// SPDX-License-Identifier: Apache-2.0
#include "core/engine/recovery.h"

#include "core/engine/intakehub.h"
#include "core/readers/decoder.h"

namespace gantry::engine {

namespace {

Result<> claimOne(store::Writer &writer, const Id128 &event, store::SessionRow session, std::int64_t from, bool isLive)
{
    const readers::ProtocolInfo *protocol = readers::protocolById(session.protocol.toStdString());
    if (!protocol)
        return Nothing{}; // a newer console captured it; its bytes stay
    // In a file a line may depend on those before it (midnights that were passed): from its beginning, but only the news counts.
    const std::int64_t start = session.fromFile ? 0 : from;
    const auto chunks = writer.chunks(session.no, start);
    if (!chunks)
        return chunks.error();
    session.event = event;
    const auto decoder = protocol->makeDecoder(start);
    const auto submit = [&](UtcTime at, std::vector<readers::Message> &messages) {
        std::erase_if(messages, [&](const readers::Message &m) { return m.offset < from; });
        store::Intake intake;
        intake.event = event;
        intake.session = session;
        intake.batch = toBatch(session.no, at, messages);
        intake.batch.sessions.push_back(session);
        intake.batch.decodedTo.emplace_back(session.no, decoder->decodedTo());
        writer.submit(std::move(intake));
        if (!writer.wantsMore())
            writer.drain();
    };
    UtcTime last = session.openedAt;
    for (const store::CaptureChunk &chunk : *chunks) {
        const std::int64_t skip = std::max<std::int64_t>(0, start - chunk.offset);
        if (skip >= chunk.bytes.size())
            continue;
        std::vector<readers::Message> messages;
        decoder->feed(std::as_bytes(std::span(chunk.bytes.constData() + skip, std::size_t(chunk.bytes.size() - skip))), messages);
        last = chunk.receivedAt;
        submit(last, messages);
    }
    const std::int64_t rest = session.bytes - decoder->decodedTo();
    if (!isLive && rest > 0) {
        std::vector<readers::Message> messages;
        decoder->finish(messages);
        // A line that a connection never ended, or an import that was cut, may have lost its end: kept, never believed.
        if (!session.fromFile || !session.closedAt)
            for (readers::Message &m : messages)
                m.body = readers::Malformed{std::string(readers::kCutOff)};
        submit(last, messages);
    }
    return Nothing{};
}

} // namespace

Result<Claimed> claimSessions(store::Writer &writer, const Id128 &event, const store::LoadedEvent &loaded, const std::set<std::int64_t> &live, Ownerless ownerless)
{
    const auto sessions = writer.sessions();
    if (!sessions)
        return sessions.error();
    std::map<std::int64_t, std::int64_t> decodedTo;
    for (std::size_t i = 0; i < loaded.sessions.size(); ++i)
        decodedTo[loaded.sessions[i].no.value()] = i < loaded.decodedTo.size() ? loaded.decodedTo[i] : 0;
    Claimed claimed;
    for (const store::SessionRow &session : *sessions) {
        if (session.event ? *session.event != event : ownerless == Ownerless::Leave)
            continue;
        const bool known = decodedTo.contains(session.no.value());
        const std::int64_t from = known ? decodedTo[session.no.value()] : 0;
        if (known && from >= session.bytes)
            continue;
        if (auto done = claimOne(writer, event, session, from, live.contains(session.no.value())); !done)
            return done.error();
        ++claimed.sessions;
        claimed.bytes += session.bytes - from;
    }
    return claimed;
}

} // namespace gantry::engine
