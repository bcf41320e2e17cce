// SPDX-License-Identifier: Apache-2.0
#include "core/readers/ct01decoder.h"

#include "core/readers/linetext.h"

#include <QtGlobal>

#include <array>
#include <limits>

namespace gantry::readers {

namespace {

using std::string_view;

constexpr std::size_t kTag = 7;    // "CT01_33"
constexpr std::size_t kFields = 7; // after the tag
constexpr std::size_t kMaxControl = 512;
constexpr std::size_t kMaxHello = 128;
enum Field { Seq, Location, Bib, Time, Pass, Reader, Antenna };
using Fields = std::array<string_view, kFields>;

// Splits at `separator`; fields beyond the last known one are left out. False when there are too few.
bool splitFields(string_view text, char separator, Fields &fields)
{
    for (std::size_t i = 0; i < kFields; ++i) {
        const std::size_t end = text.find(separator);
        fields[i] = trimmed(text.substr(0, end));
        if (end == string_view::npos)
            return i + 1 == kFields;
        text.remove_prefix(end + 1);
    }
    return true;
}

// Fixed columns, for records that separate with blanks or with nothing. The time is what is left in the middle, because
// its width depends on the time format; a gun's word takes 16 columns instead of the bib's 8.
bool splitColumns(string_view text, std::size_t gap, Fields &fields)
{
    const auto front = [&](std::size_t width, Field f) {
        if (text.size() < width + gap)
            return false;
        fields[f] = trimmed(text.substr(0, width));
        text.remove_prefix(width + gap);
        return true;
    };
    const auto back = [&](std::size_t width, Field f) {
        if (text.size() < width + gap)
            return false;
        fields[f] = trimmed(text.substr(text.size() - width));
        text.remove_suffix(width + gap);
        return true;
    };
    if (!front(6, Seq) || !front(16, Location))
        return false;
    const bool word = sameWord(text.substr(0, 7), "GUNTIME") || sameWord(text.substr(0, 11), "newlocation");
    if (!front(word ? 16 : 8, Bib) || !back(2, Antenna) || !back(6, Reader) || !back(3, Pass))
        return false;
    fields[Time] = trimmed(text);
    return true;
}

bool isTagDigit(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

const char *split(string_view line, Fields &fields)
{
    if (!isTagDigit(line[5]) || !isTagDigit(line[6]))
        return QT_TRANSLATE_NOOP("Gantry", "unknown record format");
    const string_view text = line.substr(kTag);
    if (line[5] == '0')
        return splitColumns(text, 0, fields) ? nullptr : QT_TRANSLATE_NOOP("Gantry", "not enough fields");
    if (text.empty())
        return QT_TRANSLATE_NOOP("Gantry", "not enough fields");
    const char separator = text.front();
    if (separator == ' ')
        return splitColumns(text.substr(1), 1, fields) ? nullptr : QT_TRANSLATE_NOOP("Gantry", "not enough fields");
    if ((separator >= '0' && separator <= '9') || ((separator | 0x20) >= 'a' && (separator | 0x20) <= 'z'))
        return QT_TRANSLATE_NOOP("Gantry", "no separator after the record's tag");
    return splitFields(text.substr(1), separator, fields) ? nullptr : QT_TRANSLATE_NOOP("Gantry", "not enough fields");
}

void decodeRecord(string_view line, Body &body)
{
    Fields f;
    if (const char *reason = split(line, f)) {
        body.emplace<Malformed>().reason = reason;
        return;
    }
    if (f[Bib].size() == 11 && sameWord(f[Bib], "newlocation")) {
        body.emplace<NewLocation>(NewLocation{std::string(f[Location]), std::string(f[Reader]), number<std::int64_t>(f[Seq], -1)});
        return;
    }
    if (f[Bib].empty()) {
        body.emplace<Malformed>().reason = QT_TRANSLATE_NOOP("Gantry", "no bib");
        return;
    }
    const std::optional<DeviceTime> time = parseCt01Time(f[Time]);
    if (!time) {
        body.emplace<Malformed>().reason = QT_TRANSLATE_NOOP("Gantry", "the time cannot be read");
        return;
    }
    DeviceRead &read = body.emplace<ReadMessage>().read;
    if (f[Bib].size() == 7 && sameWord(f[Bib], "GUNTIME"))
        read.kind = ReadKind::Gun;
    else
        read.chip = f[Bib];
    read.location = f[Location];
    read.reader = f[Reader];
    // A damaged counter must not cost the read: its bytes are kept, the person and the time are what counts.
    read.sequence = number<std::int64_t>(f[Seq], -1);
    read.passCount = number<std::int32_t>(f[Pass], 0);
    read.antenna = number<std::int32_t>(f[Antenna], 0);
    read.time = *time;
}

void decodeOther(string_view line, Body &body)
{
    const std::size_t tilde = line.find('~');
    const string_view first = line.substr(0, tilde);
    if (sameWord(first, "authorize")) {
        body.emplace<Control>().text = "authorize"; // what follows is a secret
        return;
    }
    if (sameWord(first, "ack") || sameWord(first, "err") || sameWord(first, "ping") || sameWord(first, "stop")) {
        const string_view second = tilde == string_view::npos ? string_view() : line.substr(tilde + 1, line.find('~', tilde + 1) - tilde - 1);
        body.emplace<Control>().text = sameWord(second, "authorize") ? line.substr(0, tilde + 10) : line.substr(0, kMaxControl);
        return;
    }
    const std::size_t second = tilde == string_view::npos ? tilde : line.find('~', tilde + 1);
    if (tilde != string_view::npos && tilde > 0 && second != string_view::npos) {
        const string_view version = line.substr(tilde + 1, second - tilde - 1);
        const string_view protocol = trimmed(line.substr(second + 1));
        if (sameWord(protocol.substr(0, 3), "CTP") && protocol.find('~') == string_view::npos) {
            body.emplace<Hello>(Hello{std::string(first.substr(0, kMaxHello)), std::string(version.substr(0, kMaxHello)),
                                      std::string(protocol.substr(0, kMaxHello))});
            return;
        }
    }
    body.emplace<Malformed>().reason = QT_TRANSLATE_NOOP("Gantry", "not a line of this protocol");
}

std::optional<DeviceTime> parseIso(string_view t)
{
    std::int64_t y, mo, d, h, mi, s, us = 0;
    if (!(digits(t, 4, 4, y) && literal(t, '-') && digits(t, 2, 2, mo) && literal(t, '-') && digits(t, 2, 2, d)))
        return std::nullopt;
    if (!(literal(t, 'T') || literal(t, ' ')))
        return std::nullopt;
    if (!(digits(t, 1, 2, h) && literal(t, ':') && digits(t, 2, 2, mi) && literal(t, ':') && digits(t, 2, 2, s) && fraction(t, us)))
        return std::nullopt;
    const TimeBasis basis = literal(t, 'Z') ? TimeBasis::Utc : TimeBasis::LocalDateTime;
    const std::chrono::year_month_day date{std::chrono::year(int(y)), std::chrono::month(unsigned(mo)), std::chrono::day(unsigned(d))};
    if (!t.empty() || !date.ok() || h > 23 || mi > 59 || s > 60)
        return std::nullopt;
    const std::int64_t day = std::chrono::sys_days(date).time_since_epoch().count();
    return DeviceTime{basis, (((day * 24 + h) * 60 + mi) * 60 + s) * 1'000'000 + us};
}

} // namespace

std::optional<DeviceTime> parseCt01Time(string_view t)
{
    if (t.size() > 4 && t[4] == '-')
        return parseIso(t);
    const bool negative = literal(t, '-');
    std::int64_t first, us = 0;
    if (!digits(t, 1, 12, first))
        return std::nullopt;
    DeviceTime time;
    if (literal(t, ':')) {
        std::int64_t mi, s;
        if (first > 99'999 || !(digits(t, 2, 2, mi) && literal(t, ':') && digits(t, 2, 2, s) && fraction(t, us)) || mi > 59 || s > 59)
            return std::nullopt;
        time = {TimeBasis::LocalTimeOfDay, ((first * 60 + mi) * 60 + s) * 1'000'000 + us};
    } else if (!t.empty()) {
        if (!fraction(t, us))
            return std::nullopt;
        time = {TimeBasis::LocalDateTime, first * 1'000'000 + us};
    } else {
        time = {TimeBasis::LocalTimeOfDay, first * 1'000};
    }
    if (!t.empty())
        return std::nullopt;
    if (negative)
        time.us = -time.us;
    return time;
}

void Ct01Decoder::feed(std::span<const std::byte> bytes, std::vector<Message> &out)
{
    // Room at once for what a slice of ordinary records gives: moving messages around costs more than decoding them.
    const std::size_t expected = out.size() + bytes.size() / 48 + 1;
    if (out.capacity() < expected)
        out.reserve(std::max(expected, out.capacity() * 2));
    m_framer.feed(asText(bytes), [&](const Line &line) { decode(line, out); });
}

void Ct01Decoder::finish(std::vector<Message> &out)
{
    m_framer.finish([&](const Line &line) { decode(line, out); });
}

void Ct01Decoder::decode(const Line &line, std::vector<Message> &out)
{
    Message &message = out.emplace_back();
    message.offset = line.offset;
    message.length = line.length;
    string_view text = line.text;
    if (line.tooLong) {
        message.body.emplace<Malformed>().reason = QT_TRANSLATE_NOOP("Gantry", "the line is too long");
        return;
    }
    if (line.offset == 0 && text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3); // an editor's mark at the front of a file
    if (text.find('\0') != string_view::npos) {
        message.body.emplace<Malformed>().reason = QT_TRANSLATE_NOOP("Gantry", "a NUL byte inside the line");
        return;
    }
    if (text.size() >= kTag && sameWord(text.substr(0, 5), "CT01_")) {
        decodeRecord(text, message.body);
        if (m_source == Source::File)
            if (auto *read = std::get_if<ReadMessage>(&message.body))
                rollDay(*read);
        return;
    }
    text = trimmed(text);
    if (text.empty())
        message.body.emplace<Blank>();
    else
        decodeOther(text, message.body);
}

// Lines of a file may be out of order, so the step is judged against the line before, in both directions.
void Ct01Decoder::rollDay(ReadMessage &message)
{
    if (message.read.time.basis != TimeBasis::LocalTimeOfDay)
        return;
    constexpr std::int64_t halfDay = kMicrosPerDay.count() / 2;
    const std::int64_t now = message.read.time.us;
    const std::int64_t step = now - m_lastTimeOfDay.value_or(now);
    using Limits = std::numeric_limits<std::int16_t>;
    if (step < -halfDay && m_dayRoll < Limits::max())
        ++m_dayRoll;
    else if (step > halfDay && m_dayRoll > Limits::min())
        --m_dayRoll;
    m_lastTimeOfDay = now;
    message.dayRoll = m_dayRoll;
}

} // namespace gantry::readers
