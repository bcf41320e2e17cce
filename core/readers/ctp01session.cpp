// SPDX-License-Identifier: Apache-2.0
#include "core/readers/ctp01session.h"

#include "core/readers/ct01decoder.h"
#include "core/readers/linetext.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace gantry::readers {

namespace {

using namespace std::chrono_literals;

constexpr Micros kAnswersWithin = 1500ms;
constexpr Micros kCursorWithin = 5s; // a store that is busy for longer gets everything: duplicates cost nothing
constexpr Micros kRecordWithin = 5s;
constexpr Micros kPingEvery = 10s;
constexpr Micros kDeadAfter = 35s;
constexpr int kPingsBeforeDead = 3; // so that a step of the clock alone never ends a link
constexpr std::size_t kMaxLocations = 256, kMaxName = 256;

constexpr std::array<const char *, 6> kSettings{"location=multi",      "guntimes=true",    "newlocations=true",
                                                "authentication=none", "stream-mode=push", "time-format=iso"};
constexpr std::array<const char *, 3> kQuestions{"geteventinfo", "getlocations", "getconnectionid"};
enum Question : unsigned { EventInfo = 1, Locations = 2, ConnectionId = 4, AllQuestions = 7 };

void put(Reaction &r, std::string_view line)
{
    r.replyNow.append(line).append("\r\n");
}

std::vector<std::string_view> fieldsOf(std::string_view text)
{
    std::vector<std::string_view> fields;
    for (;;) {
        const std::size_t end = text.find('~');
        fields.push_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos)
            return fields;
        text.remove_prefix(end + 1);
    }
}

} // namespace

Ctp01Session::Ctp01Session()
    : m_decoder(std::make_unique<Ct01Decoder>(Ct01Decoder::Source::Socket, 0))
{
}

Reaction Ctp01Session::connected(UtcTime now)
{
    m_lastHeard = now;
    return {};
}

Reaction Ctp01Session::feed(std::span<const std::byte> bytes, UtcTime receivedAt)
{
    Reaction r;
    if (!bytes.empty()) {
        m_lastHeard = receivedAt;
        m_unansweredPings = 0;
    }
    m_decoder->feed(bytes, r.messages);
    for (const Message &m : r.messages)
        onMessage(m, r, receivedAt);
    return r;
}

Reaction Ctp01Session::disconnected()
{
    Reaction r;
    m_decoder->finish(r.messages);
    for (Message &m : r.messages)
        m.body = Malformed{std::string(kCutOff)};
    m_facts.messages += std::int64_t(r.messages.size());
    return r;
}

void Ctp01Session::onMessage(const Message &m, Reaction &r, UtcTime now)
{
    ++m_facts.messages;
    if (const auto *read = std::get_if<ReadMessage>(&m.body)) {
        ++(read->read.kind == ReadKind::Gun ? m_facts.guns : m_facts.reads);
        m_recordSeen = true;
        if (m_step == Step::Streaming || m_step == Step::AwaitGreeting) // people look for the place by what its reads say, announced or not
            addLocation(read->read.location);
        if (!m_resumedSilent.empty())
            std::erase(m_resumedSilent, read->read.location);
    } else if (const auto *place = std::get_if<NewLocation>(&m.body)) {
        ++m_facts.newLocations;
        addLocation(place->location);
    } else if (const auto *hello = std::get_if<Hello>(&m.body)) {
        onHello(*hello, r, now);
    } else if (const auto *control = std::get_if<Control>(&m.body)) {
        onControl(control->text, r, now);
    } else if (std::holds_alternative<Malformed>(m.body)) {
        ++m_facts.malformed;
    }
    const bool record = std::holds_alternative<ReadMessage>(m.body);
    if (record && m_step == Step::AwaitGreeting) {
        m_step = Step::Streaming; // it streams without having been asked: fine
        m_startedAt = now;
    }
    if (record)
        m_facts.streaming = true;
}

void Ctp01Session::onHello(const Hello &hello, Reaction &r, UtcTime now)
{
    m_facts.peerName = hello.name;
    m_facts.peerVersion = hello.version;
    m_facts.greeted = true;
    if (m_step == Step::AwaitAnswers && m_askedAt == now)
        return; // the same greeting twice in one packet needs one answer
    put(r, std::string("Gantry~" GANTRY_VERSION) + '~' + std::to_string(kSettings.size()));
    for (const char *setting : kSettings)
        put(r, setting);
    for (const char *question : kQuestions)
        put(r, question);
    m_step = Step::AwaitAnswers;
    m_answersDue = AllQuestions;
    m_askedAt = m_lastPing = now;
    m_resumed = m_bareStartSent = false;
    m_resumedSilent.clear();
}

void Ctp01Session::onControl(const std::string &text, Reaction &r, UtcTime now)
{
    const std::vector<std::string_view> fields = fieldsOf(text);
    const std::string_view verb = fields.front();
    if (sameWord(verb, "ping")) {
        put(r, "ack~ping");
    } else if (sameWord(verb, "stop")) {
        r.close = true;
        r.closeReason = QT_TRANSLATE_NOOP("Gantry", "the reader said stop");
    } else if (fields.size() > 1) {
        if (sameWord(verb, "err") && sameWord(fields[1], "start")) {
            if (!m_bareStartSent && m_step == Step::Streaming) {
                put(r, "start");
                m_bareStartSent = true;
                m_startedAt = now;
            }
        } else if (sameWord(verb, "ack") || sameWord(verb, "err")) {
            onAnswer(fields, r, now);
        }
    }
}

// `ack~question~…` and `err~question~…`; an error is an answer too, with nothing in it.
void Ctp01Session::onAnswer(const std::vector<std::string_view> &fields, Reaction &r, UtcTime now)
{
    const bool good = sameWord(fields[0], "ack");
    const std::string_view question = fields[1];
    const std::string first = good && fields.size() > 2 ? std::string(fields[2].substr(0, kMaxName)) : std::string();
    unsigned answered = 0;
    if (sameWord(question, "ping")) {
        m_answeredPing = true;
    } else if (sameWord(question, "geteventinfo")) {
        answered = EventInfo;
        if (good)
            m_facts.eventName = first;
    } else if (sameWord(question, "getlocations")) {
        answered = Locations;
        for (std::size_t i = 2; good && i < fields.size(); ++i)
            addLocation(fields[i]);
    } else if (sameWord(question, "getconnectionid")) {
        answered = ConnectionId;
        if (good)
            m_facts.connectionId = first;
    }
    m_answersDue &= ~answered;
    if (answered && m_answersDue == 0 && m_step == Step::AwaitAnswers)
        askForCursor(r, now);
}

void Ctp01Session::addLocation(std::string_view location)
{
    auto &known = m_facts.locations;
    if (location.empty() || location.size() > kMaxName || known.size() >= kMaxLocations)
        return;
    if (std::find(known.begin(), known.end(), location) == known.end())
        known.emplace_back(location);
}

void Ctp01Session::askForCursor(Reaction &r, UtcTime now)
{
    m_step = Step::AwaitCursor;
    m_askedAt = now;
    r.needCursor = true;
}

Reaction Ctp01Session::resume(const std::vector<Cursor> &cursors, UtcTime now)
{
    Reaction r;
    if (m_step != Step::AwaitCursor)
        return r; // a late answer: the peer has greeted again, or was asked for everything meanwhile
    const auto cursorOf = [&](const std::string &location) {
        return std::find_if(cursors.begin(), cursors.end(), [&](const Cursor &c) { return c.location == location && c.lastSequence >= 0; });
    };
    m_resumedSilent.clear();
    for (const std::string &location : m_facts.locations)
        if (cursorOf(location) != cursors.end())
            m_resumedSilent.push_back(location);
    m_resumed = !m_resumedSilent.empty();
    if (m_resumed) {
        for (const std::string &location : m_facts.locations) {
            const auto cursor = cursorOf(location);
            put(r, "start~" + location + (cursor == cursors.end() ? std::string() : '~' + std::to_string(cursor->lastSequence + 1)));
        }
    } else {
        put(r, "start");
        m_bareStartSent = true;
    }
    m_step = Step::Streaming;
    m_startedAt = now;
    m_recordSeen = false;
    m_facts.streaming = true;
    return r;
}

Reaction Ctp01Session::tick(UtcTime now)
{
    Reaction r;
    noClockJump(now);
    if (m_step == Step::AwaitAnswers && now - *m_askedAt >= kAnswersWithin) {
        askForCursor(r, now);
    } else if (m_step == Step::AwaitCursor && now - *m_askedAt >= kCursorWithin) {
        r = resume({}, now);
    } else if (m_step == Step::Streaming && m_resumed && now - *m_startedAt >= kRecordWithin) {
        askAgain(r, now);
    }
    watchLink(r, now);
    return r;
}

// The counters of a peer start over when its operator rewinds or chooses another session: then `start~LOC~SEQ` waits for
// a number that comes late or never.
void Ctp01Session::askAgain(Reaction &r, UtcTime now)
{
    m_resumed = false;
    if (!m_recordSeen) {
        if (!m_bareStartSent)
            put(r, "start");
        m_bareStartSent = true;
    } else {
        for (const std::string &location : m_resumedSilent)
            put(r, "start~" + location);
    }
    m_resumedSilent.clear();
    m_startedAt = now;
}

void Ctp01Session::watchLink(Reaction &r, UtcTime now)
{
    if (!m_facts.greeted)
        return;
    if (m_answeredPing && m_unansweredPings >= kPingsBeforeDead && m_lastHeard && now - *m_lastHeard >= kDeadAfter) {
        r.close = true;
        r.closeReason = QT_TRANSLATE_NOOP("Gantry", "no answer for 35 seconds");
        return;
    }
    if (now - *m_lastPing >= kPingEvery) {
        put(r, "ping");
        m_lastPing = now;
        ++m_unansweredPings;
    }
}

// The laptop's clock may be set back during a race; no timer may wait for the lost hour to pass again.
void Ctp01Session::noClockJump(UtcTime now)
{
    for (std::optional<UtcTime> *t : {&m_askedAt, &m_startedAt, &m_lastPing, &m_lastHeard})
        if (*t && **t > now)
            *t = now;
}

} // namespace gantry::readers
