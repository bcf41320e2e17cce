// SPDX-License-Identifier: Apache-2.0
#pragma once
// The console without a window: store, sockets, scoring and feed wired together. `gantry` puts a window on it, `gantryctl serve`
// prints its state, other gantryctl verbs run one command on it. One per process; made and destroyed on the main thread.

#include "core/engine/view.h"
#include "core/feed/feedserver.h"
#include "core/output/pageplan.h"
#include "core/store/storedirectory.h"
#include "core/system/awake.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>

namespace gantry::engine {

struct ConsoleOptions {
    QString storePath;
    QString event;                     // id or name; empty: the only one, else the newest
    store::Purpose purpose = store::Purpose::Race;
    bool openEventLater = false;       // a window paints first: open() returns before the event is there, its views follow
    QString operatorName;              // who works here; empty: the user who is logged in
    bool listen = false;               // readers, status, feed and the control socket
    QHostAddress bind = QHostAddress::Any;
    int ctp01Port = 61611;             // 0 = any free; -1 = off
    int statusPort = 61612;
    QString escapeDirectory;           // rule 15
    output::DrawPdf drawPdf;                // of a program that has fonts; any thread
    QString backupDirectory;           // copies of the store; empty: beside the escape route, else in the store's own backups/
    std::chrono::seconds backupEvery{180}; // 0: no copies by itself
    std::function<std::unique_ptr<system::Hold>()> keepScreen; // what keeps the window's screen lit while a race is open
    std::function<Micros()> clockJump; // how far the laptop's clock was set (GuardedClock::jump)
    QString powerRoot = QStringLiteral("/sys/class/power_supply"), inhibitProgram = QStringLiteral("systemd-inhibit");
};

struct Ports {
    int ctp01 = -1, status = -1;
    QString feed, control;             // local socket names
};

// What a command said. Everything a terminal prints, and the exit code.
struct CommandResult {
    int exitCode = 0;
    QByteArray out, err;
};

// Called on a worker thread with 0..100 and a sentence; false cancels.
using Progress = std::function<bool(int, const QString &)>;

class Console : public QObject {
    Q_OBJECT
public:
    struct Opened {
        store::Opening opening;
        std::unique_ptr<Console> console;
        Error error;
        QString backup;
    };
    // Opens the store and the event, recovers what a crash left undecoded, starts the threads, binds the ports.
    static Opened open(ConsoleOptions options, const Clock &clock);
    ~Console() override; // stop accepting → drain io → drain store

    Ports ports() const;
    bool isRehearsal() const;
    ViewPtr view() const;              // the newest one; any thread

    // Runs one verb (the words after `gantryctl [options]`, file names absolute) exactly as the terminal would. Any thread; the
    // answer comes on gantry-command's thread, or through `done` posted to `context`'s thread.
    CommandResult run(const QStringList &words, const Progress &progress = {});
    void runAsync(const QStringList &words, QObject *context, std::function<void(CommandResult)> done, const Progress &progress = {});

    // The keys. `at` is the instant of the press (F9 is the time stamp). Asynchronous; the effect shows in the next view.
    void arm(const QStringList &waveKeys, bool on);
    void start(const QStringList &waveKeys, UtcTime at);
    void undo();
    void redo();
    void flushView();                  // publish at once instead of within 100 ms

Q_SIGNALS:
    void published(gantry::engine::ViewPtr view); // from gantry-score; connect with a context object
    void announced(std::vector<gantry::scoring::Announcement> list);
    void screenChanged(const gantry::feed::ClientState &state); // what an output says of itself; from gantry-io
    void trouble(const QString &message);         // for the status line: something was refused, with what to do

private:
    Console();
    void sayRefusal(const Result<Id128> &done);
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gantry::engine

Q_DECLARE_METATYPE(gantry::engine::ViewPtr)
