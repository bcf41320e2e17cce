// SPDX-License-Identifier: Apache-2.0
#pragma once
// Decoding in one go or in pieces, and messages as text, so that two ways can be compared.

#include "core/readers/decoder.h"

#include <QObject>

#include <memory>
#include <string>
#include <vector>

std::unique_ptr<QObject> makeCt01DecoderTest();
std::unique_ptr<QObject> makeTimesDecoderTest();
std::unique_ptr<QObject> makeControllerDecoderTest();
std::unique_ptr<QObject> makeCtp01SessionTest();

namespace gantry::test {

inline std::span<const std::byte> asBytes(std::string_view text)
{
    return std::as_bytes(std::span(text.data(), text.size()));
}

// `cuts`: lengths of the pieces, the rest follows in one; `finish` ends the stream.
std::vector<readers::Message> decode(std::string_view protocol, std::string_view bytes, const std::vector<std::size_t> &cuts = {},
                                     bool finish = true);
std::string describe(const readers::Message &message);
std::string describe(const std::vector<readers::Message> &messages);
// Every byte belongs to one message, and the messages follow each other without a gap.
bool coversAll(const std::vector<readers::Message> &messages, std::size_t bytes);

template<class T>
int countOf(const std::vector<readers::Message> &messages)
{
    int n = 0;
    for (const readers::Message &m : messages)
        n += std::holds_alternative<T>(m.body);
    return n;
}

// What the client sent in a recorded session: the bytes of its `>>` lines.
std::string clientBytes(const QString &transcript);

} // namespace gantry::test
