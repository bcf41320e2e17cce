// SPDX-License-Identifier: Apache-2.0
#pragma once
// Ctrl+P on Results: which lists there are to print, and the pages of the chosen one. The pages are made on another thread.

#include "ui/console/common/printpanel.h"

namespace gantry::ui {

// Race, list, columns; `race`: the one that is shown.
QList<PrintPanel::Option> resultsPrintOptions(const engine::View &view, int race);
// `bibs`: the selected runners, for certificates; none: every finisher.
PrintPanel::Plan resultsPrintPlan(UtcTime now, const QStringList &bibs);

} // namespace gantry::ui
