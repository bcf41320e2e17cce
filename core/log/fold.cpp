// SPDX-License-Identifier: Apache-2.0
#include "core/log/fold.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <set>
#include <tuple>

namespace gantry::log {

namespace {

bool isRetract(const Op &op)
{
    return op.kind == QLatin1String("retract");
}

bool givesValues(const QString &kind)
{
    return kind == QLatin1String("set") || kind == QLatin1String("del") || kind == QLatin1String("restore") || kind == QLatin1String("select")
        || kind == QLatin1String("corr");
}

bool isKnown(const QString &kind)
{
    return givesValues(kind) || kind == QLatin1String("retract") || kind == QLatin1String("gun") || kind == QLatin1String("note");
}

const QString &aliveName()
{
    static const QString name = QStringLiteral("alive");
    return name;
}

} // namespace

// ---- absorbing -------------------------------------------------------------------------------------------------------

Fold::Node Fold::nodeOf(const Op &op)
{
    Node node;
    node.op = op;
    m_names.share(node.op);
    if (isRetract(op))
        node.target = Id128::parse(op.instance);
    return node;
}

bool Fold::before(Index a, Index b) const
{
    const Op &x = m_nodes[a].op, &y = m_nodes[b].op;
    return std::tie(x.stamp, x.id) < std::tie(y.stamp, y.id);
}

void Fold::insertByStamp(std::vector<Index> &list, Index at) const
{
    // Nearly always the newest one.
    if (list.empty() || before(list.back(), at))
        list.push_back(at);
    else
        list.insert(std::upper_bound(list.begin(), list.end(), at, [this](Index a, Index b) { return before(a, b); }), at);
}

std::vector<EntityKey> Fold::apply(const Op &op)
{
    const auto at = Index(m_nodes.size());
    if (!m_index.emplace(op.id, at).second)
        return {};
    m_nodes.push_back(nodeOf(op));
    Node &node = m_nodes.back();
    insertByStamp(m_byKind[node.op.kind], at);
    std::vector<EntityKey> changed;
    if (!isKnown(node.op.kind))
        ++m_unknown;
    if (givesValues(node.op.kind))
        insertByStamp(m_entities[{node.op.entity, node.op.instance}].ops, at);
    if (!isRetract(node.op))
        changed.push_back({node.op.entity, node.op.instance});
    node.active = false; // until looked at below
    if (node.target && closesCycle(at))
        voidCycle(at, changed);
    else
        refreshActive(at, changed);
    std::sort(changed.begin(), changed.end());
    changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
    return changed;
}

// Sets an op's activity from the active retractions of it, and follows the chain: a retraction that was taken back frees
// its target, and so on. Each op has one target, so this is a walk, not a search.
void Fold::refreshActive(Index at, std::vector<EntityKey> &changed)
{
    for (;;) {
        Node &node = m_nodes[at];
        const auto found = m_retractedBy.find(node.op.id);
        const bool active = !node.inCycle && (found == m_retractedBy.end() || found->second == 0);
        if (active == node.active)
            return;
        node.active = active;
        if (!isRetract(node.op)) {
            changed.push_back({node.op.entity, node.op.instance});
            return;
        }
        if (!node.target)
            return;
        m_retractedBy[*node.target] += active ? 1 : -1;
        const auto next = m_index.find(*node.target);
        if (next == m_index.end())
            return;
        at = next->second;
    }
}

bool Fold::closesCycle(Index at)
{
    Index here = at;
    for (std::size_t steps = 0; steps <= m_nodes.size(); ++steps) {
        const Node &node = m_nodes[here];
        if (!node.target || node.inCycle)
            return false;
        const auto next = m_index.find(*node.target);
        if (next == m_index.end())
            return false;
        here = next->second;
        if (here == at)
            return true;
    }
    return false;
}

// Only a broken or hostile log has retractions that take back each other in a ring. None of a ring counts, whichever of
// them came last.
void Fold::voidCycle(Index at, std::vector<EntityKey> &changed)
{
    std::vector<Index> ring;
    Index here = at;
    do {
        ring.push_back(here);
        m_nodes[here].inCycle = true;
        here = m_index.at(*m_nodes[here].target);
    } while (here != at);
    for (const Index i : ring)
        refreshActive(i, changed);
}

// ---- asking ----------------------------------------------------------------------------------------------------------

bool Fold::isActive(const Id128 &op) const
{
    const auto found = m_index.find(op);
    return found != m_index.end() && m_nodes[found->second].active;
}

const Op *Fold::op(const Id128 &id) const
{
    const auto found = m_index.find(id);
    return found == m_index.end() ? nullptr : &m_nodes[found->second].op;
}

std::vector<const Op *> Fold::ops() const
{
    std::vector<const Op *> out;
    out.reserve(m_nodes.size());
    for (const Node &node : m_nodes)
        out.push_back(&node.op);
    std::sort(out.begin(), out.end(), [](const Op *a, const Op *b) { return std::tie(a->stamp, a->id) < std::tie(b->stamp, b->id); });
    return out;
}

std::vector<const Op *> Fold::activeOps(const QString &kind) const
{
    std::vector<const Op *> out;
    const auto found = m_byKind.find(kind);
    if (found == m_byKind.end())
        return out;
    for (const Index i : found->second) {
        if (m_nodes[i].active)
            out.push_back(&m_nodes[i].op);
    }
    return out;
}

std::vector<const Op *> Fold::opsOf(const EntityKey &key) const
{
    std::vector<const Op *> out;
    if (const Entity *entity = entityOf(key))
        for (const Index i : entity->ops)
            out.push_back(&m_nodes[i].op);
    return out;
}

const Fold::Entity *Fold::entityOf(const EntityKey &key) const
{
    const auto found = m_entities.find(key);
    return found == m_entities.end() ? nullptr : &found->second;
}

// take(name, value, seen, erased) for every field the op has something to say about.
template<class F>
void Fold::eachValue(const Op &op, F take)
{
    if (op.kind == QLatin1String("del") || op.kind == QLatin1String("restore")) {
        const auto stated = op.fields.find(aliveName());
        take(aliveName(), QJsonValue(op.kind == QLatin1String("restore")), stated == op.fields.end() ? std::optional<Stamp>() : stated->second.seen, false);
        return;
    }
    for (const auto &[name, field] : op.fields)
        take(name, field.value, std::optional<Stamp>(field.seen), false);
    const auto seenOf = [&op](const QString &name) -> std::optional<Stamp> {
        for (const PersonalField &f : op.personalFields) {
            if (f.name == name)
                return f.seen;
        }
        return std::nullopt;
    };
    for (auto it = op.personalValues.begin(); it != op.personalValues.end(); ++it) {
        const QString name = it.key();
        take(name, it.value(), seenOf(name), false);
    }
    if (!op.erased)
        return;
    for (const PersonalField &f : op.personalFields)
        take(f.name, QJsonValue(), f.seen, true);
}

std::map<QString, FieldState> Fold::fields(const EntityKey &key) const
{
    std::map<QString, FieldState> out;
    const Entity *entity = entityOf(key);
    if (!entity)
        return out;
    for (const Index i : entity->ops) { // by stamp: the later one wins
        if (!m_nodes[i].active)
            continue;
        const Op &op = m_nodes[i].op;
        eachValue(op, [&](const QString &name, const QJsonValue &value, const std::optional<Stamp> &, bool gone) {
            if (gone)
                out.erase(name);
            else
                out.insert_or_assign(name, FieldState{value, op.stamp, op.id});
        });
    }
    return out;
}

std::optional<FieldState> Fold::field(const EntityKey &key, const QString &wanted) const
{
    std::optional<FieldState> out;
    const Entity *entity = entityOf(key);
    if (!entity)
        return out;
    for (const Index i : entity->ops) {
        if (!m_nodes[i].active)
            continue;
        const Op &op = m_nodes[i].op;
        eachValue(op, [&](const QString &name, const QJsonValue &value, const std::optional<Stamp> &, bool gone) {
            if (name == wanted)
                out = gone ? std::nullopt : std::optional<FieldState>(FieldState{value, op.stamp, op.id});
        });
    }
    return out;
}

std::vector<QString> Fold::instances(const QString &entity) const
{
    std::vector<QString> out;
    for (auto it = m_entities.lower_bound({entity, QString()}); it != m_entities.end() && it->first.entity == entity; ++it)
        out.push_back(it->first.instance);
    return out;
}

bool Fold::alive(const EntityKey &key) const
{
    const Entity *entity = entityOf(key);
    if (!entity || std::none_of(entity->ops.begin(), entity->ops.end(), [this](Index i) { return m_nodes[i].active; }))
        return false;
    const auto state = field(key, aliveName());
    return !state || state->value != QJsonValue(false);
}

bool Fold::erased(const EntityKey &key) const
{
    const Entity *entity = entityOf(key);
    if (!entity)
        return false;
    std::set<QString> gone;
    bool unnamed = false;
    for (const Index i : entity->ops) {
        const Op &op = m_nodes[i].op;
        if (!m_nodes[i].active)
            continue;
        unnamed = unnamed || (op.erased && op.personalFields.empty());
        eachValue(op, [&](const QString &name, const QJsonValue &, const std::optional<Stamp> &, bool erasedValue) {
            if (erasedValue)
                gone.insert(name);
            else
                gone.erase(name);
        });
    }
    return unnamed || !gone.empty();
}

Stamp Fold::firstStamp(const EntityKey &key) const
{
    const Entity *entity = entityOf(key);
    if (entity) {
        for (const Index i : entity->ops) {
            if (m_nodes[i].active)
                return m_nodes[i].op.stamp;
        }
    }
    return {};
}

// ---- conflicts and the canonical form -----------------------------------------------------------------------------------

void Fold::addConflicts(const EntityKey &key, const Entity &entity, std::vector<Conflict> &out) const
{
    std::map<QString, std::vector<Candidate>> byField;
    for (const Index i : entity.ops) {
        if (!m_nodes[i].active)
            continue;
        const Op &op = m_nodes[i].op;
        eachValue(op, [&](const QString &name, const QJsonValue &value, const std::optional<Stamp> &seen, bool gone) {
            byField[name].push_back({&op, value, seen, gone});
        });
    }
    for (const auto &[name, list] : byField) {
        // I6: the later of two different values, written without having seen the earlier, is in conflict with it until
        // somebody who had seen both wrote the field.
        Stamp settledTo; // the newest stamp that a later op had seen
        for (std::size_t a = list.size(); a-- > 1;) {
            const Candidate &later = list[a];
            const bool settled = settledTo >= later.op->stamp;
            for (std::size_t b = a; !settled && later.seen && b-- > 0 && *later.seen < list[b].op->stamp;) {
                if (list[b].value != later.value && !list[b].erased && !later.erased)
                    out.push_back({key, name, later.op->id, list[b].op->id});
            }
            if (later.seen)
                settledTo = std::max(settledTo, *later.seen);
        }
    }
}

std::vector<Conflict> Fold::conflicts() const
{
    std::vector<Conflict> out;
    for (const auto &[key, entity] : m_entities) {
        if (entity.ops.size() > 1)
            addConflicts(key, entity, out);
    }
    return out;
}

std::vector<Conflict> Fold::conflicts(const EntityKey &key) const
{
    std::vector<Conflict> out;
    if (const Entity *entity = entityOf(key); entity && entity->ops.size() > 1)
        addConflicts(key, *entity, out);
    return out;
}

std::optional<Stamp> Fold::stampOf(const EntityKey &key, const QString &field, const QJsonValue &wanted) const
{
    std::optional<Stamp> out;
    const Entity *entity = entityOf(key);
    if (!entity)
        return out;
    for (const Index i : entity->ops) {
        if (!m_nodes[i].active)
            continue;
        const Op &op = m_nodes[i].op;
        eachValue(op, [&](const QString &name, const QJsonValue &value, const std::optional<Stamp> &, bool gone) {
            if (name == field && !gone && value == wanted)
                out = op.stamp;
        });
    }
    return out;
}

QJsonObject Fold::valuesJson(const EntityKey &key) const
{
    QJsonObject out;
    for (const auto &[name, state] : fields(key))
        out.insert(name, QJsonArray{state.value, QString::number(state.stamp.hlc), state.stamp.writer.toString()});
    return out;
}

QByteArray Fold::canonical() const
{
    QJsonObject entities;
    QJsonObject instancesOfOne;
    QString current;
    const auto close = [&] {
        if (!instancesOfOne.isEmpty())
            entities.insert(current, instancesOfOne);
        instancesOfOne = {};
    };
    for (const auto &[key, entity] : m_entities) {
        if (key.entity != current) {
            close();
            current = key.entity;
        }
        QJsonObject values = valuesJson(key);
        if (erased(key))
            values.insert(QStringLiteral("~erased"), true);
        if (!values.isEmpty())
            instancesOfOne.insert(key.instance, values);
    }
    close();
    QJsonArray candidates;
    for (const QString &kind : {QStringLiteral("gun"), QStringLiteral("note")}) {
        for (const Op *op : activeOps(kind))
            candidates.append(QString::fromUtf8(op->toJson()));
    }
    QJsonArray open;
    for (const Conflict &c : conflicts())
        open.append(QJsonArray{c.key.entity, c.key.instance, c.field, c.winner.toString(), c.loser.toString()});
    return QJsonDocument(QJsonObject{{QStringLiteral("entities"), entities}, {QStringLiteral("candidates"), candidates}, {QStringLiteral("conflicts"), open}}).toJson(QJsonDocument::Compact);
}

} // namespace gantry::log
