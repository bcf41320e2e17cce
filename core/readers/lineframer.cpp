// SPDX-License-Identifier: Apache-2.0
#include "core/readers/lineframer.h"

#include <cstring>

namespace gantry::readers {

namespace {

constexpr unsigned kEndsWithCr = 1, kEndsWithLf = 2, kEndsWithNul = 4;

std::size_t indexOf(std::string_view in, char c)
{
    const void *at = std::memchr(in.data(), c, in.size());
    return at ? std::size_t(static_cast<const char *>(at) - in.data()) : std::string_view::npos;
}

} // namespace

// The last digit of a record's tag says how the record ends.
bool LineFramer::tagBits(std::string_view line, unsigned &bits)
{
    if (line.size() < 7 || !line.starts_with("CT01_"))
        return false;
    const char c = line[6];
    if (c >= '0' && c <= '9')
        bits = unsigned(c - '0');
    else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
        bits = unsigned((c | 0x20) - 'a') + 10;
    else
        return false;
    return true;
}

LineFramer::End LineFramer::findEnd(std::string_view from, bool insideLongLine, bool last)
{
    if (from.front() == '\0' && !insideLongLine)
        return {End::Found, 0, 1};
    const std::string_view window = from.substr(0, kMaxLine + 1);
    const std::size_t lf = indexOf(window, '\n');
    const std::string_view beforeLf = window.substr(0, lf);
    const std::size_t cr = indexOf(beforeLf, '\r');
    unsigned bits = 0;
    if (!insideLongLine && tagBits(from, bits) && (bits & kEndsWithNul)) {
        const std::size_t nul = indexOf(beforeLf.substr(0, cr), '\0');
        if (nul != std::string_view::npos)
            return {End::Found, nul, nul + 1};
    }
    if (cr != std::string_view::npos) {
        const bool bareCr = (bits & (kEndsWithCr | kEndsWithLf)) == kEndsWithCr;
        if (!bareCr && cr + 1 == from.size() && !last)
            return {End::WaitForLf};
        return {End::Found, cr, !bareCr && cr + 1 < from.size() && from[cr + 1] == '\n' ? cr + 2 : cr + 1};
    }
    if (lf != std::string_view::npos)
        return {End::Found, lf, lf + 1};
    return last && from.size() <= kMaxLine ? End{End::Found, from.size(), from.size()} : End{};
}

} // namespace gantry::readers
