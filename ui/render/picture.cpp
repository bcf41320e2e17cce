// SPDX-License-Identifier: Apache-2.0
#include "ui/render/picture.h"

#include "core/base/text.h"
#include "ui/render/backdrop.h"
#include "ui/render/displayscene.h"

#include <QEventLoop>
#include <QQuickView>
#include <QTimer>

namespace gantry::render {

namespace {

constexpr auto kPatience = std::chrono::seconds(20);

} // namespace

Result<QImage> renderPicture(const display::DisplayTemplate &t, const QJsonObject &data, QSize size)
{
    registerTypes();
    bool given = false;
    const qint64 us = data[QStringLiteral("now_us")].toString().toLongLong(&given);
    const UtcTime now = given ? fromUs(us) : SystemClock().now();
    DisplayScene scene(t, [now] { return now; });
    scene.setRunning(false);
    scene.setSnapshot(data[QStringLiteral("snapshot")].toObject());
    scene.setRow(data[QStringLiteral("row")].toObject());

    QQuickView view;
    view.setFlags(Qt::FramelessWindowHint);
    view.setResizeMode(QQuickView::SizeRootObjectToView);
    view.setInitialProperties({{QStringLiteral("scene"), QVariant::fromValue(&scene)}});
    view.setSource(QUrl(QStringLiteral("qrc:/gantry/render/Scene.qml")));
    if (view.status() != QQuickView::Ready)
        return failure(ErrorCode::Unexpected, say("The screen's scene could not be loaded."), view.errors().isEmpty() ? QString() : view.errors().front().toString());
    view.resize(size);
    QEventLoop loop;
    QObject::connect(&view, &QQuickView::frameSwapped, &loop, &QEventLoop::quit, Qt::QueuedConnection);
    QTimer::singleShot(kPatience, &loop, [&loop] { loop.exit(1); });
    view.show();
    if (loop.exec() != 0)
        return failure(ErrorCode::TimedOut, say("No picture was drawn within %1 s. Is there a display?").arg(kPatience.count()));
    QImage image = view.grabWindow();
    if (image.isNull())
        return failure(ErrorCode::Unavailable, say("The picture could not be taken from the window."));
    return image;
}

} // namespace gantry::render
