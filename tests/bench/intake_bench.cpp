// SPDX-License-Identifier: Apache-2.0
// Durable intake: four readers push as fast as the console takes it, from the first byte on the socket until /status counts
// every read (it counts what is on disk only). The floor is Qt's SQL inserting the same columns in commits of 100 rows.

#include "tests/bench/baretable.h"
#include "tests/bench/figure.h"
#include "tests/bench/rawpeer.h"
#include "tests/support/httpget.h"
#include "tests/support/program.h"
#include "tests/support/tempstore.h"

#include <QCoreApplication>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <thread>

using namespace gantry;
using namespace gantry::bench;
using namespace std::chrono_literals;

namespace {

constexpr int kRunners = 10'000, kReadsEach = 15, kConnections = 4, kRounds = 3;
constexpr int kReads = kRunners * kReadsEach * kConnections;
constexpr std::array<const char *, kConnections> kPoints{"Start", "10K", "20K", "Finish"};

constexpr auto kEvent = R"({"name":"Intake","date":"2026-05-30","timezone":"Europe/London",
 "timing_points":[{"name":"Start","kind":"start"},{"name":"10K"},{"name":"20K"},{"name":"Finish","kind":"finish"}],
 "races":[{"name":"Half","distance_m":21097.5,"start":{"mode":"chip","gun":"2026-05-30T09:00:00"},
   "course":[{"point":"10K","name":"10K"},{"point":"20K","name":"20K"},{"point":"Finish","name":"Finish"}]}]})";

QByteArray roster()
{
    QByteArray out = "Bib,First Name,Last Name,Gender,Age\n";
    for (int i = 1; i <= kRunners; ++i)
        out += QByteArray::number(i) + ",First" + QByteArray::number(i) + ",Last" + QByteArray::number(i % 977) + (i % 2 ? ",F," : ",M,") +
               QByteArray::number(18 + i % 60) + '\n';
    return out;
}

// What one mat sees: the field in order, every runner many times.
QByteArray stream(int point)
{
    QByteArray bytes;
    std::array<char, 96> line{};
    for (int i = 0; i < kRunners * kReadsEach; ++i) {
        const int runner = i / kReadsEach + 1;
        const int cs = point * 360'000 + i * 20; // an hour from mat to mat, 5 reads a second
        const int n = std::snprintf(line.data(), line.size(), "CT01_33~%d~%s~%d~2026-05-30T%02d:%02d:%02d.%02d~%d~1044%02d~%d\r\n", i + 1,
                                    kPoints[std::size_t(point)], runner, 9 + cs / 360'000, cs / 6000 % 60, cs / 100 % 60, cs % 100, i % 9 + 1, point,
                                    1 << (i % 4));
        bytes.append(line.data(), n);
    }
    return bytes;
}

Result<double> intake(const std::array<QByteArray, kConnections> &streams)
{
    const test::TempStore store;
    const auto verb = [&](QStringList words) {
        return test::runProgram(QStringLiteral("gantryctl"), QStringList{QStringLiteral("--store"), store.path()} + words);
    };
    const QString event = store.write(QStringLiteral("event.json"), kEvent), people = store.write(QStringLiteral("roster.csv"), roster());
    if (verb({QStringLiteral("event"), QStringLiteral("load"), event}).exitCode != 0 ||
        verb({QStringLiteral("roster"), QStringLiteral("import"), people}).exitCode != 0)
        return failure(ErrorCode::Unexpected, QStringLiteral("the store could not be prepared"));
    test::Program serve(QStringLiteral("gantryctl"));
    if (!serve.start({QStringLiteral("--store"), store.path(), QStringLiteral("serve"), QStringLiteral("--bind"), QStringLiteral("127.0.0.1"),
                      QStringLiteral("--ctp01"), QStringLiteral("0"), QStringLiteral("--status-port"), QStringLiteral("0")}))
        return failure(ErrorCode::Unexpected, QStringLiteral("gantryctl serve did not start"));
    const auto ready = serve.waitForJson(QStringLiteral("ready"));
    if (!ready)
        return failure(ErrorCode::TimedOut, QStringLiteral("gantryctl serve is not ready"));
    const auto port = std::uint16_t((*ready)[QStringLiteral("ctp01")].toInt()), status = std::uint16_t((*ready)[QStringLiteral("status")].toInt());
    std::array<RawPeer, kConnections> peers;
    if (!std::all_of(peers.begin(), peers.end(), [&](RawPeer &p) { return p.connectTo(port); }))
        return failure(ErrorCode::Unavailable, QStringLiteral("a reader was not greeted"));

    const Stopwatch watch;
    std::vector<std::jthread> senders;
    for (std::size_t i = 0; i < peers.size(); ++i)
        senders.emplace_back([&peer = peers[i], &bytes = streams[i]] { peer.send(bytes); });
    qint64 counted = 0;
    every(20ms, [&] { // asking more often would cost the server time
        if (const auto answer = test::httpGet(status, "/status"))
            counted = answer->json()[QStringLiteral("total_reads")].toInteger();
        return counted < kReads && watch.seconds() < 120;
    });
    const double seconds = watch.seconds();
    serve.terminate();
    serve.waitForExit();
    if (counted != kReads)
        return failure(ErrorCode::TimedOut, QStringLiteral("%1 of %2 reads were counted").arg(counted).arg(kReads));
    if (const auto verified = verb({QStringLiteral("verify")}); verified.exitCode != 0)
        return failure(ErrorCode::Corrupt, QStringLiteral("the store is not clean"), QString::fromUtf8(verified.out));
    return kReads / seconds;
}

Result<double> bare()
{
    const test::TempStore place;
    BareTable table(place.file(QStringLiteral("bare.db")));
    if (auto made = table.create(); !made)
        return made.error();
    return table.insert(kReads, 100);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    std::array<QByteArray, kConnections> streams;
    for (int i = 0; i < kConnections; ++i)
        streams[std::size_t(i)] = stream(i);
    std::vector<double> rates, floors, shares;
    for (int round = 0; round < kRounds; ++round) {
        const auto floor = bare();
        const auto rate = floor ? intake(streams) : floor;
        if (!rate)
            return giveUp(rate.error().message);
        rates.push_back(*rate);
        floors.push_back(*floor);
        shares.push_back(*rate / *floor);
    }
    Figure{.name = QStringLiteral("intake"),
           .unit = QStringLiteral("reads/s"),
           .value = median(rates),
           .limit = 20'000,
           .higherIsBetter = true,
           .floor = median(floors),
           .floorShare = 0.4,
           .more = {{QStringLiteral("share"), median(shares)}, {QStringLiteral("slowest"), *std::min_element(rates.begin(), rates.end())}}}
        .print();
    return 0;
}
