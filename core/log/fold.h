// SPDX-License-Identifier: Apache-2.0
#pragma once
// The fold: ops in any order, any number of times → one state. Fields are last-writer-wins by stamp; superseded values
// stay as candidates; any op can be retracted, retractions included. Pure values; one thread at a time.

#include "core/log/op.h"

#include <QStringList>

#include <functional>
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

    // Effective fields of one entity, personal values merged in. Empty when there are none.
    std::map<QString, FieldState> fields(const EntityKey &key) const;
    std::optional<FieldState> field(const EntityKey &key, const QString &name) const;
    std::vector<QString> instances(const QString &entity) const; // sorted, also those that are not alive
    bool alive(const EntityKey &key) const;
    bool erased(const EntityKey &key) const;   // some personal value of its effective fields is gone
    Stamp firstStamp(const EntityKey &key) const; // of its earliest op: who came first
    std::vector<Conflict> conflicts() const;
    std::size_t unknownOps() const { return m_unknown; } // from a newer console
    std::size_t size() const { return m_ops.size(); }
    // Canonical JSON of the whole effective state: equal bytes ⇔ equal state (invariants I3, I5).
    QByteArray canonical() const;

private:
    struct Entity {
        std::vector<Id128> ops; // touching it, by stamp
    };
    std::unordered_map<Id128, Op> m_ops;
    std::unordered_map<Id128, std::vector<Id128>> m_retractions; // target → retract ops
    std::map<EntityKey, Entity> m_entities;
    std::size_t m_unknown = 0;
};

} // namespace gantry::log
