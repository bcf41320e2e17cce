// SPDX-License-Identifier: Apache-2.0
#pragma once
// A document as CSV, JSON and text for a terminal.

#include "core/output/document.h"

namespace gantry::output {

QByteArray toCsv(const Document &document);  // the machine's column names; sheets and headings are left out
QByteArray toJson(const Document &document); // numbers as numbers, what is missing as null
QByteArray toText(const Document &document);

} // namespace gantry::output
