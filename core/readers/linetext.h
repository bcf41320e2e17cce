// SPDX-License-Identifier: Apache-2.0
#pragma once
// Small readers of fields: no allocation, no locale, no exception.

#include <charconv>
#include <cstdint>
#include <string_view>

namespace gantry::readers {

inline std::string_view trimmed(std::string_view t)
{
    while (!t.empty() && (t.front() == ' ' || t.front() == '\t'))
        t.remove_prefix(1);
    while (!t.empty() && (t.back() == ' ' || t.back() == '\t'))
        t.remove_suffix(1);
    return t;
}

// ASCII letters in any case.
inline bool sameWord(std::string_view a, std::string_view b)
{
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; };
        if (lower(a[i]) != lower(b[i]))
            return false;
    }
    return true;
}

template<class T>
T number(std::string_view t, T otherwise)
{
    T value{};
    const auto [end, error] = std::from_chars(t.data(), t.data() + t.size(), value);
    return error == std::errc() && end == t.data() + t.size() ? value : otherwise;
}

inline bool literal(std::string_view &t, char c)
{
    if (t.empty() || t.front() != c)
        return false;
    t.remove_prefix(1);
    return true;
}

// Takes `least` to `most` digits off the front.
inline bool digits(std::string_view &t, std::size_t least, std::size_t most, std::int64_t &value)
{
    std::size_t n = 0;
    value = 0;
    while (n < t.size() && n < most && t[n] >= '0' && t[n] <= '9')
        value = value * 10 + (t[n++] - '0');
    t.remove_prefix(n);
    return n >= least;
}

// ".f" with 1 to 9 digits, or nothing; microseconds, the digits behind the sixth add nothing.
inline bool fraction(std::string_view &t, std::int64_t &us)
{
    us = 0;
    if (!literal(t, '.'))
        return true;
    std::int64_t scale = 100'000;
    std::size_t n = 0;
    for (; n < t.size() && n < 9 && t[n] >= '0' && t[n] <= '9'; ++n, scale /= 10)
        us += (t[n] - '0') * scale;
    t.remove_prefix(n);
    return n > 0;
}

} // namespace gantry::readers
