// SPDX-License-Identifier: Apache-2.0
#include "ui/models/problems.h"

#include "ui/models/changes.h"
#include "ui/models/wavesmodel.h"

#include "core/base/text.h"

#include <algorithm>

namespace gantry::ui {

namespace {

constexpr int kUnknownShown = 5;
constexpr int kGunsShown = 3;

void addSaving(const engine::View &view, std::vector<Problem> &list)
{
    if (view.saving && !view.saving->ok)
        list.push_back({QStringLiteral("saving"), Tone::Act, say("Not saving"),
                        say("%1 The race goes on; %2 reads are only in memory. Free some space or put the disk back: saving resumes by itself.")
                            .arg(view.saving->error.message, number(view.counters.unsavedReads)),
                        {}});
    if (view.saving && !view.saving->escapeError.message.isEmpty())
        list.push_back({QStringLiteral("escape"), Tone::Look, say("The second copy of the reads is not written"),
                        view.saving->escapeError.message, {}});
}

void addLinks(const engine::View &view, std::vector<Problem> &list)
{
    if (!view.links)
        return;
    QStringList open, told;
    for (const net::LinkState &link : *view.links) {
        for (const std::string &name : link.facts.locations) {
            const QString location = QString::fromStdString(name);
            if (!link.closedAt) {
                open << location;
            } else if (!open.contains(location) && !told.contains(location) && link.facts.reads > 0 && view.counters.out > 0) {
                told << location;
                list.push_back({QStringLiteral("gone/") + location, Tone::Act, say("%1 is not linked").arg(location),
                                say("Ended: %1. %2 runners are still out. Check power and cable; the reader dials in again by itself.")
                                    .arg(link.closeReason.isEmpty() ? say("no reason given") : link.closeReason, number(view.counters.out)),
                                {{say("Readers"), {}, QStringLiteral("readers"), {}}}});
            }
        }
    }
}

void addUnbound(const engine::View &view, std::vector<Problem> &list)
{
    if (!view.unbound || !view.event)
        return;
    QStringList points;
    for (const PointDef &point : view.event->document.points)
        points << point.name;
    for (const engine::UnboundRow &row : *view.unbound) {
        ProblemAction bind{say("Bind"), {QStringLiteral("op"), QStringLiteral("bind"), QStringLiteral("--location"), row.location, QStringLiteral("--point")},
                           {}, points};
        list.push_back({QStringLiteral("unbound/") + row.location, Tone::Act, say("%1 has no point").arg(row.location),
                        say("%1 reads wait, none is lost. Choose where this reader stands.").arg(number(row.reads)), {std::move(bind)}});
    }
}

void addGuns(const engine::View &view, GunScan &guns, std::vector<Problem> &list)
{
    if (!view.waves || !view.reads || !view.event)
        return;
    const bool wanted = std::ranges::any_of(*view.waves, [](const engine::WaveRow &w) { return canArm(w) && w.candidates > 0; });
    if (!wanted)
        return;
    const std::vector<qint32> rows = guns.rows(*view.reads, [](const engine::ReadRow &r) { return r.kind == ReadKind::Gun && !r.ignored; });
    for (const engine::WaveRow &wave : *view.waves) {
        if (!canArm(wave) || wave.candidates <= 0)
            continue;
        Problem problem{QStringLiteral("gun/") + wave.key, Tone::Look, say("A reader sent a gun for %1").arg(waveTitle(wave)),
                        say("It is not used until you say so: the wave was not armed."), {}};
        for (auto row = rows.rbegin(); row != rows.rend() && int(problem.actions.size()) < kGunsShown; ++row) {
            const UtcTime at = (*view.reads)[std::size_t(*row)].at;
            const QStringList words{QStringLiteral("op"), QStringLiteral("gun"), QStringLiteral("--wave"), wave.key, QStringLiteral("--at"),
                                    formatLocal(view.event->zone.toLocal(at))};
            ProblemAction use{say("Use %1").arg(timeOfDay(at, view.event->zone, 2)), words, {}, {}};
            if (!std::ranges::any_of(problem.actions, [&](const ProblemAction &a) { return a.words == use.words; }))
                problem.actions.push_back(std::move(use));
        }
        list.push_back(std::move(problem));
    }
}

void addUnknown(const engine::View &view, std::vector<Problem> &list)
{
    if (!view.unknown || view.unknown->empty())
        return;
    const ProblemAction look{say("Unknown reads"), {}, QStringLiteral("reads/unknown"), {}};
    const std::size_t shown = std::min<std::size_t>(kUnknownShown, view.unknown->size());
    for (std::size_t i = 0; i < shown; ++i) {
        const engine::UnknownChip &u = (*view.unknown)[i];
        const QString at = view.event ? timeOfDay(u.at, view.event->zone) : dash();
        list.push_back({QStringLiteral("unknown/") + u.chip, Tone::Look, say("Unknown chip %1").arg(u.chip),
                        say("Read at %1 at %2, %3 in all. Nobody on the roster has it.")
                            .arg(pointName(view, u.point), at, u.reads == 1 ? say("1 read") : say("%1 reads").arg(number(u.reads))),
                        {look}});
    }
    if (shown < view.unknown->size())
        list.push_back({QStringLiteral("unknown/more"), Tone::Look, say("%1 more unknown chips").arg(number(qint64(view.unknown->size() - shown))),
                        say("The Reads page lists them all."), {look}});
}

void addCounters(const engine::View &view, const Outputs &outputs, std::vector<Problem> &list)
{
    if (view.counters.malformed > 0)
        list.push_back({QStringLiteral("malformed"), Tone::Look, say("%1 lines could not be read").arg(number(view.counters.malformed)),
                        say("They are kept as they came and did not stop the stream. The Readers page shows which reader sent them."),
                        {{say("Readers"), {}, QStringLiteral("readers"), {}}}});
    if (view.counters.newerOps > 0)
        list.push_back({QStringLiteral("newer"), Tone::Look, say("Changes from a newer Gantry"),
                        say("%1 changes are kept but not understood here. Update this laptop after the race.").arg(number(view.counters.newerOps)), {}});
    for (const Outputs::Screen &screen : outputs.screens) {
        if (screen.tone == Tone::Act || screen.tone == Tone::Look)
            list.push_back({QStringLiteral("screen/") + screen.name, screen.tone, say("Screen %1: %2").arg(screen.name, screen.state),
                            say("It comes back by itself when the monitor is there again."), {}});
    }
}

} // namespace

std::vector<Problem> deriveProblems(const engine::View &view, const Outputs &outputs, GunScan &guns)
{
    std::vector<Problem> list;
    addSaving(view, list);
    addLinks(view, list);
    addUnbound(view, list);
    addGuns(view, guns, list);
    addUnknown(view, list);
    addCounters(view, outputs, list);
    std::ranges::stable_sort(list, {}, [](const Problem &p) { return p.tone == Tone::Act ? 0 : 1; });
    return list;
}

} // namespace gantry::ui
