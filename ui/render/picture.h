// SPDX-License-Identifier: Apache-2.0
#pragma once
// One frame of a template with given data, as an image: for pictures, previews and tests.

#include "core/display/template.h"

#include <QImage>
#include <QJsonObject>
#include <QSize>

namespace gantry::render {

// data: {"snapshot": {…}, "row": {…} (absent: resting), "now_us": "…"}, the feed's own shapes. Needs a QGuiApplication; a window
// of this size is shown for one frame (nowhere, under the offscreen platform).
Result<QImage> renderPicture(const display::DisplayTemplate &t, const QJsonObject &data, QSize size);

} // namespace gantry::render
