// SPDX-License-Identifier: Apache-2.0
#pragma once
// The sound of what cannot wait: once when it begins, again every 20 seconds until somebody has acknowledged it.

#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>

class QTemporaryFile;

namespace gantry::ui {

class TonePlayer {
public:
    virtual ~TonePlayer() = default;
    virtual void play() = 0;
};

// A short generated tone through whatever plays sounds on this computer (pw-play, paplay, aplay), else the bell.
class SystemTonePlayer final : public TonePlayer {
public:
    SystemTonePlayer();
    ~SystemTonePlayer() override;
    void play() override;
    static QByteArray wave(); // two tones, 0.4 s, mono, 16 bit

private:
    QString m_program;
    std::unique_ptr<QTemporaryFile> m_file;
};

class Alarm : public QObject {
    Q_OBJECT
public:
    static constexpr int kRepeatMs = 20'000;
    explicit Alarm(QObject *parent = nullptr);
    void setPlayer(TonePlayer *player) { m_player = player; } // null: no sound; must outlive the alarm
    void setCauses(const QSet<QString> &causes);              // keys of problems that sound now
    void setMuted(bool on);
    bool isMuted() const { return m_muted; }
    bool isSounding() const { return m_timer.isActive(); }

Q_SIGNALS:
    void mutedChanged();

private:
    void sound();
    TonePlayer *m_player = nullptr;
    QSet<QString> m_causes;
    QTimer m_timer;
    bool m_muted = false;
};

} // namespace gantry::ui
