// SPDX-License-Identifier: Apache-2.0
#pragma once
// The inside of a Console: who owns what, on which thread. Verbs see this; the window does not.
//
//   gantry-store    Writer's own thread
//   gantry-score    m_scoreThread: the open events (EventActor), view publication
//   gantry-io       m_ioThread: ReaderServer, StatusServer, FeedServer, ControlServer's sockets
//   gantry-command  m_commandThread: one verb after the other

#include "core/engine/console.h"
#include "core/engine/eventactor.h"
#include "core/engine/intakehub.h"
#include "core/feed/feedserver.h"

#include <QThread>
#include <QTimer>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>

namespace gantry::net {
class StatusServer;
}

namespace gantry::engine {

class Caretaker;
class ControlServer;

class Core {
public:
    struct Callbacks {
        std::function<void(ViewPtr)> published; // gantry-score
        std::function<void(std::vector<scoring::Announcement>)> announced;
        std::function<void(const QString &)> trouble;
        std::function<void(const feed::ClientState &)> screenChanged; // gantry-io
    };
    Core(std::unique_ptr<store::StoreDirectory> store, ConsoleOptions options, const Clock &clock, Callbacks callbacks);
    ~Core();
    Result<> start();

    store::StoreDirectory &store() { return *m_store; }
    store::Writer &writer() { return *m_writer; }
    IntakeHub &hub() { return *m_hub; }
    const Clock &clock() const { return *m_clock; }
    const ConsoleOptions &options() const { return m_options; }
    const Ports &ports() const { return m_ports; }
    ViewPtr view() const;
    std::shared_ptr<const store::SaveState> saving() const;
    feed::FeedServer *feed() { return m_feed; }
    std::shared_ptr<const system::Health> health() const; // null: nobody watches
    QString backupPlace() const;
    QObject *commandContext() { return m_commandContext.get(); }
    QObject *scoreContext() { return m_scoreContext.get(); }

    // Runs `f` on gantry-score and returns its value; from gantry-score itself, at once.
    template<class F>
    auto onScore(F f) -> decltype(f())
    {
        if (QThread::currentThread() == &m_scoreThread)
            return f();
        if constexpr (std::is_void_v<decltype(f())>) {
            QMetaObject::invokeMethod(m_scoreContext.get(), f, Qt::BlockingQueuedConnection);
        } else {
            std::optional<decltype(f())> out;
            QMetaObject::invokeMethod(m_scoreContext.get(), [&] { out.emplace(f()); }, Qt::BlockingQueuedConnection);
            return std::move(*out);
        }
    }

    // --- for verbs, on gantry-command (or the main thread before start) ---
    // By --event, else the live one, else the one that was chosen, else the only or newest one of the store. NotFound with what to do.
    Result<Id128> resolveEvent(const QString &nameOrId);
    Result<> openEvent(const store::EventInfo &info);        // no-op when open; the first one opened becomes live
    // From now on readers feed this event and the window shows it. Connections are ended first, so that no stream is half in one
    // event and half in the other: readers dial in again and ask for what this event has not yet.
    Result<> switchEvent(const store::EventInfo &info);
    EventActor *actor(const Id128 &event);                   // only inside onScore
    std::optional<Id128> liveEvent() const { return m_hub->event(); }
    // Everything submitted so far is on disk (or was refused) and applied; then the view as of now.
    ViewPtr settledView(const Id128 &event);
    ViewPtr viewNow(const Id128 &event);                     // only inside onScore
    void settle();
    Result<> submit(const Id128 &event, std::vector<OpDraft> drafts, const QString &author, const QString &text);
    void publishSoon();
    void publishNow();

private:
    void deliver(const std::vector<store::Delivery> &list);
    void startIo(Result<> &result);
    void startCare();
    Result<> openFirstEvent();
    void publish();
    void feedAnnouncements(EventActor &actor, const std::vector<scoring::Announcement> &list);
    void feedSnapshot(const View &view);
    QJsonObject statusJson() const;

    std::unique_ptr<store::StoreDirectory> m_store;
    ConsoleOptions m_options;
    const Clock *m_clock;
    Callbacks m_callbacks;
    Ports m_ports;
    std::unique_ptr<store::Writer> m_writer;
    std::unique_ptr<IntakeHub> m_hub;
    QThread m_scoreThread, m_ioThread, m_commandThread;
    std::unique_ptr<QObject> m_scoreContext, m_ioContext, m_commandContext;

    std::map<Id128, std::unique_ptr<EventActor>> m_actors; // gantry-score
    std::optional<Id128> m_viewEvent;                      // gantry-score
    std::uint64_t m_version = 0;
    QTimer *m_publishTimer = nullptr;                      // gantry-score
    QByteArray m_lastSnapshot;
    int m_publishPauseMs = 50;

    std::mutex m_openMutex;
    mutable std::mutex m_mutex;
    ViewPtr m_view;
    std::shared_ptr<const store::SaveState> m_saving;
    std::shared_ptr<const system::Health> m_health;
    std::unique_ptr<Caretaker> m_care;

    net::ReaderServer *m_readers = nullptr; // gantry-io
    net::StatusServer *m_status = nullptr;
    feed::FeedServer *m_feed = nullptr;
    ControlServer *m_control = nullptr;
};

} // namespace gantry::engine
