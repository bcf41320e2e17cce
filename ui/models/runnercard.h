// SPDX-License-Identifier: Apache-2.0
#pragma once
// Everything about one runner, as words. Worked out beside the GUI: finding his reads means looking through all of them.

#include "ui/models/cell.h"
#include "ui/models/chunkscan.h"

#include <QStringList>

namespace gantry::ui {

struct CardRead {
    QString id;          // what `op ignore-read` takes; of a time by hand: its op
    QString time, point;
    Cell verdict;
    bool ignored = false;
    bool hand = false;   // a time taken by hand with his bib
    friend bool operator==(const CardRead &a, const CardRead &b)
    {
        return a.id == b.id && a.time == b.time && a.point == b.point && a.verdict.text == b.verdict.text && a.ignored == b.ignored && a.hand == b.hand;
    }
};

struct CardLine {
    QString label, value;
    friend bool operator==(const CardLine &, const CardLine &) = default;
};

// One line of what was done to this runner, newest first.
struct CardChange {
    QString id, text, who; // who: "10:31:07 · Ruth · cramp"
    bool inForce = true;
    friend bool operator==(const CardChange &, const CardChange &) = default;
};

struct RunnerCard {
    int entrant = -1;
    QString bib, name, race; // race as shown: "5K · A"
    QString raceName;        // as commands take it
    Id128 id;
    QString person;        // "F · 34 · F30-39 · Harbour Striders"
    Cell state;
    QString flags;
    scoring::Status status = scoring::Status::NotStarted;
    std::vector<CardLine> times, places;
    std::vector<CardRead> reads; // oldest first
    std::vector<CardChange> changes; // newest first, the newest few
    bool started = false;        // his race has its gun: a reason is asked for
    QString chips;
};

using ReadScan = ChunkScan<engine::ReadRow>;
// `scan` must be asked about one entrant only; forget() it when the card turns to another.
RunnerCard runnerCard(const engine::View &view, int entrant, ReadScan &scan);

} // namespace gantry::ui
