// SPDX-License-Identifier: Apache-2.0
#pragma once
// A view as IOF XML: a class for each division of each race, or for each race when it has none or when that is asked for.

#include "core/engine/outputs/resultdocument.h"
#include "core/output/iofxml.h"

namespace gantry::engine {

output::IofResults iofResults(const View &view, const ResultRequest &request);

} // namespace gantry::engine
