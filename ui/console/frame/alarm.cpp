// SPDX-License-Identifier: Apache-2.0
#include "ui/console/frame/alarm.h"

#include <QApplication>
#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryFile>
#include <QtEndian>

#include <cmath>

namespace gantry::ui {

namespace {

constexpr int kRate = 22'050;
constexpr double kSeconds = 0.4;

void number(QByteArray &out, quint32 value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        out += char(value >> (8 * i) & 0xff);
}

} // namespace

QByteArray SystemTonePlayer::wave()
{
    const int count = int(kRate * kSeconds);
    QByteArray out("RIFF");
    number(out, quint32(36 + 2 * count), 4);
    out += "WAVEfmt ";
    number(out, 16, 4);
    number(out, 1, 2); // PCM
    number(out, 1, 2); // mono
    number(out, kRate, 4);
    number(out, 2 * kRate, 4);
    number(out, 2, 2);
    number(out, 16, 2);
    out += "data";
    number(out, quint32(2 * count), 4);
    for (int i = 0; i < count; ++i) {
        const double t = double(i) / kRate, part = t < kSeconds / 2 ? t : t - kSeconds / 2;
        const double fade = std::min({1.0, part * 100, (kSeconds / 2 - part) * 100}); // no clicks
        const double hertz = t < kSeconds / 2 ? 880 : 660;
        number(out, quint16(qint16(fade * 14'000 * std::sin(2 * 3.14159265358979 * hertz * t))), 2);
    }
    return out;
}

SystemTonePlayer::SystemTonePlayer()
{
    for (const char *name : {"pw-play", "paplay", "aplay"}) {
        m_program = QStandardPaths::findExecutable(QString::fromLatin1(name));
        if (!m_program.isEmpty())
            break;
    }
    if (m_program.isEmpty())
        return;
    m_file = std::make_unique<QTemporaryFile>(QDir::temp().filePath(QStringLiteral("gantry-tone-XXXXXX.wav")));
    if (!m_file->open() || m_file->write(wave()) < 0 || !m_file->flush())
        m_program.clear();
}

SystemTonePlayer::~SystemTonePlayer() = default;

void SystemTonePlayer::play()
{
    if (m_program.isEmpty() || !QProcess::startDetached(m_program, {m_file->fileName()}))
        QApplication::beep();
}

Alarm::Alarm(QObject *parent) : QObject(parent)
{
    m_timer.setInterval(kRepeatMs);
    connect(&m_timer, &QTimer::timeout, this, &Alarm::sound);
}

void Alarm::setCauses(const QSet<QString> &causes)
{
    const bool isNew = !m_causes.contains(causes);
    m_causes = causes;
    if (m_causes.isEmpty()) {
        m_timer.stop();
    } else if (isNew) {
        sound();
        m_timer.start();
    }
}

void Alarm::setMuted(bool on)
{
    if (m_muted == on)
        return;
    m_muted = on;
    Q_EMIT mutedChanged();
}

void Alarm::sound()
{
    if (m_player && !m_muted)
        m_player->play();
}

} // namespace gantry::ui
