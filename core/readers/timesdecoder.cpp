// SPDX-License-Identifier: Apache-2.0
#include "core/readers/timesdecoder.h"

#include "core/readers/linetext.h"

#include <QtGlobal>

#include <optional>

namespace gantry::readers {

namespace {

std::optional<std::int64_t> elapsedUs(std::string_view t)
{
    const bool negative = literal(t, '-');
    std::int64_t total = 0;
    for (int part = literal(t, ':') ? 1 : 0;; ++part) { // ":59": nought minutes
        std::int64_t value;
        if (part == 3 || !digits(t, 1, 9, value) || (part > 0 && value > 59))
            return std::nullopt;
        total = total * 60 + value;
        if (!literal(t, ':'))
            break;
    }
    std::int64_t us;
    if (!fraction(t, us) || !t.empty())
        return std::nullopt;
    total = total * 1'000'000 + us;
    return negative ? -total : total;
}

void decode(const Line &line, std::vector<Message> &out)
{
    Message &message = out.emplace_back();
    message.offset = line.offset;
    message.length = line.length;
    const auto malformed = [&](const char *reason) { message.body.emplace<Malformed>().reason = reason; };
    if (line.tooLong)
        return malformed(QT_TRANSLATE_NOOP("Gantry", "the line is too long"));
    std::string_view text = line.text;
    if (line.offset == 0 && text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    if (text.find('\0') != std::string_view::npos)
        return malformed(QT_TRANSLATE_NOOP("Gantry", "a NUL byte inside the line"));
    const bool bibMissing = !text.empty() && text.front() == '\t';
    text = trimmed(text);
    if (text.empty() || text.front() == '#') {
        message.body.emplace<Blank>();
        return;
    }
    if (bibMissing)
        return malformed(QT_TRANSLATE_NOOP("Gantry", "no bib"));
    text = trimmed(text.substr(0, text.find('#'))); // what somebody noted beside it
    const std::size_t tab = text.find('\t');
    const std::size_t gap = tab != std::string_view::npos ? tab : text.find(' ');
    if (gap == std::string_view::npos)
        return malformed(QT_TRANSLATE_NOOP("Gantry", "not enough fields"));
    const std::optional<std::int64_t> us = elapsedUs(trimmed(text.substr(gap + 1)));
    if (!us)
        return malformed(QT_TRANSLATE_NOOP("Gantry", "the time cannot be read"));
    DeviceRead &read = message.body.emplace<ReadMessage>().read;
    read.chip = trimmed(text.substr(0, gap));
    read.time = {TimeBasis::RaceElapsed, *us};
}

} // namespace

void TimesDecoder::feed(std::span<const std::byte> bytes, std::vector<Message> &out)
{
    m_framer.feed(asText(bytes), [&](const Line &line) { decode(line, out); });
}

void TimesDecoder::finish(std::vector<Message> &out)
{
    m_framer.finish([&](const Line &line) { decode(line, out); });
}

} // namespace gantry::readers
