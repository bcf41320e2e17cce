// SPDX-License-Identifier: Apache-2.0
#include "core/domain/documentmerge.h"

#include <QJsonArray>

#include <set>

namespace gantry {

namespace {

QJsonValue at(const FlatDocument &flat, const QString &path)
{
    const auto it = flat.find(path);
    return it == flat.end() ? QJsonValue(QJsonValue::Undefined) : it->second;
}

bool isOrder(const QString &path)
{
    return path.endsWith(QStringLiteral("/#"));
}

// Theirs, without what I removed, with what I added.
QJsonArray mergeOrders(const QJsonArray &base, const QJsonArray &mine, const QJsonArray &theirs)
{
    QJsonArray out;
    for (const QJsonValue &v : theirs)
        if (!base.contains(v) || mine.contains(v))
            out.append(v);
    for (const QJsonValue &v : mine)
        if (!base.contains(v) && !out.contains(v))
            out.append(v);
    return out;
}

bool sameItems(const QJsonArray &a, const QJsonArray &b)
{
    QStringList x, y;
    for (const QJsonValue &v : a)
        x.append(v.toString());
    for (const QJsonValue &v : b)
        y.append(v.toString());
    x.sort();
    y.sort();
    return x == y;
}

} // namespace

MergedDocument mergeDocuments(const FlatDocument &base, const FlatDocument &mine, const FlatDocument &theirs)
{
    MergedDocument out;
    std::set<QString> paths;
    for (const FlatDocument *flat : {&base, &mine, &theirs})
        for (const auto &[path, value] : *flat)
            paths.insert(path);
    std::set<QString> revived; // items that they removed and I changed: all of mine stays
    const auto take = [&](const QString &path, const QJsonValue &value) {
        if (!value.isUndefined())
            out.flat[path] = value;
    };
    for (const QString &path : paths) {
        const QJsonValue b = at(base, path), m = at(mine, path), t = at(theirs, path);
        if (m == b) {
            take(path, t);
        } else if (t == b || m == t) {
            take(path, m);
        } else if (isOrder(path)) {
            take(path, mergeOrders(b.toArray(), m.toArray(), t.toArray()));
        } else {
            out.conflicts.push_back({path, b, m, t});
            take(path, m);
        }
        const QString item = path.section(u'/', 0, -2), name = item + QStringLiteral("/name");
        if (m != b && !m.isUndefined() && !item.isEmpty() && base.contains(name) && mine.contains(name) && !theirs.contains(name)) {
            if (revived.insert(item).second && t == b)
                out.conflicts.push_back({name, at(base, name), at(mine, name), QJsonValue(QJsonValue::Undefined)});
        }
    }
    for (const QString &item : revived)
        for (auto it = mine.lower_bound(item + u'/'); it != mine.end() && it->first.startsWith(item + u'/'); ++it)
            out.flat[it->first] = it->second;
    return out;
}

std::vector<FieldChange> differences(const FlatDocument &before, const FlatDocument &after)
{
    std::vector<FieldChange> out;
    const auto note = [&](const QString &path) {
        const QJsonValue b = at(before, path), a = at(after, path);
        if (a == b || (isOrder(path) && !sameItems(a.toArray(), b.toArray())))
            return; // an added or removed item shows by its fields
        if (isOrder(path) && (a.isUndefined() || b.isUndefined()))
            return;
        out.push_back({path, b, a});
    };
    for (const auto &[path, value] : before)
        note(path);
    for (const auto &[path, value] : after)
        if (!before.contains(path))
            note(path);
    return out;
}

} // namespace gantry
