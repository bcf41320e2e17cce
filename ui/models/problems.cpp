// SPDX-License-Identifier: Apache-2.0
#include "ui/models/problems.h"

#include "core/base/text.h"

#include <algorithm>

namespace gantry::ui {

namespace {

Problem fromEngine(const engine::Problem &p)
{
    Problem out{p.key, p.severity == engine::Severity::Act ? Tone::Act : p.severity == engine::Severity::Look ? Tone::Look : Tone::Dim, p.title, p.text, {}};
    for (const engine::ProblemFix &f : p.fixes)
        out.actions.push_back({f.label, f.words, f.page, f.choices});
    out.canAcknowledge = !p.acknowledged;
    out.acknowledged = p.acknowledged;
    out.loud = p.loud;
    return out;
}

void addScreens(const Outputs &outputs, std::vector<Problem> &list)
{
    for (const Outputs::Screen &screen : outputs.screens) {
        if (screen.tone == Tone::Act || screen.tone == Tone::Look)
            list.push_back({QStringLiteral("screen/") + screen.name, screen.tone, say("Screen %1: %2").arg(screen.name, screen.state),
                            say("It comes back by itself when the monitor is there again."), {}});
    }
}

} // namespace

std::vector<Problem> deriveProblems(const engine::View &view, const Outputs &outputs)
{
    std::vector<Problem> list;
    if (view.problems)
        std::ranges::transform(*view.problems, std::back_inserter(list), fromEngine);
    addScreens(outputs, list);
    std::ranges::stable_sort(list, {}, [](const Problem &p) { return p.acknowledged ? 3 : p.tone == Tone::Act ? 0 : p.tone == Tone::Look ? 1 : 2; });
    return list;
}

QString problemCounts(const std::vector<Problem> &problems)
{
    const auto count = [&](Tone tone) { return std::ranges::count_if(problems, [tone](const Problem &p) { return !p.acknowledged && p.tone == tone; }); };
    QStringList parts;
    for (const Tone tone : {Tone::Act, Tone::Look, Tone::Dim})
        if (const auto n = count(tone); n > 0)
            parts << marked(tone, number(n));
    return parts.isEmpty() ? number(0) : parts.join(QStringLiteral("  "));
}

} // namespace gantry::ui
