// SPDX-License-Identifier: Apache-2.0
#include "app/gantryctl/papers.h"

#ifdef GANTRY_DRAWS_PDF
#include "ui/print/planprinter.h"

#include <QGuiApplication>
#endif

#include <cstdio>
#include <cstring>

namespace gantry::ctl {

#ifdef GANTRY_DRAWS_PDF

namespace {

// No session has a folder for a screen that is none; that is nothing to tell whoever asked for a list.
void withoutRuntimeFolder(QtMsgType, const QMessageLogContext &, const QString &message)
{
    if (!message.startsWith(QStringLiteral("QStandardPaths: XDG_RUNTIME_DIR")))
        std::fprintf(stderr, "%s\n", message.toLocal8Bit().constData());
}

bool mayDraw(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i)
        for (const char *word : {"pdf", "serve", "publish", "certificates", "podium", "--set"})
            if (std::strcmp(argv[i], word) == 0 || std::strcmp(argv[i], "--format=pdf") == 0 || std::strncmp(argv[i], "--set=", 6) == 0)
                return true;
    return false;
}

} // namespace

std::unique_ptr<QCoreApplication> makeApplication(int &argc, char **argv)
{
    if (!mayDraw(argc, argv))
        return std::make_unique<QCoreApplication>(argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen"); // a terminal needs no screen
    qInstallMessageHandler(withoutRuntimeFolder);
    return std::make_unique<QGuiApplication>(argc, argv);
}

engine::DrawPdf pdfDrawer()
{
    if (qobject_cast<QGuiApplication *>(QCoreApplication::instance()))
        return print::drawPdf;
    return {};
}

#else

std::unique_ptr<QCoreApplication> makeApplication(int &argc, char **argv)
{
    return std::make_unique<QCoreApplication>(argc, argv);
}

engine::DrawPdf pdfDrawer()
{
    return {};
}

#endif

} // namespace gantry::ctl
