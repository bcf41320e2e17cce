// SPDX-License-Identifier: Apache-2.0
#pragma once
// Looks after the laptop while an event is open: keeps it awake, watches power, disks, copies and clock, has the store copied.
// A thread of its own, because a dying stick or a slow answer of the system must hold up nobody.

#include "core/engine/care/backupkeeper.h"
#include "core/engine/view.h"
#include "core/system/awake.h"
#include "core/system/health.h"

#include <QObject>
#include <QThread>
#include <QTimer>

#include <functional>
#include <memory>

namespace gantry::engine {

struct CareOptions {
    QString store, escape;
    QString backup;                // place of the copies
    std::chrono::seconds every{180};
    QString powerRoot = QStringLiteral("/sys/class/power_supply");
    QString inhibit = QStringLiteral("systemd-inhibit"); // empty: do not keep awake
    std::function<std::unique_ptr<system::Hold>()> screen; // of a program that has one; made, asked and let go on gantry-care
    std::function<Micros()> clockJump;                   // empty: nobody watches
    std::chrono::milliseconds pause{1000};
};

class Caretaker : public QObject {
    Q_OBJECT
public:
    struct Facts { // asked at every look, on gantry-care
        std::function<ViewPtr()> view;
        std::function<std::shared_ptr<const store::SaveState>()> saving;
    };
    using Tell = std::function<void(std::shared_ptr<const system::Health>, const QStringList &worse)>; // sentences of what got worse
    Caretaker(CareOptions options, const Clock &clock, Facts facts, Tell tell);
    ~Caretaker() override;
    BackupKeeper &backups() { return m_backups; } // any thread

    // Is there a race to stay awake for? On its day, and for as long as somebody is out.
    static bool isOpen(const View &view, UtcTime now);

private:
    void look();
    void copyWhenDue(const store::SaveState &saving);
    system::HealthItem saveItem(const store::SaveState &saving) const;
    system::HealthItem backupItem() const;
    void addDisks(system::Health &health, const store::SaveState &saving) const;
    CareOptions m_options;
    const Clock *m_clock;
    Facts m_facts;
    Tell m_tell;
    QThread m_thread;
    BackupKeeper m_backups;
    std::vector<std::unique_ptr<system::Hold>> m_holds; // gantry-care
    QTimer *m_timer = nullptr;
    std::shared_ptr<const system::Health> m_last;
    std::chrono::steady_clock::time_point m_lastCopy;
    UtcTime m_copiedTo{};                    // the commit that the newest copy has seen
};

} // namespace gantry::engine
