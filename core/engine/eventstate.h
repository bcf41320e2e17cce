// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the fold means: document, entrants, bindings, guns, corrections as typed values. Rebuilt in parts when the fold
// says what changed. Pure; lives with its fold on gantry-score.

#include "core/domain/entrant.h"
#include "core/domain/eventdocument.h"
#include "core/engine/chipmoves.h"
#include "core/engine/awards/awardbook.h"
#include "core/engine/hand/handtimes.h"
#include "core/engine/racemarks.h"
#include "core/engine/teams/teamchoices.h"
#include "core/engine/watch/clockrules.h"
#include "core/log/fold.h"
#include "core/scoring/rules.h"

#include <map>
#include <set>
#include <unordered_map>
#include <vector>

namespace gantry::engine {

// How a session's locations are bound: by explicit choice for the session, by a choice for the location, by name or alias.
struct Bindings {
    std::map<QString, QString> bySession;  // "uuid/location" or "uuid/*" → point name
    std::map<QString, QString> byLocation; // lower-case location → point name
    std::set<QString> backups;             // keys of both kinds that are the point's backup mat
};

struct GunCandidate {
    QString wave;                       // key "race" or "race/wave"
    std::optional<LocalTime> local;     // as typed, in the event's zone
    std::optional<UtcTime> utc;         // a key press
    std::optional<Id128> read;          // a reader's gun record
    scoring::GunSource source = scoring::GunSource::Key;
    log::Stamp stamp;
    Id128 op;
};

// A correction in force; race is empty when it names bibs of any race.
struct StateCorrection {
    scoring::AppliedCorrection applied;
    QString race;
};

// What a change of the fold touched, so that only that is scored again.
struct Touched {
    bool document = false, bindings = false, guns = false, corrections = false, waves = false, clocks = false, acks = false;
    bool fences = false, closed = false, hands = false, teams = false, awards = false;
    std::set<QString> handBibs;             // compare keys: whose times taken by hand changed
    std::set<EntrantIdx> entrants;
    bool any() const { return awards || fences || closed || hands || teams || document || bindings || guns || corrections || waves || clocks || acks || !entrants.empty(); }
};

class EventState {
public:
    // Brings the state up to date with these entities of the fold.
    Touched refresh(const log::Fold &fold, const std::vector<log::EntityKey> &keys);

    const QJsonObject &json() const { return m_json; }
    const EventDocument &document() const { return m_document; }
    bool hasDocument() const { return !m_json.isEmpty(); }
    const std::vector<Entrant> &entrants() const { return m_entrants; } // EntrantIdx; also those not alive
    const std::vector<log::Stamp> &entrantStamps() const { return m_firstStamps; }
    std::optional<EntrantIdx> entrantById(const Id128 &id) const;
    // By bib (compared without leading zeros), alive; in a race when given. Several when races share bibs.
    std::vector<EntrantIdx> entrantsByBib(QStringView bib, QStringView race = {}) const;
    const Bindings &bindings() const { return m_bindings; }
    struct Mat {
        PointIdx point{-1};
        bool backup = false;
    };
    Mat matOf(const Id128 &session, const std::string &location) const;
    PointIdx pointOf(const Id128 &session, const std::string &location) const { return matOf(session, location).point; }
    const std::vector<GunCandidate> &guns() const { return m_guns; } // active, by stamp
    bool armed(const QString &wave) const;
    const std::vector<StateCorrection> &corrections() const { return m_corrections; } // document's, then ops by stamp
    const std::set<Id128> &ignoredReads() const { return m_ignored; }
    const HandTimes &hands() const { return m_hands; }
    const AwardBook &awards() const { return m_awards; }
    const RaceMarks &marks() const { return m_marks; }
    const ChipMoves &chipMoves() const { return m_chipMoves; }
    const TeamChoices &teamChoices() const { return m_teamChoices; }
    // Reads before it are tests, unless the race had started: the operator's fence, or a start that was armed.
    std::optional<UtcTime> testsUntil(const QString &race) const;
    const ClockRules &clocks() const { return m_clocks; }
    const std::map<QString, UtcTime> &acknowledged() const { return m_acknowledged; } // problem → when it was last seen by a person

private:
    void refreshDocument(const log::Fold &fold);
    void refreshEntrant(const log::Fold &fold, const QString &instance, Touched &touched);
    void refreshBindings(const log::Fold &fold);
    void refreshGuns(const log::Fold &fold);
    void refreshCorrections(const log::Fold &fold);
    void refreshAcknowledged(const log::Fold &fold);

    QJsonObject m_json;
    EventDocument m_document;
    std::vector<Entrant> m_entrants;
    std::vector<log::Stamp> m_firstStamps;
    std::unordered_map<Id128, std::int32_t> m_byId;
    std::unordered_multimap<QString, std::int32_t> m_byBib; // compareKey → entrant
    Bindings m_bindings;
    std::vector<GunCandidate> m_guns;
    std::map<QString, log::Stamp> m_armed;
    std::vector<StateCorrection> m_corrections;
    std::set<Id128> m_ignored;
    HandTimes m_hands;
    AwardBook m_awards;
    RaceMarks m_marks;
    ChipMoves m_chipMoves;
    TeamChoices m_teamChoices;
    ClockRules m_clocks;
    std::map<QString, UtcTime> m_acknowledged;
};

// JSON of an entrant's fields for an op: public ones and personal ones apart.
void entrantToFields(const Entrant &entrant, std::map<QString, QJsonValue> &fields, QJsonObject &personal);

} // namespace gantry::engine
