// SPDX-License-Identifier: Apache-2.0
#pragma once
// The command line of the console window.

#include "core/base/result.h"
#include "core/engine/console.h"
#include "ui/console/common/look.h"

#include <QSize>

namespace gantry::app {

struct Options {
    engine::ConsoleOptions console;
    bool rehearsal = false, screens = true;
    ui::Theme theme = ui::Theme::Dark;
    QSize size{1366, 768};
};

// Parses the application's arguments; prints help or version and exits when asked to. Usage error: what is wrong.
Result<Options> parseOptions(const QStringList &arguments);

} // namespace gantry::app
