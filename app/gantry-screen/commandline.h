// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "ui/screens/output.h"

#include <QStringList>

namespace gantry {

struct ScreenCommand {
    screens::OutputOptions output;
    QString templateName = QStringLiteral("finisher");
    QString grab, data;
    bool hardware = false, help = false;
};

Result<ScreenCommand> parseCommandLine(const QStringList &arguments); // without the program's name
QString helpText();

} // namespace gantry
