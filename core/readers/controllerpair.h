// SPDX-License-Identifier: Apache-2.0
#pragma once
// A controller's .csv and .mrk as one stream of lines, in the order in which the box wrote them: a marker stands before the
// first read whose number reaches the marker's. No byte is changed or left out; a marker line that was not ended gets its end.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::readers {

class ControllerPair {
public:
    explicit ControllerPair(std::string_view markers);
    // Some bytes of the .csv, in any pieces; appends to `out` what is decided.
    void feed(std::string_view reads, std::string &out);
    // The end of the .csv: the markers that are left, and a last line that was never ended behind them.
    void finish(std::string &out);

private:
    struct MarkerLine {
        std::int64_t before = 0; // the read it precedes
        std::string text;        // with its end
    };
    void take(std::string_view line, std::string &out);
    std::vector<MarkerLine> m_markers;
    std::size_t m_next = 0;
    std::string m_partial; // of one line, at most kMaxLine: a longer one is passed through
    bool m_passing = false;
};

} // namespace gantry::readers
