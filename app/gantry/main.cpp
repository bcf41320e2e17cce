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
#include "ui/print/planprinter.h"
#include "ui/screens/screendirector.h"
#include "ui/screensaver/screensaver.h"

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

// Where the window was, and whether the console that was there died (then this one goes on from there).
struct Before {
    QString path; // of window.json
    std::optional<ui::WindowState> state;
    bool died = false;
};

Before lookBack(app::Options &options)
{
    Before before{options.console.storePath + QStringLiteral("/window.json"), {}, false};
    before.state = ui::loadWindowState(before.path);
    before.died = before.state && !before.state->closed && !options.rehearsal;
    if (before.died && options.console.event.isEmpty() && QFile::exists(options.console.storePath + QStringLiteral("/events/%1.db").arg(before.state->event)))
        options.console.event = before.state->event;
    if (before.state && !options.sizeGiven && before.state->size.width() >= 800 && before.state->size.height() >= 500)
        options.size = before.state->size;
    if (before.state && !options.themeGiven)
        options.theme = app::themeNamed(before.state->theme).value_or(options.theme);
    return before;
}

// After a crash the page that was open, at once; else the page that fits the hour, once the event is there; never again: pages do
// not switch by themselves.
void choosePage(engine::Console &console, ui::ConsoleWindow &window, const Before &before, bool rehearse)
{
    if (before.died && !before.state->page.isEmpty())
        return window.openPage(before.state->page);
    const QString firstPage = window.currentPage();
    QObject::connect(&console, &engine::Console::published, &window, [&window, firstPage, rehearse, decided = false](const engine::ViewPtr &view) mutable {
        if (decided || !view->event)
            return;
        decided = true;
        if (window.currentPage() == firstPage)
            window.openPage(rehearse ? QStringLiteral("race") : ui::ConsoleWindow::startPage(*view));
    });
}

void showWindow(ui::ConsoleWindow &window, QSize size)
{
    window.resize(size);
    const QRect available = QGuiApplication::primaryScreen()->availableGeometry();
    if (size.width() >= available.width() || size.height() >= available.height())
        window.showMaximized();
    else
        window.show();
}

std::unique_ptr<screens::ScreenDirector> makeDirector(engine::Console &console, ui::ConsoleWindow &window, const Before &before)
{
    auto made = std::make_unique<screens::ScreenDirector>(screens::DirectorOptions{console.ports().feed, {}, {}});
    screens::ScreenDirector *director = made.get();
    QObject::connect(&console, &engine::Console::screenChanged, director, &screens::ScreenDirector::clientChanged);
    QObject::connect(director, &screens::ScreenDirector::outputsChanged, &window, [director, &window] { window.setOutputs(outputsOf(*director)); });
    QObject::connect(director, &screens::ScreenDirector::outputDied, &window, [&window](const QString &, const QString &sentence) { window.showTrouble(sentence); });
    director->setOutputs(assignmentsOf(before.state));
    return made;
}

ui::WindowState stateOf(const engine::Console &console, const ui::ConsoleWindow &window, const screens::ScreenDirector *director, const Before &before)
{
    const auto view = console.view();
    // Until the event is there, it is still the one from before: a console that dies now comes back to it too.
    const QString event = view && view->event ? view->event->id.toString() : before.died ? before.state->event : QString();
    ui::WindowState now{event, window.currentPage(), app::nameOf(window.theme()), window.size(), {}, false};
    if (director)
        for (const auto &a : director->assignments())
            now.outputs.push_back({a.name, a.screenKey, a.templateName});
    else if (before.state)
        now.outputs = before.state->outputs;
    return now;
}

// The window on an open console, until it is closed.
int work(engine::Console &console, const Clock &clock, const app::Options &options, const Before &before, const QString &upgraded, const engine::RehearsalOptions &rehearsal)
{
    ui::EngineCommands commands(console);
    ui::SystemTonePlayer tones;
    ui::ConsoleWindow window(commands, clock, options.theme);
    QObject::connect(&console, &engine::Console::published, &window, &ui::ConsoleWindow::setView);
    QObject::connect(&console, &engine::Console::trouble, &window, &ui::ConsoleWindow::showTrouble);
    window.setTonePlayer(&tones);
    window.setView(console.view());
    choosePage(console, window, before, options.rehearsal);
    showWindow(window, options.size);
    if (!upgraded.isEmpty())
        window.showTrouble(say("The store was brought to this version; a copy of the old one is in %1").arg(upgraded));
    std::unique_ptr<screens::ScreenDirector> director = options.screens ? makeDirector(console, window, before) : nullptr;
    ui::WindowKeeper keeper(before.path, [&] { return stateOf(console, window, director.get(), before); });
    std::unique_ptr<engine::RehearsalField> field;
    if (options.rehearsal) {
        field = std::make_unique<engine::RehearsalField>(console.ports().ctp01, clock, rehearsal);
        field->start();
    }
    const int code = QApplication::exec();
    keeper.closeInOrder();
    field.reset();
    director.reset();
    return code;
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
    const Before before = lookBack(*options);
    options->console.openEventLater = true;
    options->console.keepScreen = [] { return std::make_unique<ui::ScreenSaver>(); };
    options->console.drawPdf = print::drawPdf;
    auto opened = engine::Console::open(options->console, clock);
    if (!opened.console)
        return complain(opened.error);
    const QString upgraded = opened.opening == store::Opening::Upgraded ? opened.backup : QString();
    return work(*opened.console, clock, *options, before, upgraded, rehearsal);
}
