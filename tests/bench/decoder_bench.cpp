// SPDX-License-Identifier: Apache-2.0
// CT01 lines per second through the decoder, fed as a socket gives them. The floor is a bare walk over the same bytes that
// finds each line and its seven separators and keeps nothing.

#include "core/readers/decoder.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

using namespace gantry::readers;

namespace {

constexpr int kLines = 500'000, kRounds = 5;
constexpr std::size_t kSlice = 64 * 1024;

std::string recording()
{
    std::string bytes;
    std::array<char, 96> line{};
    for (int i = 1; i <= kLines; ++i) {
        const int second = 25'200 + i / 40;
        const int n = std::snprintf(line.data(), line.size(), "CT01_33~%d~FINISH3~%d~2021-05-08T%02d:%02d:%02d.%02d~%d~104484~%d\r\n", i,
                                    int(i * 7919LL % 30'000), second / 3600, second / 60 % 60, second % 60, i % 100, i % 9 + 1, 1 << (i % 4));
        bytes.append(line.data(), std::size_t(n));
    }
    return bytes;
}

template<class F>
double linesPerSecond(F &&once)
{
    const auto from = std::chrono::steady_clock::now();
    const std::size_t lines = once();
    return double(lines) / std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
}

std::size_t decodeAll(const std::string &bytes)
{
    const auto decoder = protocolById("ctp01")->makeDecoder(0);
    std::vector<Message> messages;
    std::size_t reads = 0;
    for (std::size_t at = 0; at < bytes.size(); at += kSlice) {
        messages.clear();
        decoder->feed(std::as_bytes(std::span(bytes.data() + at, std::min(kSlice, bytes.size() - at))), messages);
        for (const Message &m : messages)
            reads += std::holds_alternative<ReadMessage>(m.body);
    }
    return reads;
}

std::size_t walk(const std::string &bytes)
{
    std::size_t lines = 0;
    const char *at = bytes.data(), *end = at + bytes.size();
    while (const void *lf = std::memchr(at, '\n', std::size_t(end - at))) {
        const char *stop = static_cast<const char *>(lf);
        int fields = 0;
        for (const void *sep = at; (sep = std::memchr(sep, '~', std::size_t(stop - static_cast<const char *>(sep))));
             sep = static_cast<const char *>(sep) + 1)
            ++fields;
        lines += fields == 7;
        at = stop + 1;
    }
    return lines;
}

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + kRounds / 2, values.end());
    return values[kRounds / 2];
}

} // namespace

int main()
{
    const std::string bytes = recording();
    std::vector<double> decoded, walked;
    for (int i = 0; i < kRounds; ++i) {
        decoded.push_back(linesPerSecond([&] { return decodeAll(bytes); }));
        walked.push_back(linesPerSecond([&] { return walk(bytes); }));
    }
    if (decodeAll(bytes) != std::size_t(kLines) || walk(bytes) != std::size_t(kLines))
        return 1;
    std::printf("{\"name\": \"decoder\", \"unit\": \"lines/s\", \"value\": %.0f, \"median\": %.0f, \"floor\": %.0f, \"limit\": 2000000, \"better\": "
                "\"higher\"}\n",
                median(decoded), median(decoded), median(walked));
    return 0;
}
