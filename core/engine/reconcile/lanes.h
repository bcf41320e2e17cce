// SPDX-License-Identifier: Apache-2.0
#pragma once
// The lanes of one timing point: what mats, people and a camera recorded there, with what became of each.

#include "core/engine/eventactor.h"
#include "core/engine/reconcile/reconcile.h"

namespace gantry::engine::reconcile {

// A moment that was marked in a video, as imported; "hand_marker" of the log.
struct VideoMarker {
    Id128 id;
    QString point, bib, note;
    LocalTime local;
};

// A bib that was written down in order, without a time; "hand_note" of the log.
struct WrittenBib {
    Id128 id;
    QString point, bib;
    int order = 0;
};

// Copied on gantry-score, read anywhere.
struct LaneFactsAtPoint {
    struct MatRead {
        ReadIdx read{-1};
        bool backup = false;
    };
    std::vector<MatRead> reads;               // of the point, as they came
    std::vector<VideoMarker> markers;
    std::vector<WrittenBib> written;          // in their order
    std::map<Id128, QString> markerOfHand;    // times by hand that a person made of a marker
    std::set<Id128> tapsWithBib;              // taps that were given their bib later
};

struct LaneRow {
    Entry entry;
    Id128 id;                                 // of the read, the time by hand, the marker, the written bib
    QString bib;                              // empty: nobody knows; "chip X" where it is nobody's
    EntrantIdx entrant{-1};
    bool counts = false;                      // it is a time in somebody's result
    bool given = false;                       // a person gave this tap or marker its bib
    int reads = 1;                            // of one crossing
    scoring::ReadUse use = {};                // of a read, or of a time by hand that was scored
    bool scored = false;
    QString note;
};

struct Lanes {
    std::vector<LaneRow> rows;
    std::vector<Entry> entries() const;
};

std::vector<VideoMarker> markersOf(const log::Fold &fold, const QString &point);
std::vector<WrittenBib> writtenOf(const log::Fold &fold, const QString &point);
std::optional<Id128> handOfMarker(const EventActor &actor, const Id128 &marker); // the time by hand that a person made of it

LaneFactsAtPoint factsAt(const EventActor &actor, PointIdx point);
struct Span {
    std::optional<UtcTime> from, to;
    bool holds(UtcTime t) const { return (!from || t >= *from) && (!to || t <= *to); }
};
Lanes lanesOf(const LaneFactsAtPoint &facts, const View &view, PointIdx point, const Span &span);

// Why it counts, or why not; empty for what is no read.
QString whyOf(const LaneRow &row, const View &view);

} // namespace gantry::engine::reconcile
