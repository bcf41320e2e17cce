// SPDX-License-Identifier: Apache-2.0
#pragma once
// A person in a race.

#include "core/base/id128.h"

#include <QDate>
#include <QString>
#include <QStringList>

#include <optional>
#include <string>

namespace gantry {

enum class EntrantState { Registered = 1, CheckedIn, Withdrawn };

struct Entrant {
    Id128 id;
    QString bib;            // text: "0044" and "44" are shown as given, compared without leading zeros
    QStringList chips;      // empty: the bib is the chip
    QString race, wave;     // names in the event document; wave empty = the race's own start
    QString firstName, lastName;
    QString gender;         // "M", "F", "X" or empty = unknown
    std::optional<int> age; // as given, or from the date of birth on the race's age date
    std::optional<QDate> dateOfBirth;
    QString division;       // as the roster says
    QString team, city, region, country;
    QString emergencyContact, emergencyPhone; // for whoever is still out
    EntrantState state = EntrantState::Registered;
    bool alive = true;
    bool erased = false;    // the personal values were deleted

    QString displayName() const; // "First Last", else "Bib 44"
    friend bool operator==(const Entrant &, const Entrant &) = default;
};

// The form in which bibs and chips are compared: trimmed, upper case, without leading zeros ("0044" → "44", "000" → "0").
QString compareKey(QStringView bibOrChip);
std::string compareKey(std::string_view chip);
// Tags of the crew, to try the mats with. Unless the roster has them, they are nobody's and count for nothing.
bool isStaffTag(std::string_view key);
// "Male", "w", "F", "non-binary"… → "M", "F", "X"; empty when not understood.
QString parseGender(QStringView text);
int ageOn(QDate birth, QDate day);
// The age that divisions and awards use: from the date of birth when there is one, else as given.
std::optional<int> ageForRace(const Entrant &entrant, QDate ageDate);

QString toText(EntrantState);
std::optional<EntrantState> parseEntrantState(QStringView text);

} // namespace gantry
