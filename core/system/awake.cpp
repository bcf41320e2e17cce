// SPDX-License-Identifier: Apache-2.0
#include "core/system/awake.h"

#include "core/base/text.h"

#include <QProcess>
#include <QTimer>

#include <array>

namespace gantry::system {

namespace {

// Not every desk lets a program hold the lid; then at least the rest.
constexpr std::array<const char *, 3> kWhat{"idle:sleep:handle-lid-switch", "idle:sleep", "idle"};
constexpr int kSettledMs = 700; // a refusal comes at once

} // namespace

Awake::Awake(QString program, QObject *parent) : QObject(parent), m_program(std::move(program)) {}

Awake::~Awake()
{
    hold(false, {});
}

void Awake::hold(bool on, const QString &why)
{
    if (on == m_wanted)
        return;
    m_wanted = on;
    m_why = why;
    m_try = 0;
    m_held = false;
    m_error.clear();
    if (on)
        return launch();
    if (m_process) {
        m_process->disconnect(this);
        m_process->closeWriteChannel();
        if (!m_process->waitForFinished(500)) {
            m_process->kill();
            m_process->waitForFinished(500);
        }
        m_process.reset();
    }
    Q_EMIT changed();
}

void Awake::launch()
{
    m_process = std::make_unique<QProcess>();
    connect(m_process.get(), &QProcess::finished, this, &Awake::ended);
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError e) {
        if (e == QProcess::FailedToStart)
            ended();
    });
    QTimer::singleShot(kSettledMs, m_process.get(), [this] {
        if (m_process && m_process->state() == QProcess::Running) {
            m_held = true;
            Q_EMIT changed();
        }
    });
    m_process->start(m_program, {QStringLiteral("--what=") + QLatin1String(kWhat[m_try]), QStringLiteral("--mode=block"), QStringLiteral("--who=Gantry"),
                                 QStringLiteral("--why=") + m_why, QStringLiteral("cat")});
}

void Awake::ended()
{
    const bool missing = m_process->error() == QProcess::FailedToStart;
    m_error = missing ? say("%1 is not on this computer").arg(m_program) : QString::fromUtf8(m_process->readAllStandardError()).trimmed().section(u'\n', 0, 0);
    m_process.release()->deleteLater();
    m_held = false;
    if (m_wanted && !missing && ++m_try < kWhat.size())
        launch();
    Q_EMIT changed();
}

HealthItem Awake::item() const
{
    HealthItem item{QStringLiteral("awake"), say("Sleep"), {}, {}, Tone::Good};
    if (!m_wanted) {
        item.value = say("as the laptop is set (no race is open)");
    } else if (m_held && m_try == 0) {
        item.value = say("kept awake, also with the lid shut");
    } else if (m_held) {
        item.value = m_try == 1 ? say("kept awake; the lid is not") : say("screen kept on only");
        item.tone = Tone::Look;
        item.sentence = m_try == 1 ? say("The laptop stays awake, but not when its lid is shut. Leave it open.") : say("The laptop may still be sent to sleep. Switch sleep off in its settings.");
    } else if (m_process) {
        item.value = say("asking the system");
    } else {
        item.value = say("not kept awake");
        item.tone = Tone::Look;
        item.sentence = say("The laptop cannot be kept awake from here (%1). Switch sleep and the lid switch off in its settings.").arg(m_error.isEmpty() ? say("the system refused") : m_error);
    }
    return item;
}

} // namespace gantry::system
