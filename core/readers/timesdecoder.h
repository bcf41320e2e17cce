// SPDX-License-Identifier: Apache-2.0
#pragma once
// The `times` file: one line per finisher, `bib<TAB>elapsed` (or blanks between), elapsed `[[h:]m:]s[.f]` since the race's
// gun, in recording order. Blank lines and lines that begin with '#' say nothing.

#include "core/readers/lineframer.h"

namespace gantry::readers {

class TimesDecoder final : public Decoder {
public:
    explicit TimesDecoder(std::int64_t startOffset)
        : m_framer(startOffset)
    {
    }
    void feed(std::span<const std::byte> bytes, std::vector<Message> &out) override;
    void finish(std::vector<Message> &out) override;
    std::int64_t decodedTo() const override { return m_framer.position(); }

private:
    LineFramer m_framer;
};

} // namespace gantry::readers
