// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the scorer needs to know of an event: the document with its guns chosen, times resolved to instants.

#include "core/domain/entrant.h"
#include "core/domain/eventdocument.h"
#include "core/domain/ids.h"

#include <map>
#include <optional>
#include <vector>

namespace gantry::scoring {

// Why a gun counts, for people.
enum class GunSource { None = 1, Schedule, Key, Command, Reader };

struct WaveRules {
    QString name;                   // empty: the race itself
    std::optional<UtcTime> gun;     // chosen
    GunSource source = GunSource::None;
};

struct CourseRule {
    PointIdx point;
    QString name;
    Micros minTime{0};
    std::optional<double> distanceM;
    bool alsoStart = false; // the same mat starts the race
    bool leg = false;       // a leg ends here
    int lap = 0;            // which lap it belongs to, from 1; 0: not a race over laps
    ReadPick pick = ReadPick::First;
    Micros minGap{0};       // reads closer together are one crossing; 0: as the kind of the course has it
    std::optional<UtcTime> ignoreBefore;
    std::optional<Micros> cutoff; // since the runner's start
};

struct RaceRules {
    QString name;
    StartMode startMode = StartMode::Chip;
    std::vector<WaveRules> waves;        // [0] = the race's own start, then RaceDef::waves in order
    std::vector<PointIdx> startPoints;
    ReadPick startPick = ReadPick::Last; // of the start reads that may count
    std::vector<std::optional<UtcTime>> ignoreBefore; // per timing point of the event
    std::vector<CourseRule> course;      // in running order without the start; the last one is the finish
    std::vector<PointIdx> announcerPoints; // of the event: reads there are announced, never scored
    std::optional<Micros> cutoff;
    RankBy ranking = RankBy::Net;
    Ties ties = Ties::Share;
    Rounding rounding = Rounding::Ceil1s;
    DivisionSource divisionSource = DivisionSource::Rules;
    std::vector<DivisionDef> divisions;
    std::optional<double> distanceM;
    QDate ageDate;
    std::optional<LapDef> laps;
    bool expanded = false;               // the laps stand in the course one by one; else they are counted
    std::optional<RelayDef> relay;
    std::vector<AwardDef> awards;
    AwardPolicy awardPolicy = AwardPolicy::BandOrder;
    std::vector<TeamRule> teamRules;
    QString ageGrades;
    double gradeAlarm = 100;
    std::vector<RecordDef> records; // of this race
    QString policy;
    // How far the day has come, for races that end by the clock. Nothing: they are over.
    std::optional<UtcTime> asOf;
    std::optional<UtcTime> closedAt; // the operator closed the race; what comes later is kept and flagged

    bool ranksByLaps() const { return laps && !relay; }
    int legs() const; // how many course items end one
    // The first start of the race, whichever wave had it. With `actual`, plans do not count.
    std::optional<UtcTime> firstGun(bool actual) const;
    // The gun of a wave: its own, else the race's.
    std::optional<UtcTime> gunOf(int wave) const;
    bool isStart(PointIdx point) const;
    int waveByName(QStringView name) const; // index into waves; 0 when empty, -1 when unknown
};

// A correction in force, already active (not retracted), by bib key or entrant.
struct AppliedCorrection {
    Correction correction;
    Id128 op; // null: from the event document
};

struct GunChoice {
    UtcTime at;
    GunSource source = GunSource::Key;
};
// Keyed "race" or "race/wave" (names as in the document).
using Guns = std::map<QString, GunChoice>;

// Document + chosen guns → rules per race (RaceIdx order).
std::vector<RaceRules> compileRules(const EventDocument &event, const Guns &guns);

} // namespace gantry::scoring
