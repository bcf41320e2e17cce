// SPDX-License-Identifier: Apache-2.0
#include "core/domain/documentdraft.h"

#include <functional>

namespace gantry {

namespace {

constexpr std::size_t kMostSteps = 200;
const QString kName = QStringLiteral("name"), kWas = QStringLiteral("~was"), kNow = QStringLiteral("~name");
const QString kPoints = QStringLiteral("timing_points"), kRaces = QStringLiteral("races"), kStart = QStringLiteral("start"), kWaves = QStringLiteral("waves");

bool same(const QString &a, const QString &b)
{
    return a.trimmed().compare(b.trimmed(), Qt::CaseInsensitive) == 0;
}

// "races[0].start" → races, 0, start
struct Step {
    QString key;
    qsizetype index = -1;
};
std::vector<Step> stepsOf(const QString &path)
{
    std::vector<Step> steps;
    for (const QString &part : path.split(u'.', Qt::SkipEmptyParts)) {
        const qsizetype bracket = part.indexOf(u'[');
        steps.push_back({part.left(bracket), -1});
        if (bracket > 0)
            steps.push_back({{}, part.mid(bracket + 1, part.size() - bracket - 2).toLongLong()});
    }
    return steps;
}

QJsonValue valueAt(QJsonValue here, const std::vector<Step> &steps)
{
    for (const Step &step : steps)
        here = step.index >= 0 ? here.toArray().at(step.index) : here.toObject().value(step.key);
    return here;
}

// The same value with another one at the end of the steps. Undefined takes away.
QJsonValue withValue(const QJsonValue &here, const std::vector<Step> &steps, std::size_t i, const QJsonValue &value)
{
    if (i == steps.size())
        return value;
    const Step &step = steps[i];
    if (step.index >= 0) {
        QJsonArray list = here.toArray();
        if (step.index >= list.size())
            return here;
        const QJsonValue inner = withValue(list.at(step.index), steps, i + 1, value);
        if (inner.isUndefined() && i + 1 == steps.size())
            list.removeAt(step.index);
        else
            list[step.index] = inner.isUndefined() ? QJsonValue(QJsonObject()) : inner;
        return list;
    }
    QJsonObject object = here.toObject();
    const QJsonValue inner = withValue(object.value(step.key), steps, i + 1, value);
    if (inner.isUndefined())
        object.remove(step.key);
    else
        object[step.key] = inner;
    return object.isEmpty() && i > 0 && value.isUndefined() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(object);
}

using Change = std::function<void(QJsonObject &item, const QJsonArray &siblings)>;

void eachIn(QJsonObject &parent, const QString &key, const std::function<void(QJsonObject &)> &change)
{
    if (!parent.value(key).isArray())
        return;
    QJsonArray list = parent.value(key).toArray();
    for (qsizetype i = 0; i < list.size(); ++i) {
        QJsonObject item = list[i].toObject();
        change(item);
        list[i] = item;
    }
    parent[key] = list;
}

// Every item whose name others refer to; waves before their race.
void eachNamed(QJsonObject &document, const std::function<void(DocumentRename::Kind, const QJsonObject &race, QJsonObject &item)> &change)
{
    eachIn(document, kPoints, [&](QJsonObject &point) { change(DocumentRename::Kind::Point, {}, point); });
    eachIn(document, kRaces, [&](QJsonObject &race) {
        if (race.value(kStart).isObject()) {
            QJsonObject start = race.value(kStart).toObject();
            const QJsonObject of = race;
            eachIn(start, kWaves, [&](QJsonObject &wave) { change(DocumentRename::Kind::Wave, of, wave); });
            race[kStart] = start;
        }
        change(DocumentRename::Kind::Race, {}, race);
    });
}

bool names(const QJsonArray &list, const QString &name)
{
    for (const QJsonValue &v : list)
        if (same(v.toObject().value(kName).toString(), name))
            return true;
    return false;
}

const QJsonArray raceWaves(const QJsonObject &document, const QString &race)
{
    for (const QJsonValue &v : document.value(kRaces).toArray())
        if (same(v.toObject().value(kName).toString(), race))
            return v.toObject().value(kStart).toObject().value(kWaves).toArray();
    return {};
}

// Items that the base has too get the name it has them by; `~name` (of a merge) becomes the name again.
QJsonObject marked(QJsonObject document, const QJsonObject &base)
{
    eachNamed(document, [&](DocumentRename::Kind kind, const QJsonObject &race, QJsonObject &item) {
        const QString was = item.value(kName).toString();
        const QJsonArray known = kind == DocumentRename::Kind::Wave ? raceWaves(base, race.value(kName).toString()) : base.value(kind == DocumentRename::Kind::Point ? kPoints : kRaces).toArray();
        if (names(known, was))
            item[kWas] = was;
        if (const QJsonValue now = item.take(kNow); now.isString())
            item[kName] = now;
    });
    return document;
}

QJsonObject unmarked(QJsonObject document)
{
    eachNamed(document, [](DocumentRename::Kind, const QJsonObject &, QJsonObject &item) { item.remove(kWas); });
    return document;
}

// Under the names that the base knows, the new name beside.
QJsonObject forMerge(QJsonObject document)
{
    eachNamed(document, [](DocumentRename::Kind, const QJsonObject &, QJsonObject &item) {
        const QString was = item.take(kWas).toString();
        if (!was.isEmpty() && was != item.value(kName).toString()) {
            item[kNow] = item.value(kName);
            item[kName] = was;
        }
    });
    return document;
}

} // namespace

QString freeName(const QJsonArray &list, const QString &wanted)
{
    QString name = wanted;
    for (int n = 2; names(list, name); ++n)
        name = wanted + u' ' + QString::number(n);
    return name;
}

void DocumentDraft::reset(const QJsonObject &base)
{
    m_open = true;
    m_base = base;
    m_marked = marked(base, base);
    m_past.clear();
    m_lastSet.clear();
}

QJsonObject DocumentDraft::json() const
{
    return unmarked(m_marked);
}

std::vector<FieldChange> DocumentDraft::changes() const
{
    return differences(flattenDocument(m_base), flattenDocument(forMerge(m_marked)));
}

std::vector<DocumentRename> DocumentDraft::renames() const
{
    std::vector<DocumentRename> out;
    QJsonObject document = m_marked;
    eachNamed(document, [&](DocumentRename::Kind kind, const QJsonObject &race, QJsonObject &item) {
        const QString was = item.value(kWas).toString(), now = item.value(kName).toString();
        const QString of = race.value(kWas).toString().isEmpty() ? race.value(kName).toString() : race.value(kWas).toString();
        if (!was.isEmpty() && !now.isEmpty() && was != now)
            out.push_back({kind, kind == DocumentRename::Kind::Wave ? of : QString(), was, now});
    });
    return out;
}

QJsonValue DocumentDraft::value(const QString &path) const
{
    return valueAt(m_marked, stepsOf(path));
}

void DocumentDraft::remember(const QString &path)
{
    if (!path.isEmpty() && path == m_lastSet)
        return;
    m_lastSet = path;
    m_past.push_back(m_marked);
    if (m_past.size() > kMostSteps)
        m_past.erase(m_past.begin());
}

void DocumentDraft::set(const QString &path, const QJsonValue &given)
{
    const QJsonValue before = value(path);
    if (before == given)
        return;
    remember(path);
    m_marked = withValue(m_marked, stepsOf(path), 0, given).toObject();
    if (path.startsWith(kPoints) && path.endsWith(QStringLiteral("].name")))
        followPoint(before.toString(), given.toString());
}

void DocumentDraft::followPoint(const QString &from, const QString &to)
{
    const QJsonArray points = m_marked.value(kPoints).toArray();
    int called = 0;
    for (const QJsonValue &v : points)
        called += same(v.toObject().value(kName).toString(), to);
    if (from.isEmpty() || to.isEmpty() || called != 1 || names(points, from))
        return; // nobody could tell afterwards which point was meant
    const auto follow = [&](QJsonObject &item) {
        if (same(item.value(QStringLiteral("point")).toString(), from))
            item[QStringLiteral("point")] = to;
    };
    eachIn(m_marked, kRaces, [&](QJsonObject &race) {
        eachIn(race, QStringLiteral("course"), follow);
        eachIn(race, QStringLiteral("corrections"), follow);
    });
}

QString DocumentDraft::add(const QString &listPath, const QJsonObject &item)
{
    remember({});
    QJsonArray list = value(listPath).toArray();
    list.append(item);
    m_marked = withValue(m_marked, stepsOf(listPath), 0, list).toObject();
    return QStringLiteral("%1[%2]").arg(listPath).arg(list.size() - 1);
}

void DocumentDraft::addAll(const QString &listPath, const QJsonArray &items, bool replace)
{
    remember({});
    QJsonArray list = replace ? QJsonArray() : value(listPath).toArray();
    for (const QJsonValue &v : items)
        list.append(v);
    m_marked = withValue(m_marked, stepsOf(listPath), 0, list.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(list)).toObject();
}

void DocumentDraft::remove(const QString &itemPath)
{
    remember({});
    const QString listPath = itemPath.left(itemPath.lastIndexOf(u'['));
    m_marked = withValue(m_marked, stepsOf(itemPath), 0, QJsonValue(QJsonValue::Undefined)).toObject();
    if (itemPath.endsWith(u']') && value(listPath).toArray().isEmpty())
        m_marked = withValue(m_marked, stepsOf(listPath), 0, QJsonValue(QJsonValue::Undefined)).toObject();
}

QString DocumentDraft::duplicate(const QString &itemPath)
{
    remember({});
    const qsizetype bracket = itemPath.lastIndexOf(u'[');
    const QString listPath = itemPath.left(bracket);
    const qsizetype index = QStringView(itemPath).mid(bracket + 1, itemPath.size() - bracket - 2).toLongLong();
    QJsonArray list = value(listPath).toArray();
    QJsonObject copy = list.at(index).toObject();
    copy.remove(kWas);
    if (copy.value(kStart).isObject()) {
        QJsonObject start = copy.value(kStart).toObject();
        eachIn(start, kWaves, [](QJsonObject &wave) { wave.remove(kWas); });
        copy[kStart] = start;
    }
    if (copy.contains(kName))
        copy[kName] = freeName(list, copy.value(kName).toString());
    copy.remove(QStringLiteral("aliases")); // a reader's name can mean one point only
    copy.remove(QStringLiteral("corrections")); // and a ruling one race
    list.insert(index + 1, copy);
    m_marked = withValue(m_marked, stepsOf(listPath), 0, list).toObject();
    return QStringLiteral("%1[%2]").arg(listPath).arg(index + 1);
}

QString DocumentDraft::move(const QString &itemPath, int by)
{
    const qsizetype bracket = itemPath.lastIndexOf(u'[');
    const QString listPath = itemPath.left(bracket);
    const qsizetype index = QStringView(itemPath).mid(bracket + 1, itemPath.size() - bracket - 2).toLongLong();
    QJsonArray list = value(listPath).toArray();
    const qsizetype to = index + by;
    if (to < 0 || to >= list.size())
        return itemPath;
    remember({});
    const QJsonValue item = list.takeAt(index);
    list.insert(to, item);
    m_marked = withValue(m_marked, stepsOf(listPath), 0, list).toObject();
    return QStringLiteral("%1[%2]").arg(listPath).arg(to);
}

void DocumentDraft::replace(const QJsonObject &json)
{
    remember({});
    m_marked = marked(json, m_base);
}

void DocumentDraft::undo()
{
    if (m_past.empty())
        return;
    m_marked = std::move(m_past.back());
    m_past.pop_back();
    m_lastSet.clear();
}

std::vector<FieldConflict> DocumentDraft::rebase(const QJsonObject &newBase)
{
    MergedDocument merged = mergeDocuments(flattenDocument(m_base), flattenDocument(forMerge(m_marked)), flattenDocument(newBase));
    m_base = newBase;
    m_marked = marked(unflattenDocument(merged.flat), newBase);
    m_past.clear(); // what came before stood on other settings
    m_lastSet.clear();
    return std::move(merged.conflicts);
}

void DocumentDraft::takeTheirs(const FieldConflict &conflict)
{
    remember({});
    FlatDocument flat = flattenDocument(forMerge(m_marked));
    if (conflict.theirs.isUndefined())
        flat.erase(conflict.path);
    else
        flat[conflict.path] = conflict.theirs;
    m_marked = marked(unflattenDocument(flat), m_base);
}

} // namespace gantry
