// SPDX-License-Identifier: Apache-2.0
#pragma once
// One thread beside the GUI for what a table needs and the GUI must not wait for: filtering, sorting, searching.

#include <QObject>
#include <QPointer>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace gantry::ui {

class Worker : public QObject {
    Q_OBJECT
public:
    using Delivery = std::function<void()>;
    using Job = std::function<Delivery()>;

    explicit Worker(QObject *parent = nullptr);
    ~Worker() override; // waits for the running job; the others are dropped

    // From the GUI thread. The job runs on the worker thread, what it returns on the GUI thread, while `context` lives. A job
    // that still waits with the same context and slot is replaced: only the newest question matters.
    void post(QObject *context, int slot, Job job);

private:
    struct Entry {
        QPointer<QObject> context;
        const QObject *key = nullptr;
        int slot = 0;
        Job job;
    };
    void work();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Entry> m_entries;
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace gantry::ui
