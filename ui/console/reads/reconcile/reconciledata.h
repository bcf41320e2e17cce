// SPDX-License-Identifier: Apache-2.0
#pragma once
// The answer of `reconcile --json`, read on the worker thread for the lanes.

#include <QByteArray>
#include <QHash>
#include <QString>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace gantry::ui {

inline constexpr int kReconcileLanes = 5; // main, backup, bibs, taps, video

struct LaneCell {
    bool there = false, counts = false, given = false;
    qint64 us = 0;       // 0: no time
    int reads = 1;
    double confidence = 0;
    QString id, at, bib, why, note;
};

struct LaneLine {        // one crossing
    QString at, bib, name, differs; // differs: what disagrees, in words
    qint64 us = 0;
    double confidence = 1;
    std::array<LaneCell, kReconcileLanes> cells;
};

struct ReconcileData {
    struct Difference { int line = -1; QString text; };
    struct Lane { int entries = 0; double offset = 0; };
    struct Rates { int seen = 0, main = 0, backup = 0; };
    QString point;
    std::array<Lane, kReconcileLanes> lanes;
    std::vector<LaneLine> lines;
    std::vector<Difference> differences;
    Rates all, recent;

    static std::shared_ptr<const ReconcileData> read(const QByteArray &json); // null: not the answer that was expected
};

// A tap or a video marker that is to get a bib.
struct Pairing {
    bool video = false;
    QString id, bib, at;
    double ahead = 0;    // of a camera whose clock is more than a second off: taken off its time
    friend bool operator==(const Pairing &, const Pairing &) = default;
};

struct LaneSpot {
    int line = -1, lane = 0;
    friend bool operator==(const LaneSpot &, const LaneSpot &) = default;
};

bool canTakeBib(const ReconcileData &data, LaneSpot spot);
std::optional<Pairing> pairingFor(const ReconcileData &data, LaneSpot spot, const QString &bib); // nothing where it takes none
// What P does at that spot: its own tap or marker, else the line's, with the line's bib.
std::optional<Pairing> proposalAt(const ReconcileData &data, LaneSpot spot);
// What dropping one entry on another does: the tap or marker of the two gets the bib of the other.
std::optional<Pairing> pairingOf(const ReconcileData &data, LaneSpot dragged, LaneSpot on);

// How far a cell is behind the time in front of its line; of a video after its camera's clock was put right.
qint64 behindUs(const ReconcileData &data, LaneSpot spot);
QString laneTitle(int lane);
QString confidenceText(double confidence);

} // namespace gantry::ui
