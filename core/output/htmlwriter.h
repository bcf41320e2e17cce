// SPDX-License-Identifier: Apache-2.0
#pragma once
// A document as one web page that needs nothing else: no server, no script, no font from elsewhere. Well-formed XML too.

#include "core/output/document.h"

namespace gantry::output {

QByteArray toHtml(const Document &document);

} // namespace gantry::output
