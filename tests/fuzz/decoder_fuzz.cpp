// SPDX-License-Identifier: Apache-2.0
// The laws of a decoder on any bytes: any split gives the same messages, and no byte is lost. The first byte chooses the
// protocol and the second the pieces.

#include "core/readers/decoder.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace gantry::readers;

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
    return true;
}

void require(bool law)
{
    if (!law)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const ProtocolInfo &protocol = protocols()[data[0] % protocols().size()];
    const std::size_t piece = data[1] % 64 + 1;
    const auto bytes = std::as_bytes(std::span(data + 2, size - 2));
    std::vector<Message> whole, pieces;
    const auto a = protocol.makeDecoder(0), b = protocol.makeDecoder(0);
    a->feed(bytes, whole);
    a->finish(whole);
    for (std::size_t at = 0; at < bytes.size(); at += piece)
        b->feed(bytes.subspan(at, std::min(piece, bytes.size() - at)), pieces);
    require(std::int64_t(bytes.size()) - b->decodedTo() <= std::int64_t(kMaxLine + 1)); // what waits is bounded
    b->finish(pieces);
    require(whole.size() == pieces.size() && a->decodedTo() == std::int64_t(bytes.size()) && b->decodedTo() == a->decodedTo());
    std::int64_t at = 0;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        require(same(whole[i], pieces[i]) && whole[i].offset == at && whole[i].length > 0);
        at += whole[i].length;
    }
    return 0;
}
