// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the engine's tests share: a real console on a store in a temporary folder, a small race, and a reader that dials in.

#include "core/engine/console.h"
#include "core/store/verify.h"
#include "tests/support/fakeclock.h"
#include "tests/support/tempstore.h"

#include <QTcpSocket>

#include <functional>
#include <mutex>

namespace gantry::test {

enum class Sockets { None = 1, Open };

class Bench {
public:
    explicit Bench(Sockets sockets = Sockets::None) : m_sockets(sockets) {}

    bool open(const QString &event = {});    // false: see error()
    std::function<void(engine::ConsoleOptions &)> adjust; // what open() shall do otherwise
    void close() { m_console.reset(); }
    bool reopen() { close(); return open(); }
    const Error &error() const { return m_error; }
    engine::Console &console() { return *m_console; }
    TempStore &store() { return m_store; }
    FakeClock &clock() { return m_clock; }

    engine::CommandResult run(const QString &words) { return console().run(words.split(u' ', Qt::SkipEmptyParts)); }
    engine::CommandResult run(const QStringList &words) { return console().run(words); }
    // Writes `bytes` beside the store and runs `words` on that file.
    engine::CommandResult runOn(const QString &words, const QString &name, const QByteArray &bytes);
    bool load(const QJsonObject &document) { return loadText(document).exitCode == 0; }
    engine::CommandResult loadText(const QJsonObject &document);
    bool prepare(); // the race and its roster, both waves started
    bool import(const QByteArray &records);  // ct01 lines
    engine::ViewPtr view();                  // of now
    QByteArray csv() { return run(QStringLiteral("results --format csv")).out; }
    // One column of the results, or one cell of a bib's row.
    QStringList column(const QString &name);
    QString cell(const QString &bib, const QString &name);
    QStringList verifyProblems();
    QString eventFile(int index = 0);
    std::vector<scoring::Announcement> takeAnnounced();

private:
    Sockets m_sockets;
    FakeClock m_clock;
    TempStore m_store;
    Error m_error;
    std::mutex m_mutex;
    std::vector<scoring::Announcement> m_announced;
    std::unique_ptr<engine::Console> m_console; // last: it goes first
};

// Two waves, a split half-way, a finish; 2026-05-30 in London.
QJsonObject harbour(const QString &name = QStringLiteral("Harbour 5K"));
QByteArray harbourRoster(); // bibs 1 to 4: A, A, A, B
QByteArray record(int sequence, const char *location, const char *chip, const char *time);
// Everybody's reads: 2 finishes first, then 1, 3 and (in wave B) 4.
QByteArray harbourReads();

// A CTP01 reader that was greeted.
class Reader {
public:
    bool dial(engine::Console &console);
    bool send(const QByteArray &bytes);
    void hangUp();

private:
    QTcpSocket m_socket;
};

} // namespace gantry::test
