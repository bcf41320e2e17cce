// SPDX-License-Identifier: Apache-2.0
// The console window with the Boston marathon of 2017 in it, offscreen on the software renderer: until it is painted, how
// long a burst keeps its thread busy, and from a finisher's read on the socket to the row painted in "Last finishers".

#include "core/engine/console.h"
#include "tests/bench/boston.h"
#include "tests/bench/figure.h"
#include "tests/bench/windowprobe.h"
#include "tests/support/program.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QWidget>

#include <algorithm>
#include <array>
#include <cstdio>

using namespace gantry;
using namespace gantry::bench;

namespace {

constexpr double kImported = 0.7; // of the reads: half-way through the finishes
constexpr std::array<const char *, 5> kPages{"race", "results", "reads", "entrants", "readers"};
constexpr int kBurst = 5000, kPerSecond = 300, kStreamSeconds = 15, kPainted = 3;

// --- the children ------------------------------------------------------------------------------------------------------

void report(const QJsonObject &object)
{
    std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
}

// `spawned`: when the parent asked for this process, on the steady clock.
int paintOnce(ProbedApplication &app, const QString &store, std::int64_t spawned)
{
    auto opened = WindowUnderTest::open(store, false);
    if (!opened)
        return giveUp(opened.error().message);
    const double open = double(steadyNs() - spawned) / 1e9;
    app.watch(&(*opened)->window());
    (*opened)->show();
    if (!app.runUntil([&] { return app.paints() > 0; }, 20))
        return giveUp(QStringLiteral("the window was not painted"));
    const auto painted = double(app.lastPaint() - spawned) / 1e9;
    const bool complete = app.runUntil([&] { return (*opened)->view()->counters.finished > 0; }, 30);
    const double results = double(steadyNs() - spawned) / 1e9;
    (*opened)->window().openPage(QStringLiteral("results"));
    app.runFor(1); // memory at its largest: the results stand in their table
    report({{QStringLiteral("painted"), painted},
            {QStringLiteral("opened"), open},
            {QStringLiteral("complete"), complete},
            {QStringLiteral("results"), results},
            {QStringLiteral("peak"), peakMiB()}});
    return 0;
}

// Until the table of last finishers holds still: what the start has left over is not measured.
void settle(ProbedApplication &app)
{
    app.runFor(2);
    app.resetGaps();
}

QJsonObject burst(ProbedApplication &app, WindowUnderTest &under, const QList<QByteArray> &lines)
{
    app.runFor(1); // a page that was just opened fills itself
    app.takeGaps();
    app.runFor(1);
    const Gaps idle = app.takeGaps();
    const qint64 goal = under.reads() + lines.size();
    Sender sender(under.port(), lines, 0);
    const bool all = app.runUntil([&] { return under.reads() >= goal; }, 60);
    app.runFor(0.5);
    const Gaps busy = app.takeGaps();
    return {{QStringLiteral("all"), all},
            {QStringLiteral("longest"), busy.longestMs},
            {QStringLiteral("longest_cpu"), busy.longestCpuMs},
            {QStringLiteral("idle"), idle.longestMs}};
}

QJsonObject pixels(ProbedApplication &app, WindowUnderTest &under, const QList<QByteArray> &lines)
{
    FinisherWatch finishers(app, under);
    Sender sender(under.port(), lines, kPerSecond);
    app.runFor(double(lines.size()) / kPerSecond + 1.0);
    const auto ms = finishers.latencies(sender);
    const Gaps gaps = app.takeGaps();
    return {{QStringLiteral("p95"), percentile(ms, 0.95)},
            {QStringLiteral("p50"), median(ms)},
            {QStringLiteral("finishers"), qint64(ms.size())},
            {QStringLiteral("missed"), finishers.missed()},
            {QStringLiteral("longest"), gaps.longestMs}};
}

int runLive(ProbedApplication &app, const QString &store, const QString &linesPath)
{
    QFile file(linesPath);
    if (!file.open(QIODevice::ReadOnly))
        return giveUp(file.errorString());
    QList<QByteArray> lines;
    while (!file.atEnd() && lines.size() < kBurst * qsizetype(kPages.size()) + kPerSecond * kStreamSeconds)
        lines.append(file.readLine());
    auto opened = WindowUnderTest::open(store, true);
    if (!opened)
        return giveUp(opened.error().message);
    WindowUnderTest &under = **opened;
    app.watch(&under.window());
    under.show();
    under.window().openPage(QStringLiteral("race"));
    settle(app);
    QJsonObject said;
    said[QStringLiteral("pixels")] = pixels(app, under, lines.sliced(0, kPerSecond * kStreamSeconds));
    QJsonArray bursts;
    for (std::size_t i = 0; i < kPages.size(); ++i) {
        under.window().openPage(QString::fromLatin1(kPages[i]));
        bursts.append(burst(app, under, lines.sliced(kPerSecond * kStreamSeconds + qsizetype(i) * kBurst, kBurst)));
    }
    said[QStringLiteral("bursts")] = bursts;
    report(said);
    return 0;
}

// --- the parent ----------------------------------------------------------------------------------------------------------

QJsonObject child(const QStringList &words, QString &fault)
{
    const auto done = test::runProgram(QCoreApplication::applicationFilePath(), words, std::chrono::minutes(3));
    if (done.exitCode != 0)
        fault = QString::fromUtf8(done.err);
    return QJsonDocument::fromJson(done.out).object();
}

Result<> painted(const QString &store)
{
    std::vector<double> seconds, opened, results, peaks, bare;
    QString fault;
    for (int i = 0; i < kPainted && fault.isEmpty(); ++i) {
        const QJsonObject none = child({QStringLiteral("--bare"), QString::number(steadyNs())}, fault);
        const QJsonObject said = child({QStringLiteral("--paint"), store, QString::number(steadyNs())}, fault);
        bare.push_back(none[QStringLiteral("painted")].toDouble());
        seconds.push_back(said[QStringLiteral("painted")].toDouble());
        opened.push_back(said[QStringLiteral("opened")].toDouble());
        results.push_back(said[QStringLiteral("results")].toDouble());
        peaks.push_back(said[QStringLiteral("peak")].toDouble());
    }
    if (!fault.isEmpty())
        return failure(ErrorCode::Unexpected, fault);
    Figure{.name = QStringLiteral("window_painted"),
           .unit = QStringLiteral("s"),
           .value = median(seconds),
           .limit = 0.8,
           .floor = median(bare),
           .more = {{QStringLiteral("console_opened"), median(opened)}, {QStringLiteral("results_complete"), median(results)}}}
        .print();
    Figure{.name = QStringLiteral("window_peak"), .unit = QStringLiteral("MiB"), .value = median(peaks), .limit = 350}.print();
    return {};
}

int bareWindow(ProbedApplication &app, std::int64_t spawned)
{
    QWidget window;
    window.resize(1366, 768);
    app.watch(&window);
    window.show();
    if (!app.runUntil([&] { return app.paints() > 0; }, 20))
        return 1;
    report({{QStringLiteral("painted"), double(app.lastPaint() - spawned) / 1e9}});
    return 0;
}

Result<> live(const QString &store, const QString &lines)
{
    QString fault;
    const QJsonObject said = child({QStringLiteral("--live"), store, lines}, fault);
    const QJsonObject pixel = said[QStringLiteral("pixels")].toObject();
    const QJsonArray bursts = said[QStringLiteral("bursts")].toArray();
    if (!fault.isEmpty() || bursts.size() != qsizetype(kPages.size()))
        return failure(ErrorCode::Unexpected, QStringLiteral("the window under load gave no answer: ") + fault);
    // The page that takes it worst is the figure.
    Figure block{.name = QStringLiteral("burst_gui_block"), .unit = QStringLiteral("ms"), .limit = 50, .floor = 0};
    for (qsizetype i = 0; i < bursts.size(); ++i) {
        const QJsonObject burst = bursts[i].toObject();
        if (!burst[QStringLiteral("all")].toBool())
            return failure(ErrorCode::TimedOut, QStringLiteral("a burst did not arrive"));
        const double longest = burst[QStringLiteral("longest")].toDouble();
        const QString page = QString::fromLatin1(kPages[std::size_t(i)]);
        block.value = std::max(block.value, longest);
        block.floor = std::max(*block.floor, burst[QStringLiteral("idle")].toDouble());
        block.more.emplace_back(page, longest);
        block.more.emplace_back(page + QStringLiteral("_cpu"), burst[QStringLiteral("longest_cpu")].toDouble());
    }
    block.print();
    Figure{.name = QStringLiteral("read_to_pixel_p95"),
           .unit = QStringLiteral("ms"),
           .value = pixel[QStringLiteral("p95")].toDouble(),
           .limit = 150,
           .more = {{QStringLiteral("p50"), pixel[QStringLiteral("p50")].toDouble()},
                    {QStringLiteral("finishers"), pixel[QStringLiteral("finishers")].toDouble()},
                    {QStringLiteral("not_seen"), pixel[QStringLiteral("missed")].toDouble()},
                    {QStringLiteral("gui_block"), pixel[QStringLiteral("longest")].toDouble()}}}
        .print();
    return {};
}

Result<> measure(const Boston &boston)
{
    if (const auto loaded = boston.load(); !loaded)
        return loaded;
    const auto all = boston.split(0, boston.file(QStringLiteral("none.txt")));
    if (!all)
        return all.error();
    const QString first = boston.file(QStringLiteral("first.txt")), rest = boston.file(QStringLiteral("rest.txt"));
    const auto later = boston.split(qsizetype(double(all->size()) * kImported), first);
    if (!later)
        return later.error();
    QFile file(rest);
    if (!file.open(QIODevice::WriteOnly) || file.write(later->join()) < 0)
        return failure(ErrorCode::Io, file.errorString());
    file.close();
    const auto import = [&](const QString &path) { return boston.verb({QStringLiteral("reads"), QStringLiteral("import"), path}); };
    if (const auto done = import(first); !done)
        return done.error();
    if (const auto done = live(boston.store(), rest); !done)
        return done;
    if (const auto done = import(rest); !done)
        return done.error();
    return painted(boston.store());
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    ProbedApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.value(1) == u"--paint")
        return paintOnce(app, words.value(2), words.value(3).toLongLong());
    if (words.value(1) == u"--bare")
        return bareWindow(app, words.value(2).toLongLong());
    if (words.value(1) == u"--live")
        return runLive(app, words.value(2), words.value(3));
    const auto boston = Boston::make();
    if (!boston && boston.error().code == ErrorCode::NotFound) {
        for (const char *name : {"window_painted", "window_peak", "burst_gui_block", "read_to_pixel_p95"})
            printSkipped(QString::fromLatin1(name), boston.error().message);
        return 0;
    }
    const auto done = boston ? measure(*boston) : Result<>(boston.error());
    return done ? 0 : giveUp(done.error().message + u' ' + done.error().detail);
}
