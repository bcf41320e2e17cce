// SPDX-License-Identifier: Apache-2.0
// One libFuzzer target: GANTRY_LAW is the law it looks for a hole in.
#include "tests/fuzz/laws.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (const char *broken = gantry::fuzz::GANTRY_LAW({data, size})) {
        std::fprintf(stderr, "law broken: %s\n", broken);
        std::abort();
    }
    return 0;
}
