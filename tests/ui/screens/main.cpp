// SPDX-License-Identifier: Apache-2.0
#include <QGuiApplication>
#include <QQuickWindow>

int runFitTest(int argc, char **argv);
int runRenderTest(int argc, char **argv);
int runPlacementTest(int argc, char **argv);
int runDirectorTest(int argc, char **argv);
int runHotplugTest(int argc, char **argv);

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
    QGuiApplication app(argc, argv);
    QGuiApplication::setQuitOnLastWindowClosed(false);
    return runFitTest(argc, argv) + runRenderTest(argc, argv) + runPlacementTest(argc, argv) + runDirectorTest(argc, argv) + runHotplugTest(argc, argv);
}
