// SPDX-License-Identifier: Apache-2.0
#include "tests/support/program.h"

#include <QDir>
#include <QEventLoop>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTimer>

#include <algorithm>

namespace gantry::test {

namespace {

int clampedMs(milliseconds t)
{
    return int(std::clamp<std::int64_t>(t.count(), 0, 24LL * 3600 * 1000));
}

} // namespace

QString Program::ours(const QString &name)
{
    return QDir(QStringLiteral(GANTRY_BIN_DIR)).filePath(name);
}

bool Program::exists(const QString &nameOrPath)
{
    return QFileInfo(QDir::isAbsolutePath(nameOrPath) ? nameOrPath : ours(nameOrPath)).isExecutable();
}

Program::Program(const QString &nameOrPath)
{
    m_process.setProgram(QDir::isAbsolutePath(nameOrPath) ? nameOrPath : ours(nameOrPath));
    m_process.setProcessEnvironment(QProcessEnvironment::systemEnvironment());
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] { collect(); });
    QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process, [this] { collect(); });
}

Program::~Program()
{
    kill();
}

void Program::setEnvironment(const QString &name, const QString &value)
{
    auto environment = m_process.processEnvironment();
    environment.insert(name, value);
    m_process.setProcessEnvironment(environment);
}

Result<> Program::start(const QStringList &arguments, milliseconds deadline)
{
    if (running())
        return failure(ErrorCode::Conflict, QStringLiteral("%1 runs already").arg(m_process.program()));
    m_output.clear();
    m_errors.clear();
    m_seen = m_lost = 0;
    m_process.setArguments(arguments);
    m_process.start();
    if (!m_process.waitForStarted(clampedMs(deadline)))
        return failure(ErrorCode::Unavailable, QStringLiteral("%1 did not start: %2").arg(m_process.program(), m_process.errorString()));
    return {};
}

bool Program::running() const
{
    return m_process.state() != QProcess::NotRunning;
}

void Program::collect()
{
    const auto keep = [this](QByteArray &into, const QByteArray &more) {
        const auto room = std::min(more.size(), kMaxOutput - into.size());
        into.append(more.constData(), room);
        m_lost += more.size() - room;
    };
    keep(m_output, m_process.readAllStandardOutput());
    keep(m_errors, m_process.readAllStandardError());
}

bool Program::waitUntil(const std::function<bool()> &done, milliseconds deadline)
{
    collect();
    if (done())
        return true;
    QEventLoop loop;
    QTimer timer;
    timer.setSingleShot(true);
    const auto look = [&] {
        collect();
        if (done() || !running())
            loop.quit();
    };
    QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &loop, look);
    QObject::connect(&m_process, &QProcess::finished, &loop, look);
    QObject::connect(&timer, &QTimer::timeout, &loop, &QEventLoop::quit);
    timer.start(clampedMs(deadline));
    if (running())
        loop.exec();
    collect();
    return done();
}

std::optional<QByteArray> Program::waitForLine(const Wanted &wanted, milliseconds deadline)
{
    std::optional<QByteArray> found;
    const auto look = [&] {
        while (!found) {
            const auto end = m_output.indexOf('\n', m_seen);
            if (end < 0)
                break;
            const auto line = m_output.mid(m_seen, end - m_seen);
            m_seen = end + 1;
            if (wanted(line))
                found = line;
        }
        return found.has_value();
    };
    waitUntil(look, deadline);
    return found;
}

std::optional<QJsonObject> Program::waitForJson(const QString &key, milliseconds deadline)
{
    QJsonObject object;
    const auto wanted = [&](const QByteArray &line) {
        object = QJsonDocument::fromJson(line).object();
        return object.contains(key);
    };
    if (!waitForLine(wanted, deadline))
        return std::nullopt;
    return object;
}

bool Program::waitForExit(milliseconds deadline)
{
    return waitUntil([this] { return !running(); }, deadline);
}

void Program::write(const QByteArray &bytes)
{
    m_process.write(bytes);
}

void Program::closeInput()
{
    m_process.closeWriteChannel();
}

void Program::terminate()
{
    m_process.terminate();
}

void Program::kill()
{
    if (!running())
        return;
    m_process.kill();
    m_process.waitForFinished(10'000);
    collect();
}

Finished runProgram(const QString &nameOrPath, const QStringList &arguments, milliseconds deadline, const QByteArray &input)
{
    Program program(nameOrPath);
    Finished finished;
    if (const auto started = program.start(arguments); !started) {
        finished.err = started.error().message.toUtf8();
        return finished;
    }
    program.write(input);
    program.closeInput();
    finished.inTime = program.waitForExit(deadline);
    program.kill();
    finished.exitCode = finished.inTime && !program.crashed() ? program.exitCode() : -1;
    finished.out = program.output();
    finished.err = program.errors();
    return finished;
}

} // namespace gantry::test
