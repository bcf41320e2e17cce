// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/engine/verbs/verb.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdlib>

namespace gantry::engine {

namespace {

constexpr qint64 kMaxDocument = 16 * 1024 * 1024;

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
    QJsonParseError error;
    const auto json = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return failure(ErrorCode::InvalidInput, say("%1, line %2: this is not JSON (%3).").arg(path).arg(bytes.left(error.offset).count('\n') + 1).arg(error.errorString()));
    if (!json.isObject())
        return failure(ErrorCode::InvalidInput, say("%1: an event document is a JSON object.").arg(path));
    return json.object();
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

int load(VerbCall &call, const QString &path)
{
    const auto json = readDocument(path);
    if (!json)
        return call.fail(json.error());
    const ParsedEvent parsed = parseEventDocument(*json);
    if (!parsed.problems.empty()) {
        Error e = documentError(parsed.problems);
        e.message = path + QStringLiteral(":\n") + e.message;
        return call.fail(e);
    }
    auto info = eventOf(call, parsed.document);
    if (!info)
        return call.fail(info.error());
    info->name = parsed.document.name;
    if (auto noted = call.core.store().noteEvent(*info); !noted)
        return call.fail(noted.error());
    if (auto opened = call.core.openEvent(*info); !opened)
        return call.fail(opened.error());
    call.core.settle();
    const FlatDocument wanted = flattenDocument(*json);
    OpDraft draft;
    draft.entity = QStringLiteral("doc");
    const FlatDocument current = flattenDocument(call.core.onScore([&] { return call.core.actor(info->id)->state().json(); }));
    for (const auto &[path_, value] : wanted)
        if (const auto it = current.find(path_); it == current.end() || it->second != value)
            draft.fields[path_] = value;
    for (const auto &[path_, value] : current)
        if (!wanted.contains(path_))
            draft.fields[path_] = QJsonValue::Null;
    const bool changed = !draft.fields.empty();
    if (changed)
        if (auto done = call.core.submit(info->id, {draft}, QStringLiteral("operator"), say("Event document loaded")); !done)
            return call.fail(done.error());
    if (call.json)
        call.print(QJsonObject{{QStringLiteral("event"), info->id.toString()}, {QStringLiteral("changed"), qint64(draft.fields.size())}});
    else
        call.print(info->id.toString());
    if (!changed)
        call.complain(say("Nothing changed: the event already has these settings."));
    return 0;
}

int list(VerbCall &call)
{
    const auto events = call.core.store().events();
    if (!events)
        return call.fail(events.error());
    QJsonArray rows;
    for (const auto &e : *events) {
        rows.append(QJsonObject{{QStringLiteral("event"), e.id.toString()}, {QStringLiteral("name"), e.name}, {QStringLiteral("rehearsal"), e.rehearsal}});
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
    if (what == u"load" && call.words.size() == 2)
        return load(call, call.words[1]);
    if (what == u"list" && call.words.size() == 1)
        return list(call);
    if (what == u"show" && call.words.size() == 1)
        return show(call);
    return call.usage(say("Say what to do with the event: load FILE, show or list."));
}

} // namespace gantry::engine
