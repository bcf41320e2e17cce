// SPDX-License-Identifier: Apache-2.0
#include "ui/models/wavesmodel.h"

#include "ui/models/changes.h"

#include "core/base/text.h"

#include <algorithm>
#include <numeric>

namespace gantry::ui {

namespace {

constexpr Micros kFarFromPlan = std::chrono::seconds(3); // from here on somebody should know why

} // namespace

WavesModel::WavesModel(QObject *parent)
    : RowModel({{say("Race"), QStringLiteral("Half mar")},
                {say("Wave"), QStringLiteral("Corral")},
                {say("Scheduled"), QStringLiteral("00:00:00")},
                {say("Gun"), QStringLiteral("■ 0:00:00 late")},
                {say("Source"), QStringLiteral("▲ armed · F9 starts"), false, true},
                {say("Entered"), QStringLiteral("00000"), true},
                {say("Started"), QStringLiteral("00000"), true},
                {say("Out"), QStringLiteral("00000"), true},
                {say("Finished"), QStringLiteral("00000"), true},
                {QString(), QStringLiteral("Disarm  F8"), false, false, true}},
               Direction::Forward, parent)
{
}

bool canArm(const engine::WaveRow &wave)
{
    return wave.ownStart && !wave.gun;
}

QString waveTitle(const engine::WaveRow &wave)
{
    return wave.waveName.isEmpty() ? wave.raceName : wave.raceName + QStringLiteral(" · ") + wave.waveName;
}

QString startDelay(const engine::WaveRow &wave)
{
    if (!wave.gun || !wave.scheduled)
        return {};
    const Micros late = *wave.gun - *wave.scheduled;
    const double seconds = double(std::chrono::abs(late).count()) / 1e6;
    if (seconds < 0.05)
        return {};
    const QString amount = seconds < 100 ? QString::number(seconds, 'f', 1) + QStringLiteral(" s") : formatElapsed(std::chrono::abs(late));
    return late > Micros(0) ? say("%1 late").arg(amount) : say("%1 early").arg(amount);
}

QString countdown(const engine::WaveRow &wave, UtcTime now)
{
    if (wave.gun || !wave.scheduled || !wave.ownStart)
        return {};
    const Micros left = Micros(std::chrono::ceil<std::chrono::seconds>(*wave.scheduled - now));
    return left > Micros(0) ? say("in %1").arg(formatElapsed(left)) : say("%1 late").arg(formatElapsed(-left));
}

void WavesModel::setNow(UtcTime now)
{
    m_now = now;
    if (m_view && m_view->waves && std::ranges::any_of(*m_view->waves, [&](const auto &w) { return !countdown(w, now).isEmpty(); }))
        touchAll();
}

int nextWave(const std::vector<engine::WaveRow> &waves)
{
    int best = -1;
    for (std::size_t i = 0; i < waves.size(); ++i) {
        if (!canArm(waves[i]))
            continue;
        if (best < 0) {
            best = int(i);
            continue;
        }
        const auto &a = waves[i].scheduled, &b = waves[std::size_t(best)].scheduled;
        if (a && (!b || *a < *b))
            best = int(i);
    }
    return best;
}

void WavesModel::setView(const engine::ViewPtr &view)
{
    const engine::ViewPtr before = std::move(m_view);
    m_view = view;
    if (!view || !sameEvent(before.get(), view.get()))
        restart();
    if (!view || !view->waves || (before && before->waves == view->waves))
        return;
    if (rowCount() != int(view->waves->size())) {
        std::vector<qint32> order(view->waves->size());
        std::iota(order.begin(), order.end(), 0);
        restart(std::move(order));
        return;
    }
    touchAll();
}

const engine::WaveRow *WavesModel::wave(int entity) const
{
    return m_view && m_view->waves && entity >= 0 && std::size_t(entity) < m_view->waves->size() ? &(*m_view->waves)[std::size_t(entity)] : nullptr;
}

Cell WavesModel::cellOf(int entity, int column) const
{
    const engine::WaveRow *w = wave(entity);
    if (!w)
        return {};
    const EventZone &zone = zoneOf(*m_view, m_utc);
    const auto count = [&](int value) { return w->ownStart || value > 0 ? Cell{number(value)} : Cell{dash(), Tone::Dim}; };
    switch (column) {
    case Race: {
        Cell cell{w->raceName};
        cell.strong = true;
        return cell;
    }
    case Wave: return w->waveName.isEmpty() ? Cell{dash(), Tone::Dim} : Cell{w->waveName};
    case Scheduled: return w->scheduled ? Cell{timeOfDay(*w->scheduled, zone)} : Cell{dash(), Tone::Dim};
    case Gun:
        if (w->gun)
            return {timeOfDay(*w->gun, zone, 2)};
        if (const QString left = m_now ? countdown(*w, *m_now) : QString(); !left.isEmpty())
            return *m_now > *w->scheduled ? Cell{marked(Tone::Act, left), Tone::Act} : Cell{left, Tone::Dim};
        return {dash(), Tone::Dim};
    case Source:
        if (w->armed)
            return {marked(Tone::Look, say("armed · F9 starts")), Tone::Look};
        if (!w->ownStart)
            return {say("starts by wave"), Tone::Dim};
        if (!w->gun && w->candidates > 0)
            return {marked(Tone::Look, say("%n gun record(s) waiting").replace(QStringLiteral("%n"), number(w->candidates))), Tone::Look};
        if (const QString delay = startDelay(*w); !delay.isEmpty()) {
            const bool far = std::chrono::abs(*w->gun - *w->scheduled) > kFarFromPlan;
            const QString text = gunSourceWord(w->source) + QStringLiteral(" · ") + delay;
            return far ? Cell{marked(Tone::Look, text), Tone::Look} : Cell{text};
        }
        return {gunSourceWord(w->source), w->gun ? Tone::Plain : Tone::Dim};
    case Entered: return count(w->entered);
    case Started: return count(w->started);
    case Out: return count(w->out);
    case Finished: return count(w->finished);
    default: return {};
    }
}

} // namespace gantry::ui
