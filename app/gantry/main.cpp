// SPDX-License-Identifier: Apache-2.0
// The console window. Composition only.
#include "app/gantry/options.h"

#include "core/base/guardedclock.h"
#include "core/base/text.h"
#include "core/engine/rehearsal.h"
#include "ui/console/consolewindow.h"
#include "ui/console/frame/alarm.h"
#include "ui/models/enginecommands.h"
#include "ui/models/windowstate.h"
#include "ui/print/tableprinter.h"
#include "ui/screens/screendirector.h"

#include <QApplication>
#include <QFile>
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

// The screens as they were, or one finisher screen.
std::vector<screens::OutputAssignment> assignmentsOf(const std::optional<ui::WindowState> &before)
{
    std::vector<screens::OutputAssignment> out;
    for (const auto &o : before ? before->outputs : std::vector<ui::WindowState::Output>{})
        out.push_back({o.name, o.screenKey, o.templateName});
    return out.empty() ? screens::ScreenDirector::defaultAssignment() : out;
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
    engine::RehearsalOptions rehearsal;
    rehearsal.faults = options->faults;
    rehearsal.record = options->console.storePath + QStringLiteral("/drill.jsonl");
    if (options->rehearsal) {
        options->console.purpose = store::Purpose::Rehearsal;
        const auto event = engine::prepareRehearsal(options->console.storePath, clock, rehearsal);
        if (!event)
            return complain(event.error());
        options->console.event = *event;
    }
    const QString statePath = options->console.storePath + QStringLiteral("/window.json");
    const auto before = ui::loadWindowState(statePath);
    const bool returning = before && !before->closed && !options->rehearsal; // that console died
    if (returning && options->console.event.isEmpty() && QFile::exists(options->console.storePath + QStringLiteral("/events/%1.db").arg(before->event)))
        options->console.event = before->event;
    options->console.openEventLater = true;
    options->console.writePdf = [](const QString &path, const PrintTable &table) { return print::writePdf(path, table); };
    auto opened = engine::Console::open(options->console, clock);
    if (!opened.console)
        return complain(opened.error);
    engine::Console &console = *opened.console;

    ui::EngineCommands commands(console);
    ui::SystemTonePlayer tones;
    ui::ConsoleWindow window(commands, clock, before && !options->themeGiven ? app::themeNamed(before->theme).value_or(options->theme) : options->theme);
    QObject::connect(&console, &engine::Console::published, &window, &ui::ConsoleWindow::setView);
    QObject::connect(&console, &engine::Console::trouble, &window, &ui::ConsoleWindow::showTrouble);
    window.setTonePlayer(&tones);
    window.setView(console.view());
    // The page that fits the hour, once the event is there; never again: pages do not switch by themselves.
    const QString firstPage = window.currentPage();
    QObject::connect(&console, &engine::Console::published, &window, [&window, firstPage, lastPage = returning ? before->page : QString(), rehearse = options->rehearsal, decided = false](const engine::ViewPtr &view) mutable {
        if (decided || !view->event)
            return;
        decided = true;
        if (window.currentPage() == firstPage)
            window.openPage(rehearse ? QStringLiteral("race") : !lastPage.isEmpty() ? lastPage : ui::ConsoleWindow::startPage(*view));
    });
    if (before && !options->sizeGiven && before->size.width() >= 800 && before->size.height() >= 500)
        options->size = before->size;
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
        director->setOutputs(assignmentsOf(before));
    }

    ui::WindowKeeper keeper(statePath, [&] {
        const auto view = console.view();
        ui::WindowState now{view && view->event ? view->event->id.toString() : QString(), window.currentPage(), app::nameOf(window.theme()), window.size(), {}, false};
        if (director)
            for (const auto &a : director->assignments())
                now.outputs.push_back({a.name, a.screenKey, a.templateName});
        else if (before)
            now.outputs = before->outputs;
        return now;
    });
    std::unique_ptr<engine::RehearsalField> field;
    if (options->rehearsal) {
        field = std::make_unique<engine::RehearsalField>(console.ports().ctp01, clock, rehearsal);
        field->start();
    }
    const int code = QApplication::exec();
    keeper.closeInOrder();
    field.reset();
    director.reset();
    return code;
}
