// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/outputwindow.h"

#include "ui/render/backdrop.h"
#include "ui/render/displayscene.h"

#include <QCursor>
#include <QScreen>

namespace gantry::screens {

OutputWindow::OutputWindow(render::DisplayScene &scene)
{
    render::registerTypes();
    setFlags(Qt::Window | Qt::FramelessWindowHint | Qt::WindowDoesNotAcceptFocus | Qt::WindowStaysOnTopHint);
    setCursor(QCursor(Qt::BlankCursor));
    setTitle(QStringLiteral("Gantry output")); // for whoever captures the window
    setResizeMode(QQuickView::SizeRootObjectToView);
    setColor(Qt::black);
    setInitialProperties({{QStringLiteral("scene"), QVariant::fromValue(&scene)}});
    setSource(QUrl(QStringLiteral("qrc:/gantry/render/Scene.qml")));
}

void OutputWindow::showOn(QScreen &target)
{
    setScreen(&target);
    setGeometry(target.geometry());
    setWindowStates(Qt::WindowFullScreen); // showFullScreen() would ask for the focus
    setVisible(true);
    setGeometry(target.geometry()); // some window managers take the size of the state that was left
}

void OutputWindow::showWindowed(QSize size)
{
    setFlags(Qt::Window);
    setCursor(QCursor(Qt::ArrowCursor));
    resize(size);
    show();
}

} // namespace gantry::screens
