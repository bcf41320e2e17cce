// SPDX-License-Identifier: Apache-2.0
#pragma once
// The files of a ChronoTrack controller (from its stick, or from CCSLite): reads in a .csv (`TO~…`), markers and guns in a
// .mrk beside it. Both kinds of line may come in one stream, in the box's own order (controllerpair.h makes it): a Point
// marker names the location of the reads behind it, so one file may hold several sessions. The wire form `MK~…` is read too.

#include "core/readers/lineframer.h"

#include <optional>
#include <string>

namespace gantry::readers {

// "YYMMDDhhmmsscc" of a marker: the box's wall clock. Nothing when it is no date (a box that never had one writes zeros).
std::optional<DeviceTime> parseMarkerTime(std::string_view text);

class ControllerDecoder final : public Decoder {
public:
    explicit ControllerDecoder(std::int64_t startOffset)
        : m_framer(startOffset)
    {
    }
    void feed(std::span<const std::byte> bytes, std::vector<Message> &out) override;
    void finish(std::vector<Message> &out) override;
    std::int64_t decodedTo() const override { return m_framer.position(); }

private:
    void decode(const Line &line, std::vector<Message> &out);

    LineFramer m_framer;
    std::string m_location; // of the newest Point marker
};

} // namespace gantry::readers
