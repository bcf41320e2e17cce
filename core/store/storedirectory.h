// SPDX-License-Identifier: Apache-2.0
#pragma once
// A store is a directory: profile.db, capture.db, events/<id>.db, backups/. One console holds it at a time: console.lock is
// locked in the system's own way, so a console that was killed never blocks the next one.
// noteEvent() and events() share one connection: call them from one thread at a time.

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/store/rows.h"
#include "core/store/sqlite.h"

#include <QLockFile>
#include <QString>

#include <memory>
#include <vector>

namespace gantry::store {

enum class Opening { Created = 1, Current, Upgraded, TooNew, Damaged, Held };

enum class Purpose { Race = 1, Rehearsal };

class StoreDirectory {
public:
    struct Answer {
        Opening opening;
        std::unique_ptr<StoreDirectory> store; // only with Created, Current, Upgraded
        Error error;                           // why not, otherwise
        QString backup;                        // where the copy made before an upgrade is
    };
    // Takes the lock, creates or migrates profile.db and capture.db. A migration copies the file to backups/ first and runs
    // in one transaction per step; applied steps are checked against their recorded checksums. `purpose` only matters
    // when the store is created: a rehearsal store says so for ever (profile.db meta "purpose").
    static Answer open(const QString &path, const Clock &clock, Purpose purpose = Purpose::Race);
    ~StoreDirectory();

    QString path() const { return m_path; }
    bool isRehearsal() const { return m_rehearsal; }
    Id128 deviceId() const { return m_device; }
    QString capturePath() const;
    QString profilePath() const;
    QString backupPath() const;
    QString eventPath(const Id128 &event) const;
    // Name of the local socket on which the running console of this store listens. Same for every path that leads here.
    static QString controlSocketName(const QString &path);

    Result<std::vector<EventInfo>> events() const;        // oldest first
    Result<> noteEvent(const EventInfo &info);            // adds it, or updates the name
    // The event that somebody chose to open; nothing: nobody did.
    Result<std::optional<Id128>> chosenEvent() const;
    Result<> chooseEvent(const Id128 &event);

private:
    StoreDirectory() = default;
    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
    mutable Db m_profile;
    bool m_rehearsal = false;
    Id128 m_device;
};

} // namespace gantry::store
