// SPDX-License-Identifier: Apache-2.0
// The console window. Composition only.
#include "app/gantry/consolecommands.h"
#include "app/gantry/options.h"

#include "core/base/text.h"
#include "core/engine/rehearsal.h"
#include "ui/console/consolewindow.h"

#include <QApplication>
#include <QTimer>

#include <cstdio>

using namespace gantry;

namespace {

int complain(const Error &error)
{
    std::fprintf(stderr, "%s\n", error.message.toUtf8().constData());
    return error.code == ErrorCode::Usage ? 2 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("gantry"));
    QApplication::setApplicationDisplayName(QStringLiteral("Gantry"));
    QApplication::setApplicationVersion(QStringLiteral(GANTRY_VERSION));
    auto options = app::parseOptions(QApplication::arguments());
    if (!options)
        return complain(options.error());

    const SystemClock clock;
    const engine::RehearsalOptions rehearsal;
    if (options->rehearsal) {
        options->console.purpose = store::Purpose::Rehearsal;
        const auto event = engine::prepareRehearsal(options->console.storePath, clock, rehearsal);
        if (!event)
            return complain(event.error());
        options->console.event = *event;
    }
    auto opened = engine::Console::open(options->console, clock);
    if (!opened.console)
        return complain(opened.error);
    engine::Console &console = *opened.console;

    app::ConsoleCommands commands(console);
    ui::ConsoleWindow window(commands, clock, options->theme);
    QObject::connect(&console, &engine::Console::published, &window, &ui::ConsoleWindow::setView);
    QObject::connect(&console, &engine::Console::trouble, &window, &ui::ConsoleWindow::showTrouble);
    window.setView(console.view());
    window.openPage(ui::ConsoleWindow::startPage(*console.view()));
    window.resize(options->size);
    window.show();
    if (opened.opening == store::Opening::Upgraded)
        window.showTrouble(say("The store was brought to this version; a copy of the old one is in %1").arg(opened.backup));

    std::unique_ptr<engine::RehearsalField> field;
    if (options->rehearsal) {
        field = std::make_unique<engine::RehearsalField>(console.ports().ctp01, clock, rehearsal);
        field->start();
        window.openPage(QStringLiteral("race"));
    }
    const int code = QApplication::exec();
    field.reset();
    return code;
}
