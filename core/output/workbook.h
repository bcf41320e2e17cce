// SPDX-License-Identifier: Apache-2.0
#pragma once
// A document as an Excel workbook: one sheet per race, headings that stay in sight, numbers as numbers, times as Excel times with the
// digits that are shown. Everything else is text: nothing from the data ever becomes a formula or a link.

#include "core/base/result.h"
#include "core/output/document.h"

namespace gantry::output {

Result<QByteArray> toXlsx(const Document &document);
// At most 31 characters, none of []:*?/\ and no apostrophe at an end, each once.
QString sheetName(const QString &wanted, QStringList &taken);

} // namespace gantry::output
