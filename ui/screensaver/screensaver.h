// SPDX-License-Identifier: Apache-2.0
#pragma once
// Keeps the operator's screen lit: the session's screen saver is inhibited by the window's process itself, over D-Bus
// (org.freedesktop.ScreenSaver), and let go when that process ends, however it ends. Where no such service is there, the X
// server is told every few seconds that somebody is at work (xset s reset). Nothing waits for an answer.

#include "core/system/awake.h"

#include <QDBusPendingReply>
#include <QTimer>

#include <memory>
#include <optional>

class QDBusConnection;
class QDBusServiceWatcher;
class QProcess;

namespace gantry::ui {

struct ScreenSaverOptions {
    QString bus;                             // address; empty: the session's
    QString xset = QStringLiteral("xset");   // or a test's stand-in; empty: no second way
    std::chrono::milliseconds every{40'000}; // shorter than any screen's patience
};

class ScreenSaver : public QObject, public system::Hold {
    Q_OBJECT
public:
    explicit ScreenSaver(ScreenSaverOptions options = {}, QObject *parent = nullptr);
    ~ScreenSaver() override;
    void hold(bool on, const QString &why) override;
    system::HealthItem item() const override;

private:
    bool reachBus();
    void ask(int place);
    void answered(const QDBusPendingReply<quint32> &reply, int place);
    void giveBack(quint32 cookie, int place);
    void ownerChanged(const QString &owner);
    void letGo();
    void otherwise(const QString &why); // the screen saver did not agree
    void reset();
    ScreenSaverOptions m_options;
    QString m_name, m_why, m_error;
    std::unique_ptr<QDBusConnection> m_bus;
    QDBusServiceWatcher *m_watcher = nullptr;
    std::optional<quint32> m_cookie;
    int m_place = 0;    // which path of the service answered
    int m_question = 0; // answers to an older one count for nothing
    std::unique_ptr<QProcess> m_reset;
    QTimer m_timer;
    bool m_wanted = false, m_asking = false, m_resets = false;
};

} // namespace gantry::ui
