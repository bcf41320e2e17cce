// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QWidget>

namespace gantry::testing {

// Lets posted work and layouts settle, then grabs the widget into folder/name.png. False when nothing was painted.
bool takePicture(QWidget &widget, const QString &folder, const QString &name);

} // namespace gantry::testing
