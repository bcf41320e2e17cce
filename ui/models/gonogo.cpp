// SPDX-License-Identifier: Apache-2.0
#include "ui/models/gonogo.h"

#include "ui/models/readertiles.h"

#include "core/base/text.h"

#include <algorithm>

namespace gantry::ui {

namespace {

QString names(const QStringList &list)
{
    return list.size() > 3 ? say("%1 and %2 more").arg(list.mid(0, 3).join(QStringLiteral(", ")), number(list.size() - 3)) : list.join(QStringLiteral(", "));
}

GoItem item(const QString &what, const QStringList &bad, Tone tone, const QString &good, const QString &wrong)
{
    return bad.isEmpty() ? GoItem{Tone::Good, what, good} : GoItem{tone, what, wrong.arg(names(bad))};
}

void addReaders(const engine::View &view, std::vector<GoItem> &out)
{
    static const std::vector<engine::ReaderRow> kNone;
    const auto &readers = view.readers ? *view.readers : kNone;
    QStringList gone, unbound, clocks, unmeasured, empty, unmanned;
    for (const engine::ReaderRow &r : readers) {
        if (!r.linked)
            gone << r.location;
        if (r.point.value() < 0)
            unbound << r.location;
        if (r.reads == 0)
            empty << r.location;
        if (!r.clock)
            unmeasured << r.location;
        else if (clockTone(r) != Tone::Good)
            clocks << r.location;
    }
    const auto &points = view.event->document.points;
    for (std::size_t p = 0; p < points.size(); ++p)
        if (std::ranges::none_of(readers, [&](const engine::ReaderRow &r) { return r.linked && r.point.value() == int(p); }))
            unmanned << points[p].name;
    out.push_back(item(say("A reader at every point"), unmanned, Tone::Act, say("all linked"), say("none at %1")));
    out.push_back(item(say("Links"), gone, Tone::Act, readers.empty() ? say("no reader yet") : say("all up"), say("gone: %1")));
    out.push_back(item(say("Bound to a point"), unbound, Tone::Act, say("all"), say("choose for %1")));
    out.push_back(item(say("Clocks"), clocks, Tone::Act, unmeasured.isEmpty() ? say("right to 0.3 s") : say("need a live read: %1").arg(names(unmeasured)), say("off: %1")));
    if (clocks.isEmpty() && (!unmeasured.isEmpty() || readers.empty()))
        out.back().tone = Tone::Look;
    out.push_back(item(say("A test read from every mat"), empty, Tone::Look, readers.empty() ? say("none yet") : say("all"), say("none yet: %1")));
    for (const std::size_t i : {out.size() - 4, out.size() - 1})
        if (readers.empty())
            out[i].tone = Tone::Look;
}

void addEntrants(const engine::View &view, std::vector<GoItem> &out)
{
    const bool doubled = view.problems && std::ranges::any_of(*view.problems, [](const engine::Problem &p) {
                             return p.key == u"chip" || p.key == u"bib" || p.key.startsWith(u"chip/") || p.key.startsWith(u"bib/");
                         });
    if (view.counters.entered == 0)
        out.push_back({Tone::Act, say("Entrants"), say("none: import a roster")});
    else
        out.push_back({doubled ? Tone::Act : Tone::Good, say("Entrants and chips"),
                       doubled ? say("a bib or chip is used twice") : say("%1 entered, each with a chip of their own").arg(number(view.counters.entered))});
}

} // namespace

std::vector<GoItem> goList(const engine::View &view, const Outputs &outputs)
{
    std::vector<GoItem> out;
    if (!view.event)
        return {{Tone::Look, say("Event"), say("none is open")}};
    addReaders(view, out);
    addEntrants(view, out);
    const bool saving = !view.saving || view.saving->ok;
    out.push_back({saving ? Tone::Good : Tone::Act, say("Disk"), saving ? say("saving") : view.saving->error.message});
    const bool screens = outputs.connected >= outputs.assigned;
    out.push_back({outputs.assigned == 0 ? Tone::Dim : screens ? Tone::Good : Tone::Look, say("Screens"),
                   outputs.assigned == 0 ? say("none assigned") : say("%1 of %2").arg(outputs.connected).arg(outputs.assigned)});
    return out;
}

} // namespace gantry::ui
