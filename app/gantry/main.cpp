// SPDX-License-Identifier: Apache-2.0
// The console window. Composition only.
#include "app/gantry/options.h"

#include "core/base/guardedclock.h"
#include "core/base/text.h"
#include "core/engine/rehearsal.h"
#include "ui/console/consolewindow.h"
#include "ui/models/enginecommands.h"
#include "ui/print/tableprinter.h"
#include "ui/screens/screendirector.h"

#include <QApplication>
#include <QScreen>
#include <QTimer>

#include <cstdio>

using namespace gantry;

namespace {

ui::Outputs outputsOf(const screens::ScreenDirector &director)
{
    ui::Outputs out;
    for (const screens::OutputState &o : director.outputs()) {
        ++out.assigned;
        out.connected += o.visible;
        const QString restarts = o.restarts > 0 ? say(", restarted %1×").arg(o.restarts) : QString();
        const QString state = !o.running ? say("starting again") : !o.visible ? say("waiting for its screen") : o.showing.isEmpty() ? say("resting") : say("showing %1").arg(o.showing);
        out.screens.push_back({o.name, o.visible ? ui::Tone::Good : ui::Tone::Look, state + restarts});
    }
    return out;
}

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

    const GuardedClock clock;
    options->console.clockJump = [&clock] { return clock.jump(); };
    const engine::RehearsalOptions rehearsal;
    if (options->rehearsal) {
        options->console.purpose = store::Purpose::Rehearsal;
        const auto event = engine::prepareRehearsal(options->console.storePath, clock, rehearsal);
        if (!event)
            return complain(event.error());
        options->console.event = *event;
    }
    options->console.openEventLater = true;
    options->console.writePdf = [](const QString &path, const PrintTable &table) { return print::writePdf(path, table); };
    auto opened = engine::Console::open(options->console, clock);
    if (!opened.console)
        return complain(opened.error);
    engine::Console &console = *opened.console;

    ui::EngineCommands commands(console);
    ui::ConsoleWindow window(commands, clock, options->theme);
    QObject::connect(&console, &engine::Console::published, &window, &ui::ConsoleWindow::setView);
    QObject::connect(&console, &engine::Console::trouble, &window, &ui::ConsoleWindow::showTrouble);
    window.setView(console.view());
    // The page that fits the hour, once the event is there; never again: pages do not switch by themselves.
    const QString firstPage = window.currentPage();
    QObject::connect(&console, &engine::Console::published, &window, [&window, firstPage, rehearse = options->rehearsal, decided = false](const engine::ViewPtr &view) mutable {
        if (decided || !view->event)
            return;
        decided = true;
        if (window.currentPage() == firstPage)
            window.openPage(rehearse ? QStringLiteral("race") : ui::ConsoleWindow::startPage(*view));
    });
    window.resize(options->size);
    const QRect available = QGuiApplication::primaryScreen()->availableGeometry();
    if (options->size.width() >= available.width() || options->size.height() >= available.height())
        window.showMaximized();
    else
        window.show();
    if (opened.opening == store::Opening::Upgraded)
        window.showTrouble(say("The store was brought to this version; a copy of the old one is in %1").arg(opened.backup));

    std::unique_ptr<screens::ScreenDirector> director;
    if (options->screens) {
        director = std::make_unique<screens::ScreenDirector>(screens::DirectorOptions{console.ports().feed, {}, {}});
        QObject::connect(&console, &engine::Console::screenChanged, director.get(), &screens::ScreenDirector::clientChanged);
        QObject::connect(director.get(), &screens::ScreenDirector::outputsChanged, &window, [&] { window.setOutputs(outputsOf(*director)); });
        QObject::connect(director.get(), &screens::ScreenDirector::outputDied, &window, [&](const QString &, const QString &sentence) { window.showTrouble(sentence); });
        director->setOutputs(screens::ScreenDirector::defaultAssignment());
    }

    std::unique_ptr<engine::RehearsalField> field;
    if (options->rehearsal) {
        field = std::make_unique<engine::RehearsalField>(console.ports().ctp01, clock, rehearsal);
        field->start();
    }
    const int code = QApplication::exec();
    field.reset();
    director.reset();
    return code;
}
