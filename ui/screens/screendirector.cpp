// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/screendirector.h"

#include "core/base/text.h"
#include "ui/screens/screenkey.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QProcess>
#include <QScreen>
#include <QTimer>

#include <algorithm>

namespace gantry::screens {

namespace {

constexpr int kPatienceMs = 1500; // for an output to end by itself

QString keyOfConnector(const QString &connector)
{
    for (const QScreen *screen : QGuiApplication::screens())
        if (screen->name() == connector)
            return idOf(*screen).key();
    return {};
}

} // namespace

struct ScreenDirector::Run {
    OutputAssignment assignment;
    OutputState state;
    QProcess process;
    QTimer again;
    QElapsedTimer up;
    std::chrono::milliseconds delay = kFirstDelay;

    ~Run()
    {
        process.disconnect();
        if (process.state() == QProcess::NotRunning)
            return;
        process.closeWriteChannel(); // the end of its input is the sign to go
        if (!process.waitForFinished(kPatienceMs)) {
            process.kill();
            process.waitForFinished(kPatienceMs);
        }
    }
};

ScreenDirector::ScreenDirector(DirectorOptions options, QObject *parent) : QObject(parent), m_options(std::move(options))
{
    if (m_options.program.isEmpty())
        m_options.program = QCoreApplication::applicationDirPath() + QStringLiteral("/gantry-screen");
}

ScreenDirector::~ScreenDirector()
{
    for (auto &run : m_runs) // all at once, then each is waited for
        run->process.closeWriteChannel();
}

std::vector<OutputAssignment> ScreenDirector::defaultAssignment()
{
    return {OutputAssignment{QStringLiteral("screen-1"), {}, QStringLiteral("finisher")}};
}

ScreenDirector::Run *ScreenDirector::find(const QString &name)
{
    const auto it = std::find_if(m_runs.begin(), m_runs.end(), [&](const auto &run) { return run->assignment.name == name; });
    return it == m_runs.end() ? nullptr : it->get();
}

void ScreenDirector::setOutputs(const std::vector<OutputAssignment> &outputs)
{
    std::erase_if(m_runs, [&](const auto &run) { return std::find(outputs.begin(), outputs.end(), run->assignment) == outputs.end(); });
    for (const OutputAssignment &wanted : outputs) {
        if (find(wanted.name))
            continue;
        m_runs.push_back(std::make_unique<Run>());
        Run *run = m_runs.back().get();
        run->assignment = wanted;
        run->state.name = wanted.name;
        run->state.screenKey = wanted.screenKey;
        run->process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        run->process.setStandardOutputFile(QProcess::nullDevice());
        run->again.setSingleShot(true);
        connect(&run->again, &QTimer::timeout, this, [this, run] { launch(*run); });
        connect(&run->process, &QProcess::started, this, [this, run] {
            run->state.running = true;
            run->state.processId = run->process.processId();
            run->up.start();
            Q_EMIT outputsChanged();
        });
        connect(&run->process, &QProcess::finished, this, [this, run](int code, QProcess::ExitStatus status) {
            ended(*run, status == QProcess::CrashExit ? say("it crashed") : say("it ended with code %1").arg(code));
        });
        connect(&run->process, &QProcess::errorOccurred, this, [this, run](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                ended(*run, say("%1 could not be started").arg(m_options.program));
        });
        launch(*run);
    }
    Q_EMIT outputsChanged();
}

void ScreenDirector::launch(Run &run)
{
    QStringList arguments{QStringLiteral("--feed"), m_options.feed, QStringLiteral("--name"), run.assignment.name, QStringLiteral("--template"),
                          run.assignment.templateName};
    if (!run.state.screenKey.isEmpty())
        arguments << QStringLiteral("--screen") << run.state.screenKey;
    if (!m_options.operatorScreen.isEmpty())
        arguments << QStringLiteral("--operator-screen") << m_options.operatorScreen;
    run.process.start(m_options.program, arguments);
}

void ScreenDirector::ended(Run &run, const QString &why)
{
    if (run.up.isValid() && run.up.hasExpired(std::chrono::milliseconds(kStable).count()))
        run.delay = kFirstDelay;
    run.up.invalidate();
    run.state.running = run.state.visible = false;
    run.state.showing.clear();
    run.state.processId = 0;
    ++run.state.restarts;
    run.again.start(run.delay);
    run.delay = std::min(run.delay * 2, kLongestDelay);
    Q_EMIT outputDied(run.assignment.name, say("Output %1 stopped: %2. It is being started again and goes on where it was.").arg(run.assignment.name, why));
    Q_EMIT outputsChanged();
}

std::vector<OutputAssignment> ScreenDirector::assignments() const
{
    std::vector<OutputAssignment> all;
    for (const auto &run : m_runs) {
        all.push_back(run->assignment);
        all.back().screenKey = run->state.screenKey;
    }
    return all;
}

std::vector<OutputState> ScreenDirector::outputs() const
{
    std::vector<OutputState> all;
    for (const auto &run : m_runs)
        all.push_back(run->state);
    return all;
}

void ScreenDirector::clientChanged(const feed::ClientState &client)
{
    Run *run = find(client.client);
    if (!run)
        return;
    OutputState &state = run->state;
    state.visible = client.connected && client.visible;
    state.showing = client.showing;
    state.queue = client.queue;
    if (const QString key = keyOfConnector(client.placed); !key.isEmpty())
        state.screenKey = key;
    Q_EMIT outputsChanged();
}

} // namespace gantry::screens
