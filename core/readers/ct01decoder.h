// SPDX-License-Identifier: Apache-2.0
#pragma once
// The lines of CTP01: CT01_hl records of every format, the greeting, and control lines. Used on sockets ("ctp01") and for
// files of records ("ct01"). CT01_hl: h is the separator (0 none, 1 comma, 2 semicolon, 3 tilde, 4 bar, 5 tab, 6 blank; any
// other character in its place is taken too), l the bits of CR (1), LF (2), NUL (4) and fixed width (8). Not readable: fixed
// width without any line end (l = 8), which a server never gets unless it asks for it.

#include "core/readers/lineframer.h"

#include <optional>

namespace gantry::readers {

// The four time formats of the protocol; nothing when the text is none of them. All are the device's wall clock:
//   07:52:23.17 (hours may exceed 23, may be negative) and 28343170 (ms)  → time of day
//   2021-05-08T07:52:23.17 and 1620460343.17 (that wall clock coded as UTC) → local date and time
std::optional<DeviceTime> parseCt01Time(std::string_view text);

class Ct01Decoder final : public Decoder {
public:
    enum class Source { Socket = 1, File };
    Ct01Decoder(Source source, std::int64_t startOffset)
        : m_framer(startOffset)
        , m_source(source)
    {
    }

    void feed(std::span<const std::byte> bytes, std::vector<Message> &out) override;
    void finish(std::vector<Message> &out) override;
    std::int64_t decodedTo() const override { return m_framer.position(); }

private:
    void decode(const Line &line, std::vector<Message> &out);
    void rollDay(ReadMessage &message);

    LineFramer m_framer;
    Source m_source;
    std::optional<std::int64_t> m_lastTimeOfDay;
    std::int16_t m_dayRoll = 0;
};

} // namespace gantry::readers
