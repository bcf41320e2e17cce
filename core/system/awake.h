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

// Something that is held while a race is open, and says whether it is.
class Hold {
public:
    virtual ~Hold() = default;
    virtual void hold(bool on, const QString &why) = 0; // at once; safe to repeat
    virtual HealthItem item() const = 0;
};

class Awake : public QObject, public Hold {
    Q_OBJECT
public:
    // `program`: systemd-inhibit, or a test's stand-in.
    explicit Awake(QString program = QStringLiteral("systemd-inhibit"), QObject *parent = nullptr);
    ~Awake() override;
    void hold(bool on, const QString &why) override;
    HealthItem item() const override;

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
