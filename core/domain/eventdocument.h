// SPDX-License-Identifier: Apache-2.0
#pragma once
// The event document (docs/event-document.md, resources/schemas/event.schema.json): the settings of one event.
// JSON in and out; everything else in the program reads the typed form. Absent fields have the meanings of the
// document page ("a contract").

#include "core/base/result.h"
#include "core/base/zone.h"
#include "core/domain/ids.h"

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

struct PointDef {
    QString name;
    PointKind kind = PointKind::Split;
    QStringList aliases; // reader location names that mean this point; compared without case
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
};

struct Correction {
    enum class Kind { Dnf = 1, Dns, Dq, DeadHeat, StartOffset, Penalty, SetTime };
    Kind kind = Kind::Dnf;
    QStringList bibs;
    std::optional<int> leg;
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
    std::vector<Correction> corrections;
};

struct EventDocument {
    QString name;
    QDate date;
    EventZone zone;
    std::vector<PointDef> points;
    std::vector<RaceDef> races;

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

// A document as a flat map "races/5K/start/gun" → value, and back. Items of lists of objects are addressed by their
// "name" (course items by name or point; corrections by position), their order is kept in "#". Each path is one field of the log, so that two
// people editing two fields never collide. unflatten(flatten(x)) == x for every valid document.
using FlatDocument = std::map<QString, QJsonValue>;
FlatDocument flattenDocument(const QJsonObject &json);
QJsonObject unflattenDocument(const FlatDocument &flat);

} // namespace gantry
