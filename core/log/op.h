// SPDX-License-Identifier: Apache-2.0
#pragma once
// An op: one immutable change in the O lane of an event. The body is JSON, produced once and stored verbatim.
//
//   {"v":1,"id":"…32 hex…","t":"hlc","w":"writer","by":"author","op":"set","e":"entrant","i":"entity id",
//    "f":{"bib":["101","seen hlc","seen writer"],…},"p":"ref of personal values",
//    "pf":{"first_name":null | ["seen hlc","seen writer"],…},"why":"reason"}
//
// Personal values never stand in the body: only the names of their fields do ("pf").
// Kinds: set (fields of an entity) · del / restore (its field "alive") · corr (a correction) · gun (a candidate for a
// wave's gun) · select (choose one) · retract (takes back the op in "i"; also a retract) · note. An unknown kind or
// field is kept, counted and ignored. Meaning and merge rules: docs/format.md.

#include "core/base/id128.h"
#include "core/base/result.h"
#include "core/base/time.h"

#include <QByteArray>
#include <QJsonObject>

#include <map>
#include <optional>
#include <vector>

namespace gantry::log {

// Hybrid logical clock: 48 bits of milliseconds since 1970, 16 bits of counter.
using Hlc = std::uint64_t;

struct Stamp {
    Hlc hlc = 0;
    Id128 writer;
    friend auto operator<=>(const Stamp &, const Stamp &) = default;
    friend bool operator==(const Stamp &, const Stamp &) = default;
};

struct FieldValue {
    QJsonValue value;
    Stamp seen; // the stamp of the value that the author replaced; zero when there was none
};

// A field whose value lies in the personal table. Its name stays in the log after the value was erased.
struct PersonalField {
    QString name;
    std::optional<Stamp> seen; // nothing: not stated, never a conflict
};

struct Op {
    Id128 id;
    Stamp stamp;
    QString kind;
    QString entity;   // "doc", "entrant", "wave", "binding", "session", "corr"…
    QString instance; // entity id; for "retract" the op id
    std::map<QString, FieldValue> fields;
    std::optional<Id128> personal; // reference into the personal table
    std::vector<PersonalField> personalFields; // may be left out by the author: names follow from personalValues
    QJsonObject personalValues;    // filled from that table; empty and `erased` when it is gone
    bool erased = false;
    QString author, reason;

    QByteArray toJson() const; // without personalValues
    // InvalidInput when id, stamp or kind are missing; anything else that is not understood is skipped.
    static Result<Op> fromJson(const QByteArray &body);
};

// Thousands of ops repeat the same dozen names, and the same few races, waves and divisions. Shared, they cost a pointer
// each (a text in a QJsonValue is 250 bytes). Also drops what follows from the personal values.
class SharedNames {
public:
    void share(Op &op);

private:
    static constexpr std::size_t kMostValues = 64; // per name: bibs differ anyway
    using Values = std::map<QString, QJsonValue>;
    QString shared(const QString &text) { return m_names.try_emplace(text).first->first; }
    std::map<QString, Values> m_names;
};

// Issues strictly increasing stamps that are also larger than anything absorbed. A stamp more than 10 minutes ahead of
// the clock is folded, but does not advance the clock. Not thread-safe: lives with the log's owner.
class HlcClock {
public:
    HlcClock(const Clock &clock, Id128 writer) : m_clock(&clock), m_writer(writer) {}
    Stamp next();
    bool absorb(const Stamp &stamp); // false when the stamp was too far ahead; our own never is
    Id128 writer() const { return m_writer; }

private:
    const Clock *m_clock;
    Id128 m_writer;
    Hlc m_last = 0;
};

} // namespace gantry::log
