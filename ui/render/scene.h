// SPDX-License-Identifier: Apache-2.0
#pragma once
// The QML scene of an output: where it is, and a picture of it without any window.

#include "core/base/result.h"
#include "core/display/template.h"

#include <QImage>
#include <QSize>
#include <QUrl>

class QQmlEngine;

namespace gantry::render {

class SceneModel;

// Makes the scene's types known; call once per engine, before loading sceneUrl(). The scene needs the property "scene".
void prepareEngine(QQmlEngine &engine);
QUrl sceneUrl();

// One frame in this size, by the software renderer; works without a display. QML's warnings are the error.
Result<QImage> picture(SceneModel &model, const QSize &size);

// "finisher" (built in) or the path of a file.
Result<display::DisplayTemplate> loadTemplate(const QString &idOrFile);

} // namespace gantry::render
