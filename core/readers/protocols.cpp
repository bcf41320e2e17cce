// SPDX-License-Identifier: Apache-2.0
#include "core/readers/controllerdecoder.h"
#include "core/readers/ct01decoder.h"
#include "core/readers/timesdecoder.h"

#include <algorithm>
#include <array>

namespace gantry::readers {

namespace {

std::unique_ptr<Decoder> makeCtp01(std::int64_t startOffset)
{
    return std::make_unique<Ct01Decoder>(Ct01Decoder::Source::Socket, startOffset);
}

std::unique_ptr<Decoder> makeCt01(std::int64_t startOffset)
{
    return std::make_unique<Ct01Decoder>(Ct01Decoder::Source::File, startOffset);
}

std::unique_ptr<Decoder> makeTimes(std::int64_t startOffset)
{
    return std::make_unique<TimesDecoder>(startOffset);
}

std::unique_ptr<Decoder> makeController(std::int64_t startOffset)
{
    return std::make_unique<ControllerDecoder>(startOffset);
}

constexpr std::array<ProtocolInfo, 4> kProtocols{{
    {.id = "ctp01",
     .name = "ChronoTrack CTP01",
     .defaultPort = 61611,
     .dials = Dials::PeerToUs,
     .rewinds = true,
     .hasGun = true,
     .makeDecoder = makeCtp01},
    {.id = "ct01", .name = "ChronoTrack CT01 file", .dials = Dials::File, .hasGun = true, .makeDecoder = makeCt01},
    {.id = "controller", .name = "ChronoTrack controller files (.csv with .mrk)", .dials = Dials::File, .hasGun = true, .makeDecoder = makeController},
    {.id = "times", .name = "List of bibs and times", .dials = Dials::File, .makeDecoder = makeTimes},
}};

struct Tally {
    int records = 0, others = 0;
};

// What a protocol makes of the first lines. The last one may be cut short by the reading of the head, so it only
// counts when it is the only one.
Tally tally(const ProtocolInfo &protocol, std::span<const std::byte> head)
{
    std::vector<Message> messages;
    const std::unique_ptr<Decoder> decoder = protocol.makeDecoder(0);
    decoder->feed(head, messages);
    if (messages.empty())
        decoder->finish(messages);
    Tally result;
    for (const Message &m : messages) {
        if (std::holds_alternative<ReadMessage>(m.body) || std::holds_alternative<NewLocation>(m.body) || std::holds_alternative<Marker>(m.body))
            ++result.records;
        else if (std::holds_alternative<Malformed>(m.body))
            ++result.others;
    }
    return result;
}

} // namespace

std::span<const ProtocolInfo> protocols()
{
    return kProtocols;
}

const ProtocolInfo *protocolById(std::string_view id)
{
    for (const ProtocolInfo &p : kProtocols)
        if (p.id == id)
            return &p;
    return nullptr;
}

const ProtocolInfo *protocolOfFile(std::span<const std::byte> head)
{
    const std::span<const std::byte> sample = head.first(std::min<std::size_t>(head.size(), 64 * 1024));
    const ProtocolInfo *best = nullptr;
    int bestRecords = 0;
    for (const ProtocolInfo &p : kProtocols) {
        if (p.dials != Dials::File)
            continue;
        const Tally t = tally(p, sample);
        // A heading or a damaged line is no reason to refuse a file; a file of something else is.
        if (t.records > bestRecords && t.records >= t.others) {
            best = &p;
            bestRecords = t.records;
        }
    }
    return best;
}

} // namespace gantry::readers
