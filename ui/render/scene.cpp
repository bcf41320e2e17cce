// SPDX-License-Identifier: Apache-2.0
#include "ui/render/scene.h"

#include "core/base/text.h"
#include "ui/render/backdrop.h"
#include "ui/render/scenemodel.h"

#include <QFile>
#include <QJsonDocument>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQmlError>
#include <QQuickItem>
#include <QQuickRenderControl>
#include <QQuickRenderTarget>
#include <QQuickWindow>

#include <memory>

// The files sit in static libraries; without these calls the linker would leave them out. The macro must stand outside of
// any namespace.
static void linkSceneFiles()
{
    Q_INIT_RESOURCE(gantry_scene);
}
static void linkTemplates()
{
    Q_INIT_RESOURCE(gantry_data);
}

namespace gantry::render {

namespace {

constexpr qint64 kMaxTemplateBytes = 4 * 1024 * 1024;
constexpr int kMaxSide = 16384;

QString joined(const QList<QQmlError> &errors)
{
    QStringList lines;
    for (const QQmlError &e : errors)
        lines << e.toString();
    return lines.join(u'\n');
}

} // namespace

void prepareEngine(QQmlEngine &)
{
    linkSceneFiles();
    qmlRegisterType<Backdrop>("Gantry.Render", 1, 0, "Backdrop");
}

QUrl sceneUrl()
{
    return QUrl(QStringLiteral("qrc:/gantry/scene/DisplayScene.qml"));
}

Result<QImage> picture(SceneModel &model, const QSize &size)
{
    if (size.isEmpty() || size.width() > kMaxSide || size.height() > kMaxSide)
        return failure(ErrorCode::InvalidInput, say("A picture has from 1x1 to %1x%1 pixels").arg(kMaxSide));
    QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
    QQmlEngine engine;
    prepareEngine(engine);
    QList<QQmlError> warnings;
    QObject::connect(&engine, &QQmlEngine::warnings, &engine, [&](const QList<QQmlError> &list) { warnings += list; });
    QQuickRenderControl control;
    QQuickWindow window(&control);
    QQmlComponent component(&engine, sceneUrl());
    std::unique_ptr<QObject> object(component.createWithInitialProperties({{QStringLiteral("scene"), QVariant::fromValue(&model)}}));
    auto *root = qobject_cast<QQuickItem *>(object.get());
    if (!root)
        return failure(ErrorCode::Unexpected, say("The scene cannot be drawn"), joined(component.errors()));
    root->setParentItem(window.contentItem());
    root->setSize(size);
    window.contentItem()->setSize(size);
    window.setGeometry(0, 0, size.width(), size.height());
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::black);
    window.setRenderTarget(QQuickRenderTarget::fromPaintDevice(&image));
    if (!control.initialize())
        return failure(ErrorCode::Unavailable, say("The software renderer is not available"));
    control.polishItems();
    control.beginFrame();
    control.sync();
    control.render();
    control.endFrame();
    if (!warnings.isEmpty())
        return failure(ErrorCode::Unexpected, say("The scene cannot be drawn"), joined(warnings));
    return image;
}

Result<display::DisplayTemplate> loadTemplate(const QString &idOrFile)
{
    linkTemplates();
    const bool isFile = idOrFile.contains(u'/') || idOrFile.endsWith(u".json");
    QFile file(isFile ? idOrFile : QStringLiteral(":/gantry/templates/%1.json").arg(idOrFile));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, say("There is no template \"%1\"").arg(idOrFile), file.errorString());
    const QByteArray bytes = file.read(kMaxTemplateBytes + 1);
    if (bytes.size() > kMaxTemplateBytes)
        return failure(ErrorCode::LimitExceeded, say("The template \"%1\" is too large").arg(idOrFile));
    QJsonParseError wrong;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &wrong);
    if (!document.isObject())
        return failure(ErrorCode::InvalidInput, say("The template \"%1\" is no JSON object: %2, at byte %3").arg(idOrFile, wrong.errorString()).arg(wrong.offset));
    return display::parseTemplate(document.object());
}

} // namespace gantry::render
