// SPDX-License-Identifier: Apache-2.0
#pragma once
// Cuts a stream into lines without losing a byte. A line ends at LF, CR, CRLF, or at a NUL where the record's own tag
// promises one (CT01_h4…h7); a NUL at the beginning of a line is an empty line. Whether a CR is followed by its LF is
// waited for, so that any split of the bytes gives the same lines; only records that promise a bare CR end there at once.

#include "core/readers/decoder.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace gantry::readers {

struct Line {
    std::int64_t offset = 0;
    std::int32_t length = 0; // with its end
    std::string_view text;   // without its end
    bool tooLong = false;    // a piece of a line of more than kMaxLine bytes
};

class LineFramer {
public:
    explicit LineFramer(std::int64_t startOffset)
        : m_offset(startOffset)
    {
    }

    template<class OnLine>
    void feed(std::string_view bytes, OnLine &&onLine)
    {
        while (!bytes.empty() && !m_partial.empty()) {
            // The beginning of a line waits: it goes on in bounded steps until the input can be read in place again.
            const std::size_t n = std::min(bytes.size(), kMaxLine);
            m_partial.append(bytes.substr(0, n));
            bytes.remove_prefix(n);
            m_partial.erase(0, cut(m_partial, false, onLine));
        }
        if (!bytes.empty())
            m_partial.assign(bytes.substr(cut(bytes, false, onLine)));
    }

    template<class OnLine>
    void finish(OnLine &&onLine)
    {
        m_partial.erase(0, cut(m_partial, true, onLine));
        m_inLongLine = false;
    }

    std::int64_t position() const { return m_offset; } // behind the last line that was given out

private:
    struct End {
        enum { None = 1, Found, WaitForLf } state = None;
        std::size_t text = 0, length = 0;
    };
    static End findEnd(std::string_view from, bool insideLongLine, bool last);
    static bool tagBits(std::string_view line, unsigned &bits);

    template<class OnLine>
    std::size_t cut(std::string_view bytes, bool last, OnLine &&onLine)
    {
        std::size_t at = 0;
        while (at < bytes.size()) {
            const std::string_view rest = bytes.substr(at);
            End end = findEnd(rest, m_inLongLine, last);
            bool tooLong = m_inLongLine;
            if (end.state == End::Found) {
                m_inLongLine = false;
            } else if (end.state == End::None && rest.size() > kMaxLine) {
                end = {End::Found, kMaxLine, kMaxLine};
                tooLong = m_inLongLine = true;
            } else {
                break;
            }
            onLine(Line{m_offset, std::int32_t(end.length), rest.substr(0, end.text), tooLong});
            m_offset += std::int64_t(end.length);
            at += end.length;
        }
        return at;
    }

    std::string m_partial; // less than kMaxLine + 2 bytes between calls
    std::int64_t m_offset = 0;
    bool m_inLongLine = false;
};

inline std::string_view asText(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

} // namespace gantry::readers
