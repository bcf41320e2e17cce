// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the fuzzers begin from.

#include <string>
#include <vector>

namespace gantry::fuzz {

std::string soundDocument(); // an event document with something of everything
std::vector<std::string> decoderSamples();
std::vector<std::string> sessionSamples();
std::vector<std::string> pairSamples();
std::vector<std::string> rosterSamples();
std::vector<std::string> eventSamples();

} // namespace gantry::fuzz
