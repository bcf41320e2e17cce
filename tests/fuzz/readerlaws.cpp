// SPDX-License-Identifier: Apache-2.0
#include "core/readers/controllerpair.h"
#include "core/readers/ctp01session.h"
#include "core/readers/decoder.h"
#include "tests/fuzz/laws.h"

#include <algorithm>

namespace gantry::fuzz {

using namespace readers;

namespace {

bool same(const Message &a, const Message &b)
{
    if (a.offset != b.offset || a.length != b.length || a.body.index() != b.body.index())
        return false;
    if (const auto *read = std::get_if<ReadMessage>(&a.body))
        return read->read == std::get<ReadMessage>(b.body).read && read->dayRoll == std::get<ReadMessage>(b.body).dayRoll;
    if (const auto *bad = std::get_if<Malformed>(&a.body))
        return bad->reason == std::get<Malformed>(b.body).reason;
    if (const auto *control = std::get_if<Control>(&a.body))
        return control->text == std::get<Control>(b.body).text && control->text.size() <= 512;
    if (const auto *marker = std::get_if<Marker>(&a.body))
        return marker->kind == std::get<Marker>(b.body).kind && marker->time == std::get<Marker>(b.body).time && marker->detail.size() <= 512;
    if (const auto *place = std::get_if<NewLocation>(&a.body))
        return place->location == std::get<NewLocation>(b.body).location;
    return true;
}

std::string_view textOf(Bytes bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

std::size_t readsIn(std::string_view text)
{
    std::vector<Message> messages;
    const auto decoder = protocolById("controller")->makeDecoder(0);
    decoder->feed(std::as_bytes(std::span(text.data(), text.size())), messages);
    decoder->finish(messages);
    return std::size_t(std::count_if(messages.begin(), messages.end(), [](const Message &m) { return std::holds_alternative<ReadMessage>(m.body); }));
}

std::string merged(std::string_view markers, std::string_view reads, std::size_t piece)
{
    ControllerPair pair(markers);
    std::string out;
    for (std::size_t at = 0; at < reads.size(); at += piece)
        pair.feed(reads.substr(at, piece), out);
    pair.finish(out);
    return out;
}

} // namespace

// The first byte chooses the protocol and the second the pieces.
const char *decoderLaws(Bytes data)
{
    if (data.size() < 2)
        return nullptr;
    const ProtocolInfo &protocol = protocols()[data[0] % protocols().size()];
    const std::size_t piece = data[1] % 64 + 1;
    const auto bytes = std::as_bytes(data.subspan(2));
    std::vector<Message> whole, pieces;
    const auto a = protocol.makeDecoder(0), b = protocol.makeDecoder(0);
    a->feed(bytes, whole);
    a->finish(whole);
    for (std::size_t at = 0; at < bytes.size(); at += piece)
        b->feed(bytes.subspan(at, std::min(piece, bytes.size() - at)), pieces);
    if (std::int64_t(bytes.size()) - b->decodedTo() > std::int64_t(kMaxLine + 1))
        return "what waits is not bounded";
    b->finish(pieces);
    if (a->decodedTo() != std::int64_t(bytes.size()) || b->decodedTo() != a->decodedTo())
        return "bytes were left over";
    if (whole.size() != pieces.size())
        return "another number of messages in pieces";
    std::int64_t at = 0;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (!same(whole[i], pieces[i]))
            return "another message in pieces";
        if (whole[i].offset != at || whole[i].length <= 0)
            return "a byte belongs to no message";
        at += whole[i].length;
    }
    protocolOfFile(bytes);
    return nullptr;
}

// Any bytes in any pieces, with time passing and cursors coming.
const char *sessionLaws(Bytes data)
{
    Ctp01Session session;
    UtcTime now = fromUs(1'600'000'000'000'000);
    session.connected(now);
    std::size_t at = 0;
    std::int64_t covered = 0;
    const char *broken = nullptr;
    const auto take = [&](const Reaction &r, std::size_t fed) {
        for (const Message &m : r.messages) {
            if (m.offset != covered)
                broken = "a byte belongs to no message";
            covered += m.length;
            const auto *control = std::get_if<Control>(&m.body);
            if (control && control->text.starts_with("authorize") && control->text.size() > 9)
                broken = "a secret is repeated";
        }
        // A greeting of 8 bytes or more gives about 200 bytes, a ping of 5 bytes gives 10.
        if (r.replyNow.size() > 40 * (fed + 512) + 300 * session.facts().locations.size())
            broken = "it says more than it was asked";
        if (r.needCursor) {
            std::vector<Cursor> cursors;
            for (std::size_t i = 0; i < session.facts().locations.size(); i += 2)
                cursors.push_back({session.facts().locations[i], std::int64_t(i) - 1});
            session.resume(cursors, now);
        }
    };
    while (at < data.size() && !broken) {
        const std::uint8_t step = data[at++];
        now += std::chrono::milliseconds(step & 1 ? 1'100 : 0) - std::chrono::hours(step == 255 ? 3 : 0);
        const std::size_t n = std::min<std::size_t>(step >> 1, data.size() - at);
        take(session.feed(std::as_bytes(data.subspan(at, n)), now), n);
        at += n;
        take(session.tick(now), 0);
    }
    if (broken)
        return broken;
    if (session.decodedTo() != covered)
        return "messages and position differ";
    take(session.disconnected(), 0);
    return broken ? broken : session.decodedTo() != covered ? "the end was lost" : nullptr;
}

// The first byte chooses the pieces; markers and reads are parted by a line of "=".
const char *pairLaws(Bytes data)
{
    if (data.empty())
        return nullptr;
    const std::string_view text = textOf(data.subspan(1));
    const std::size_t cut = text.find("\n=\n");
    const std::string_view markers = cut == std::string_view::npos ? std::string_view() : text.substr(0, cut + 1);
    const std::string_view reads = cut == std::string_view::npos ? text : text.substr(cut + 3);
    const std::string whole = merged(markers, reads, reads.size() + 1);
    if (merged(markers, reads, data[0] % 64 + 1) != whole)
        return "another stream in pieces";
    if (whole.size() < markers.size() + reads.size() || whole.size() > markers.size() + reads.size() + 4)
        return "bytes were lost or made";
    std::string sorted = whole, given = std::string(markers) + std::string(reads);
    std::sort(sorted.begin(), sorted.end());
    std::sort(given.begin(), given.end());
    if (!std::includes(sorted.begin(), sorted.end(), given.begin(), given.end()))
        return "a byte was changed";
    const bool mark = markers.starts_with("\xEF\xBB\xBF") || reads.starts_with("\xEF\xBB\xBF"); // means something at the front only
    if (!mark && readsIn(whole) != readsIn(markers) + readsIn(reads))
        return "a line was cut by a marker";
    return nullptr;
}

} // namespace gantry::fuzz
