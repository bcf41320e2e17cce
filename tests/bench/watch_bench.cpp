// SPDX-License-Identifier: Apache-2.0
// What the watch costs, once a second, in the middle of a marathon: Boston 2017 as it stood three hours after the gun.
#include "core/engine/console.h"
#include "tests/bench/boston.h"
#include "tests/bench/figure.h"
#include "tests/support/fakeclock.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

using namespace gantry;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    auto boston = bench::Boston::make();
    if (!boston) {
        bench::printSkipped(QStringLiteral("watch"), boston.error().message);
        return 0;
    }
    QFile in(boston->race().reads);
    const QString part = boston->race().reads + QStringLiteral(".part");
    QFile out(part);
    if (!in.open(QIODevice::ReadOnly) || !out.open(QIODevice::WriteOnly))
        return bench::giveUp(QStringLiteral("the reads cannot be divided"));
    for (QByteArray line = in.readLine(); !line.isEmpty(); line = in.readLine())
        if (line.contains("~2026-05-30T") && line.mid(line.indexOf("~2026-05-30T") + 1, 19) < QByteArray("2026-05-30T12:00:00"))
            out.write(line);
    out.close();
    test::FakeClock clock(fromUs(1'780'156'800'000'000)); // 12:00 in Boston
    engine::ConsoleOptions options;
    options.storePath = boston->store();
    auto opened = engine::Console::open(options, clock);
    if (!opened.console)
        return bench::giveUp(opened.error.message);
    const QStringList steps[] = {{QStringLiteral("event"), QStringLiteral("load"), boston->race().event},
                                 {QStringLiteral("roster"), QStringLiteral("import"), boston->race().roster},
                                 {QStringLiteral("reads"), QStringLiteral("import"), part}};
    for (const QStringList &words : steps)
        if (opened.console->run(words).exitCode != 0)
            return bench::giveUp(words.join(u' '));
    opened.console->run({QStringLiteral("problems")});
    bench::every(std::chrono::seconds(6), [first = true]() mutable { return std::exchange(first, false); }); // the pace is learned every five seconds: without it nobody is overdue and the pass is cheap
    std::vector<double> took;
    int problems = 0;
    for (int i = 0; i < 9; ++i) {
        clock.advance(std::chrono::seconds(1));
        const auto said = QJsonDocument::fromJson(opened.console->run({QStringLiteral("problems"), QStringLiteral("--json")}).out).object();
        problems = int(said.value(QStringLiteral("problems")).toArray().size());
        if (i > 0) // the first one finds who claims which chip
            took.push_back(said.value(QStringLiteral("took_ms")).toDouble());
    }
    bench::Figure figure{QStringLiteral("watch_look"), QStringLiteral("ms"), bench::median(took), 20.0};
    figure.more = {{QStringLiteral("worst"), *std::max_element(took.begin(), took.end())}, {QStringLiteral("problems"), double(problems)}};
    figure.print();
    return 0;
}
