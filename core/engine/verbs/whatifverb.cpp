// SPDX-License-Identifier: Apache-2.0
// What would change under other rules: the event is scored a second time beside the live one, and nothing is applied.
#include "core/base/text.h"
#include "core/engine/history/asof.h"
#include "core/engine/verbs/documentops.h"
#include "core/engine/whatif/whatif.h"

#include <QFile>
#include <QJsonDocument>

namespace gantry::engine {

namespace {

using namespace ops;

constexpr int kShown = 40;

// "races/5K/ranking=gun": the value as JSON, else as text.
Result<QJsonObject> withFields(const QJsonObject &json, const QStringList &assignments)
{
    FlatDocument flat = flattenDocument(json);
    for (const QString &text : assignments) {
        const qsizetype at = text.indexOf(u'=');
        if (at <= 0)
            return misuse(say("--set wants PATH=VALUE, for example races/5K/ranking=gun, not \"%1\".").arg(text));
        const QByteArray given = text.mid(at + 1).toUtf8();
        const QJsonArray parsed = QJsonDocument::fromJson('[' + given + ']').array();
        flat[text.left(at)] = parsed.size() == 1 ? parsed.first() : QJsonValue(QString::fromUtf8(given));
    }
    return unflattenDocument(flat);
}

Result<QJsonObject> wantedDocument(const VerbCall::Parsed &p, const QJsonObject &now)
{
    QByteArray bytes = p.value(QStringLiteral("text")).toUtf8();
    const QString path = p.rest.value(0);
    if (!path.isEmpty()) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return failure(ErrorCode::NotFound, say("%1 cannot be read: %2").arg(path, file.errorString()));
        bytes = file.readAll();
    }
    QJsonObject json = now;
    if (!bytes.isEmpty()) {
        QJsonParseError error;
        json = QJsonDocument::fromJson(bytes, &error).object();
        if (error.error != QJsonParseError::NoError)
            return bad(say("This is not JSON (%1).").arg(error.errorString()));
    }
    auto with = withFields(json, p.values(QStringLiteral("set")));
    if (!with)
        return with;
    if (const ParsedEvent parsed = parseEventDocument(*with); !parsed.problems.empty())
        return documentError(parsed.problems);
    return with;
}

} // namespace

int whatifVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("text="), QStringLiteral("set="), QStringLiteral("limit=")});
    if (!parsed)
        return 2;
    if (parsed->rest.size() > 1 || (parsed->rest.isEmpty() && !parsed->has(QStringLiteral("text")) && !parsed->has(QStringLiteral("set"))))
        return call.usage(say("Say what would be different: a document, or --set PATH=VALUE."));
    bool ok = true;
    const int limit = parsed->has(QStringLiteral("limit")) ? parsed->value(QStringLiteral("limit")).toInt(&ok) : kShown;
    if (!ok || limit < 0)
        return call.usage(say("--limit wants a number."));
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    const ViewPtr now = call.core.settledView(*id);
    const QJsonObject json = call.core.onScore([&] { return call.core.actor(*id)->state().json(); });
    const auto wanted = wantedDocument(*parsed, json);
    if (!wanted)
        return call.fail(wanted.error());
    auto beside = PastEvent::at(call.core, *id, call.core.clock().now());
    if (!beside)
        return call.fail(beside.error());
    EventActor &other = (*beside)->actor();
    DocumentChange change = changeDocument(other, *wanted, {}, {});
    if (!change.made.drafts.empty())
        other.tryOut(std::move(change.made.drafts));
    const ViewPtr then = other.buildView(0, call.core.saving());
    const WhatIf changes = compareViews(*now, *then);
    if (call.json) {
        call.print(toJson(changes));
        return 0;
    }
    for (const QString &line : toLines(changes, std::size_t(limit)))
        call.print(line);
    call.complain(say("Nothing was applied."));
    return 0;
}

} // namespace gantry::engine
