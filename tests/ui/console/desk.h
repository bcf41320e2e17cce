// SPDX-License-Identifier: Apache-2.0
#pragma once
// The console window over a hand-made view, with keys as a person presses them.

#include "tests/ui/console/fakes.h"
#include "tests/ui/console/sampleview.h"
#include "ui/console/consolewindow.h"
#include "ui/console/frame/runnerpanel.h"

#include <QApplication>
#include <QLabel>
#include <QTest>

namespace gantry::testing {

using ui::ConsoleWindow;
using ui::RunnerCard;
using ui::RunnerPanel;
using ui::Theme;

struct Desk {
    explicit Desk(SampleEvent sample = SampleEvent::harbour(), Theme theme = Theme::Dark)
        : event(std::move(sample)), clock(SampleEvent::now()), window(commands, clock, theme)
    {
        window.resize(1366, 768);
        window.show();
        window.setView(event.publish());
        window.activateWindow();
        QApplication::setActiveWindow(&window);
    }
    void key(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget *target = QApplication::focusWidget() ? QApplication::focusWidget() : &window;
        QTest::keyClick(target, Qt::Key(key), modifiers);
    }
    void type(const QString &text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    template<class T>
    T *get(const QString &name)
    {
        return window.findChild<T *>(name);
    }
    RunnerCard card() { return get<RunnerPanel>(QStringLiteral("runnerCard"))->card(); }
    QString sentence() { return get<QLabel>(QStringLiteral("lastOp"))->toolTip(); }

    SampleEvent event;
    FixedClock clock;
    RecordingCommands commands;
    ConsoleWindow window;
};

} // namespace gantry::testing
