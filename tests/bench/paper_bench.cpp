// SPDX-License-Identifier: Apache-2.0
// All results of a marathon as files: Boston 2017, 26,410 runners with nine splits. On a thread beside the GUI's, as the panel does.
#include "core/engine/console.h"
#include "core/engine/outputs/resultdocument.h"
#include "tests/bench/boston.h"
#include "tests/bench/figure.h"
#include "tests/support/fakeclock.h"
#include "ui/print/planprinter.h"

#include <QGuiApplication>

#include <atomic>
#include <ctime>
#include <thread>

using namespace gantry;

namespace {

double cpuSeconds()
{
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return double(t.tv_sec) + double(t.tv_nsec) / 1e9;
}

bench::Figure timed(const char *name, const engine::View &view, const char *format, std::optional<double> limit)
{
    engine::ResultRequest request;
    request.format = QString::fromLatin1(format);
    int steps = 0;
    request.progress = [&steps](int) { return ++steps > 0; };
    qsizetype size = 0;
    int rows = 0;
    const double cpu = cpuSeconds();
    const bench::Stopwatch watch;
    std::thread worker([&] {
        const auto made = engine::produceResults(view, request, print::drawPdf);
        size = made ? made->bytes.size() : 0;
        rows = made ? made->rows : 0;
    });
    worker.join();
    bench::Figure figure{QString::fromLatin1(name), QStringLiteral("ms"), watch.ms(), limit};
    figure.more = {{QStringLiteral("cpu_ms"), (cpuSeconds() - cpu) * 1e3}, {QStringLiteral("rows"), double(rows)}, {QStringLiteral("kB"), double(size) / 1000}, {QStringLiteral("progress_steps"), double(steps)}};
    return figure;
}

// From the wish to stop until the writer has stopped, half way.
bench::Figure cancelled(const engine::View &view)
{
    engine::ResultRequest request;
    request.format = QStringLiteral("pdf");
    std::atomic<bool> stop{false};
    std::optional<bench::Stopwatch> since;
    request.progress = [&](int percent) {
        if (percent >= 50 && !stop) {
            stop = true;
            since.emplace();
            return true; // asked while the next page is being drawn
        }
        return !stop;
    };
    std::thread worker([&] { (void)engine::produceResults(view, request, print::drawPdf).has_value(); });
    worker.join();
    return {QStringLiteral("pdf_cancel"), QStringLiteral("ms"), since ? since->ms() : -1, 100.0};
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication app(argc, argv);
    auto boston = bench::Boston::make();
    if (!boston) {
        bench::printSkipped(QStringLiteral("results_pdf"), boston.error().message);
        return 0;
    }
    test::FakeClock clock(fromUs(1'780'156'800'000'000));
    engine::ConsoleOptions options;
    options.storePath = boston->store();
    auto opened = engine::Console::open(options, clock);
    if (!opened.console)
        return bench::giveUp(opened.error.message);
    for (const QStringList &words : {QStringList{QStringLiteral("event"), QStringLiteral("load"), boston->race().event}, {QStringLiteral("roster"), QStringLiteral("import"), boston->race().roster},
                                     {QStringLiteral("reads"), QStringLiteral("import"), boston->race().reads}})
        if (opened.console->run(words).exitCode != 0)
            return bench::giveUp(words.join(u' '));
    opened.console->flushView();
    const engine::ViewPtr view = opened.console->view();
    timed("results_pdf", *view, "pdf", 5000).print();
    cancelled(*view).print();
    timed("results_html", *view, "html", {}).print();
    timed("results_xlsx", *view, "xlsx", {}).print();
    timed("results_iofxml", *view, "iofxml", {}).print();
    timed("results_csv", *view, "csv", {}).print();
    return 0;
}
