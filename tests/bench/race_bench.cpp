// SPDX-License-Identifier: Apache-2.0
// A whole marathon: from files to results with four runs of gantryctl, as somebody at a terminal would; the store opened again
// in a process of its own; and one more read at 26,410 entrants.

#include "core/engine/console.h"
#include "core/engine/eventactor.h"
#include "tests/bench/baretable.h"
#include "tests/bench/boston.h"
#include "tests/bench/figure.h"
#include "tests/support/program.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <numeric>

using namespace gantry;
using namespace gantry::bench;

namespace {

constexpr int kReopened = 3, kMoreReads = 300;

qint64 lineCount(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') : 0;
}

QString eventFile(const QString &store)
{
    const QDir events(store + QStringLiteral("/events"));
    const auto files = events.entryList({QStringLiteral("*.db")}, QDir::Files);
    return files.isEmpty() ? QString() : events.filePath(files.front());
}

// --- from files to results -------------------------------------------------------------------------------------------

// Splits every line at its separators, and inserts as many rows into a bare table.
Result<double> bareImport(const Boston &boston, qint64 lines)
{
    const Stopwatch watch;
    QFile reads(boston.race().reads);
    if (!reads.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Io, reads.errorString());
    const QByteArray bytes = reads.readAll();
    qsizetype fields = 0;
    for (qsizetype at = 0; (at = bytes.indexOf('~', at)) >= 0; ++at)
        ++fields;
    BareTable table(boston.file(QStringLiteral("bare.db")));
    if (auto made = table.create(); !made)
        return made.error();
    const auto rate = table.insert(int(lines), 1000);
    if (!rate)
        return rate.error();
    return fields > 0 ? watch.seconds() : 0.0;
}

Result<> fileToResults(const Boston &boston)
{
    const qint64 lines = lineCount(boston.race().reads);
    const auto floor = bareImport(boston, lines);
    if (!floor)
        return floor.error();
    const Stopwatch whole;
    const double cpu = childrenCpuSeconds();
    if (const auto loaded = boston.load(); !loaded)
        return loaded;
    const double prepared = whole.seconds();
    if (const auto imported = boston.verb({QStringLiteral("reads"), QStringLiteral("import"), boston.race().reads}); !imported)
        return imported.error();
    const double imported = whole.seconds();
    const QString csv = boston.file(QStringLiteral("results.csv"));
    if (const auto results = boston.verb({QStringLiteral("results"), QStringLiteral("--format"), QStringLiteral("csv"), QStringLiteral("-o"), csv});
        !results)
        return results.error();
    const double seconds = whole.seconds();
    if (lineCount(csv) != lineCount(boston.race().roster))
        return failure(ErrorCode::Unexpected, QStringLiteral("the results have %1 lines").arg(lineCount(csv)));
    Figure{.name = QStringLiteral("files_to_results"),
           .unit = QStringLiteral("s"),
           .value = seconds,
           .limit = 15,
           .floor = *floor,
           .more = {{QStringLiteral("reads"), double(lines)},
                    {QStringLiteral("event_and_roster"), prepared},
                    {QStringLiteral("reads_import"), imported - prepared},
                    {QStringLiteral("results"), seconds - imported},
                    {QStringLiteral("cpu"), childrenCpuSeconds() - cpu}}}
        .print();
    return {};
}

// --- opened again ----------------------------------------------------------------------------------------------------

// In a process of its own, because memory once taken does not come back: opens the store and says how it went.
int openAgain(const QString &store)
{
    const Stopwatch watch;
    const SystemClock clock;
    engine::ConsoleOptions options;
    options.storePath = store;
    auto opened = engine::Console::open(options, clock);
    if (!opened.console)
        return giveUp(opened.error.message);
    const auto view = opened.console->view();
    const double seconds = watch.seconds();
    std::printf("{\"seconds\": %.4f, \"finished\": %d, \"reads\": %lld, \"peak\": %.1f}\n", seconds, view->counters.finished,
                static_cast<long long>(view->counters.reads), peakMiB());
    return 0;
}

Result<> reopened(const Boston &boston)
{
    const auto finishers = lineCount(boston.race().expected) - 1;
    std::vector<double> seconds, peaks, floors, cpus;
    for (int i = 0; i < kReopened; ++i) {
        const auto rate = BareTable::scan(eventFile(boston.store()));
        if (!rate)
            return rate.error();
        const double cpu = childrenCpuSeconds();
        const auto child = test::runProgram(QCoreApplication::applicationFilePath(), {QStringLiteral("--open"), boston.store()});
        const QJsonObject said = QJsonDocument::fromJson(child.out).object();
        if (said[QStringLiteral("finished")].toInteger() != finishers)
            return failure(ErrorCode::Unexpected,
                           QStringLiteral("%1 finishers instead of %2").arg(said[QStringLiteral("finished")].toInteger()).arg(finishers),
                           QString::fromUtf8(child.err));
        seconds.push_back(said[QStringLiteral("seconds")].toDouble());
        cpus.push_back(childrenCpuSeconds() - cpu);
        peaks.push_back(said[QStringLiteral("peak")].toDouble());
        floors.push_back(said[QStringLiteral("reads")].toDouble() / *rate);
    }
    Figure{.name = QStringLiteral("reopened_results"),
           .unit = QStringLiteral("s"),
           .value = median(seconds),
           .limit = 4,
           .floor = median(floors),
           .more = {{QStringLiteral("cpu"), median(cpus)}}}
        .print();
    Figure{.name = QStringLiteral("reopened_peak"),
           .unit = QStringLiteral("MiB"),
           .value = median(peaks),
           .limit = 350,
           .floor = double(QFileInfo(eventFile(boston.store())).size()) / (1 << 20)}
        .print();
    return {};
}

// --- one more read ---------------------------------------------------------------------------------------------------

// Sorting the whole field anew and counting through it once: what an engine without increments does at least.
double bareRank(std::size_t entrants)
{
    std::vector<std::pair<std::int64_t, int>> field(entrants);
    for (std::size_t i = 0; i < entrants; ++i)
        field[i] = {std::int64_t(i * 2654435761u % 15'000'000), int(i)};
    std::vector<int> place(entrants);
    const Stopwatch watch;
    std::sort(field.begin(), field.end());
    for (std::size_t i = 0; i < entrants; ++i)
        place[std::size_t(field[i].second)] = int(i) + 1;
    return place.empty() ? 0 : watch.ms();
}

struct Samples {
    std::vector<double> places, whole; // ms
};

// Runners of a spread-out sample lose their finish reads and get them back: the last one to come changes places.
Samples moreReads(engine::EventActor &actor, store::LoadedEvent again)
{
    Samples out;
    scoring::Scoreboard &board = actor.board();
    const std::size_t step = std::max<std::size_t>(1, board.size() / kMoreReads);
    for (std::size_t i = 0; i < board.size(); i += step) {
        const EntrantIdx e{std::int32_t(i)};
        const scoring::EntrantFacts facts = board.facts(e);
        const auto &course = board.rules()[std::size_t(facts.race.value())].course;
        scoring::EntrantFacts before = facts;
        std::erase_if(before.reads, [&](const scoring::ReadFact &r) { return r.point == course.back().point; });
        board.update(e, before);
        board.places(e);
        const Stopwatch watch;
        board.update(e, facts);
        const bool placed = board.places(e).overall > 0;
        if (placed)
            out.places.push_back(watch.ms());
    }
    // Through the engine: a delivered read that makes a finish earlier, until the view with its places is built.
    const auto saving = std::make_shared<const store::SaveState>();
    std::uint64_t version = 1;
    engine::ViewPtr shown = actor.buildView(version++, saving);
    std::size_t taken = 0;
    for (auto read = again.reads.rbegin(); read != again.reads.rend() && taken < kMoreReads; ++read) {
        if (read->device.location != "finish")
            continue;
        ++taken;
        store::Delivery d;
        d.saved = true;
        StoredRead earlier = *read;
        earlier.device.time.us -= 2'000'000 + std::int64_t(taken) * 10'000;
        earlier.content = contentId(earlier.device);
        d.batch.reads.push_back(std::move(earlier));
        const Stopwatch watch;
        actor.deliver(d);
        const auto view = actor.buildView(version++, saving);
        const double ms = watch.ms();
        if (view->places != shown->places) // the read counts: places were worked out anew
            out.whole.push_back(ms);
        shown = view;
    }
    return out;
}

Result<> oneMoreRead(const Boston &boston)
{
    const SystemClock clock;
    auto opened = store::StoreDirectory::open(boston.store(), clock);
    if (!opened.store)
        return opened.error;
    const auto events = opened.store->events();
    if (!events || events->empty())
        return failure(ErrorCode::NotFound, QStringLiteral("the store has no event"));
    store::Writer writer(
        *opened.store, clock, [](const std::vector<store::Delivery> &) {}, [](const store::SaveState &) {});
    if (auto started = writer.start(); !started)
        return started;
    auto loaded = writer.openEvent(events->front().id, store::Purpose::Race);
    if (!loaded)
        return loaded.error();
    store::LoadedEvent again = *loaded;
    engine::EventActor actor(events->front(), false, clock,
                             {[](const store::EventBatch &) { return std::uint64_t(0); }, [](const std::vector<scoring::Announcement> &) {}, [] {}});
    actor.load(std::move(*loaded));
    const Samples samples = moreReads(actor, std::move(again));
    const double floor = bareRank(actor.board().size());
    Figure{.name = QStringLiteral("one_more_read_places"),
           .unit = QStringLiteral("ms"),
           .value = percentile(samples.places, 0.95),
           .limit = 5,
           .floor = floor,
           .more = {{QStringLiteral("p50"), median(samples.places)}, {QStringLiteral("entrants"), double(actor.board().size())}}}
        .print();
    Figure{.name = QStringLiteral("one_more_read_view"),
           .unit = QStringLiteral("ms"),
           .value = percentile(samples.whole, 0.95),
           .floor = floor,
           .more = {{QStringLiteral("p50"), median(samples.whole)}, {QStringLiteral("reads"), double(samples.whole.size())}}}
        .print();
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() == 3 && words[1] == u"--open")
        return openAgain(words[2]);
    const auto boston = Boston::make();
    if (!boston && boston.error().code == ErrorCode::NotFound) {
        for (const char *name : {"files_to_results", "reopened_results", "reopened_peak", "one_more_read_places", "one_more_read_view"})
            printSkipped(QString::fromLatin1(name), boston.error().message);
        return 0;
    }
    if (!boston)
        return giveUp(boston.error().message);
    for (const auto &part : {&fileToResults, &reopened, &oneMoreRead})
        if (const auto done = (*part)(*boston); !done)
            return giveUp(done.error().message + u' ' + done.error().detail);
    return 0;
}
