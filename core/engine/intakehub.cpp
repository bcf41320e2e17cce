// SPDX-License-Identifier: Apache-2.0
#include "core/engine/intakehub.h"

#include <algorithm>
#include <utility>

namespace gantry::engine {

store::EventBatch toBatch(SessionNo session, UtcTime receivedAt, const std::vector<readers::Message> &messages)
{
    store::EventBatch batch;
    for (const readers::Message &m : messages) {
        if (const auto *read = std::get_if<readers::ReadMessage>(&m.body)) {
            StoredRead r;
            r.device = read->read;
            r.content = contentId(r.device);
            r.session = session;
            r.offset = m.offset;
            r.length = m.length;
            r.receivedAt = receivedAt;
            r.dayRoll = read->dayRoll;
            batch.reads.push_back(std::move(r));
        } else if (const auto *location = std::get_if<readers::NewLocation>(&m.body)) {
            batch.locations.push_back({session, QString::fromUtf8(location->location.c_str()), QString::fromUtf8(location->reader.c_str()), true});
        } else if (const auto *bad = std::get_if<readers::Malformed>(&m.body)) {
            batch.malformed.push_back({session, m.offset, m.length, QString::fromUtf8(bad->reason.c_str())});
        }
    }
    return batch;
}

std::int64_t malformedLines(const std::vector<store::MalformedRow> &rows)
{
    return std::count_if(rows.begin(), rows.end(), [](const auto &r) { return r.reason != QLatin1StringView(readers::kCutOff.data(), qsizetype(readers::kCutOff.size())); });
}

IntakeHub::IntakeHub(store::Writer &writer, std::function<void(const net::LinkState &)> linkChanged)
    : m_writer(&writer), m_linkChanged(std::move(linkChanged))
{
}

void IntakeHub::setEvent(std::optional<Id128> event)
{
    const std::scoped_lock lock(m_mutex);
    m_event = event;
    m_unclaimed.clear();
    for (const auto &[no, row] : m_live)
        m_unclaimedSessions.insert(no);
}

void IntakeHub::setClaimed()
{
    const std::scoped_lock lock(m_mutex);
    m_unclaimedSessions.clear();
}

std::optional<Id128> IntakeHub::event() const
{
    const std::scoped_lock lock(m_mutex);
    return m_event;
}

void IntakeHub::switchEvent(const Id128 &event)
{
    const std::scoped_lock lock(m_mutex);
    if (m_event)
        m_otherReached[*m_event] = std::move(m_reached);
    m_reached = std::exchange(m_otherReached[event], {});
    m_event = event;
    m_unclaimed.clear();
    m_unclaimedSessions.clear();
}

void IntakeHub::seedCursors(const Id128 &event, bool live, const store::LoadedEvent &loaded)
{
    std::map<std::int64_t, std::string> connection;
    std::set<std::int64_t> files;
    for (const auto &s : loaded.sessions) {
        connection[s.no.value()] = s.connectionId.toStdString();
        if (s.fromFile)
            files.insert(s.no.value());
    }
    const std::scoped_lock lock(m_mutex);
    ReachedAt &reachedAt = live ? m_reached : m_otherReached[event];
    for (const StoredRead &r : loaded.reads) {
        if (r.device.sequence < 0 || files.contains(r.session.value()))
            continue;
        Reached &at = reachedAt[r.device.location];
        if (r.session.value() > at.session)
            at = {r.session.value(), r.device.sequence, connection[r.session.value()]};
        else if (r.session.value() == at.session)
            at.sequence = std::max(at.sequence, r.device.sequence);
    }
}

SessionNo IntakeHub::open(const QString &protocol, const QString &peer, UtcTime at)
{
    store::SessionRow row;
    row.no = m_writer->newSession();
    row.uuid = Id128::random();
    row.protocol = protocol;
    row.peer = peer;
    row.openedAt = at;
    store::Intake intake;
    {
        const std::scoped_lock lock(m_mutex);
        row.event = m_event;
        m_live[row.no.value()] = row;
        intake.event = m_event;
    }
    intake.session = row;
    if (intake.event)
        intake.batch.sessions.push_back(row);
    m_writer->submit(std::move(intake));
    return row.no;
}

void IntakeHub::bytes(SessionNo session, std::int64_t offset, UtcTime receivedAt, const QByteArray &bytes, std::vector<readers::Message> messages,
                      std::int64_t decodedTo, std::function<void()> committed)
{
    store::Intake intake;
    if (!bytes.isEmpty())
        intake.chunk = store::CaptureChunk{session, offset, receivedAt, bytes};
    intake.batch = toBatch(session, receivedAt, messages);
    std::vector<std::pair<std::string, std::int64_t>> sequences;
    std::vector<Id128> contents;
    for (const StoredRead &r : intake.batch.reads)
        if (r.device.sequence >= 0)
            sequences.emplace_back(r.device.location, r.device.sequence);
    bool decoded = true;
    {
        const std::scoped_lock lock(m_mutex);
        intake.event = m_event;
        decoded = !m_unclaimedSessions.contains(session.value());
        m_malformed += malformedLines(intake.batch.malformed);
        if (!m_event)
            for (const StoredRead &r : intake.batch.reads)
                if (r.device.kind == ReadKind::Chip)
                    contents.push_back(r.content);
    }
    if (intake.event && decoded)
        intake.batch.decodedTo.emplace_back(session, decodedTo);
    else if (!intake.event)
        intake.batch = {}; // an event that claims the session decodes its bytes again
    intake.done = [this, session, sequences = std::move(sequences), contents = std::move(contents), committed = std::move(committed)](bool saved) {
        if (!saved)
            return;
        reached(session, sequences);
        if (!contents.empty()) {
            const std::scoped_lock lock(m_mutex);
            if (!m_event)
                m_unclaimed.insert(contents.begin(), contents.end());
        }
        if (committed)
            committed();
    };
    m_writer->submit(std::move(intake));
}

void IntakeHub::reached(SessionNo session, const std::vector<std::pair<std::string, std::int64_t>> &sequences)
{
    const std::scoped_lock lock(m_mutex);
    const auto live = m_live.find(session.value());
    const std::string connection = live == m_live.end() ? std::string() : live->second.connectionId.toStdString();
    for (const auto &[location, sequence] : sequences) {
        Reached &at = m_reached[location];
        if (session.value() > at.session)
            at = {session.value(), sequence, connection};
        else if (session.value() == at.session) {
            at.sequence = std::max(at.sequence, sequence);
            if (!connection.empty())
                at.connectionId = connection;
        }
    }
}

void IntakeHub::close(SessionNo session, UtcTime at, const QString &reason)
{
    store::Intake intake;
    {
        const std::scoped_lock lock(m_mutex);
        const auto it = m_live.find(session.value());
        if (it == m_live.end())
            return;
        store::SessionRow row = it->second;
        m_live.erase(it);
        row.closedAt = at;
        row.closeReason = reason;
        row.event = m_event;
        intake.session = row;
        intake.event = m_event;
        if (m_event)
            intake.batch.sessions.push_back(row);
    }
    m_writer->submit(std::move(intake));
}

void IntakeHub::cursors(SessionNo, const readers::LinkFacts &facts, std::function<void(std::vector<readers::Cursor>)> answer)
{
    std::vector<readers::Cursor> list;
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto &[location, at] : m_reached) {
            // Another connection id is another counter: what we stored says nothing about it.
            const bool otherCounter = !facts.connectionId.empty() && !at.connectionId.empty() && facts.connectionId != at.connectionId;
            if (!otherCounter && at.sequence >= 0)
                list.push_back({location, at.sequence});
        }
    }
    answer(std::move(list));
}

void IntakeHub::linkChanged(const net::LinkState &link)
{
    store::Intake intake;
    {
        const std::scoped_lock lock(m_mutex);
        const auto it = m_live.find(link.session.value());
        if (it != m_live.end() && it->second.connectionId.toStdString() != link.facts.connectionId) {
            it->second.connectionId = QString::fromStdString(link.facts.connectionId);
            it->second.event = m_event;
            intake.session = it->second;
            intake.event = m_event;
            if (m_event)
                intake.batch.sessions.push_back(it->second);
        }
    }
    if (intake.session)
        m_writer->submit(std::move(intake));
    m_linkChanged(link);
}

int IntakeHub::liveConnections() const
{
    const std::scoped_lock lock(m_mutex);
    return int(m_live.size());
}

std::set<std::int64_t> IntakeHub::liveSessions() const
{
    const std::scoped_lock lock(m_mutex);
    std::set<std::int64_t> out;
    for (const auto &[no, row] : m_live)
        out.insert(no);
    return out;
}

std::int64_t IntakeHub::unclaimedReads() const
{
    const std::scoped_lock lock(m_mutex);
    return std::int64_t(m_unclaimed.size());
}

std::int64_t IntakeHub::malformed() const
{
    const std::scoped_lock lock(m_mutex);
    return m_malformed;
}

} // namespace gantry::engine
