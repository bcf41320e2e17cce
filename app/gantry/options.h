// SPDX-License-Identifier: Apache-2.0
#pragma once
// The command line of the console window.

#include "core/base/result.h"
#include "core/engine/console.h"
#include "core/net/faults.h"
#include "ui/console/common/look.h"

#include <QSize>

#include <optional>

namespace gantry::app {

struct Options {
    engine::ConsoleOptions console;
    bool rehearsal = false, screens = true;
    net::FaultPlan faults; // of a rehearsal
    ui::Theme theme = ui::Theme::Dark;
    bool themeGiven = false, sizeGiven = false;
    QSize size{1366, 768};
};

std::optional<ui::Theme> themeNamed(const QString &name); // "dark", "light", "sun"
QString nameOf(ui::Theme theme);

// Parses the application's arguments; prints help or version and exits when asked to. Usage error: what is wrong.
Result<Options> parseOptions(const QStringList &arguments);

} // namespace gantry::app
