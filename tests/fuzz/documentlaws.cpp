// SPDX-License-Identifier: Apache-2.0
#include "core/domain/eventdocument.h"
#include "core/domain/roster.h"
#include "tests/fuzz/laws.h"
#include "tests/fuzz/samples.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <set>

namespace gantry::fuzz {

namespace {

QByteArray bytesOf(Bytes b)
{
    return QByteArray(reinterpret_cast<const char *>(b.data()), qsizetype(b.size()));
}

// A list of numbers, used up one by one.
class Script {
public:
    explicit Script(Bytes bytes) : m_bytes(bytes) {}
    bool empty() const { return m_at >= m_bytes.size(); }
    int take(int below) { return empty() || below <= 0 ? 0 : m_bytes[m_at++] % below; }

private:
    Bytes m_bytes;
    std::size_t m_at = 0;
};

QJsonValue odd(Script &script)
{
    const QJsonValue values[] = {QJsonValue(), true, 0, -1, 1e300, 1.5, QString(), QStringLiteral("Finish"), QStringLiteral("2026-02-30T09:00:00"), QStringLiteral("chip"),
                                 QString(300, u'/'), QStringLiteral("#"), QStringLiteral("a/b~c"), QJsonArray{}, QJsonArray{1, QStringLiteral("x"), QJsonObject{}}, QJsonObject{},
                                 QJsonObject{{QStringLiteral("name"), QStringLiteral("x")}}};
    return values[script.take(int(std::size(values)))];
}

// One edit somewhere in the tree: a value replaced, left out, or doubled.
QJsonValue edited(QJsonValue value, Script &script, int depth)
{
    if (value.isObject() && depth < 8 && script.take(8) != 0) {
        QJsonObject o = value.toObject();
        if (o.isEmpty())
            return odd(script);
        const QString key = o.keys().at(script.take(int(o.size())));
        switch (script.take(6)) {
        case 0:
            o.remove(key);
            break;
        case 1:
            o[QStringLiteral("unknown")] = odd(script);
            break;
        default:
            o[key] = edited(o[key], script, depth + 1);
        }
        return o;
    }
    if (value.isArray() && depth < 8 && script.take(8) != 0) {
        QJsonArray a = value.toArray();
        if (a.isEmpty())
            return odd(script);
        const int i = script.take(int(a.size()));
        switch (script.take(6)) {
        case 0:
            a.removeAt(i);
            break;
        case 1:
            a.append(a[i]);
            break;
        default:
            a[i] = edited(a[i], script, depth + 1);
        }
        return a;
    }
    return odd(script);
}

} // namespace

// The first byte chooses: bytes as the text of a document, or a list of edits of a sound one.
const char *eventLaws(Bytes data)
{
    if (data.empty())
        return nullptr;
    QJsonObject json;
    if (data[0] % 4 == 0) {
        json = QJsonDocument::fromJson(bytesOf(data.subspan(1))).object();
    } else {
        json = QJsonDocument::fromJson(QByteArray::fromStdString(soundDocument())).object();
        Script script(data.subspan(1));
        for (int i = 0; i < 32 && !script.empty(); ++i)
            if (const QJsonValue next = edited(json, script, 0); next.isObject())
                json = next.toObject();
    }
    const ParsedEvent parsed = parseEventDocument(json);
    const FlatDocument flat = flattenDocument(json);
    for (const auto &problem : parsed.problems)
        if (problem.message.isEmpty())
            return "a problem without a message";
    if (!parsed.problems.empty()) {
        unflattenDocument(flat);
        return documentError(parsed.problems).message.isEmpty() ? "an error without a message" : nullptr;
    }
    if (unflattenDocument(flat) != json)
        return "a sound document differs after a trip through the log's fields";
    if (parsed.document.races.empty() && json.contains(QStringLiteral("races")) && !json[QStringLiteral("races")].toArray().isEmpty())
        return "a sound document lost its races";
    return nullptr;
}

// The first byte chooses the order of dates, the rest is the file.
const char *rosterLaws(Bytes data)
{
    if (data.empty())
        return nullptr;
    const EventDocument event = parseEventDocument(QJsonDocument::fromJson(QByteArray::fromStdString(soundDocument())).object()).document;
    RosterOptions options;
    options.dateOrder = DateOrder(data[0] % 4 + 1);
    if (data[0] & 4)
        options.race = QStringLiteral("10K");
    const QByteArray bytes = bytesOf(data.subspan(1));
    const Id128 id = Id128::parse(QStringLiteral("000102030405060708090a0b0c0d0e0f")).value_or(Id128{});
    const auto roster = parseRoster(bytes, id, event, options);
    if (!roster)
        return roster.error().message.isEmpty() ? "an error without a message" : nullptr;
    if (int(roster->entrants.size()) > roster->rows)
        return "more entrants than rows";
    std::set<Id128> ids;
    for (const Entrant &e : roster->entrants) {
        if (!ids.insert(e.id).second)
            return "two entrants with one identity";
        if (e.bib.isEmpty() && e.firstName.isEmpty() && e.lastName.isEmpty())
            return "an entrant without bib and name";
        if (!e.gender.isEmpty() && e.gender != u"M" && e.gender != u"F" && e.gender != u"X")
            return "a sex that is none";
        if (e.age && (*e.age < 0 || *e.age > 150))
            return "an age that nobody has";
        if (event.raceByName(e.race).value() < 0)
            return "an entrant in a race that does not exist";
    }
    for (const RosterProblem &p : roster->problems)
        if (p.message.isEmpty() || p.line < 1)
            return "a problem without its line or its words";
    const auto again = parseRoster(bytes, id, event, options);
    return again && again->entrants == roster->entrants ? nullptr : "another field the second time";
}

} // namespace gantry::fuzz
