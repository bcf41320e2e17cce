// SPDX-License-Identifier: Apache-2.0
#pragma once
// Keeps the laptop awake: idle, sleep and the lid are inhibited at logind by a child process (systemd-inhibit) that ends
// with us, however we end: it lives for as long as its input is open.

#include "core/system/health.h"

#include <QObject>
#include <QStringList>

#include <memory>

class QProcess;

namespace gantry::system {

class Awake : public QObject {
    Q_OBJECT
public:
    // `program`: systemd-inhibit, or a test's stand-in.
    explicit Awake(QString program = QStringLiteral("systemd-inhibit"), QObject *parent = nullptr);
    ~Awake() override;
    void hold(bool on, const QString &why); // at once; safe to repeat
    HealthItem item() const;

Q_SIGNALS:
    void changed();

private:
    void launch();
    void ended();
    QString m_program, m_why;
    std::unique_ptr<QProcess> m_process;
    std::size_t m_try = 0;
    bool m_wanted = false, m_held = false;
    QString m_error;
};

} // namespace gantry::system
