// SPDX-License-Identifier: Apache-2.0
#include "ui/models/worker.h"

#include <QMetaObject>

#include <algorithm>

namespace gantry::ui {

Worker::Worker(QObject *parent) : QObject(parent)
{
    m_thread = std::thread([this] { work(); });
}

Worker::~Worker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void Worker::post(QObject *context, int slot, Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto same = std::ranges::find_if(m_entries, [&](const Entry &e) { return e.key == context && e.slot == slot; });
        Entry entry{context, context, slot, std::move(job)};
        if (same != m_entries.end())
            *same = std::move(entry);
        else
            m_entries.push_back(std::move(entry));
    }
    m_wake.notify_one();
}

void Worker::work()
{
    for (;;) {
        Entry entry;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stop || !m_entries.empty(); });
            if (m_stop)
                return;
            entry = std::move(m_entries.front());
            m_entries.pop_front();
        }
        Delivery delivery = entry.job();
        // The context is looked at on the GUI thread only, where it also dies.
        QMetaObject::invokeMethod(
            this,
            [context = std::move(entry.context), delivery = std::move(delivery)] {
                if (context && delivery)
                    delivery();
            },
            Qt::QueuedConnection);
    }
}

} // namespace gantry::ui
