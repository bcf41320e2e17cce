// SPDX-License-Identifier: Apache-2.0
#include "ui/models/wavesmodel.h"

#include "ui/models/changes.h"

#include "core/base/text.h"

#include <numeric>

namespace gantry::ui {

WavesModel::WavesModel(QObject *parent)
    : RowModel({{say("Race"), QStringLiteral("Half mar")},
                {say("Wave"), QStringLiteral("Corral")},
                {say("Scheduled"), QStringLiteral("00:00:00")},
                {say("Gun"), QStringLiteral("00:00:00.00")},
                {say("Source"), QStringLiteral("▲ armed · F9 starts"), false, true},
                {say("Entered"), QStringLiteral("00000"), true},
                {say("Started"), QStringLiteral("00000"), true},
                {say("Out"), QStringLiteral("00000"), true},
                {say("Finished"), QStringLiteral("00000"), true},
                {QString(), QStringLiteral("Disarm F8 here"), false, false, true}},
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
    case Gun: return w->gun ? Cell{timeOfDay(*w->gun, zone, 2)} : Cell{dash(), Tone::Dim};
    case Source:
        if (w->armed)
            return {marked(Tone::Look, say("armed · F9 starts")), Tone::Look};
        if (!w->ownStart)
            return {say("starts by wave"), Tone::Dim};
        if (!w->gun && w->candidates > 0)
            return {marked(Tone::Look, say("%n gun record(s) waiting").replace(QStringLiteral("%n"), number(w->candidates))), Tone::Look};
        return {gunSourceWord(w->source), w->gun ? Tone::Plain : Tone::Dim};
    case Entered: return count(w->entered);
    case Started: return count(w->started);
    case Out: return count(w->out);
    case Finished: return count(w->finished);
    default: return {};
    }
}

} // namespace gantry::ui
