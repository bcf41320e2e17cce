// SPDX-License-Identifier: Apache-2.0
#pragma once
// One entrant's result from one entrant's facts. Pure.

#include "core/scoring/facts.h"

namespace gantry::scoring {

enum class Status : std::uint8_t { NotStarted = 1, OnCourse, Finished, Dnf, Dns, Dq };

enum Flag : std::uint32_t {
    MissingStart = 1u << 0,   // chip start, no usable start read: net runs from the gun
    PreGunStart = 1u << 1,    // only reads before the gun: net = gun time
    MissingSplit = 1u << 2,   // finished, but a split is missing
    HandTime = 1u << 3,       // a time set or taken by hand is part of it
    Penalised = 1u << 4,
    StartOffset = 1u << 5,
    NoGun = 1u << 6,          // no gun known: gun time is blank
    LateStart = 1u << 7,      // start read after the cut-off, not used
    AfterClose = 1u << 8,     // seen after the race was closed
    Estimated = 1u << 9,      // the time of a leg is estimated from its neighbours
    MassStarted = 1u << 10,   // a leg began with a mass start, before the runner ahead had come in
};

// One leg of a relay or of a race of several disciplines; transitions are legs too.
struct LegResult {
    std::optional<Micros> time;  // adjustment included
    Micros adjustment{0};        // penalties and credits of this leg
    bool estimated = false;      // never ranks
    bool massStart = false;
    friend bool operator==(const LegResult &, const LegResult &) = default;
};

struct EntrantResult {
    Status status = Status::NotStarted;
    std::uint32_t flags = 0;
    std::optional<Micros> net, gun;           // of the finish, unrounded, corrections included
    std::vector<std::optional<Micros>> splits; // net, per course item; the last is the finish
    std::optional<UtcTime> startedAt, finishedAt; // what net counts from, and the finish
    std::optional<UtcTime> gunAt;             // what the gun time counts from
    std::vector<LegResult> legs;              // per course item that ends one; empty: a race without legs
    int laps = 0;                             // that count, in a race over laps
    std::vector<Micros> lapTimes;             // net at the end of each, where laps are counted and not items of the course
    int lastPoint = -1;                       // course index of the last one passed, -1 none
    std::optional<UtcTime> lastSeen;
    ReadIdx finishRead{-1};                   // recording order for ties
    int division = -1;                        // index into RaceRules::divisions; -1: by name
    QString divisionName;                     // "unknown" when none fits
    friend bool operator==(const EntrantResult &, const EntrantResult &) = default;
};

// What became of one read.
enum class Use : std::uint8_t {
    Start = 1, Split, Finish,
    Ignored, BeforeGun, EarlierStart, AfterCutoff, StartAfterCourse, TooSoon, Repeat, NotOnCourse, AnnouncerPoint, SetByHand, Duplicate,
    TestRead,            // before the operator's "test reads until now", or before the start was armed
    TooEarly,            // before the moment from which the point's reads count; `by` is negative
    TooLate,             // after the point's cut-off
    TimeUp,              // after the race's time was up
    Eliminated,          // backyard: after the lap that was not done in its hour
    SameCrossing         // a better source saw the same crossing; `by` = this one minus the one that counts
};

struct ReadUse {
    ReadIdx read{-1};
    Use use = Use::Repeat;
    int course = -1;     // course item, where one is meant
    Micros by{0};        // signed amount: how far before the gun, after the cut-off, too soon
    int hand = -1;       // of a time taken by hand, index in EntrantFacts::hands
    int lap = 0;         // of a race over laps that are counted, from 1
};

// `uses`, when given, gets one entry per read of the facts, in their order; `handUses` one per time taken by hand.
EntrantResult scoreEntrant(const RaceRules &rules, const EntrantFacts &facts, std::vector<ReadUse> *uses = nullptr,
                           std::vector<ReadUse> *handUses = nullptr);
// Before the race could start: nothing may follow from it.
bool isTestRead(const RaceRules &rules, const EntrantFacts &facts, UtcTime at);

Micros roundTime(Micros t, Rounding rounding);
int fractionDigits(Rounding rounding); // digits to print after rounding
QString toText(Status);                // "FINISHED"…: the contract's words
QString describe(const ReadUse &use, const RaceRules &rules); // "used as finish", "not used: 2:10 before the minimum time of 10:50"

} // namespace gantry::scoring
