// SPDX-License-Identifier: Apache-2.0
// The event document as a flat map of fields. A path segment is a key or the name of a list item, with '~' '/' '#'
// written as "~0" "~1" "~2"; a second item of the same name is "name~#2", one without a name "~#1". "#" beside the
// items of a list holds their order.
#include "core/domain/eventdocument.h"

#include <QJsonArray>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace gantry {

namespace {

const QString kOrder = QStringLiteral("#");

bool isNamedList(const QString &key)
{
    return key == u"timing_points" || key == u"races" || key == u"waves" || key == u"course" || key == u"divisions" || key == u"awards"
        || key == u"team_rules" || key == u"outputs";
}

bool isItemList(const QString &key)
{
    return isNamedList(key) || key == u"corrections";
}

QString escaped(QString key)
{
    return key.replace(u'~', QStringLiteral("~0")).replace(u'/', QStringLiteral("~1")).replace(u'#', QStringLiteral("~2"));
}

QString unescaped(QString key)
{
    return key.replace(QStringLiteral("~2"), QStringLiteral("#")).replace(QStringLiteral("~1"), QStringLiteral("/")).replace(QStringLiteral("~0"), QStringLiteral("~"));
}

QString nameOf(const QJsonObject &item)
{
    const QString name = item.value(QStringLiteral("name")).toString();
    return name.isEmpty() ? item.value(QStringLiteral("point")).toString() : name;
}

bool allObjects(const QJsonArray &list)
{
    for (const QJsonValue &v : list) {
        if (!v.isObject())
            return false;
    }
    return true;
}

void flattenObject(const QJsonObject &object, const QString &path, FlatDocument &out);

void flattenList(const QJsonArray &list, const QString &key, const QString &path, FlatDocument &out)
{
    QJsonArray order;
    QHash<QString, int> seen;
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QJsonObject item = list[i].toObject();
        QString segment = isNamedList(key) ? escaped(nameOf(item)) : QString::number(i);
        const int count = ++seen[segment];
        if (count > 1 || segment.isEmpty())
            segment += QStringLiteral("~#") + QString::number(count);
        order.append(segment);
        const QString itemPath = path + u'/' + segment;
        if (item.isEmpty())
            out[itemPath] = item;
        else
            flattenObject(item, itemPath, out);
    }
    out[path + u'/' + kOrder] = order;
}

void flattenObject(const QJsonObject &object, const QString &path, FlatDocument &out)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString here = path.isEmpty() ? escaped(it.key()) : path + u'/' + escaped(it.key());
        const QJsonValue value = it.value();
        if (value.isObject() && !value.toObject().isEmpty())
            flattenObject(value.toObject(), here, out);
        else if (value.isArray() && isItemList(it.key()) && allObjects(value.toArray()))
            flattenList(value.toArray(), it.key(), here, out);
        else
            out[here] = value;
    }
}

struct Node {
    QJsonValue value{QJsonValue::Undefined};
    std::map<QString, Node> children;
};

QJsonValue toJson(const Node &node, const QString &key);

// An item whose name is gone was deleted, even when someone else still wrote one of its fields.
bool isAlive(const QString &segment, const QJsonValue &item)
{
    if (!item.isObject())
        return false;
    return segment.contains(QStringLiteral("~#")) || !nameOf(item.toObject()).isEmpty();
}

QJsonValue toJsonList(const Node &node, const QString &key)
{
    QStringList order;
    QSet<QString> listed;
    const auto add = [&](const QString &segment) {
        if (segment != kOrder && !listed.contains(segment)) {
            listed.insert(segment);
            order.append(segment);
        }
    };
    const auto stored = node.children.find(kOrder);
    if (stored != node.children.end()) {
        for (const QJsonValue &v : stored->second.value.toArray())
            add(v.toString());
    }
    // Items that another console added at the same time are in no order list of ours: they come last.
    QStringList others;
    for (const auto &child : node.children)
        others.append(child.first);
    if (!isNamedList(key))
        std::sort(others.begin(), others.end(), [](const QString &a, const QString &b) { return std::pair(a.size(), a) < std::pair(b.size(), b); });
    for (const QString &segment : others)
        add(segment);
    QJsonArray list;
    for (const QString &segment : order) {
        const auto child = node.children.find(segment);
        if (child == node.children.end())
            continue;
        const QJsonValue item = toJson(child->second, QString()); // a race called "races" is no list
        if (item.isObject() && (!isNamedList(key) || isAlive(segment, item)))
            list.append(item);
    }
    return list;
}

QJsonValue toJson(const Node &node, const QString &key)
{
    const auto order = node.children.find(kOrder);
    const bool ordered = order != node.children.end() && order->second.value.isArray();
    if (ordered || (isItemList(key) && !node.children.empty())) {
        const QJsonValue list = toJsonList(node, key);
        return ordered || !list.toArray().isEmpty() ? list : QJsonValue(QJsonValue::Undefined);
    }
    QJsonObject object;
    for (const auto &[segment, child] : node.children) {
        const QJsonValue value = toJson(child, unescaped(segment));
        if (!value.isUndefined())
            object.insert(unescaped(segment), value);
    }
    if (!object.isEmpty())
        return object;
    return node.value.isNull() ? QJsonValue(QJsonValue::Undefined) : node.value;
}

} // namespace

FlatDocument flattenDocument(const QJsonObject &json)
{
    FlatDocument flat;
    flattenObject(json, {}, flat);
    return flat;
}

QJsonObject unflattenDocument(const FlatDocument &flat)
{
    Node root;
    for (const auto &[path, value] : flat) {
        Node *node = &root;
        for (const QString &segment : path.split(u'/'))
            node = &node->children[segment];
        node->value = value;
    }
    QJsonObject json;
    for (const auto &[segment, child] : root.children) {
        const QJsonValue value = toJson(child, unescaped(segment));
        if (!value.isUndefined())
            json.insert(unescaped(segment), value);
    }
    return json;
}

} // namespace gantry
