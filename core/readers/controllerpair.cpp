// SPDX-License-Identifier: Apache-2.0
#include "core/readers/controllerpair.h"

#include "core/readers/decoder.h"
#include "core/readers/linetext.h"

namespace gantry::readers {

namespace {

// The field behind `skip` separators.
std::string_view field(std::string_view line, char separator, int skip)
{
    for (; skip > 0; --skip) {
        const std::size_t at = line.find(separator);
        if (at == std::string_view::npos)
            return {};
        line.remove_prefix(at + 1);
    }
    return trimmed(line.substr(0, line.find(separator)));
}

} // namespace

ControllerPair::ControllerPair(std::string_view markers)
{
    std::int64_t before = 0;
    while (!markers.empty()) {
        const std::size_t lf = markers.find('\n');
        const std::size_t length = lf == std::string_view::npos ? markers.size() : lf + 1;
        const std::string_view line = markers.substr(0, length);
        markers.remove_prefix(length);
        before = number<std::int64_t>(field(line, ',', 3), before); // a damaged line stays with the one before it
        m_markers.push_back({before, std::string(line) + (lf == std::string_view::npos ? "\r\n" : "")});
    }
}

void ControllerPair::take(std::string_view line, std::string &out)
{
    const std::int64_t read = number<std::int64_t>(field(line, '~', 1), -1);
    while (m_next < m_markers.size() && m_markers[m_next].before <= read)
        out += m_markers[m_next++].text;
    out += line;
}

void ControllerPair::feed(std::string_view reads, std::string &out)
{
    while (!reads.empty()) {
        const std::size_t lf = reads.find('\n');
        const std::size_t length = lf == std::string_view::npos ? reads.size() : lf + 1;
        const std::string_view piece = reads.substr(0, length);
        reads.remove_prefix(length);
        if (m_passing) {
            out += piece;
            m_passing = lf == std::string_view::npos;
            continue;
        }
        m_partial += piece;
        if (m_partial.size() > kMaxLine) { // no read: no marker is placed by it
            out += m_partial;
            m_partial.clear();
            m_passing = lf == std::string_view::npos;
        } else if (lf != std::string_view::npos) {
            take(m_partial, out);
            m_partial.clear();
        }
    }
}

void ControllerPair::finish(std::string &out)
{
    if (m_passing && m_next < m_markers.size())
        out += "\r\n";
    while (m_next < m_markers.size())
        out += m_markers[m_next++].text;
    out += m_partial;
    m_partial.clear();
}

} // namespace gantry::readers
