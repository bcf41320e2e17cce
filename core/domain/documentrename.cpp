// SPDX-License-Identifier: Apache-2.0
#include "core/domain/documentrename.h"

#include "core/base/text.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace gantry {

namespace {

using Kind = DocumentRename::Kind;

bool same(const QString &a, const QString &b)
{
    return a.trimmed().compare(b.trimmed(), Qt::CaseInsensitive) == 0;
}

// Every object of the list under `key` through `change`.
template<class F>
void each(QJsonObject &parent, const QString &key, F change)
{
    if (!parent.value(key).isArray())
        return;
    QJsonArray list = parent.value(key).toArray();
    for (qsizetype i = 0; i < list.size(); ++i) {
        if (!list[i].isObject())
            continue;
        QJsonObject item = list[i].toObject();
        change(item);
        list[i] = item;
    }
    parent[key] = list;
}

template<class F>
void rewrite(QJsonObject &item, const QString &key, F name)
{
    if (item.value(key).isString())
        item[key] = name(item.value(key).toString());
}

} // namespace

QString Renames::race(const QString &name) const
{
    for (const DocumentRename &r : m_list)
        if (r.kind == Kind::Race && same(r.from, name))
            return r.to;
    return name;
}

QString Renames::wave(const QString &race, const QString &name) const
{
    for (const DocumentRename &r : m_list)
        if (r.kind == Kind::Wave && same(r.race, race) && same(r.from, name))
            return r.to;
    return name;
}

QString Renames::point(const QString &name) const
{
    for (const DocumentRename &r : m_list)
        if (r.kind == Kind::Point && same(r.from, name))
            return r.to;
    return name;
}

QString Renames::waveKey(const QString &key) const
{
    // A name may hold a slash itself: the longest race that fits is meant.
    for (qsizetype slash = key.size(); slash > 0; slash = key.lastIndexOf(u'/', slash - 1)) {
        const QString raceName = key.left(slash), waveName = key.mid(slash + 1);
        const QString newRace = race(raceName), newWave = waveName.isEmpty() ? QString() : wave(raceName, waveName);
        if (newRace != raceName || newWave != waveName)
            return newWave.isEmpty() ? newRace : newRace + u'/' + newWave;
    }
    return key;
}

QJsonObject renamed(QJsonObject document, const Renames &renames)
{
    const QString name = QStringLiteral("name"), pointKey = QStringLiteral("point");
    const auto point = [&](const QString &was) { return renames.point(was); };
    each(document, QStringLiteral("timing_points"), [&](QJsonObject &item) { rewrite(item, name, point); });
    each(document, QStringLiteral("races"), [&](QJsonObject &race) {
        const QString was = race.value(name).toString();
        if (race.value(QStringLiteral("start")).isObject()) {
            QJsonObject start = race.value(QStringLiteral("start")).toObject();
            each(start, QStringLiteral("waves"), [&](QJsonObject &wave) { rewrite(wave, name, [&](const QString &w) { return renames.wave(was, w); }); });
            race[QStringLiteral("start")] = start;
        }
        each(race, QStringLiteral("course"), [&](QJsonObject &item) { rewrite(item, pointKey, point); });
        each(race, QStringLiteral("corrections"), [&](QJsonObject &item) { rewrite(item, pointKey, point); });
        rewrite(race, name, [&](const QString &r) { return renames.race(r); });
    });
    each(document, QStringLiteral("records"), [&](QJsonObject &record) { rewrite(record, QStringLiteral("race"), [&](const QString &r) { return renames.race(r); }); });
    return document;
}

QJsonArray toJson(const std::vector<DocumentRename> &list)
{
    QJsonArray out;
    for (const DocumentRename &r : list) {
        const QString kind = r.kind == Kind::Race ? QStringLiteral("race") : r.kind == Kind::Wave ? QStringLiteral("wave") : QStringLiteral("point");
        QJsonObject o{{QStringLiteral("kind"), kind}, {QStringLiteral("from"), r.from}, {QStringLiteral("to"), r.to}};
        if (r.kind == Kind::Wave)
            o[QStringLiteral("race")] = r.race;
        out.append(o);
    }
    return out;
}

Result<std::vector<DocumentRename>> renamesFromJson(const QByteArray &text)
{
    std::vector<DocumentRename> out;
    const auto json = QJsonDocument::fromJson(text);
    const auto wrong = failure(ErrorCode::InvalidInput, say("The list of renames must be JSON like [{\"kind\":\"race\",\"from\":\"5K\",\"to\":\"Five\"}]."));
    if (!json.isArray())
        return wrong;
    const QJsonArray list = json.array();
    for (const QJsonValue &v : list) {
        const QJsonObject o = v.toObject();
        const QString kind = o.value(QStringLiteral("kind")).toString();
        DocumentRename r{kind == u"race" ? Kind::Race : kind == u"wave" ? Kind::Wave : Kind::Point, o.value(QStringLiteral("race")).toString(),
                         o.value(QStringLiteral("from")).toString(), o.value(QStringLiteral("to")).toString()};
        const bool known = kind == u"race" || kind == u"wave" || kind == u"point";
        if (!known || r.from.isEmpty() || r.to.isEmpty() || (r.kind == Kind::Wave && r.race.isEmpty()))
            return wrong;
        out.push_back(std::move(r));
    }
    return out;
}

QString documentDigest(const QJsonObject &json)
{
    return QString::fromLatin1(QCryptographicHash::hash(QJsonDocument(json).toJson(QJsonDocument::Compact), QCryptographicHash::Sha1).toHex().left(16));
}

} // namespace gantry
