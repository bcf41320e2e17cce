// SPDX-License-Identifier: Apache-2.0
// From the reader's send to the commit that holds the read, at 1,000 reads/s over four connections, in one process: reader
// server, intake hub, writer. The floor is a commit of one row with Qt's SQL, twenty times a second during the same seconds:
// a disk that stalls stalls both.

#include "core/engine/intakehub.h"
#include "tests/bench/baretable.h"
#include "tests/bench/figure.h"
#include "tests/bench/rawpeer.h"
#include "tests/support/tempstore.h"

#include <QCoreApplication>
#include <QThread>

#include <algorithm>
#include <array>
#include <atomic>
#include <optional>
#include <stop_token>
#include <thread>

using namespace gantry;
using namespace gantry::bench;
using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

namespace {

constexpr int kPerSecond = 1000, kSeconds = 20, kReads = kPerSecond * kSeconds, kConnections = 4;
constexpr auto kFloorEvery = 50ms;

// When each read was sent and when it was on disk, by its number.
struct Journey {
    std::vector<std::atomic<std::int64_t>> sent = std::vector<std::atomic<std::int64_t>>(kReads),
                                           stored = std::vector<std::atomic<std::int64_t>>(kReads);
    std::atomic<int> arrived = 0;
};

std::int64_t nowNs()
{
    return Steady::now().time_since_epoch().count();
}

// The hub, and a note of when the bytes of each read were committed.
class MeasuringPort final : public net::IntakePort {
public:
    MeasuringPort(engine::IntakeHub &hub, Journey &journey)
        : m_hub(&hub)
        , m_journey(&journey)
    {
    }
    SessionNo open(const QString &protocol, const QString &peer, UtcTime at) override { return m_hub->open(protocol, peer, at); }
    void bytes(SessionNo session, std::int64_t offset, UtcTime receivedAt, const QByteArray &bytes, std::vector<readers::Message> messages,
               std::int64_t decodedTo, std::function<void()> committed) override
    {
        std::vector<std::int64_t> numbers;
        for (const readers::Message &m : messages)
            if (const auto *read = std::get_if<readers::ReadMessage>(&m.body))
                numbers.push_back(read->read.sequence);
        m_hub->bytes(session, offset, receivedAt, bytes, std::move(messages), decodedTo,
                     [journey = m_journey, numbers = std::move(numbers), committed = std::move(committed)] {
                         const std::int64_t now = nowNs();
                         for (const std::int64_t n : numbers)
                             journey->stored[std::size_t(n)] = now;
                         journey->arrived += int(numbers.size());
                         if (committed)
                             committed();
                     });
    }
    void close(SessionNo session, UtcTime at, const QString &reason) override { m_hub->close(session, at, reason); }
    void cursors(SessionNo session, const readers::LinkFacts &facts, std::function<void(std::vector<readers::Cursor>)> answer) override
    {
        m_hub->cursors(session, facts, std::move(answer));
    }
    bool wantsMore() const override { return m_hub->wantsMore(); }
    void linkChanged(const net::LinkState &link) override { m_hub->linkChanged(link); }

private:
    engine::IntakeHub *m_hub;
    Journey *m_journey;
};

bool sendAll(std::uint16_t port, Journey &journey)
{
    std::array<RawPeer, kConnections> peers;
    for (RawPeer &peer : peers)
        if (!peer.connectTo(port))
            return false;
    const Stopwatch field;
    bool sent = true;
    int i = 0;
    const auto sendNext = [&] {
        const QByteArray line = "CT01_33~" + QByteArray::number(i) + "~Finish~" + QByteArray::number(i % 5000) +
                                "~2026-05-30T10:" + QByteArray::number(i / 6000 % 60).rightJustified(2, '0') + ':' +
                                QByteArray::number(i / 100 % 60).rightJustified(2, '0') + '.' + QByteArray::number(i % 100).rightJustified(2, '0') +
                                "~1~104484~1\r\n";
        journey.sent[std::size_t(i)] = nowNs();
        sent = peers[std::size_t(i % kConnections)].send(line);
        ++i;
    };
    every(1ms, [&] {
        for (const int due = std::min(kReads, int(field.seconds() * kPerSecond)); sent && i < due;)
            sendNext();
        return sent && i < kReads;
    });
    const Stopwatch patience;
    every(5ms, [&] { return journey.arrived < kReads && patience.seconds() < 10; });
    return journey.arrived == kReads;
}

Result<std::vector<double>> journeys(const QString &path)
{
    const SystemClock clock;
    auto opened = store::StoreDirectory::open(path, clock);
    if (!opened.store)
        return opened.error;
    store::Writer writer(
        *opened.store, clock, [](const std::vector<store::Delivery> &) {}, [](const store::SaveState &) {});
    if (auto started = writer.start(); !started)
        return started.error();
    const Id128 event = Id128::random();
    if (auto file = writer.openEvent(event, store::Purpose::Race); !file)
        return file.error();
    engine::IntakeHub hub(writer, [](const net::LinkState &) {});
    hub.setEvent(event);
    Journey journey;
    MeasuringPort port(hub, journey);
    QThread io;
    QObject context;
    context.moveToThread(&io);
    io.start();
    std::unique_ptr<net::ReaderServer> server;
    std::optional<Result<quint16>> number;
    QMetaObject::invokeMethod(
        &context,
        [&] {
            server = std::make_unique<net::ReaderServer>(port, clock);
            number = server->listen(QHostAddress::LocalHost, 0);
        },
        Qt::BlockingQueuedConnection);
    const bool all = *number && sendAll(**number, journey);
    QMetaObject::invokeMethod(
        &context, [&] { server.reset(); }, Qt::BlockingQueuedConnection);
    io.quit();
    io.wait();
    writer.drain();
    if (!all)
        return failure(ErrorCode::TimedOut, QStringLiteral("%1 of %2 reads were stored").arg(journey.arrived).arg(kReads));
    std::vector<double> ms;
    for (std::size_t i = 0; i < kReads; ++i)
        ms.push_back(double(journey.stored[i] - journey.sent[i]) / 1e6);
    return ms;
}

// Commits of one row by a program that does nothing else, for as long as the journeys are measured.
class BareCommits {
public:
    explicit BareCommits(const QString &path)
        : m_thread([this, path](const std::stop_token &stop) { work(path, stop); })
    {
    }
    std::vector<double> finish() // ms
    {
        m_thread.request_stop();
        m_thread.join();
        return std::move(m_ms);
    }

private:
    void work(const QString &path, const std::stop_token &stop)
    {
        BareTable table(path);
        if (!table.create())
            return;
        every(kFloorEvery, [&] {
            if (const auto rate = table.insert(1, 1))
                m_ms.push_back(1e3 / *rate);
            return !stop.stop_requested();
        });
    }
    std::vector<double> m_ms;
    std::jthread m_thread;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const test::TempStore store;
    BareCommits bare(store.file(QStringLiteral("bare.db")));
    const auto ms = journeys(store.path());
    const auto floor = bare.finish();
    if (!ms)
        return giveUp(ms.error().message);
    Figure{.name = QStringLiteral("socket_to_disk_p99"),
           .unit = QStringLiteral("ms"),
           .value = percentile(*ms, 0.99),
           .limit = 40,
           .floor = percentile(floor, 0.99),
           .more = {{QStringLiteral("p50"), percentile(*ms, 0.5)},
                    {QStringLiteral("worst"), percentile(*ms, 1.0)},
                    {QStringLiteral("floor_p50"), percentile(floor, 0.5)},
                    {QStringLiteral("floor_worst"), percentile(floor, 1.0)}}}
        .print();
    return 0;
}
