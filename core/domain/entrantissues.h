// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is missing or doubtful about each person of a roster, all at once. Pure; any thread; 50,000 people in a fraction of a second.

#include "core/domain/entrant.h"
#include "core/domain/eventdocument.h"

#include <functional>
#include <vector>

namespace gantry {

enum class EntrantIssue : std::uint16_t {
    NoBib = 1,
    NoChip = 2,        // only where others have chips of their own
    NoAge = 4,         // neither age nor date of birth
    NoSex = 8,
    Duplicate = 16,    // bib of the race or chip that somebody else has too; or the same person twice
    NotCheckedIn = 32, // to filter by; not named among the faults
    Conflict = 64,     // two people wrote different things; set by whoever knows the log
    TeamNotScored = 128, // names a team, and the race has no team rule; to filter by; needs the document
};
using EntrantIssues = std::uint16_t;
constexpr bool has(EntrantIssues all, EntrantIssue one) { return (all & EntrantIssues(one)) != 0; }

// One entry per entrant; those not alive have none.
std::vector<EntrantIssues> entrantIssues(std::size_t count, const std::function<const Entrant &(std::size_t)> &entrant, const EventDocument *document = nullptr);

// "no-chip" for the command line; empty for none.
QString issueKey(EntrantIssue issue);
std::optional<EntrantIssue> issueOf(QStringView key);
QString issueWord(EntrantIssue issue); // "no chip"
QString issueWords(EntrantIssues issues); // "no chip, no age"
constexpr EntrantIssue kAllIssues[] = {EntrantIssue::NoBib, EntrantIssue::NoChip, EntrantIssue::NoAge, EntrantIssue::NoSex, EntrantIssue::Duplicate, EntrantIssue::NotCheckedIn, EntrantIssue::TeamNotScored, EntrantIssue::Conflict};

} // namespace gantry
