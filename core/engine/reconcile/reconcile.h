// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who saw which crossing of one timing point: main mat, backup mat, bibs typed, taps, a video. Entries of the lanes are put together
// into crossings, each with its confidence; nothing here is ever applied. Pure, deterministic, 50,000 entries in well under a second.

#include "core/base/time.h"

#include <array>
#include <optional>
#include <vector>

namespace gantry::engine::reconcile {

enum class Lane : std::uint8_t { Main = 0, Backup, Bibs, Taps, Video };
inline constexpr std::size_t kLanes = 5;

struct Entry {
    Lane lane = Lane::Main;
    std::optional<UtcTime> at; // nothing: a bib that was written down in order, without a time
    int who = 0;               // 0: nobody knows. Equal numbers: the same runner, or the same chip that is nobody's
};

struct Member {
    int entry = -1;            // index of the entry; -1: this lane did not see it
    double confidence = 0;     // that it belongs here, 0..1
};

struct Crossing {
    UtcTime at;                // of the best lane that saw it, that lane's constant offset taken off
    bool timed = true;         // false: only a bib without a time; it stands behind the crossing before it
    int who = 0;
    std::array<Member, kLanes> of;
    double confidence = 1;     // the least of its members
    const Member &operator[](Lane lane) const { return of[std::size_t(lane)]; }
};

enum class Differs : std::uint8_t {
    Apart = 1,                 // main and backup saw it more than kApart from each other
    BackupOnly,
    LoneTap,                   // a time that nobody else has
    BibWithoutTime,            // a bib that nobody else saw
    LoneVideo
};

struct Difference {
    Differs what = Differs::Apart;
    int crossing = -1;
    Micros by{0};              // Apart: backup minus main
    friend bool operator==(const Difference &, const Difference &) = default;
};

// Against the lanes before it.
struct LaneFacts {
    int entries = 0;
    Micros offset{0};          // constant: the lane is so much later than the better lanes
    Micros spread{0};          // what is left, as one standard deviation
};

struct Rates {
    int seen = 0, main = 0, backup = 0; // crossings that either mat saw; of those, seen by each
    double ofMain() const { return seen > 0 ? double(main) / seen : 1; }
    double ofBackup() const { return seen > 0 ? double(backup) / seen : 1; }
};

struct Alignment {
    std::vector<Crossing> crossings; // by time
    std::vector<Difference> differences;
    std::array<LaneFacts, kLanes> lanes;
    Rates all, recent;               // recent: the five minutes before the newest crossing
};

inline constexpr Micros kApart = std::chrono::seconds(2);
inline constexpr Micros kRecent = std::chrono::minutes(5);
inline constexpr Micros kSameWho = std::chrono::seconds(30); // entries of one runner so near to each other are one crossing

// Entries in any order; those without a time as they were written down. A lane's entries of one crossing (a chip read several times)
// are one entry already.
Alignment align(const std::vector<Entry> &entries);

// "sure", "likely", "perhaps", "a guess": words of the window and of the terminal.
QString confidenceWord(double confidence);

} // namespace gantry::engine::reconcile
