// SPDX-License-Identifier: Apache-2.0
// One output screen, in a process of its own: composition only.
#include "app/gantry-screen/commandline.h"
#include "core/base/text.h"
#include "ui/render/picture.h"
#include "ui/render/templates.h"
#include "ui/screens/parentwatch.h"

#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QQuickWindow>

#include <cstdio>

namespace {

using namespace gantry;

// Qt complains of every font that it skips on the way to the right one, for every text in an Indic script.
void report(QtMsgType, const QMessageLogContext &, const QString &message)
{
    if (!message.contains(QStringLiteral("OpenType support missing")))
        std::fprintf(stderr, "gantry-screen: %s\n", qPrintable(message));
}

int fail(const Error &error)
{
    const QString text = error.message + (error.detail.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(error.detail));
    std::fprintf(stderr, "gantry-screen: %s\n", qPrintable(text));
    return error.code == ErrorCode::Usage ? 2 : error.code == ErrorCode::InvalidInput ? 3 : 1;
}

Result<QJsonObject> readData(const QString &path)
{
    if (path.isEmpty())
        return QJsonObject();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, say("%1 cannot be read.").arg(path), file.errorString());
    QJsonParseError error;
    const QJsonDocument doc = QJsonDocument::fromJson(file.read(4 * 1024 * 1024), &error);
    if (!doc.isObject())
        return failure(ErrorCode::InvalidInput, say("%1 is no JSON object.").arg(path), error.errorString());
    return doc.object();
}

int grab(const ScreenCommand &command, const display::DisplayTemplate &t)
{
    const auto data = readData(command.data);
    if (!data)
        return fail(data.error());
    const QSize size = command.output.windowed.isEmpty() ? t.canvas.toSize() : command.output.windowed;
    const auto picture = render::renderPicture(t, *data, size);
    if (!picture)
        return fail(picture.error());
    if (!picture->save(command.grab))
        return fail(failure(ErrorCode::Io, say("%1 cannot be written.").arg(command.grab)));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    qInstallMessageHandler(report);
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const auto command = parseCommandLine(arguments);
    if (!command)
        return fail(command.error());
    if (command->help) {
        std::fputs(qPrintable(helpText()), stdout);
        return 0;
    }
    if (!command->grab.isEmpty() && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // a picture needs no display
    // Text on flat colours: the software renderer needs a quarter of a core and no driver that may fail on hot-plug.
    if (!command->hardware && !qEnvironmentVariableIsSet("QT_QUICK_BACKEND"))
        QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
    QGuiApplication app(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("gantry-screen"));
    QGuiApplication::setQuitOnLastWindowClosed(false); // hidden is not over
    const auto t = render::loadTemplate(command->templateName);
    if (!t)
        return fail(t.error());
    if (!command->grab.isEmpty())
        return grab(*command, *t);
    screens::Output output(*t, command->output);
    screens::ParentWatch parent;
    QObject::connect(&parent, &screens::ParentWatch::parentGone, &app, &QGuiApplication::quit);
    QObject::connect(&output, &screens::Output::fontMissing, &app, [](const QString &characters) {
        std::fprintf(stderr, "gantry-screen: %s\n", qPrintable(say("No font here has these characters: %1. Install fonts-noto.").arg(characters)));
    });
    if (const auto started = output.start(); !started)
        return fail(started.error());
    return QGuiApplication::exec();
}
