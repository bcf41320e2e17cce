// SPDX-License-Identifier: Apache-2.0
#include "core/engine/console.h"

#include "core/base/text.h"
#include "core/engine/core.h"
#include "core/engine/verbs/verb.h"

#include <QPointer>

namespace gantry::engine {

struct Console::Impl {
    std::unique_ptr<Core> core;
};

Console::Console() : m_impl(std::make_unique<Impl>()) {}

Console::~Console() = default;

Console::Opened Console::open(ConsoleOptions options, const Clock &clock)
{
    auto answer = store::StoreDirectory::open(options.storePath, clock, options.purpose);
    Opened opened{answer.opening, nullptr, answer.error, answer.backup};
    if (!answer.store)
        return opened;
    std::unique_ptr<Console> console(new Console);
    Console *c = console.get();
    Core::Callbacks callbacks{[c](ViewPtr v) { Q_EMIT c->published(std::move(v)); },
                              [c](std::vector<scoring::Announcement> list) { Q_EMIT c->announced(std::move(list)); },
                              [c](const QString &message) { Q_EMIT c->trouble(message); },
                              [c](const feed::ClientState &state) { Q_EMIT c->screenChanged(state); }};
    c->m_impl->core = std::make_unique<Core>(std::move(answer.store), std::move(options), clock, std::move(callbacks));
    if (auto started = c->m_impl->core->start(); !started) {
        opened.error = started.error();
        return opened;
    }
    opened.console = std::move(console);
    return opened;
}

Ports Console::ports() const
{
    return m_impl->core->ports();
}

bool Console::isRehearsal() const
{
    return m_impl->core->store().isRehearsal();
}

ViewPtr Console::view() const
{
    return m_impl->core->view();
}

CommandResult Console::run(const QStringList &words, const Progress &progress)
{
    Core *core = m_impl->core.get();
    CommandResult result;
    const auto work = [&] { result = runVerb(*core, words, progress); };
    if (QThread::currentThread() == core->scoreContext()->thread()) // a verb waits for scoring: it would wait for itself
        return {1, {}, say("A command cannot be run from where results are published. Use runAsync().").toUtf8() + '\n'};
    if (QThread::currentThread() == core->commandContext()->thread())
        work();
    else
        QMetaObject::invokeMethod(core->commandContext(), work, Qt::BlockingQueuedConnection);
    return result;
}

void Console::runAsync(const QStringList &words, QObject *context, std::function<void(CommandResult)> done, const Progress &progress)
{
    Core *core = m_impl->core.get();
    QPointer<QObject> target(context);
    // Through the console, which outlives its threads: whether the asker is still there is asked on the asker's side.
    QMetaObject::invokeMethod(core->commandContext(), [this, core, words, target, done = std::move(done), progress] {
        CommandResult result = runVerb(*core, words, progress);
        if (done)
            QMetaObject::invokeMethod(this, [target, done, result] {
                if (target)
                    QMetaObject::invokeMethod(target, [done, result] { done(result); }, Qt::AutoConnection);
            }, Qt::QueuedConnection);
    }, Qt::QueuedConnection);
}

void Console::arm(const QStringList &waveKeys, bool on)
{
    QStringList words{QStringLiteral("op"), on ? QStringLiteral("arm") : QStringLiteral("disarm")};
    for (const QString &key : waveKeys)
        words << QStringLiteral("--wave") << key;
    runAsync(words, this, [this](const CommandResult &r) {
        if (r.exitCode != 0)
            Q_EMIT trouble(QString::fromUtf8(r.err).trimmed());
    });
}

void Console::start(const QStringList &waveKeys, UtcTime at)
{
    Core *core = m_impl->core.get();
    // Straight to scoring: an import that occupies gantry-command must not delay a start.
    QMetaObject::invokeMethod(core->scoreContext(), [core, waveKeys, at] {
        const auto event = core->liveEvent();
        EventActor *actor = event ? core->actor(*event) : nullptr;
        if (!actor)
            return;
        std::vector<OpDraft> drafts;
        for (const QString &key : waveKeys) {
            OpDraft d;
            d.kind = d.entity = QStringLiteral("gun");
            d.instance = key;
            d.fields = {{QStringLiteral("utc_us"), QString::number(toUs(at))}, {QStringLiteral("source"), QStringLiteral("key")}};
            drafts.push_back(std::move(d));
        }
        actor->submit(std::move(drafts), core->operatorName(), say("Started %1").arg(waveKeys.join(QStringLiteral(", "))));
    }, Qt::QueuedConnection);
}

namespace {

template<class F>
void onLiveActor(Core *core, F f)
{
    QMetaObject::invokeMethod(core->scoreContext(), [core, f] {
        const auto event = core->liveEvent();
        if (EventActor *actor = event ? core->actor(*event) : nullptr)
            f(*actor);
    }, Qt::QueuedConnection);
}

} // namespace

void Console::sayRefusal(const Result<Id128> &done)
{
    if (!done)
        Q_EMIT trouble(done.error().message);
}

void Console::undo()
{
    onLiveActor(m_impl->core.get(), [this](EventActor &a) { sayRefusal(a.undo({m_impl->core->operatorName(), {}, {}, false})); });
}

void Console::redo()
{
    onLiveActor(m_impl->core.get(), [this](EventActor &a) { sayRefusal(a.redo({m_impl->core->operatorName(), {}, {}, false})); });
}

void Console::flushView()
{
    m_impl->core->publishNow();
}

} // namespace gantry::engine
