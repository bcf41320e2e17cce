// SPDX-License-Identifier: Apache-2.0
#pragma once
// A decoder turns bytes into messages. No I/O, no clock, no QObject. Laws, tested and fuzzed for each:
//   any split of the bytes gives the same messages; lengths of messages + what is buffered = bytes fed;
//   memory is bounded (kMaxLine: a longer line becomes Malformed pieces and the stream goes on); never throws.

#include "core/readers/message.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace gantry::readers {

inline constexpr std::size_t kMaxLine = 16 * 1024;

class Decoder {
public:
    virtual ~Decoder() = default;
    virtual void feed(std::span<const std::byte> bytes, std::vector<Message> &out) = 0;
    virtual void finish(std::vector<Message> &out) = 0; // end of stream: an unended last line is a message too (law: nothing lost)
    virtual std::int64_t decodedTo() const = 0;         // offset behind the last message; bytes beyond are buffered
};

enum class Dials { PeerToUs = 1, WeToPeer, File };

struct ProtocolInfo {
    std::string_view id;   // "ctp01", "ct01", "controller", "times": in --format, capture.db, status
    std::string_view name; // for people
    int defaultPort = 0;   // 0: files
    Dials dials = Dials::File;
    bool rewinds = false, hasGun = false, hasClock = false, hasStatus = false;
    std::unique_ptr<Decoder> (*makeDecoder)(std::int64_t startOffset) = nullptr; // decoding begins at this session offset
};

std::span<const ProtocolInfo> protocols();
const ProtocolInfo *protocolById(std::string_view id);
// By the first lines of a file; nullptr when none fits.
const ProtocolInfo *protocolOfFile(std::span<const std::byte> head);

} // namespace gantry::readers
