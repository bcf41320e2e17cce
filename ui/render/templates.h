// SPDX-License-Identifier: Apache-2.0
#pragma once
// Templates by name: those that came with the program, or a file.

#include "core/display/template.h"

#include <QStringList>

namespace gantry::render {

QStringList builtInTemplates();
// "finisher", or the path of a JSON file (at most 4 MiB).
Result<display::DisplayTemplate> loadTemplate(const QString &nameOrFile);

} // namespace gantry::render
