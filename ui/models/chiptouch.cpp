// SPDX-License-Identifier: Apache-2.0
#include "ui/models/chiptouch.h"

#include "ui/models/changes.h"
#include "ui/models/readtext.h"

#include "core/base/text.h"

#include <algorithm>

namespace gantry::ui {

namespace {

// Others with the same chip; who got it first keeps it.
QStringList otherOwners(const engine::View &view, const std::string &chip, int owner)
{
    QStringList bibs;
    const QString key = compareKey(QString::fromStdString(chip));
    for (std::size_t i = 0; i < view.entrants->size(); ++i) {
        const Entrant &e = (*view.entrants)[i].entrant;
        if (int(i) == owner || !e.alive)
            continue;
        const bool claims = e.chips.isEmpty() ? compareKey(e.bib) == key : std::ranges::any_of(e.chips, [&](const QString &c) { return compareKey(c) == key; });
        if (claims)
            bibs << (e.bib.isEmpty() ? e.displayName() : e.bib);
    }
    return bibs;
}

int readsBefore(const engine::View &view, std::size_t read)
{
    int count = 0;
    const std::string &chip = (*view.reads)[read].chip;
    for (std::size_t i = 0; i < read; ++i)
        count += (*view.reads)[i].chip == chip && (*view.reads)[i].kind == ReadKind::Chip;
    return count;
}

ChipTouch touchOf(const engine::View &view, std::size_t at, bool newest)
{
    const engine::ReadRow &read = (*view.reads)[at];
    ChipTouch touch;
    touch.read = int(at);
    touch.chip = QString::fromStdString(read.chip);
    touch.point = read.point.value() >= 0 ? pointName(view, read.point) : say("%1 (no point yet)").arg(QString::fromStdString(read.location));
    touch.time = timeOfDay(read.at, view.event->zone, 1);
    QStringList notes;
    const engine::EntrantRow *row = entrantOf(view, read.entrant.value());
    if (row) {
        const Entrant &e = row->entrant;
        touch.name = e.erased ? say("erased") : e.displayName();
        touch.bib = e.bib;
        touch.race = e.wave.isEmpty() ? e.race : e.race + QStringLiteral(" · ") + e.wave;
        touch.tone = Tone::Good;
    } else if (isStaffTag(compareKey(std::string_view(read.chip)))) {
        touch.name = say("Test tag %1").arg(touch.chip);
        touch.tone = Tone::Accent;
        notes << say("a tag of the crew: the mat reads, and nothing counts");
    } else {
        touch.name = say("Unknown chip %1").arg(touch.chip);
        touch.tone = Tone::Look;
        notes << say("nobody in the event has this chip");
    }
    if (newest) { // looking through everything is for the one that is shown large
        const QStringList others = otherOwners(view, read.chip, read.entrant.value());
        if (row && !others.isEmpty()) {
            touch.tone = Tone::Act;
            notes.prepend(say("the chip is also given to bib %1").arg(others.join(QStringLiteral(", "))));
        }
        if (const int before = readsBefore(view, at); before > 0)
            notes << (before == 1 ? say("read once before") : say("read %1 times before").arg(before));
        if (row)
            notes << readVerdict(view, read).text;
    }
    touch.note = notes.join(QStringLiteral(" · "));
    return touch;
}

} // namespace

std::vector<ChipTouch> chipTouches(const engine::View &view, std::size_t limit)
{
    std::vector<ChipTouch> touches;
    if (!view.reads || !view.entrants || !view.event)
        return touches;
    for (std::size_t i = view.reads->size(); i-- > 0 && touches.size() < limit;)
        if ((*view.reads)[i].kind == ReadKind::Chip)
            touches.push_back(touchOf(view, i, touches.empty()));
    return touches;
}

} // namespace gantry::ui
