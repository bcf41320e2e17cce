// SPDX-License-Identifier: Apache-2.0
#pragma once
// Event documents that are proposed, not loaded: what the new-event wizard suggests, and last year's event for this year.
// Proposals, no contract: everything in them can be edited afterwards. Pure.

#include "core/domain/eventdocument.h"

namespace gantry {

struct NewRace {
    QString name;            // "10K"
    double metres = 0;
    bool wheelchair = false; // 1:20/km instead of 2:10/km as the fastest time that is believed
};

enum class DivisionBands { None = 1, FiveYears, TenYears };

struct NewEvent {
    QString name;
    QDate date;
    QString timezone;
    std::vector<NewRace> races;
    std::optional<Micros> firstGun; // time of day; nothing: no planned start
    DivisionBands bands = DivisionBands::FiveYears;
    bool oneMat = false;            // start and finish over the same mat
};

// "5K", "10 km", "400 m", "1 mile", "3.1 mi", "half", "marathon", or a number of metres. Nothing when it is none of these.
std::optional<double> parseDistance(QStringView text);
// "10K" or "Fun run=2 km": a race of that distance. A name with "wheelchair" or "handcycle" is one.
Result<NewRace> parseNewRace(const QString &text);

// Overall awards by gun, division awards by net; nobody is believed faster than 2:10/km; the start closes 20 minutes after the
// gun; up to a mile times are shown in tenths, rounded up. InvalidInput says what is missing.
Result<QJsonObject> proposeEvent(const NewEvent &wanted);
// The divisions that it proposes: each gender and every age once.
QJsonArray proposeDivisions(DivisionBands bands);

// A fact that a copy took over or shifted, and that somebody has to look at.
struct Recheck {
    QString field; // "races[0].start.gun"
    QString text;  // "5K: the planned start was Sun 1 June 2025 09:00, is now Sun 31 May 2026 09:00."
};
struct CopiedEvent {
    QJsonObject document;
    std::vector<Recheck> recheck;
};
// Everything but what belongs to last year's runners (corrections), with every date shifted.
CopiedEvent copyEvent(const QJsonObject &old, const QString &name, QDate date);
// Moves every planned time by whole days; nothing else.
QJsonObject shiftPlannedTimes(QJsonObject document, qint64 days);

} // namespace gantry
