// SPDX-License-Identifier: Apache-2.0
#pragma once
// Strict reading of one JSON object: every field that is asked for is known, everything else is a problem.

#include "core/base/time.h"
#include "core/domain/eventdocument.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

#include <span>
#include <string_view>

namespace gantry {

template<class E>
struct DocumentWord {
    std::string_view text;
    E value;
};

// "finnish" → "finish" when it is close enough to be a slip of the keyboard; else empty.
QString closestName(const QString &word, const QStringList &candidates);

class ObjectReader {
public:
    ObjectReader(const QJsonObject &object, QString path, std::vector<FieldProblem> &problems)
        : m_object(object), m_path(std::move(path)), m_problems(problems) {}
    ObjectReader(const ObjectReader &) = delete;
    ObjectReader &operator=(const ObjectReader &) = delete;

    bool has(const char *key); // also makes the field known
    QString text(const char *key, bool required = false);
    std::optional<double> number(const char *key, double min, double max);
    std::optional<int> integer(const char *key, int min, int max);
    std::optional<Micros> seconds(const char *key, bool mayBeNegative = false);
    std::optional<bool> flag(const char *key);
    std::optional<LocalTime> time(const char *key);
    QStringList texts(const char *key);
    QStringList genders(const char *key);
    QStringList bibs(const char *key); // one text or whole number, or a list of them
    template<class E, std::size_t N>
    std::optional<E> word(const char *key, const DocumentWord<E> (&words)[N], bool required = false)
    {
        const QString given = text(key, required);
        if (given.isEmpty())
            return std::nullopt;
        QStringList known;
        for (const auto &w : words) {
            known.append(QString::fromLatin1(w.text.data(), qsizetype(w.text.size())));
            if (given == known.back())
                return w.value;
        }
        unknownWord(key, given, known);
        return std::nullopt;
    }
    template<class F>
    void object(const char *key, F &&read)
    {
        if (const auto value = objectAt(key)) {
            ObjectReader inner(*value, pathOf(key), m_problems);
            read(inner);
            inner.done();
        }
    }
    template<class F>
    void objects(const char *key, F &&read)
    {
        const QJsonArray list = listAt(key);
        for (qsizetype i = 0; i < list.size(); ++i) {
            const QString path = pathOf(key) + u'[' + QString::number(i) + u']';
            if (!list[i].isObject()) {
                notAnObject(path);
                continue;
            }
            ObjectReader inner(list[i].toObject(), path, m_problems);
            read(inner);
            inner.done();
        }
    }
    void done(); // fields that nobody asked for

    QString path() const { return m_path; }
    QString pathOf(const char *key) const;
    void problem(const char *key, const QString &message);
    void problem(const QString &path, const QString &message) { m_problems.push_back({path, message}); }
    std::size_t problemCount() const { return m_problems.size(); }
    QJsonValue raw(const char *key);

private:
    std::optional<QJsonObject> objectAt(const char *key);
    QJsonArray listAt(const char *key);
    void unknownWord(const char *key, const QString &given, const QStringList &known);
    void notAnObject(const QString &path);

    QJsonObject m_object;
    QString m_path;
    std::vector<FieldProblem> &m_problems;
    QSet<QString> m_known;
};

} // namespace gantry
