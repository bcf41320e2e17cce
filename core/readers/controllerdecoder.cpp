// SPDX-License-Identifier: Apache-2.0
#include "core/readers/controllerdecoder.h"

#include "core/readers/linetext.h"

#include <QtGlobal>

#include <array>

namespace gantry::readers {

namespace {

using std::string_view;

constexpr std::size_t kMaxField = 128; // of what is kept of a name or a detail

// Splits at `separator` into at most N fields; the last one takes the rest. How many there were.
template<std::size_t N>
std::size_t splitUpTo(string_view text, char separator, std::array<string_view, N> &fields)
{
    for (std::size_t i = 0; i < N; ++i) {
        const std::size_t end = i + 1 < N ? text.find(separator) : string_view::npos;
        fields[i] = trimmed(text.substr(0, end));
        if (end == string_view::npos)
            return i + 1;
        text.remove_prefix(end + 1);
    }
    return N;
}

bool decimal(string_view t)
{
    return !t.empty() && t.size() <= 15 && t.find_first_not_of("0123456789") == string_view::npos;
}

// Older boxes pad every number with zeros; the tag of a person is the same with and without.
string_view unpadded(string_view t)
{
    const std::size_t first = t.find_first_not_of('0');
    return first == string_view::npos ? t.substr(t.size() - 1) : t.substr(first);
}

// Seconds of the box's wall clock counted as if it were UTC, with hundredths.
std::optional<DeviceTime> boxSeconds(string_view t)
{
    std::int64_t seconds, us;
    if (!digits(t, 1, 11, seconds) || !fraction(t, us) || !t.empty())
        return std::nullopt;
    return DeviceTime{TimeBasis::LocalDateTime, seconds * 1'000'000 + us};
}

// TO~seq~tag~timer~event~seconds.cc~reader~antenna~rssi~reader's seq~type[~hits]
void decodeObservation(string_view text, const std::string &location, Body &body)
{
    std::array<string_view, 12> f;
    if (splitUpTo(text, '~', f) < 10) {
        body.emplace<Malformed>().reason = QT_TRANSLATE_NOOP("Gantry", "not enough fields");
        return;
    }
    if (f[1].empty()) {
        body.emplace<Malformed>().reason = QT_TRANSLATE_NOOP("Gantry", "no bib");
        return;
    }
    const auto time = boxSeconds(f[4]);
    if (!time) {
        body.emplace<Malformed>().reason = QT_TRANSLATE_NOOP("Gantry", "the time cannot be read");
        return;
    }
    DeviceRead &read = body.emplace<ReadMessage>().read;
    read.chip = decimal(f[1]) ? unpadded(f[1]) : f[1];
    read.location = location;
    read.reader = f[5];
    read.sequence = number<std::int64_t>(f[0], -1);
    read.antenna = number<std::int32_t>(f[6], 0);
    read.passCount = 0; // the box counts reads of its antenna, not passes of a runner
    read.time = *time;
}

// source,marker's seq,type,observation,YYMMDDhhmmsscc,detail
bool decodeMarker(string_view text, char separator, std::string &location, Body &body)
{
    std::array<string_view, 6> f;
    const std::size_t fields = splitUpTo(text, separator, f);
    const bool shaped = fields >= 5 && f[4].size() == 14 && decimal(f[1]) && decimal(f[3]) && decimal(f[4]) && !f[2].empty() && !f[0].empty();
    if (!shaped)
        return false;
    if (sameWord(f[2], "Point")) {
        location = f[5].substr(0, kMaxField);
        body.emplace<NewLocation>(NewLocation{location, std::string(f[0].substr(0, kMaxField)), number<std::int64_t>(f[3], -1)});
        return true;
    }
    const auto time = parseMarkerTime(f[4]);
    if (sameWord(f[2], "Gun")) {
        if (!time) {
            body.emplace<Malformed>().reason = QT_TRANSLATE_NOOP("Gantry", "the time cannot be read");
            return true;
        }
        DeviceRead &read = body.emplace<ReadMessage>().read;
        read.kind = ReadKind::Gun;
        read.location = location;
        read.reader = f[0];
        read.time = *time;
        return true;
    }
    Marker &m = body.emplace<Marker>();
    m.source = f[0].substr(0, kMaxField);
    m.kind = f[2].substr(0, kMaxField);
    m.detail = f[5].substr(0, kMaxField);
    m.sequence = number<std::int64_t>(f[1], -1);
    m.observation = number<std::int64_t>(f[3], -1);
    m.time = time;
    return true;
}

} // namespace

std::optional<DeviceTime> parseMarkerTime(string_view t)
{
    std::int64_t y, mo, d, h, mi, s, cc;
    if (!(digits(t, 2, 2, y) && digits(t, 2, 2, mo) && digits(t, 2, 2, d) && digits(t, 2, 2, h) && digits(t, 2, 2, mi) && digits(t, 2, 2, s) && digits(t, 2, 2, cc)) || !t.empty())
        return std::nullopt;
    // A box without a date counts from 1980.
    const std::chrono::year_month_day date{std::chrono::year(int(y < 80 ? 2000 + y : 1900 + y)), std::chrono::month(unsigned(mo)), std::chrono::day(unsigned(d))};
    if (!date.ok() || h > 23 || mi > 59 || s > 60)
        return std::nullopt;
    const std::int64_t day = std::chrono::sys_days(date).time_since_epoch().count();
    return DeviceTime{TimeBasis::LocalDateTime, (((day * 24 + h) * 60 + mi) * 60 + s) * 1'000'000 + cc * 10'000};
}

void ControllerDecoder::feed(std::span<const std::byte> bytes, std::vector<Message> &out)
{
    m_framer.feed(asText(bytes), [&](const Line &line) { decode(line, out); });
}

void ControllerDecoder::finish(std::vector<Message> &out)
{
    m_framer.finish([&](const Line &line) { decode(line, out); });
}

void ControllerDecoder::decode(const Line &line, std::vector<Message> &out)
{
    Message &message = out.emplace_back();
    message.offset = line.offset;
    message.length = line.length;
    const auto malformed = [&](const char *reason) { message.body.emplace<Malformed>().reason = reason; };
    if (line.tooLong)
        return malformed(QT_TRANSLATE_NOOP("Gantry", "the line is too long"));
    string_view text = line.text;
    if (line.offset == 0 && text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    if (text.find('\0') != string_view::npos)
        return malformed(QT_TRANSLATE_NOOP("Gantry", "a NUL byte inside the line"));
    text = trimmed(text);
    if (text.empty()) {
        message.body.emplace<Blank>();
        return;
    }
    if (text.size() > 3 && text[2] == '~' && sameWord(text.substr(0, 2), "TO"))
        return decodeObservation(text.substr(3), m_location, message.body);
    const bool wire = text.size() > 3 && text[2] == '~' && sameWord(text.substr(0, 2), "MK");
    if (!decodeMarker(wire ? text.substr(3) : text, wire ? '~' : ',', m_location, message.body))
        malformed(QT_TRANSLATE_NOOP("Gantry", "not a line of this protocol"));
}

} // namespace gantry::readers
