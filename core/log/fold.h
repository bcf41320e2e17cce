// SPDX-License-Identifier: Apache-2.0
#pragma once
// The fold: ops in any order, any number of times → one state. Fields are last-writer-wins by stamp; superseded values
// stay as candidates; any op can be retracted, retractions included. Pure values; one thread at a time.
//
// Values come from set, del, restore, select and corr. A gun is a candidate and a note is text: both are read with
// activeOps(), and give no fields.

#include "core/log/op.h"

#include <QStringList>

#include <deque>
#include <map>
#include <set>
#include <unordered_map>
#include <vector>

namespace gantry::log {

// (entity, instance) whose effective values may have changed.
struct EntityKey {
    QString entity, instance;
    friend auto operator<=>(const EntityKey &a, const EntityKey &b)
    {
        if (const int c = a.entity.compare(b.entity))
            return c <=> 0;
        return a.instance.compare(b.instance) <=> 0;
    }
    friend bool operator==(const EntityKey &, const EntityKey &) = default;
};

struct FieldState {
    QJsonValue value;
    Stamp stamp;
    Id128 op;
};

// Two people wrote different values for one field without having seen each other's (invariant I6).
struct Conflict {
    EntityKey key;
    QString field;
    Id128 winner, loser;
};

class Fold {
public:
    // Absorbs an op; a known id changes nothing. Returns the entities whose values may have changed.
    std::vector<EntityKey> apply(const Op &op);

    bool isActive(const Id128 &op) const;      // not retracted (or its retraction was)
    const Op *op(const Id128 &id) const;       // nullptr when unknown
    std::vector<const Op *> ops() const;       // by stamp
    std::vector<const Op *> activeOps(const QString &kind) const; // by stamp
    std::vector<const Op *> opsOf(const EntityKey &key) const; // that give it values, by stamp, active or not

    // Effective fields of one entity, personal values merged in. Empty when there are none.
    std::map<QString, FieldState> fields(const EntityKey &key) const;
    std::optional<FieldState> field(const EntityKey &key, const QString &name) const;
    std::vector<QString> instances(const QString &entity) const; // sorted, also those that are deleted or taken back
    bool alive(const EntityKey &key) const;    // has active ops, and was not deleted
    bool erased(const EntityKey &key) const;   // some personal value of its effective fields is gone
    Stamp firstStamp(const EntityKey &key) const; // of its earliest active op: who came first; zero when there is none
    std::vector<Conflict> conflicts() const;
    std::vector<Conflict> conflicts(const EntityKey &key) const; // of one entity
    // The stamp of the newest active op that gave this field this value; nothing when none did.
    std::optional<Stamp> stampOf(const EntityKey &key, const QString &field, const QJsonValue &value) const;
    std::size_t unknownOps() const { return m_unknown; } // from a newer console
    std::size_t size() const { return m_nodes.size(); }
    // Canonical JSON of the whole effective state: equal bytes ⇔ equal state (invariants I3, I5).
    QByteArray canonical() const;

private:
    // Ops live in the order they came and are never moved, so an index (and the Op's address) stays good.
    using Index = std::uint32_t;
    struct Node {
        Op op;
        std::optional<Id128> target; // of a retraction
        bool active = true;
        bool inCycle = false;        // retractions that take back each other: none of them counts
    };
    struct Entity {
        std::vector<Index> ops; // that give it values, by stamp
    };
    // One value that an op offers for a field.
    struct Candidate {
        const Op *op;
        QJsonValue value;
        std::optional<Stamp> seen;
        bool erased = false;
    };
    Node nodeOf(const Op &op);
    bool before(Index a, Index b) const;
    void insertByStamp(std::vector<Index> &list, Index at) const;
    void retractionChanged(const Id128 &target, bool on, std::vector<EntityKey> &changed);
    void refreshActive(Index at, std::vector<EntityKey> &changed);
    bool closesCycle(Index at);
    void voidCycle(Index at, std::vector<EntityKey> &changed);
    template<class F>
    static void eachValue(const Op &op, F take);
    const Entity *entityOf(const EntityKey &key) const;
    void addConflicts(const EntityKey &key, const Entity &entity, std::vector<Conflict> &out) const;
    QJsonObject valuesJson(const EntityKey &key) const;

    std::deque<Node> m_nodes;
    std::unordered_map<Id128, Index> m_index;
    std::unordered_map<Id128, int> m_retractedBy; // target → active retractions of it; the target may be unknown yet
    std::map<EntityKey, Entity> m_entities;
    std::map<QString, std::vector<Index>> m_byKind; // by stamp
    SharedNames m_names;
    std::size_t m_unknown = 0;
};

} // namespace gantry::log
