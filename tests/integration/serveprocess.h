// SPDX-License-Identifier: Apache-2.0
#pragma once
// `gantryctl serve` as a child, and the verbs on its store: races from outside, the way a stranger would try them.

#include "tests/support/program.h"
#include "tests/support/tempstore.h"

#include <memory>

namespace gantry::test {

class ServeProcess {
public:
    explicit ServeProcess(QString store) : m_store(std::move(store)) {}

    // Ports are free ones the first time, and the same ones after a kill (readers come back to the port they know).
    bool start(const QStringList &further = {});
    void kill();        // kill -9
    int terminate();    // SIGTERM; the exit code
    int ctp01() const { return m_ctp01; }
    int statusPort() const { return m_status; }
    bool running() const { return m_program && m_program->running(); }
    Program &program() { return *m_program; }

    QJsonObject status() const;             // /status; empty when it does not answer
    // Until /status says so; false after the deadline.
    bool waitForStatus(const std::function<bool(const QJsonObject &)> &wanted, milliseconds deadline = milliseconds(60'000)) const;
    // One verb on the same store, live or not.
    Finished run(const QStringList &words, milliseconds deadline = milliseconds(120'000)) const;

private:
    QString m_store;
    int m_ctp01 = 0, m_status = 0;
    std::unique_ptr<Program> m_program;
};

// Rows of expected.csv that differ from a results CSV, described; empty = all equal. At most ten.
QStringList differences(const QString &expectedPath, const QByteArray &resultsCsv);

} // namespace gantry::test
