// SPDX-License-Identifier: Apache-2.0
#pragma once
// Is the laptop all right? One line for each thing that can end a race day: saving, disks, copies, power, sleep, clock.

#include "core/base/time.h"

#include <QString>

#include <vector>

namespace gantry::system {

enum class Tone { Good = 1, Look, Act };

struct HealthItem {
    QString key;      // "save", "disk/store", "disk/escape", "disk/backup", "backup", "power", "awake", "clock"
    QString name;     // "Battery"
    QString value;    // "64 %, on battery"
    QString sentence; // what it means and what to do; empty when all is well
    Tone tone = Tone::Good;
    friend bool operator==(const HealthItem &, const HealthItem &) = default;
};

struct Health {
    std::vector<HealthItem> items;
    Tone tone() const;                        // of the worst
    const HealthItem *item(QStringView key) const;
    friend bool operator==(const Health &, const Health &) = default;
};

// --- the facts ---------------------------------------------------------------------------------------------------------

struct Power {
    bool known = false;      // false: no battery and no mains that says so (a desktop)
    bool onMains = true;
    int percent = -1;        // of all batteries; -1: none
    int minutesLeft = -1;    // -1: not known
};
// `root`: /sys/class/power_supply, or a test's copy of it.
Power readPower(const QString &root = QStringLiteral("/sys/class/power_supply"));
HealthItem powerItem(const Power &power);

struct Disk {
    QString key, name, path;
    qint64 free = -1; // bytes; -1: cannot be reached
};
qint64 freeBytes(const QString &path); // -1: not there
HealthItem diskItem(const Disk &disk);
HealthItem clockItem(Micros jump);

} // namespace gantry::system
