// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a protocol says, as values. Every message knows which bytes of the session it came from.

#include "core/domain/read.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gantry::readers {

struct Hello { // the peer's greeting: name~version~protocol
    std::string name, version, protocol;
};
struct ReadMessage {
    DeviceRead read;          // chip read or gun
    std::int16_t dayRoll = 0; // files with bare times only
};
struct NewLocation {
    std::string location, reader;
    std::int64_t sequence = 0;
};
// What a box noted about itself: power, clock, settings, a key.
struct Marker {
    std::string source, kind, detail;
    std::int64_t sequence = -1, observation = -1; // its number, and that of the read it precedes
    std::optional<DeviceTime> time;
};
struct Control {      // ack~…, err~…, ping, stop, ack~init…
    std::string text; // at most 512 bytes of it
};
struct Blank {}; // an empty line
struct Malformed {
    std::string reason; // English source text of a say() sentence, for example "not enough fields"
};

// Reason of a line that its connection never ended: kept, never believed (its end may be missing), not counted as malformed.
inline constexpr std::string_view kCutOff = "cut off in the middle of a line";

using Body = std::variant<ReadMessage, NewLocation, Hello, Control, Blank, Malformed, Marker>;

struct Message {
    std::int64_t offset = 0; // of its first byte in the session
    std::int32_t length = 0; // with its line end; the lengths of all messages add up to the bytes fed (law)
    Body body;
};

} // namespace gantry::readers
