// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/windowprobe.h"

#include "tests/bench/figure.h"
#include "ui/models/rowmodel.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QThread>

#include <algorithm>
#include <chrono>
#include <ctime>

namespace gantry::bench {

using Steady = std::chrono::steady_clock;

namespace {

constexpr int kBeatMs = 2;

std::int64_t threadCpuNs()
{
    timespec t{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec * 1'000'000'000LL + t.tv_nsec;
}

std::string bibOfLine(const QByteArray &line)
{
    return line.split('~').value(3).toStdString();
}

} // namespace

std::int64_t steadyNs()
{
    return Steady::now().time_since_epoch().count();
}

// --- application -------------------------------------------------------------------------------------------------------

ProbedApplication::ProbedApplication(int &argc, char **argv)
    : QApplication(argc, argv)
{
    m_heart.setTimerType(Qt::PreciseTimer);
    connect(&m_heart, &QTimer::timeout, this, &ProbedApplication::beat);
}

bool ProbedApplication::notify(QObject *receiver, QEvent *event)
{
    if (QThread::currentThread() != thread())
        return QApplication::notify(receiver, event); // also of the console's other threads
    const int type = event->type();
    const bool handled = QApplication::notify(receiver, event);
    // Widgets are drawn and handed to the platform while their window handles this event.
    if (receiver == m_window && (type == QEvent::UpdateRequest || type == QEvent::Paint)) {
        ++m_paints;
        m_lastPaint = steadyNs();
        if (m_painted)
            m_painted(m_lastPaint);
    }
    return handled;
}

void ProbedApplication::beat()
{
    const std::int64_t now = steadyNs(), cpu = threadCpuNs();
    const double gap = double(now - m_lastBeat) / 1e6 - kBeatMs;
    if (m_lastBeat && gap > m_gaps.longestMs) {
        m_gaps.longestMs = gap;
        m_gaps.longestCpuMs = double(cpu - m_lastCpu) / 1e6;
    }
    m_lastBeat = now;
    m_lastCpu = cpu;
}

void ProbedApplication::resetGaps()
{
    m_gaps = {};
    m_lastBeat = 0;
    m_heart.start(kBeatMs);
}

Gaps ProbedApplication::takeGaps()
{
    return std::exchange(m_gaps, Gaps{});
}

void ProbedApplication::runFor(double seconds)
{
    runUntil([] { return false; }, seconds);
}

bool ProbedApplication::runUntil(const std::function<bool()> &done, double seconds)
{
    QElapsedTimer passed;
    passed.start();
    QEventLoop loop;
    QTimer look;
    bool is = false;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        is = done();
        if (is || double(passed.elapsed()) > seconds * 1000)
            loop.quit();
    });
    look.start(10);
    loop.exec();
    return is;
}

// --- window --------------------------------------------------------------------------------------------------------------

Result<std::unique_ptr<WindowUnderTest>> WindowUnderTest::open(const QString &store, bool listen)
{
    std::unique_ptr<WindowUnderTest> under(new WindowUnderTest);
    engine::ConsoleOptions options;
    options.storePath = store;
    options.listen = listen;
    options.openEventLater = !listen; // as the program does; a burst wants the event there first
    options.bind = QHostAddress::LocalHost;
    options.ctp01Port = options.statusPort = 0;
    auto opened = engine::Console::open(options, under->m_clock);
    if (!opened.console)
        return opened.error;
    under->m_console = std::move(opened.console);
    engine::Console &console = *under->m_console;
    under->m_window = std::make_unique<ui::ConsoleWindow>(*under, under->m_clock);
    QObject::connect(&console, &engine::Console::published, under->m_window.get(), &ui::ConsoleWindow::setView);
    under->m_window->setView(console.view());
    under->m_window->openPage(ui::ConsoleWindow::startPage(*console.view()));
    under->m_window->resize(1366, 768);
    return under;
}

WindowUnderTest::~WindowUnderTest()
{
    m_window.reset();
}

void WindowUnderTest::show()
{
    m_window->show();
}

QString WindowUnderTest::bibOf(int entrant) const
{
    const auto view = m_console->view();
    return entrant >= 0 && std::size_t(entrant) < view->entrants->size() ? (*view->entrants)[std::size_t(entrant)].entrant.bib : QString();
}

void WindowUnderTest::run(const QStringList &words, QObject *context, Done done, Progress progress)
{
    m_console->runAsync(
        words, context,
        [done = std::move(done)](const engine::CommandResult &r) {
            if (done)
                done({r.exitCode, r.out, r.err});
        },
        progress);
}

// --- sender ----------------------------------------------------------------------------------------------------------------

Sender::Sender(std::uint16_t port, QList<QByteArray> lines, int perSecond)
    : m_lines(std::move(lines))
{
    m_thread = std::thread([this, port, perSecond] { work(port, perSecond); });
}

Sender::~Sender()
{
    if (m_thread.joinable())
        m_thread.join();
}

void Sender::work(std::uint16_t port, int perSecond)
{
    RawPeer peer;
    if (!peer.connectTo(port))
        return;
    if (perSecond == 0) {
        peer.send(m_lines.join());
        return;
    }
    const Stopwatch field;
    qsizetype i = 0;
    every(std::chrono::milliseconds(1), [&] {
        for (const auto due = std::min(m_lines.size(), qsizetype(field.seconds() * perSecond)); i < due; ++i) {
            if (m_lines[i].contains("~finish~"))
                m_finishes.try_emplace(bibOfLine(m_lines[i]), steadyNs());
            if (!peer.send(m_lines[i]))
                return false;
        }
        return i < m_lines.size();
    });
}

const std::unordered_map<std::string, std::int64_t> &Sender::finishes()
{
    if (m_thread.joinable())
        m_thread.join();
    return m_finishes;
}

// --- finishers ---------------------------------------------------------------------------------------------------------------

FinisherWatch::FinisherWatch(ProbedApplication &app, WindowUnderTest &under)
    : m_app(&app)
    , m_under(&under)
    , m_table(under.window().findChild<QTableView *>(QStringLiteral("finishers")))
{
    look(0);
    const auto view = under.view();
    for (std::size_t i = 0; i < view->results->size(); ++i)
        if ((*view->results)[i].result.status == scoring::Status::Finished)
            m_finishedBefore[(*view->entrants)[i].entrant.bib.toStdString()] = true;
    app.onPainted([this](std::int64_t at) { look(at); });
}

FinisherWatch::~FinisherWatch()
{
    m_app->onPainted({});
}

// The rows that stand in the table's window, when the paint that drew them is complete.
void FinisherWatch::look(std::int64_t at)
{
    if (!m_table)
        return;
    const auto *model = m_table->model();
    const int bottom = m_table->rowAt(m_table->viewport()->height() - 1);
    const int rows = bottom < 0 ? model->rowCount() : bottom + 1;
    for (int row = 0; row < rows; ++row)
        m_seen.try_emplace(model->index(row, 0).data(ui::RowModel::EntityRole).toInt(), at);
}

std::vector<double> FinisherWatch::latencies(Sender &sender)
{
    std::unordered_map<std::string, std::int64_t> painted;
    for (const auto &[entrant, at] : m_seen)
        painted[m_under->bibOf(entrant).toStdString()] = at;
    std::vector<double> ms;
    for (const auto &[bib, sent] : sender.finishes()) {
        if (m_finishedBefore.contains(bib))
            continue;
        const auto seen = painted.find(bib);
        if (seen == painted.end() || seen->second == 0)
            ++m_missed;
        else
            ms.push_back(double(seen->second - sent) / 1e6);
    }
    return ms;
}

} // namespace gantry::bench
