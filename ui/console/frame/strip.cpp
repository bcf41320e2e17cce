// SPDX-License-Identifier: Apache-2.0
#include "ui/console/frame/strip.h"

#include "ui/models/outgoingmodel.h"
#include "ui/models/readertiles.h"

#include <QLocale>
#include <QResizeEvent>

#include <algorithm>
#include <numeric>

namespace gantry::ui {

namespace {

constexpr std::size_t kMaxClocks = 6, kMaxTiles = 12;
constexpr int kHeight = 72;

// The first gun of a race starts its clock; without one the first planned start is counted down to.
struct RaceStart {
    std::optional<UtcTime> gun, planned;
    QString plannedWave;
};

RaceStart startOf(const engine::View &view, std::size_t race)
{
    RaceStart start;
    for (const engine::WaveRow &wave : *view.waves) {
        if (std::size_t(wave.race.value()) != race)
            continue;
        if (wave.gun && (!start.gun || *wave.gun < *start.gun))
            start.gun = wave.gun;
        if (!wave.gun && wave.scheduled && (!start.planned || *wave.scheduled < *start.planned)) {
            start.planned = wave.scheduled;
            start.plannedWave = wave.waveName;
        }
    }
    return start;
}

} // namespace

Strip::Strip(const Look *look, const Clock *clock, QWidget *parent) : QFrame(parent), m_look(look), m_clock(clock)
{
    setObjectName(QStringLiteral("strip"));
    setFixedHeight(kHeight);
    m_event = cell(StripCell::Kind::Title, QStringLiteral("stripEvent"), QStringLiteral("setup"));
    for (std::size_t i = 0; i < kMaxClocks; ++i)
        m_clocks.push_back(cell(StripCell::Kind::Clock, QStringLiteral("stripClock%1").arg(i), QStringLiteral("race")));
    m_day = cell(StripCell::Kind::Clock, QStringLiteral("stripDay"), QStringLiteral("race"));
    for (std::size_t i = 0; i < kMaxTiles; ++i)
        m_tiles.push_back(cell(StripCell::Kind::State, QStringLiteral("stripTile%1").arg(i), QStringLiteral("readers")));
    m_more = cell(StripCell::Kind::State, QStringLiteral("stripMore"), QStringLiteral("readers"));
    const QString pages[] = {QStringLiteral("entrants"), QStringLiteral("race"), QStringLiteral("race"), QStringLiteral("results"),
                             QStringLiteral("reads/unknown")};
    const QString names[] = {QStringLiteral("stripEntered"), QStringLiteral("stripStarted"), QStringLiteral("stripOut"),
                             QStringLiteral("stripFinished"), QStringLiteral("stripUnknown")};
    for (int i = 0; i < 5; ++i)
        m_counts.push_back(cell(StripCell::Kind::Count, names[i], pages[i]));
    m_saved = cell(StripCell::Kind::Lines, QStringLiteral("stripSaved"), QStringLiteral("problems"));
    m_saved->setMaximumTextWidth(190);
    m_outgoing = cell(StripCell::Kind::State, QStringLiteral("stripOutgoing"), QStringLiteral("outgoing"));
    m_outgoing->setMaximumTextWidth(150);
    m_event->setMaximumTextWidth(150);
    m_timer.setInterval(100);
    connect(&m_timer, &QTimer::timeout, this, &Strip::tick);
    m_timer.start();
    fillEvent();
    fillCounts();
    tick();
}

StripCell *Strip::cell(StripCell::Kind kind, const QString &name, const QString &page)
{
    auto *made = new StripCell(m_look, kind, name, this);
    connect(made, &StripCell::widthChanged, this, &Strip::place);
    connect(made, &QAbstractButton::clicked, this, [this, page] { Q_EMIT pageWanted(page); });
    return made;
}

void Strip::setView(const engine::ViewPtr &view)
{
    m_view = view;
    fillEvent();
    fillCounts();
    tick();
}

void Strip::setOutputs(const Outputs &outputs)
{
    m_outputs = outputs;
    tick();
}

void Strip::tick()
{
    const UtcTime now = m_clock->now();
    fillClocks(now);
    fillTiles(now);
    fillSaving(now);
    fillOutgoing(now);
}

// Shown as soon as something goes out, or is kept from going out.
void Strip::fillOutgoing(UtcTime now)
{
    const engine::OutgoingState *state = m_view ? m_view->outgoing.get() : nullptr;
    const bool wanted = state && (state->hold.on || !state->rows.empty());
    if (wanted) {
        const Cell sentence = outgoingSentence(state, now);
        const QString main = state->hold.on ? marked(Tone::Act, tr("HELD")) : sentence.text.section(QStringLiteral(", "), 0, 0);
        const QString queue = state->waiting() > 0 && state->oldest() ? tr("%1 wait, %2").arg(state->waiting()).arg(ageWords(now - *state->oldest())) : state->hold.on ? tr("Ctrl+H releases") : tr("nothing waits");
        m_outgoing->setContent({tr("Outgoing"), main, queue, sentence.tone});
    }
    if (wanted != m_hasOutgoing) {
        m_hasOutgoing = wanted;
        place();
    }
}

void Strip::fillEvent()
{
    if (!m_view || !m_view->event) {
        m_event->setContent({{}, tr("No event"), tr("open or load one in Setup"), Tone::Dim});
        return;
    }
    const engine::EventHead &event = *m_view->event;
    const engine::Counters &c = m_view->counters;
    const QString state = c.started == 0 ? tr("before the start") : c.out > 0 ? tr("live") : tr("all in");
    const QString day = QLocale().toString(event.date, QStringLiteral("ddd d MMM"));
    m_event->setContent({event.rehearsal ? marked(Tone::Look, tr("REHEARSAL")) : QString(), event.name, day + QStringLiteral(" · ") + state, Tone::Plain});
}

StripCell::Content Strip::clockOf(const engine::View &view, std::size_t race, UtcTime now)
{
    const RaceStart start = startOf(view, race);
    const QString name = view.event->document.races[race].name;
    const auto toSecond = [](Micros t) { return Micros(std::chrono::floor<std::chrono::seconds>(t)); };
    if (start.gun)
        return {tr("%1 · gun %2").arg(name, timeOfDay(*start.gun, view.event->zone)), formatElapsed(toSecond(now - *start.gun)), {}, Tone::Plain};
    if (!start.planned)
        return {tr("%1 · no gun yet").arg(name), dash(), {}, Tone::Dim};
    const QString title = start.plannedWave.isEmpty() ? name : name + QStringLiteral(" · ") + start.plannedWave;
    const Micros left = toSecond(now - *start.planned);
    const QString text = left < Micros(0) ? QChar(u'−') + formatElapsed(-left) : QChar(u'+') + formatElapsed(left);
    return {tr("%1 at %2").arg(title, timeOfDay(*start.planned, view.event->zone)), text, {}, left < Micros(0) ? Tone::Dim : Tone::Look};
}

void Strip::fillClocks(UtcTime now)
{
    std::size_t count = 0;
    if (m_view && m_view->event && m_view->waves) {
        count = std::min(kMaxClocks, m_view->event->document.races.size());
        for (std::size_t i = 0; i < count; ++i)
            m_clocks[i]->setContent(clockOf(*m_view, i, now));
    }
    const EventZone utc;
    m_day->setContent({tr("Time of day"), timeOfDay(now, m_view && m_view->event ? m_view->event->zone : utc), {}, Tone::Plain});
    if (count != m_clockCount) {
        m_clockCount = count;
        place();
    }
}

void Strip::fillTiles(UtcTime now)
{
    const std::vector<ReaderTile> tiles = m_view ? readerTiles(*m_view, now) : std::vector<ReaderTile>{};
    const std::size_t count = std::min(kMaxTiles, tiles.size());
    std::vector<Tone> tones;
    for (std::size_t i = 0; i < count; ++i) {
        m_tiles[i]->setContent({tiles[i].title, marked(tiles[i].tone, tiles[i].state), tiles[i].detail, tiles[i].tone});
        tones.push_back(tiles[i].tone);
    }
    if (count == 0 && m_view && m_view->event) {
        m_tiles[0]->setContent({tr("Readers"), marked(Tone::Dim, tr("none linked")), tr("waiting for one to dial in"), Tone::Dim});
        tones.push_back(Tone::Dim);
    }
    if (tones.size() != m_tileCount || tones != m_tileTones) {
        m_tileCount = tones.size();
        m_tileTones = tones;
        place();
    }
}

void Strip::fillCounts()
{
    const engine::Counters c = m_view ? m_view->counters : engine::Counters{};
    m_counts[0]->setContent({{}, number(c.entered), tr("Entered"), Tone::Plain});
    m_counts[1]->setContent({{}, number(c.started), tr("Started"), Tone::Plain});
    m_counts[2]->setContent({{}, number(c.out), tr("Out"), Tone::Plain});
    m_counts[3]->setContent({{}, number(c.finished), tr("Finished"), Tone::Plain});
    const Tone tone = c.unknownChips > 0 ? Tone::Look : Tone::Plain;
    m_counts[4]->setContent({{}, c.unknownChips > 0 ? marked(tone, number(c.unknownChips)) : number(0), tr("Unknown"), tone});
}

void Strip::fillSaving(UtcTime now)
{
    const QString screens = tr("Screens %1 of %2").arg(m_outputs.connected).arg(m_outputs.assigned);
    if (!m_view || !m_view->saving) {
        m_saved->setContent({{}, tr("Nothing to save yet"), screens, Tone::Plain});
        return;
    }
    const store::SaveState &saving = *m_view->saving;
    if (!saving.ok) {
        m_saved->setContent({marked(Tone::Act, tr("NOT SAVING")), saving.error.message, screens, Tone::Act});
        return;
    }
    const bool fresh = saving.lastCommit == UtcTime{}; // a console that has just begun: what there is was written by the one before
    const Micros age = now - saving.lastCommit;
    const bool late = saving.waiting > 0 && !fresh && age > std::chrono::seconds(2);
    const QString words = late    ? marked(Tone::Look, tr("%1 waiting, %2").arg(number(saving.waiting), ageWords(age)))
                          : fresh ? marked(Tone::Good, tr("All on disk"))
                                  : marked(Tone::Good, tr("Saved %1 ago").arg(ageWords(age)));
    // What else can end the day takes the large line, with its colour, until it is well again.
    const system::Health none;
    const system::Health &health = m_view->health ? *m_view->health : none;
    const auto ill = std::ranges::max_element(health.items, {}, &system::HealthItem::tone);
    if (ill != health.items.end() && ill->tone != system::Tone::Good && !late) {
        const Tone tone = ill->tone == system::Tone::Act ? Tone::Act : Tone::Look;
        m_saved->setToolTip(ill->sentence);
        m_saved->setContent({screens, marked(tone, tr("%1: %2").arg(ill->name, ill->value)), words, tone});
        return;
    }
    m_saved->setToolTip({});
    const QString took = fresh ? tr("Nothing new yet") : tr("Disk took %1 ms").arg(std::chrono::duration_cast<std::chrono::milliseconds>(saving.lastCommitTook).count());
    m_saved->setContent({screens, words, took, late ? Tone::Look : Tone::Good});
}

void Strip::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    place();
}

void Strip::place()
{
    if (m_placing || !m_saved || !m_outgoing)
        return;
    m_placing = true;
    int left = 0, right = width();
    const auto put = [&](StripCell *c) {
        c->setGeometry(left, 0, c->wantedWidth(), kHeight - 1);
        c->show();
        left += c->wantedWidth();
    };
    right -= m_saved->wantedWidth();
    m_saved->setGeometry(right, 0, m_saved->wantedWidth(), kHeight - 1);
    m_saved->show();
    m_outgoing->setVisible(m_hasOutgoing);
    if (m_hasOutgoing) {
        right -= m_outgoing->wantedWidth();
        m_outgoing->setGeometry(right, 0, m_outgoing->wantedWidth(), kHeight - 1);
    }
    int counts = 8;
    for (const StripCell *c : m_counts)
        counts += c->wantedWidth();
    put(m_event);
    const int reserve = counts + m_day->wantedWidth() + (m_tileCount > 0 ? m_tiles[0]->wantedWidth() + 60 : 0);
    for (std::size_t i = 0; i < m_clocks.size(); ++i) {
        const bool fits = i < m_clockCount && left + m_clocks[i]->wantedWidth() + reserve <= right;
        if (fits || (i == 0 && m_clockCount > 0))
            put(m_clocks[i]);
        else
            m_clocks[i]->hide();
    }
    put(m_day);
    // The worst tiles keep their place; those that have to go are counted.
    std::vector<std::size_t> byNeed(m_tileCount);
    std::iota(byNeed.begin(), byNeed.end(), 0U);
    std::ranges::stable_sort(byNeed, {}, [this](std::size_t i) { return m_tileTones[i] == Tone::Act ? 0 : m_tileTones[i] == Tone::Look ? 1 : 2; });
    int room = right - left - counts;
    std::vector<bool> shown(m_tiles.size(), false);
    std::size_t hidden = m_tileCount;
    for (const std::size_t i : byNeed) {
        const int more = hidden > 1 ? 56 : 0;
        if (m_tiles[i]->wantedWidth() + more > room)
            break;
        shown[i] = true;
        room -= m_tiles[i]->wantedWidth();
        --hidden;
    }
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        if (shown[i])
            put(m_tiles[i]);
        else
            m_tiles[i]->hide();
    }
    m_more->setVisible(hidden > 0);
    if (hidden > 0) {
        m_more->setContent({tr("Readers"), QStringLiteral("+%1").arg(hidden), tr("more"), Tone::Dim});
        put(m_more);
    }
    left += 4;
    for (StripCell *c : m_counts)
        put(c);
    m_placing = false;
}

} // namespace gantry::ui
