// SPDX-License-Identifier: Apache-2.0
#pragma once
// The event document (docs/event-document.md, resources/schemas/event.schema.json): the settings of one event.
// JSON in and out; everything else in the program reads the typed form. Absent fields have the meanings of the
// document page ("a contract").

#include "core/base/result.h"
#include "core/base/zone.h"
#include "core/domain/ids.h"
#include "core/domain/outputdef.h"

#include <QDate>
#include <QJsonObject>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace gantry {

enum class PointKind { Start = 1, Split, Finish, StartFinish, Announcer };
enum class StartMode { Chip = 1, Gun, Individual };
enum class RankBy { Net = 1, Gun };
enum class Ties { Share = 1, RecordingOrder };
enum class Rounding { Ceil1s = 1, Ceil01s, Ceil001s, Floor1s, HalfUp1s };
enum class DivisionSource { Rules = 1, Roster };
// Which read of a crossing counts.
enum class ReadPick { First = 1, Last, Strongest };
// Who gets the prize when somebody has earned several exclusive ones.
enum class AwardPolicy {
    BandOrder = 1,    // bands by priority, each with all its prizes
    FirstPlacesFirst, // the first prize of every band by priority, then the other prizes
    BestValue         // the prize worth most to him (AwardDef::values); the others pass on
};
enum class TeamsBy { Places = 1, Time, Average, Points };
enum class TeamTies {
    Displacer = 1, // the better next runner of the team, one by one; a team without one loses; then the best scorers
    LastScorer,    // the better last scorer
    FirstScorer,   // the better first scorer
    HeadToHead,    // scorers compared man by man, the majority wins
    Share
};

// Which reads of a point may count for a course item, and which of those. Absent: the first after the minimum time.
struct ReadRule {
    std::optional<ReadPick> pick;
    std::optional<Micros> minGap;          // reads closer together are one crossing
    std::optional<LocalTime> ignoreBefore; // earlier reads count for nothing
    std::optional<Micros> cutoff;          // since the runner's start; later reads count for nothing
};

struct PointDef {
    QString name;
    PointKind kind = PointKind::Split;
    QStringList aliases; // reader location names that mean this point; compared without case
    QStringList backups; // likewise, of the backup mat: its reads count where the main mat has none within 30 s
    ReadRule reads;      // without a cut-off; a course item's own rule goes before it
};

struct WaveDef {
    QString name;
    std::optional<LocalTime> gun; // scheduled, or known beforehand
};

struct CourseItem {
    PointIdx point{-1};
    QString name; // of the split; the point's name when absent
    std::optional<double> distanceM;
    std::optional<Micros> minTime; // from the runner's start
    ReadRule reads;
    bool leg = false;              // a leg of the race ends here and has a time and places of its own
};

struct DivisionDef {
    QString name;
    QStringList genders; // empty = everyone
    std::optional<int> ageMin, ageMax;
};

struct AwardDef {
    QString name;
    QStringList genders;
    std::optional<int> ageMin, ageMax;
    int places = 3;
    RankBy rank = RankBy::Net;
    int priority = 1;
    bool exclusive = true;
    QStringList clubs;
    std::optional<int> maxPerClub; // prizes of this band that one club may take
    std::vector<double> values;    // what the places are worth, 1st first; only to compare prizes
};

struct TeamRule {
    QString name;
    QStringList genders;             // whose places and times count; empty = everyone
    TeamsBy by = TeamsBy::Places;
    int scorers = 5;
    // By places: how many more of a complete team push others back; runners of no team, of incomplete teams and beyond these are
    // removed first. Nothing: nobody is removed, places count as they stand among those whom the rule takes.
    std::optional<int> displacers;
    int minWomen = 0, minMen = 0;    // among the scorers
    TeamTies ties = TeamTies::Displacer;
    bool tiesKnown = false;          // the word given for them was understood, or none was given
    int teamsPerClub = 1;            // more than one: A, B, C teams are made from the order of finish; 0 = as many as fill
    bool listIncomplete = false;     // after the complete ones, without a place
    std::vector<double> points;      // by points: for 1st, 2nd …; none beyond
    RankBy rank = RankBy::Net;       // which time is summed
};

// A race over laps: a lap ends with the last item of the course.
struct LapDef {
    std::optional<int> count;        // so many laps
    std::optional<Micros> duration;  // as many as possible in this time
    std::optional<Micros> every;     // backyard: one lap in every such time, until one is left
    Micros minLap{0};
    bool finishLap = false;          // with `duration`: the lap that is being run when the time is up counts too
};

struct RelayDef {
    int legs = 0;
    std::vector<int> paired;         // legs run by two together, for display
    std::map<int, Micros> massStarts; // leg → since the race's gun
    bool estimate = false;           // a missing exchange is estimated from its neighbours, flagged, and without a place of its own
};

struct Correction {
    enum class Kind { Dnf = 1, Dns, Dq, DeadHeat, StartOffset, Penalty, SetTime };
    Kind kind = Kind::Dnf;
    QStringList bibs;
    std::optional<int> leg;
    QString code;                   // of a penalty, as the rule book has it: printed beside the time
    Micros amount{0};               // StartOffset, Penalty
    std::optional<LocalTime> at;    // SetTime, as a time of day on a date …
    std::optional<Micros> elapsed;  // … or as elapsed since the race's gun
    QString point;                  // SetTime; the finish when empty
    QString reason;
};

struct RaceDef {
    QString name;
    std::optional<double> distanceM;
    StartMode startMode = StartMode::Chip;
    std::optional<LocalTime> gun;
    std::vector<WaveDef> waves;
    std::optional<Micros> cutoff; // start reads later than gun + cutoff do not start anyone
    std::vector<CourseItem> course;
    RankBy ranking = RankBy::Net;
    Ties ties = Ties::Share;
    Rounding rounding = Rounding::Ceil1s;
    QString ageOn; // "race_day" | "dec_31" | "jan_1" | date
    DivisionSource divisionSource = DivisionSource::Rules;
    std::vector<DivisionDef> divisions;
    std::vector<AwardDef> awards;
    AwardPolicy awardPolicy = AwardPolicy::BandOrder;
    std::vector<TeamRule> teamRules;
    std::optional<LapDef> laps;
    std::optional<RelayDef> relay;
    QString policy;               // of core/domain/policies.h; what it says stands where the document is silent
    QString ageGrades;            // year of the table: "2015", "2020", "2025"; empty: no age grades
    std::vector<Correction> corrections;
};

struct EventDocument {
    QString name;
    QDate date;
    EventZone zone;
    std::vector<PointDef> points;
    std::vector<RaceDef> races;
    std::vector<OutputDef> outputs;

    PointIdx pointByName(QStringView nameOrAlias) const; // without case; {-1} when unknown
    RaceIdx raceByName(QStringView name) const;          // without case; {-1} when unknown
    QDate ageDate(const RaceDef &race) const;
};

// One thing wrong with a document: `field` is its place, "races[0].start.mode".
struct FieldProblem {
    QString field;
    QString message;
};

struct ParsedEvent {
    EventDocument document;             // what could be understood
    std::vector<FieldProblem> problems; // empty = sound
};

// Strict: an unknown or wrongly typed field, an unknown word, a name that does not resolve or stands twice is a
// problem. The typed document still holds everything that was sound. Pure; any thread.
ParsedEvent parseEventDocument(const QJsonObject &json);
// All problems in one operator message, one line each.
Error documentError(const std::vector<FieldProblem> &problems);

QString toText(PointKind);
QString toText(StartMode);
QString toText(Rounding);
QString toText(Ties);
QString toText(RankBy);

// A document as a flat map "races/5K/start/gun" → value, and back. Items of lists of objects are addressed by their
// "name" (course items by name or point; corrections by position), their order is kept in "#". Each path is one field of the log, so that two
// people editing two fields never collide. unflatten(flatten(x)) == x for every valid document.
using FlatDocument = std::map<QString, QJsonValue>;
FlatDocument flattenDocument(const QJsonObject &json);
QJsonObject unflattenDocument(const FlatDocument &flat);

} // namespace gantry
