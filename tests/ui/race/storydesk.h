// SPDX-License-Identifier: Apache-2.0
#pragma once
// A console with its window and one output screen, run by a clock that the story moves; and a box that speaks CTP01 to it.
// What it says of the window is what a person could read there.

#include "tests/support/fakeclock.h"
#include "ui/console/consolewindow.h"
#include "ui/models/enginecommands.h"
#include "ui/screens/screendirector.h"

#include <QTcpSocket>

#include <memory>

namespace gantry::test {

class StoryBox {
public:
    // `mac` as the reader writes it; `ahead` is what its clock is wrong by.
    StoryBox(const FakeClock &clock, QByteArray location, QByteArray mac) : m_clock(&clock), m_location(std::move(location)), m_mac(std::move(mac)) {}
    bool dial(quint16 port);
    void cut();                       // the cable: what is sent from now on waits in the box
    bool replay();                    // sends what waited
    // A read of now, by the box's clock. False: the socket did not take it.
    bool read(const QString &chip) { return readAt(chip, m_clock->now()); }
    bool readAt(const QString &chip, UtcTime at);
    Micros ahead{0};

private:
    bool flush();
    const FakeClock *m_clock;
    QByteArray m_location, m_mac;
    QTcpSocket m_socket;
    QList<QByteArray> m_waiting;
    int m_sequence = 0;
};

class StoryDesk {
public:
    explicit StoryDesk(UtcTime now) : clock(now) {}
    ~StoryDesk();
    // False: see `fault`. `screenTemplate` is a file.
    bool open(const QString &store, const QString &screenTemplate);

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier); // where the focus is
    void type(const QString &text);
    void command(const QString &words);   // Ctrl+K, words, Enter
    void page(int number);                // Ctrl+number
    bool click(const QString &objectName);
    QWidget *widget(const QString &objectName) const; // visible; nullptr when not
    engine::ViewPtr view() const { return console->view(); }
    QByteArray csv() const;
    QString run(const QString &words) const; // what the terminal would print

    // Every text that is visible in the window now: labels, buttons, fields, cells, the strip; one a line.
    QStringList texts() const;
    bool sees(const QString &words) const;   // some visible text contains it
    bool tableHas(const QStringList &cells) const; // one visible row shows all of them
    QString flagOf(const QString &bib) const; // the badge beside the name in a visible row of the last finishers
    // Waits (with the event loop) until `condition`; moves the clock by `tick` each time round, so that alarms come.
    bool until(const std::function<bool()> &condition, Micros tick = Micros(0));
    bool untilSees(const QString &words, Micros tick = Micros(0)) { return until([&] { return sees(words); }, tick); }
    screens::OutputState screen() const;

    FakeClock clock;
    std::unique_ptr<engine::Console> console;
    std::unique_ptr<ui::EngineCommands> commands;
    std::unique_ptr<ui::ConsoleWindow> window;
    std::unique_ptr<screens::ScreenDirector> director;
    QStringList shown;                       // bibs on the screen, in the order they appeared
    QString fault;

private:
    QObject m_context;
};

} // namespace gantry::test
