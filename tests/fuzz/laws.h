// SPDX-License-Identifier: Apache-2.0
#pragma once
// What must hold for any bytes. Each takes bytes, which also choose the options, and says what broke; nullptr when all held.
// Used twice: by libFuzzer (`./dev fuzz`) and, with mutations of samples by a fixed seed, in `./dev test`.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace gantry::fuzz {

using Bytes = std::span<const std::uint8_t>;

const char *decoderLaws(Bytes bytes); // every protocol: any split the same messages, no byte lost, bounded
const char *sessionLaws(Bytes bytes); // a CTP01 session: never loses, never says too much, never repeats a secret
const char *pairLaws(Bytes bytes);    // a controller's .csv and .mrk as one stream
const char *rosterLaws(Bytes bytes);  // entrants from a file
const char *eventLaws(Bytes bytes);   // the event document: strict, and the same after a trip through the log's fields

struct Law {
    const char *name;
    const char *(*holds)(Bytes);
    std::vector<std::string> (*samples)(); // to begin from
};
const std::vector<Law> &laws();

} // namespace gantry::fuzz
