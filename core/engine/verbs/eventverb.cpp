// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/domain/documentnotes.h"
#include "core/engine/verbs/documentops.h"
#include "core/engine/verbs/eventmake.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdlib>

namespace gantry::engine {

namespace {

constexpr qint64 kMaxDocument = 16 * 1024 * 1024;

Result<QJsonObject> parseJson(const QByteArray &bytes, const QString &name)
{
    QJsonParseError error;
    const auto json = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return failure(ErrorCode::InvalidInput, say("%1, line %2: this is not JSON (%3).").arg(name).arg(bytes.left(error.offset).count('\n') + 1).arg(error.errorString()));
    if (!json.isObject())
        return failure(ErrorCode::InvalidInput, say("%1: an event document is a JSON object.").arg(name));
    return json.object();
}

Result<QJsonObject> readDocument(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, say("%1 cannot be read: %2").arg(path, file.errorString()));
    if (file.size() > kMaxDocument)
        return failure(ErrorCode::InvalidInput, say("%1 is too large for an event document.").arg(path));
    QByteArray bytes = file.readAll();
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes.remove(0, 3);
    return parseJson(bytes, path);
}

constexpr qint64 kSameEditionDays = 60;

// The date an event has now; invalid when it cannot be opened.
QDate dateOf(VerbCall &call, const store::EventInfo &info)
{
    if (const auto opened = call.core.openEvent(info); !opened)
        return {};
    return call.core.onScore([&] { return call.core.actor(info.id)->state().document().date; });
}

// The event this document is of: named by --event, or of the same name, or a new one.
Result<store::EventInfo> eventOf(VerbCall &call, const EventDocument &doc)
{
    const auto events = call.core.store().events();
    if (!events)
        return events.error();
    if (!call.event.isEmpty()) {
        const auto id = call.core.resolveEvent(call.event);
        if (!id)
            return id.error();
        for (const auto &e : *events)
            if (e.id == *id)
                return e;
    }
    // Derived from name and date: two laptops that load one file have one event.
    const Id128 id = Id128::fromName({}, "event|" + doc.name.toUtf8() + '|' + doc.date.toString(Qt::ISODate).toUtf8());
    std::vector<store::EventInfo> same;
    for (const auto &e : *events) {
        if (e.id == id)
            return e;
        if (e.name.compare(doc.name, Qt::CaseInsensitive) == 0)
            same.push_back(e);
    }
    if (same.size() == 1) {
        // Its date was changed – unless it moved so far that this is another edition, and the old one has to stay.
        const QDate old = dateOf(call, same.front());
        if (!old.isValid() || std::abs(old.daysTo(doc.date)) <= kSameEditionDays)
            return same.front();
    }
    store::EventInfo info;
    info.id = id;
    info.name = doc.name;
    info.rehearsal = call.core.store().isRehearsal();
    info.createdAt = call.core.clock().now();
    return info;
}

// The document that the words give: a file, or text.
Result<QJsonObject> givenDocument(const VerbCall::Parsed &p, const QString &path)
{
    const auto json = p.has(QStringLiteral("text")) ? parseJson(p.value(QStringLiteral("text")).toUtf8(), say("The event document")) : readDocument(path);
    if (!json)
        return json;
    if (const ParsedEvent parsed = parseEventDocument(*json); !parsed.problems.empty()) {
        Error e = documentError(parsed.problems);
        if (!path.isEmpty())
            e.message = path + QStringLiteral(":\n") + e.message;
        return e;
    }
    return json;
}

// The document replaces the event's, as one command.
int apply(VerbCall &call, const Id128 &event, const QJsonObject &json, const VerbCall::Parsed &p)
{
    std::vector<DocumentRename> renames;
    if (p.has(QStringLiteral("renames"))) {
        auto list = renamesFromJson(p.value(QStringLiteral("renames")).toUtf8());
        if (!list)
            return call.fail(list.error());
        renames = std::move(*list);
    }
    const QString expected = p.value(QStringLiteral("if-unchanged"));
    auto change = call.core.onScore([&]() -> Result<DocumentChange> {
        const EventActor &actor = *call.core.actor(event);
        if (!expected.isEmpty() && documentDigest(actor.state().json()) != expected)
            return failure(ErrorCode::Conflict, say("Somebody changed the event in the meantime. Nothing was applied; bring both changes together first."));
        return changeDocument(actor, json, Renames(renames), p.value(QStringLiteral("reason")));
    });
    if (!change)
        return call.fail(change.error());
    if (!change->made.drafts.empty())
        if (auto done = call.core.submit(event, std::move(change->made.drafts), call.by, change->made.text); !done)
            return call.fail(done.error());
    if (call.json)
        call.print(QJsonObject{{QStringLiteral("event"), event.toString()}, {QStringLiteral("changed"), change->fields}, {QStringLiteral("moved"), change->followers}});
    else
        call.print(event.toString());
    if (change->fields == 0 && change->followers == 0)
        call.complain(say("Nothing changed: the event already has these settings."));
    for (const QString &line : change->said)
        call.complain(line);
    return 0;
}

int load(VerbCall &call, const VerbCall::Parsed &p)
{
    const auto json = givenDocument(p, p.rest.value(1));
    if (!json)
        return call.fail(json.error());
    const EventDocument document = parseEventDocument(*json).document;
    auto info = eventOf(call, document);
    if (!info)
        return call.fail(info.error());
    info->name = document.name;
    if (auto opened = openAs(call, *info); !opened)
        return call.fail(opened.error());
    return apply(call, info->id, *json, p);
}

int check(VerbCall &call, const VerbCall::Parsed &p)
{
    QJsonObject json;
    if (p.rest.size() > 1) {
        const auto given = givenDocument(p, p.rest[1]);
        if (!given)
            return call.fail(given.error());
        json = *given;
    } else {
        const auto id = call.open();
        if (!id)
            return call.fail(id.error());
        call.core.settle();
        json = call.core.onScore([&] { return call.core.actor(*id)->state().json(); });
    }
    QJsonArray rows;
    for (const FieldProblem &note : documentNotes(parseEventDocument(json).document)) {
        rows.append(QJsonObject{{QStringLiteral("field"), note.field}, {QStringLiteral("note"), note.message}});
        if (!call.json)
            call.print(note.field + QStringLiteral(": ") + note.message);
    }
    if (call.json)
        call.out += QJsonDocument(rows).toJson(QJsonDocument::Compact) + '\n';
    else if (rows.isEmpty())
        call.complain(say("Nothing to look at."));
    return 0;
}

int list(VerbCall &call)
{
    const auto events = call.core.store().events();
    if (!events)
        return call.fail(events.error());
    QJsonArray rows;
    for (const auto &e : *events) {
        const bool live = call.core.liveEvent() == e.id;
        rows.append(QJsonObject{{QStringLiteral("event"), e.id.toString()}, {QStringLiteral("name"), e.name}, {QStringLiteral("rehearsal"), e.rehearsal}, {QStringLiteral("live"), live}});
        if (!call.json)
            call.print(e.id.toString() + QStringLiteral("  ") + e.name);
    }
    if (call.json)
        call.out += QJsonDocument(rows).toJson(QJsonDocument::Compact) + '\n';
    return 0;
}

int show(VerbCall &call)
{
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    call.core.settle();
    const QJsonObject json = call.core.onScore([&] { return call.core.actor(*id)->state().json(); });
    call.out += QJsonDocument(json).toJson(call.json ? QJsonDocument::Compact : QJsonDocument::Indented);
    if (call.json)
        call.out += '\n';
    return 0;
}

} // namespace

int eventVerb(VerbCall &call)
{
    const QString what = call.words.value(0);
    if (what == u"list" && call.words.size() == 1)
        return list(call);
    if (what == u"show" && call.words.size() == 1)
        return show(call);
    if (what == u"new" || what == u"copy" || what == u"open")
        return makeEvent(call);
    const auto parsed = call.parse({QStringLiteral("text="), QStringLiteral("reason="), QStringLiteral("renames="), QStringLiteral("if-unchanged=")});
    if (!parsed)
        return 2;
    if (what == u"load" && parsed->rest.size() == (parsed->has(QStringLiteral("text")) ? 1 : 2))
        return load(call, *parsed);
    if (what == u"check" && parsed->rest.size() <= 2)
        return check(call, *parsed);
    return call.usage(say("Say what to do with the event: load FILE, show, list, check, new, copy or open."));
}

} // namespace gantry::engine
