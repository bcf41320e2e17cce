// SPDX-License-Identifier: Apache-2.0
#pragma once
// Explain this time: the whole chain of one runner, from the raw lines to the place, as values. Worked out on gantry-score in one
// go; only the raw bytes are fetched afterwards, beside it.

#include "core/engine/eventactor.h"

namespace gantry::engine {

struct ExplainedRead {
    Id128 id;
    SessionNo session;
    std::int64_t offset = 0;
    std::int32_t length = 0;
    QString raw;                 // the line as received; filled in last
    QString peer;                // "192.168.1.20:49152", or a file's name
    UtcTime receivedAt, at;      // arrival; the instant it means
    QString chip, location, reader, given, basis; // as the device said
    std::int32_t antenna = 0;
    std::int64_t sequence = -1;
    QString point, binding;      // and why it is that point
    Micros clockOffset{0};       // of the box, already in `at`
    scoring::Use use = scoring::Use::NotOnCourse;
    QString words;               // "used as finish", "not used: 2:10 before the minimum time of 10:50"
    Micros by{0};                // signed
    bool used = false;
    bool byHand = false;         // taken by a person: there is no device behind it
};

struct ExplainedNeighbour {
    QString bib, name, time;
    Micros gap{0};               // how far away, unrounded
};

struct ExplainedPlace {
    QString title;               // "Overall", "F", "F 30-39"
    int place = 0, of = 0;
    std::optional<ExplainedNeighbour> before, after;
};

struct ExplainedLine {
    QString label, value, note;
};

struct Explanation {
    QString bib, name, race, wave, status, summary;
    QString item;                            // the split that was asked about; empty: the finish
    std::vector<ExplainedLine> person, rules, adjustments, result;
    std::vector<ExplainedRead> reads;        // by time
    std::vector<ExplainedPlace> places;
    std::vector<ExplainedLine> awards;       // band: won, or why not
    std::optional<Micros> net, gun;          // unrounded
    QString netShown, gunShown, rounding;    // "ceil_1s"
};

// `item`: a split or point by name; empty for the finish. NotFound when there is no such split.
Result<Explanation> explainTime(EventActor &actor, EntrantIdx entrant, const QString &item);
QJsonObject toJson(const Explanation &explanation, const EventZone &zone);
QStringList toLines(const Explanation &explanation, const EventZone &zone);

} // namespace gantry::engine
