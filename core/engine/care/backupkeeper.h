// SPDX-License-Identifier: Apache-2.0
#pragma once
// A copy of the store to a second place every few minutes, on a thread of its own that yields to everything else. A place that
// is gone (a stick pulled) is said, tried again, and hurts nothing; what is there stays. Older copies go once a newer one is sound.

#include "core/store/backup.h"

#include <QThread>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace gantry::engine {

struct BackupState {
    QString place;                          // empty: switched off
    std::optional<store::BackupCopy> newest;
    Error error;                            // why the last try failed; message empty: it did not
    bool running = false;
};

class BackupKeeper {
public:
    BackupKeeper(QString store, const Clock &clock, std::function<void()> changed);
    ~BackupKeeper(); // gives up a copy that is being made

    void setPlace(const QString &place);
    void copyNow(); // unless one is being made
    BackupState state() const;

private:
    void work();
    Result<> reach();
    QString m_store;
    const Clock *m_clock;
    std::function<void()> m_changed;
    QThread m_thread;
    std::unique_ptr<QObject> m_context;
    mutable std::mutex m_mutex;
    BackupState m_state;
    std::optional<quint64> m_device;
    bool m_reached = false; // the place was there once: from then on it is not made again
    std::atomic<bool> m_ending{false};
};

} // namespace gantry::engine
