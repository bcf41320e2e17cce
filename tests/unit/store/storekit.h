// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the store's tests share: a store in a temporary folder, intakes made from a line, deliveries collected.

#include "core/store/writer.h"

#include <QTemporaryDir>

#include <condition_variable>
#include <map>
#include <mutex>

namespace gantry::test {

class FixedClock final : public Clock {
public:
    UtcTime now() const override { return at; }
    UtcTime at = fromUs(1'780'000'000'000'000);
};

// Collects what the writer says; wait() blocks until a condition on it holds.
class Listener {
public:
    std::function<void(const std::vector<store::Delivery> &)> deliver();
    std::function<void(const store::SaveState &)> stateChanged();
    // False when it did not become true within ten seconds.
    bool wait(const std::function<bool(const std::vector<store::Delivery> &, const store::SaveState &)> &holds);
    std::vector<store::Delivery> deliveries() const;

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_news;
    std::vector<store::Delivery> m_deliveries;
    store::SaveState m_state;
};

store::SessionRow sessionRow(SessionNo no, const QString &protocol = QStringLiteral("ct01"));
DeviceRead deviceRead(int number);
// Bytes of `reads` CT01 lines starting with number `first`, decoded: the chunk and its batch.
store::Intake linesIntake(SessionNo session, std::int64_t &offset, int first, int reads, const Id128 &event);
QByteArray ct01Line(int number);
log::Op setOp(log::HlcClock &clock, const QString &instance, const std::map<QString, QString> &fields);

// A store in use: directory, writer and what the writer said.
struct OpenStore {
    explicit OpenStore(const QString &path, std::int64_t quota = 0);
    Result<store::LoadedEvent> openEvent(const Id128 &event);
    SessionNo claim(const Id128 &event); // opens a session that belongs to the event
    void close();

    FixedClock clock;
    Listener listener;
    store::StoreDirectory::Answer directory;
    std::unique_ptr<store::Writer> writer;
    std::map<SessionNo, store::SessionRow> rows;
    bool started = false;
};

// Runs in a child process: writes reads until it is killed, and prints each number that was reported saved.
int writeUntilKilled(const QString &path);

} // namespace gantry::test
