// SPDX-License-Identifier: Apache-2.0
#pragma once
// Rule books on ranking and printing of times, as data with their source. A race may name one ("policy"); it stands wherever
// the document itself is silent. Rule numbers move: each entry says where and when it was read.

#include "core/domain/eventdocument.h"

#include <span>
#include <string_view>

namespace gantry {

struct RankingPolicy {
    std::string_view id;     // as the document names it
    std::string_view name;   // for people
    std::string_view source; // rule, and the date of its reading
    RankBy ranking = RankBy::Net;
    Ties ties = Ties::Share;
    Rounding rounding = Rounding::Ceil1s;
    std::string_view ageOn = {}; // as "age_on" has it; empty: race day
};

std::span<const RankingPolicy> rankingPolicies();
const RankingPolicy *policyById(QStringView id); // nullptr when unknown or empty

} // namespace gantry
