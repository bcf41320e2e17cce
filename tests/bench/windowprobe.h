// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the window's benchmark hangs on a running console window: an application that times its own events and paints, a
// sender with a pace, and a watch on the table of last finishers.

#include "core/engine/console.h"
#include "tests/bench/rawpeer.h"
#include "ui/console/consolewindow.h"
#include "ui/models/commands.h"

#include <QApplication>
#include <QList>
#include <QTableView>
#include <QTimer>

#include <functional>
#include <memory>
#include <thread>
#include <unordered_map>

namespace gantry::bench {

std::int64_t steadyNs();

// How long the event loop could not have answered a key.
struct Gaps {
    double longestMs = 0;    // between two beats of a 2 ms timer, beyond those 2 ms
    double longestCpuMs = 0; // of this the thread's own work: the rest is a machine that was busy elsewhere
};

class ProbedApplication final : public QApplication {
public:
    ProbedApplication(int &argc, char **argv);
    void watch(QWidget *window) { m_window = window; }
    bool notify(QObject *receiver, QEvent *event) override;

    int paints() const { return m_paints; }
    std::int64_t lastPaint() const { return m_lastPaint; } // when the window's pixels were complete
    void onPainted(std::function<void(std::int64_t)> then) { m_painted = std::move(then); }
    void resetGaps();
    Gaps takeGaps();

    void runFor(double seconds);
    bool runUntil(const std::function<bool()> &done, double seconds);

private:
    void beat();
    QWidget *m_window = nullptr;
    QTimer m_heart;
    Gaps m_gaps;
    std::int64_t m_lastBeat = 0, m_lastCpu = 0, m_lastPaint = 0;
    int m_paints = 0;
    std::function<void(std::int64_t)> m_painted;
};

// A console with its window, put together as the program does it.
class WindowUnderTest final : public ui::Commands {
public:
    static Result<std::unique_ptr<WindowUnderTest>> open(const QString &store, bool listen);
    ~WindowUnderTest() override;
    ui::ConsoleWindow &window() { return *m_window; }
    void show();
    std::uint16_t port() const { return std::uint16_t(m_console->ports().ctp01); }
    qint64 reads() const { return m_console->view()->counters.reads; }
    QString bibOf(int entrant) const;
    engine::ViewPtr view() const { return m_console->view(); }

    void arm(const QStringList &waveKeys, bool on) override { m_console->arm(waveKeys, on); }
    void start(const QStringList &waveKeys, UtcTime at) override { m_console->start(waveKeys, at); }
    void undo() override { m_console->undo(); }
    void redo() override { m_console->redo(); }
    void run(const QStringList &words, QObject *context, Done done, Progress progress) override;

private:
    WindowUnderTest() = default;
    SystemClock m_clock;
    std::unique_ptr<engine::Console> m_console;
    std::unique_ptr<ui::ConsoleWindow> m_window;
};

// Sends lines from a thread of its own, `perSecond` of them a second (0 = all at once).
class Sender {
public:
    Sender(std::uint16_t port, QList<QByteArray> lines, int perSecond);
    ~Sender();
    // When the first line of each bib at the finish went out. After everything was sent.
    const std::unordered_map<std::string, std::int64_t> &finishes();

private:
    void work(std::uint16_t port, int perSecond);
    QList<QByteArray> m_lines;
    std::unordered_map<std::string, std::int64_t> m_finishes;
    std::thread m_thread;
};

// When each finisher's row was first painted.
class FinisherWatch {
public:
    FinisherWatch(ProbedApplication &app, WindowUnderTest &under);
    ~FinisherWatch();
    std::vector<double> latencies(Sender &sender); // ms; of those who were not in the table before
    qint64 missed() const { return m_missed; }     // sent as a first finish, never painted

private:
    void look(std::int64_t at);
    ProbedApplication *m_app;
    WindowUnderTest *m_under;
    QTableView *m_table;
    std::unordered_map<int, std::int64_t> m_seen; // by entrant; 0 = from the beginning
    std::unordered_map<std::string, bool> m_finishedBefore;
    qint64 m_missed = 0;
};

} // namespace gantry::bench
