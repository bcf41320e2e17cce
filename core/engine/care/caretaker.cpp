// SPDX-License-Identifier: Apache-2.0
#include "core/engine/care/caretaker.h"

#include "core/base/text.h"

#include <algorithm>

namespace gantry::engine {

using system::HealthItem;
using system::Tone;

namespace {

constexpr auto kRetry = std::chrono::seconds(20); // a place that was gone

QString timeOfDay(UtcTime t, const ViewPtr &view)
{
    if (view && view->event)
        return formatTimeOfDay(view->event->zone.toLocal(t)).left(5);
    return formatUtc(t).mid(11, 5) + u'Z';
}

} // namespace

bool Caretaker::isOpen(const View &view, UtcTime now)
{
    if (!view.event)
        return false;
    const auto days = std::chrono::floor<std::chrono::days>(view.event->zone.toLocal(now)).time_since_epoch().count();
    if (view.event->date == QDate(1970, 1, 1).addDays(days))
        return true;
    const bool started = view.waves && std::ranges::any_of(*view.waves, [&](const WaveRow &w) { return w.gun && now - *w.gun < std::chrono::hours(72); });
    return started && view.counters.out > 0;
}

Caretaker::Caretaker(CareOptions options, const Clock &clock, Facts facts, Tell tell)
    : m_options(std::move(options)), m_clock(&clock), m_facts(std::move(facts)), m_tell(std::move(tell)), m_backups(m_options.store, clock, [this] {
          QMetaObject::invokeMethod(this, [this] { look(); }, Qt::QueuedConnection);
      }), m_lastCopy(std::chrono::steady_clock::now())
{
    m_backups.setPlace(m_options.backup);
    m_thread.setObjectName(QStringLiteral("gantry-care"));
    moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(this, [this] {
        m_timer = new QTimer(this);
        connect(m_timer, &QTimer::timeout, this, [this] { look(); });
        if (!m_options.inhibit.isEmpty())
            m_holds.push_back(std::make_unique<system::Awake>(m_options.inhibit));
        if (m_options.screen)
            m_holds.push_back(m_options.screen());
        m_timer->start(m_options.pause);
        look();
    }, Qt::QueuedConnection);
}

Caretaker::~Caretaker()
{
    QMetaObject::invokeMethod(this, [this] {
        delete std::exchange(m_timer, nullptr);
        m_holds.clear();
    }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void Caretaker::look()
{
    if (!m_timer)
        return;
    const ViewPtr view = m_facts.view();
    const auto saving = m_facts.saving();
    const bool open = view && isOpen(*view, m_clock->now());
    for (const auto &hold : m_holds)
        hold->hold(open, say("A race is being timed"));
    copyWhenDue(*saving);

    auto health = std::make_shared<system::Health>();
    health->items.push_back(saveItem(*saving));
    addDisks(*health, *saving);
    health->items.push_back(backupItem());
    health->items.push_back(system::powerItem(system::readPower(m_options.powerRoot)));
    for (const auto &hold : m_holds)
        health->items.push_back(hold->item());
    if (m_options.clockJump)
        health->items.push_back(system::clockItem(m_options.clockJump()));
    if (m_last && *m_last == *health)
        return;
    QStringList worse;
    for (const HealthItem &item : health->items) {
        const HealthItem *before = m_last ? m_last->item(item.key) : nullptr;
        if (item.tone > (before ? before->tone : Tone::Good) && !item.sentence.isEmpty() && (m_last || item.tone == Tone::Act))
            worse.append(item.sentence);
    }
    m_last = health;
    m_tell(health, worse);
}

// While something is being written; a copy of what did not change says nothing new.
void Caretaker::copyWhenDue(const store::SaveState &saving)
{
    const BackupState state = m_backups.state();
    if (state.place.isEmpty() || state.running)
        return;
    const bool failed = !state.error.message.isEmpty();
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::steady_clock::duration pause = failed ? std::min<std::chrono::steady_clock::duration>(kRetry, m_options.every) : m_options.every;
    const bool news = saving.lastCommit > m_copiedTo;
    if (now - m_lastCopy < pause || (!news && !failed))
        return;
    m_lastCopy = now;
    m_copiedTo = saving.lastCommit;
    m_backups.copyNow();
}

HealthItem Caretaker::saveItem(const store::SaveState &saving) const
{
    HealthItem item{QStringLiteral("save"), say("Saving"), say("everything is on disk"), {}, Tone::Good};
    if (!saving.ok) {
        item.value = say("NOT SAVING");
        item.tone = Tone::Act;
        item.sentence = saving.error.message;
    }
    return item;
}

void Caretaker::addDisks(system::Health &health, const store::SaveState &saving) const
{
    health.items.push_back(system::diskItem({QStringLiteral("disk/store"), say("Disk of the store"), m_options.store, system::freeBytes(m_options.store)}));
    if (!m_options.escape.isEmpty()) {
        HealthItem item = system::diskItem({QStringLiteral("disk/escape"), say("Second place for raw lines"), m_options.escape, system::freeBytes(m_options.escape)});
        if (item.tone == Tone::Good && !saving.escapeError.message.isEmpty()) {
            item.tone = Tone::Act;
            item.sentence = saving.escapeError.message;
        }
        health.items.push_back(item);
    }
    const QString place = m_backups.state().place;
    if (place.isEmpty() || place.startsWith(m_options.store + u'/'))
        return;
    if (const qint64 free = system::freeBytes(place); free >= 0) // its absence is said by the copies
        health.items.push_back(system::diskItem({QStringLiteral("disk/backup"), say("Place of the copies"), place, free}));
}

HealthItem Caretaker::backupItem() const
{
    const BackupState state = m_backups.state();
    HealthItem item{QStringLiteral("backup"), say("Copies"), {}, {}, Tone::Good};
    if (state.place.isEmpty()) {
        item.value = say("none are made");
        item.tone = Tone::Look;
        item.sentence = say("No copies of the event are made. Name a second place: --backup DIR");
        return item;
    }
    const ViewPtr view = m_facts.view();
    item.value = state.newest ? say("%1, %2 reads, in %3").arg(timeOfDay(state.newest->madeAt, view)).arg(state.newest->reads).arg(state.place)
                              : say("the first one follows, in %1").arg(state.place);
    if (!state.error.message.isEmpty()) {
        item.tone = Tone::Act;
        item.sentence = state.error.message;
        item.value = state.newest ? say("last one %1").arg(timeOfDay(state.newest->madeAt, view)) : say("none yet");
    } else if (state.place.startsWith(m_options.store + u'/')) {
        item.sentence = say("Copies go to the same disk as the event. Name a stick: --backup DIR");
    }
    return item;
}

} // namespace gantry::engine
