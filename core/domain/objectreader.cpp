// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/domain/entrant.h"
#include "core/domain/eventparser.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gantry {

namespace {

constexpr qsizetype kLongestText = 500;
constexpr qsizetype kLongestList = 10'000;
constexpr double kMostSeconds = 86'400.0 * 366;

qsizetype editDistance(const QString &a, const QString &b)
{
    std::vector<qsizetype> row(std::size_t(b.size()) + 1);
    std::iota(row.begin(), row.end(), qsizetype(0));
    for (qsizetype i = 1; i <= a.size(); ++i) {
        qsizetype diagonal = row[0];
        row[0] = i;
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const qsizetype above = row[std::size_t(j)];
            const qsizetype change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[std::size_t(j)] = std::min({change, above + 1, row[std::size_t(j) - 1] + 1});
            diagonal = above;
        }
    }
    return row.back();
}

} // namespace

QString closestName(const QString &word, const QStringList &candidates)
{
    const QString given = word.toLower();
    if (given.size() > 60)
        return {};
    QString best;
    qsizetype least = std::max<qsizetype>(1, given.size() / 3) + 1;
    for (const QString &candidate : candidates) {
        if (std::abs(candidate.size() - given.size()) >= least)
            continue;
        const qsizetype distance = editDistance(given, candidate.toLower());
        if (distance < least) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

QString ObjectReader::pathOf(const char *key) const
{
    return m_path.isEmpty() ? QString::fromLatin1(key) : m_path + u'.' + QLatin1StringView(key);
}

void ObjectReader::problem(const char *key, const QString &message)
{
    m_problems.push_back({pathOf(key), message});
}

QJsonValue ObjectReader::raw(const char *key)
{
    const QString name = QString::fromLatin1(key);
    m_known.insert(name);
    return m_object.value(name);
}

bool ObjectReader::has(const char *key)
{
    return !raw(key).isUndefined();
}

QString ObjectReader::text(const char *key, bool required)
{
    const QJsonValue value = raw(key);
    if (value.isUndefined()) {
        if (required)
            problem(key, say("is missing"));
        return {};
    }
    if (!value.isString()) {
        problem(key, say("must be text in quotes"));
        return {};
    }
    const QString text = value.toString().trimmed();
    if (text.size() > kLongestText) {
        problem(key, say("is longer than %1 characters").arg(kLongestText));
        return {};
    }
    if (required && text.isEmpty())
        problem(key, say("must not be empty"));
    return text;
}

std::optional<double> ObjectReader::number(const char *key, double min, double max)
{
    const QJsonValue value = raw(key);
    if (value.isUndefined())
        return std::nullopt;
    if (!value.isDouble()) {
        problem(key, say("must be a number"));
        return std::nullopt;
    }
    const double number = value.toDouble();
    if (!(number >= min && number <= max)) {
        problem(key, number < 0 && min == 0 ? say("must not be negative") : say("must be between %1 and %2").arg(min, 0, 'g', 12).arg(max, 0, 'g', 12));
        return std::nullopt;
    }
    return number;
}

std::optional<int> ObjectReader::integer(const char *key, int min, int max)
{
    const auto value = number(key, min, max);
    if (value && std::floor(*value) != *value) {
        problem(key, say("must be a whole number"));
        return std::nullopt;
    }
    return value ? std::optional(int(*value)) : std::nullopt;
}

std::optional<Micros> ObjectReader::seconds(const char *key, bool mayBeNegative)
{
    const auto value = number(key, mayBeNegative ? -kMostSeconds : 0, kMostSeconds);
    return value ? std::optional(Micros(std::llround(*value * 1e6))) : std::nullopt;
}

std::optional<bool> ObjectReader::flag(const char *key)
{
    const QJsonValue value = raw(key);
    if (value.isUndefined())
        return std::nullopt;
    if (!value.isBool()) {
        problem(key, say("must be true or false"));
        return std::nullopt;
    }
    return value.toBool();
}

std::optional<LocalTime> ObjectReader::time(const char *key)
{
    const QString given = text(key);
    if (given.isEmpty()) {
        if (raw(key).isString())
            problem(key, say("must not be empty"));
        return std::nullopt;
    }
    const auto time = parseLocal(given);
    if (!time)
        problem(key, say("\"%1\" is not a time like 2026-05-30T09:00:00").arg(given));
    return time;
}

QStringList ObjectReader::texts(const char *key)
{
    QStringList out;
    const QJsonArray list = listAt(key);
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QString text = list[i].toString().trimmed();
        if (text.isEmpty() || text.size() > kLongestText)
            m_problems.push_back({pathOf(key) + u'[' + QString::number(i) + u']', say("must be text in quotes, not empty and not too long")});
        else
            out.append(text);
    }
    return out;
}

QStringList ObjectReader::genders(const char *key)
{
    QStringList out;
    const QStringList given = texts(key);
    for (const QString &word : given) {
        for (const char16_t *everyone : {u"open", u"all", u"any", u"everyone"})
            if (word.trimmed().compare(QStringView(everyone), Qt::CaseInsensitive) == 0)
                return {}; // no list: everyone
        const QString gender = parseGender(word);
        if (gender.isEmpty())
            problem(key, say("\"%1\" is not a gender; write M, F or X").arg(word));
        else if (!out.contains(gender))
            out.append(gender);
    }
    return out;
}

QStringList ObjectReader::bibs(const char *key)
{
    const QJsonValue value = raw(key);
    if (value.isUndefined())
        return {};
    QStringList out;
    const QJsonArray list = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const QJsonValue &entry : list) {
        const bool whole = entry.isDouble() && entry.toDouble() >= 0 && std::floor(entry.toDouble()) == entry.toDouble() && entry.toDouble() < 1e15;
        const QString bib = whole ? QString::number(entry.toInteger()) : entry.toString().trimmed();
        if (bib.isEmpty() || bib.size() > kLongestText)
            problem(key, say("must be a bib, or a list of bibs"));
        else
            out.append(bib);
    }
    return out;
}

std::optional<QJsonObject> ObjectReader::objectAt(const char *key)
{
    const QJsonValue value = raw(key);
    if (value.isUndefined())
        return std::nullopt;
    if (!value.isObject()) {
        notAnObject(pathOf(key));
        return std::nullopt;
    }
    return value.toObject();
}

QJsonArray ObjectReader::listAt(const char *key)
{
    const QJsonValue value = raw(key);
    if (value.isUndefined())
        return {};
    if (!value.isArray()) {
        problem(key, say("must be a list in square brackets"));
        return {};
    }
    const QJsonArray list = value.toArray();
    if (list.size() > kLongestList) {
        problem(key, say("has more than %1 items").arg(kLongestList));
        return {};
    }
    return list;
}

void ObjectReader::unknownWord(const char *key, const QString &given, const QStringList &known)
{
    const QString close = closestName(given, known);
    const QString choices = known.join(QStringLiteral(", "));
    problem(key, close.isEmpty() ? say("\"%1\" is not one of: %2").arg(given, choices)
                                 : say("\"%1\" is not one of: %2. Did you mean \"%3\"?").arg(given, choices, close));
}

void ObjectReader::notAnObject(const QString &path)
{
    m_problems.push_back({path, say("must be an object in curly brackets")});
}

void ObjectReader::done()
{
    for (auto it = m_object.begin(); it != m_object.end(); ++it) {
        if (m_known.contains(it.key()))
            continue;
        const QString close = closestName(it.key(), [this] { QStringList known(m_known.begin(), m_known.end()); known.sort(); return known; }());
        const QString field = m_path.isEmpty() ? it.key() : m_path + u'.' + it.key();
        m_problems.push_back({field, close.isEmpty() ? say("is not a field of an event document")
                                                     : say("is not a field of an event document. Did you mean \"%1\"?").arg(close)});
    }
}

} // namespace gantry
