// SPDX-License-Identifier: Apache-2.0
#include "core/engine/core.h"

#include "core/base/text.h"
#include "core/engine/care/caretaker.h"
#include "core/engine/controlserver.h"
#include "core/engine/feedrows.h"
#include "core/engine/recovery.h"
#include "core/net/statusserver.h"

#include <QElapsedTimer>
#include <QJsonDocument>

#include <algorithm>

namespace gantry::engine {

Core::Core(std::unique_ptr<store::StoreDirectory> store, ConsoleOptions options, const Clock &clock, Callbacks callbacks)
    : m_store(std::move(store)), m_options(std::move(options)), m_clock(&clock), m_callbacks(std::move(callbacks)),
      m_scoreContext(std::make_unique<QObject>()), m_ioContext(std::make_unique<QObject>()), m_commandContext(std::make_unique<QObject>())
{
    for (const char *name : {"USER", "USERNAME"})
        if (m_options.operatorName.isEmpty())
            m_options.operatorName = qEnvironmentVariable(name);
    if (m_options.operatorName.isEmpty())
        m_options.operatorName = say("operator");
    m_saving = std::make_shared<const store::SaveState>();
    m_view = std::make_shared<const View>();
    m_writer = std::make_unique<store::Writer>(
        *m_store, clock,
        [this](const std::vector<store::Delivery> &list) { QMetaObject::invokeMethod(m_scoreContext.get(), [this, list] { deliver(list); }, Qt::QueuedConnection); },
        [this](const store::SaveState &state) {
            {
                const std::scoped_lock lock(m_mutex);
                m_saving = std::make_shared<const store::SaveState>(state);
            }
            publishSoon();
        });
    m_hub = std::make_unique<IntakeHub>(*m_writer, [this](const net::LinkState &link) {
        QMetaObject::invokeMethod(m_scoreContext.get(), [this, link] {
            if (const auto event = m_viewEvent; event && m_actors.contains(*event))
                m_actors[*event]->setLink(link);
            else
                publishSoon();
        }, Qt::QueuedConnection);
    });
    makeOutgoing();
    m_scoreThread.setObjectName(QStringLiteral("gantry-score"));
    m_ioThread.setObjectName(QStringLiteral("gantry-io"));
    m_commandThread.setObjectName(QStringLiteral("gantry-command"));
    m_scoreContext->moveToThread(&m_scoreThread);
    m_ioContext->moveToThread(&m_ioThread);
    m_commandContext->moveToThread(&m_commandThread);
}

Core::~Core()
{
    m_care.reset();
    // Stop accepting and drain the sockets, then the commands, then the store, then scoring.
    if (m_ioThread.isRunning()) {
        feed::FeedServer *feed = m_feed;
        onScore([this] { m_feed = nullptr; });
        QMetaObject::invokeMethod(m_ioContext.get(), [this, feed] {
            if (m_control)
                m_control->stopAccepting();
            if (m_readers) {
                m_readers->stopAccepting();
                m_readers->closeAll(QStringLiteral("console closed"));
            }
            delete m_readers;
            delete m_status;
            delete feed;
        }, Qt::BlockingQueuedConnection);
    }
    m_commandThread.quit();
    m_commandThread.wait();
    if (m_ioThread.isRunning()) // only now: a verb that was running reports to it
        QMetaObject::invokeMethod(m_ioContext.get(), [this] { delete m_control; }, Qt::BlockingQueuedConnection);
    m_ioThread.quit();
    m_ioThread.wait();
    // Publishing stops while scoring still runs: what was written is noted in the log.
    if (m_scoreThread.isRunning()) {
        auto stopping = onScore([this] { return std::shared_ptr<Outgoing>(std::move(m_outgoing)); });
        stopping.reset();
        onScore([] {});
    }
    m_writer->drain();
    if (m_scoreThread.isRunning())
        onScore([this] {
            delete std::exchange(m_publishTimer, nullptr);
            delete std::exchange(m_watchTimer, nullptr);
        });
    m_writer.reset(); // its thread posts to the score context until here
    m_scoreThread.quit();
    m_scoreThread.wait();
    m_actors.clear();
}

Result<> Core::start()
{
    if (auto started = m_writer->start(); !started)
        return started;
    m_writer->setEscapeRoute(m_options.escapeDirectory);
    m_scoreThread.start();
    m_ioThread.start();
    m_commandThread.start();
    if (m_options.listen) // a verb that runs by itself publishes nothing by the way
        m_outgoing->start();
    onScore([this] {
        m_publishTimer = new QTimer(m_scoreContext.get());
        m_publishTimer->setSingleShot(true);
        m_publishTimer->setTimerType(Qt::PreciseTimer);
        QObject::connect(m_publishTimer, &QTimer::timeout, m_scoreContext.get(), [this] { publish(); });
        m_watchTimer = new QTimer(m_scoreContext.get());
        QObject::connect(m_watchTimer, &QTimer::timeout, m_scoreContext.get(), [this] {
            if (m_viewEvent) // silence and lateness come without a read
                m_actors[*m_viewEvent]->look(*view());
        });
        if (m_options.listen)
            m_watchTimer->start(1000);
    });
    Result<> io;
    if (m_options.listen) // greet readers first: they give up after ten seconds
        QMetaObject::invokeMethod(m_ioContext.get(), [&] { startIo(io); }, Qt::BlockingQueuedConnection);
    if (!io)
        return io;
    if (m_options.listen)
        startCare();
    if (m_options.openEventLater) {
        publishNow();
        QMetaObject::invokeMethod(m_commandContext.get(), [this] {
            if (const auto opened = openFirstEvent(); !opened)
                m_callbacks.trouble(opened.error().message);
            publishNow();
        }, Qt::QueuedConnection);
        return {};
    }
    // On the thread of the verbs: forwarded ones may come already, and the store's list of events is for one thread.
    Result<> opened;
    QMetaObject::invokeMethod(m_commandContext.get(), [&] { opened = openFirstEvent(); }, Qt::BlockingQueuedConnection);
    if (!opened && m_options.listen)
        return opened; // without sockets there is one verb, and it names its event and its troubles itself
    publishNow();
    return {};
}

Result<> Core::openFirstEvent()
{
    const auto event = resolveEvent(m_options.event);
    if (!event)
        return m_options.event.isEmpty() ? Result<>() : Result<>(event.error());
    const auto events = m_store->events();
    if (!events)
        return events.error();
    for (const auto &info : *events)
        if (info.id == *event)
            return openEvent(info);
    return {};
}

void Core::startCare()
{
    CareOptions care;
    care.store = m_store->path();
    care.escape = m_options.escapeDirectory;
    care.backup = m_options.backupEvery.count() > 0 ? backupPlace() : QString();
    care.every = m_options.backupEvery;
    care.powerRoot = m_options.powerRoot;
    care.inhibit = m_options.inhibitProgram;
    care.screen = m_options.keepScreen;
    care.clockJump = m_options.clockJump;
    m_care = std::make_unique<Caretaker>(std::move(care), *m_clock, Caretaker::Facts{[this] { return view(); }, [this] { return saving(); }},
                                         [this](std::shared_ptr<const system::Health> health, const QStringList &worse) {
                                             {
                                                 const std::scoped_lock lock(m_mutex);
                                                 m_health = health;
                                             }
                                             QMetaObject::invokeMethod(m_scoreContext.get(), [this, health] {
                                                 for (const auto &[id, actor] : m_actors)
                                                     actor->setHealth(health);
                                             }, Qt::QueuedConnection);
                                             for (const QString &sentence : worse)
                                                 m_callbacks.trouble(sentence);
                                             publishSoon();
                                         });
}

QString Core::backupPlace() const
{
    if (!m_options.backupDirectory.isEmpty())
        return m_options.backupDirectory;
    return m_options.escapeDirectory.isEmpty() ? m_store->backupPath() + QStringLiteral("/copies") : m_options.escapeDirectory + QStringLiteral("/backups");
}

std::shared_ptr<const system::Health> Core::health() const
{
    const std::scoped_lock lock(m_mutex);
    return m_health;
}

void Core::makeOutgoing()
{
    // A publication is noted in the log (who, what, when, how many rows, which digest, where), like everything else that was done.
    m_outgoing = std::make_unique<Outgoing>(
        *m_clock, Outgoing::Hooks{[this](const Id128 &event, std::shared_ptr<const OutgoingStatus> status) {
                                      QMetaObject::invokeMethod(m_scoreContext.get(), [this, event, status] {
                                          if (EventActor *a = actor(event))
                                              a->setOutgoing(status);
                                      }, Qt::QueuedConnection);
                                  },
                                  [this](const Publication &p) {
                                      QMetaObject::invokeMethod(m_scoreContext.get(), [this, p] {
                                          EventActor *a = actor(p.event);
                                          if (!a)
                                              return;
                                          OpDraft d;
                                          d.kind = QStringLiteral("note");
                                          d.entity = QStringLiteral("publish");
                                          d.instance = p.destination.id;
                                          d.fields = {{QStringLiteral("what"), publicationName(p.destination)}, {QStringLiteral("rows"), p.rows}, {QStringLiteral("sha256"), p.digest}, {QStringLiteral("where"), p.file}};
                                          a->submit({d}, p.by.isEmpty() ? QStringLiteral("gantry") : p.by, say("Published %1: %2 rows, SHA-256 %3…").arg(p.file).arg(p.rows).arg(p.digest.left(16)));
                                      }, Qt::QueuedConnection);
                                  }},
        m_options.drawPdf);
}

void Core::startIo(Result<> &result)
{
    const auto need = [&](const Result<quint16> &port, int &out) {
        if (port)
            out = *port;
        else if (result)
            result = port.error();
    };
    if (m_options.ctp01Port >= 0) {
        m_readers = new net::ReaderServer(*m_hub, *m_clock);
        need(m_readers->listen(m_options.bind, quint16(m_options.ctp01Port)), m_ports.ctp01);
    }
    if (m_options.statusPort >= 0) {
        m_status = new net::StatusServer([this] { return statusJson(); },
                                         [this] {
                                             return QJsonObject{{QStringLiteral("status"), saving()->ok ? QStringLiteral("healthy") : QStringLiteral("not saving")},
                                                                {QStringLiteral("timestamp"), formatUtc(m_clock->now())}};
                                         });
        need(m_status->listen(QHostAddress::LocalHost, quint16(m_options.statusPort)), m_ports.status);
    }
    m_ports.control = store::StoreDirectory::controlSocketName(m_store->path());
    m_ports.feed = m_ports.control + QStringLiteral("-feed");
    m_feed = new feed::FeedServer(*m_clock);
    QObject::connect(m_feed, &feed::FeedServer::clientChanged, m_feed, m_callbacks.screenChanged);
    if (auto ok = m_feed->listen(m_ports.feed); !ok && result)
        result = ok;
    m_control = new ControlServer(*this);
    if (auto ok = m_control->listen(m_ports.control); !ok && result)
        result = ok;
}

// --- events ----------------------------------------------------------------------------------------------------------

Result<Id128> Core::resolveEvent(const QString &nameOrId)
{
    const auto events = m_store->events();
    if (!events)
        return events.error();
    if (nameOrId.isEmpty()) {
        if (const auto live = m_hub->event())
            return *live;
        if (events->empty())
            return failure(ErrorCode::NotFound, say("This store has no event yet. Load one: gantryctl event load FILE.json"));
        if (const auto chosen = m_store->chosenEvent(); chosen && *chosen)
            for (const auto &e : *events)
                if (e.id == **chosen)
                    return e.id;
        return events->back().id;
    }
    std::vector<Id128> hits;
    for (const auto &e : *events)
        if (e.id.toString() == nameOrId.toLower() || e.name.compare(nameOrId, Qt::CaseInsensitive) == 0)
            hits.push_back(e.id);
    if (hits.empty())
        for (const auto &e : *events)
            if (nameOrId.size() >= 8 && e.id.toString().startsWith(nameOrId.toLower()))
                hits.push_back(e.id);
    if (hits.size() == 1)
        return hits.front();
    if (hits.size() > 1)
        return failure(ErrorCode::InvalidInput, say("Several events are called \"%1\". Name it by its id; see: gantryctl event list").arg(nameOrId));
    return failure(ErrorCode::NotFound, say("There is no event \"%1\" in this store. See: gantryctl event list").arg(nameOrId));
}

Result<> Core::openEvent(const store::EventInfo &info)
{
    const std::scoped_lock opening(m_openMutex);
    if (onScore([&] { return m_actors.contains(info.id); }))
        return {};
    auto loaded = m_writer->openEvent(info.id, m_store->isRehearsal() ? store::Purpose::Rehearsal : store::Purpose::Race);
    if (!loaded)
        return loaded.error();
    const bool becomesLive = !m_hub->event();
    m_hub->seedCursors(info.id, becomesLive, *loaded);
    store::LoadedEvent bones; // what recovery needs once the rows have moved to the actor
    bones.sessions = loaded->sessions;
    bones.decodedTo = loaded->decodedTo;
    onScore([&] {
        auto actor = std::make_unique<EventActor>(info, m_store->isRehearsal(), *m_clock,
                                                  EventActor::Hooks{[this, id = info.id](store::EventBatch batch) {
                                                                        store::Intake intake;
                                                                        intake.event = id;
                                                                        intake.batch = std::move(batch);
                                                                        return m_writer->submit(std::move(intake));
                                                                    },
                                                                    [this, id = info.id](std::vector<scoring::Announcement> list) {
                                                                        if (m_actors.contains(id))
                                                                            feedAnnouncements(*m_actors[id], list);
                                                                        m_callbacks.announced(std::move(list));
                                                                    },
                                                                    [this] { publishSoon(); }});
        actor->load(std::move(*loaded));
        if (const auto known = health())
            actor->setHealth(known);
        m_actors[info.id] = std::move(actor);
        if (!m_viewEvent)
            m_viewEvent = info.id;
    });
    // Not before the actor is there: from here on deliveries are for it.
    if (becomesLive) {
        m_hub->setEvent(info.id);
        m_writer->drain(); // what was taken before the switch is in capture.db now
    }
    const auto claimed = claimSessions(*m_writer, info.id, bones, m_hub->liveSessions(), becomesLive ? Ownerless::Claim : Ownerless::Leave);
    settle();
    m_hub->setClaimed();
    return claimed ? Result<>() : Result<>(claimed.error());
}

Result<> Core::switchEvent(const store::EventInfo &info)
{
    if (auto opened = openEvent(info); !opened)
        return opened;
    if (m_hub->event() == info.id)
        return m_store->chooseEvent(info.id);
    const auto change = [&] {
        if (m_readers)
            m_readers->closeAll(say("another event was opened"));
        m_writer->drain(); // what came for the old one is known to be its own
        m_hub->switchEvent(info.id);
    };
    if (m_options.listen) // where bytes come in: none may come between the two
        QMetaObject::invokeMethod(m_ioContext.get(), change, Qt::BlockingQueuedConnection);
    else
        change();
    settle();
    onScore([&] { m_viewEvent = info.id; });
    publishNow();
    return m_store->chooseEvent(info.id);
}

EventActor *Core::actor(const Id128 &event)
{
    const auto it = m_actors.find(event);
    return it == m_actors.end() ? nullptr : it->second.get();
}

void Core::deliver(const std::vector<store::Delivery> &list)
{
    for (const store::Delivery &d : list)
        if (d.event && m_actors.contains(*d.event))
            m_actors[*d.event]->deliver(d);
}

void Core::settle()
{
    m_writer->drain();
    onScore([] {}); // deliveries posted before this have been applied
}

Result<Id128> Core::submit(const Id128 &event, std::vector<OpDraft> drafts, const QString &author, const QString &text)
{
    if (drafts.empty())
        return Id128{};
    const auto sent = onScore([&] {
        EventActor *a = actor(event);
        return a ? std::optional(a->submit(std::move(drafts), author, text)) : std::nullopt;
    });
    if (!sent)
        return failure(ErrorCode::Unexpected, say("The event is not open."));
    settle();
    publishNow();
    return *sent;
}

// --- publication -----------------------------------------------------------------------------------------------------

ViewPtr Core::view() const
{
    const std::scoped_lock lock(m_mutex);
    return m_view;
}

std::shared_ptr<const store::SaveState> Core::saving() const
{
    const std::scoped_lock lock(m_mutex);
    return m_saving;
}

ViewPtr Core::settledView(const Id128 &event)
{
    settle();
    return onScore([&] { return viewNow(event); });
}

ViewPtr Core::viewNow(const Id128 &event)
{
    EventActor *a = actor(event);
    return a ? a->buildView(++m_version, saving(), true) : view();
}

void Core::publishSoon()
{
    QMetaObject::invokeMethod(m_scoreContext.get(), [this] {
        if (m_publishTimer && !m_publishTimer->isActive())
            m_publishTimer->start(m_publishPauseMs);
    }, Qt::QueuedConnection);
}

void Core::publishNow()
{
    onScore([this] { publish(); });
}

void Core::publish()
{
    if (m_publishTimer)
        m_publishTimer->stop();
    QElapsedTimer took;
    took.start();
    ViewPtr v;
    if (m_viewEvent) {
        v = m_actors[*m_viewEvent]->buildView(++m_version, saving());
    } else {
        auto empty = std::make_shared<View>();
        empty->version = ++m_version;
        empty->saving = saving();
        empty->health = health();
        v = empty;
    }
    {
        const std::scoped_lock lock(m_mutex);
        m_view = v;
    }
    if (m_outgoing)
        m_outgoing->offer(v);
    if (m_feed)
        feedSnapshot(*v);
    m_callbacks.published(v);
    // A large import makes views costly: never spend more than a third of the time on them.
    m_publishPauseMs = std::clamp(int(took.elapsed()) * 3, 50, 1000);
}

void Core::feedAnnouncements(EventActor &actor, const std::vector<scoring::Announcement> &list)
{
    if (!m_feed || m_viewEvent != actor.id())
        return;
    auto items = feedItems(actor, list);
    if (!items.empty())
        QMetaObject::invokeMethod(m_feed, [feed = m_feed, items = std::move(items)] { feed->append(items); }, Qt::QueuedConnection);
}

void Core::feedSnapshot(const View &view)
{
    const QJsonObject snapshot = feedSnapshotOf(view);
    QByteArray text = QJsonDocument(snapshot).toJson(QJsonDocument::Compact);
    if (text == m_lastSnapshot)
        return;
    m_lastSnapshot = std::move(text);
    QMetaObject::invokeMethod(m_feed, [feed = m_feed, snapshot] { feed->setSnapshot(snapshot); }, Qt::QueuedConnection);
}

QJsonObject Core::statusJson() const
{
    const ViewPtr v = view();
    QJsonObject o = statusOf(*v, *saving());
    o[QStringLiteral("tcp_port")] = m_ports.ctp01;
    o[QStringLiteral("connections")] = m_hub->liveConnections();
    if (!v->event) {
        o[QStringLiteral("total_reads")] = qint64(m_hub->unclaimedReads());
        o[QStringLiteral("malformed")] = qint64(m_hub->malformed());
    }
    const bool held = v->outgoing && v->outgoing->hold.on;
    if (!held)
        m_heldStatus.reset();
    else if (!m_heldStatus)
        m_heldStatus = o;
    if (held) // how the race stands stays as it was when publishing was held; how the console is goes on
        for (const char *figure : {"entered", "started", "out", "finished", "unknown_chips"})
            o[QLatin1String(figure)] = m_heldStatus->value(QLatin1String(figure));
    o[QStringLiteral("publishing")] = held ? QStringLiteral("held") : QStringLiteral("on");
    o[QStringLiteral("timestamp")] = formatUtc(m_clock->now());
    return o;
}

} // namespace gantry::engine
