// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs a program as a test needs it: start, wait for a line, kill, look at what it said. Waiting is by the process's own
// signals with a deadline, never by sleeping.

#include "core/base/result.h"

#include <QJsonObject>
#include <QProcess>
#include <QStringList>

#include <chrono>
#include <functional>
#include <optional>

namespace gantry::test {

using std::chrono::milliseconds;

class Program {
public:
    // One of our own programs ("gantryctl": taken from the build's bin directory) or an absolute path.
    explicit Program(const QString &nameOrPath);
    ~Program(); // kills what still runs
    Program(const Program &) = delete;
    Program &operator=(const Program &) = delete;

    static QString ours(const QString &name); // absolute path of one of our programs
    static bool exists(const QString &nameOrPath);

    void setEnvironment(const QString &name, const QString &value);
    Result<> start(const QStringList &arguments, milliseconds deadline = milliseconds(10'000));

    using Wanted = std::function<bool(const QByteArray &line)>;
    // The next whole line of stdout (without its end) that is wanted; every line is looked at once. Nothing when the deadline
    // passed or the program ended without saying it.
    std::optional<QByteArray> waitForLine(const Wanted &wanted, milliseconds deadline = milliseconds(30'000));
    // The same for a JSON line that has this key.
    std::optional<QJsonObject> waitForJson(const QString &key, milliseconds deadline = milliseconds(30'000));
    bool waitForExit(milliseconds deadline = milliseconds(30'000));

    void write(const QByteArray &bytes);
    void closeInput();
    void terminate();  // SIGTERM
    void kill();       // SIGKILL (kill -9), returns when it is gone
    bool running() const;
    qint64 processId() const { return m_process.processId(); }
    int exitCode() const { return m_process.exitCode(); }
    bool crashed() const { return m_process.exitStatus() == QProcess::CrashExit; }
    // Everything said so far; each at most kMaxOutput bytes, the rest is counted in lost().
    static constexpr qsizetype kMaxOutput = 64 * 1024 * 1024;
    const QByteArray &output() const { return m_output; }
    const QByteArray &errors() const { return m_errors; }
    qsizetype lost() const { return m_lost; }

private:
    void collect();
    bool waitUntil(const std::function<bool()> &done, milliseconds deadline);
    QProcess m_process;
    QByteArray m_output, m_errors;
    qsizetype m_seen = 0; // bytes of m_output that waitForLine has looked at
    qsizetype m_lost = 0;
};

// Runs to the end. exitCode is -1 when it could not start, crashed or took too long (it is killed then).
struct Finished {
    int exitCode = -1;
    bool inTime = true;
    QByteArray out, err;
};
Finished runProgram(const QString &nameOrPath, const QStringList &arguments, milliseconds deadline = milliseconds(60'000), const QByteArray &input = {});

} // namespace gantry::test
