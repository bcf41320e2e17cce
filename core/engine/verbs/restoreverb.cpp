// SPDX-License-Identifier: Apache-2.0
// `restore-point NAME` and `restore-to NAME|OP|TIME`.
#include "core/base/text.h"
#include "core/engine/history/historytext.h"
#include "core/engine/history/restorepoints.h"
#include "core/engine/verbs/verb.h"

#include <QJsonArray>

namespace gantry::engine {

namespace {

QJsonObject rowJson(const HistoryRow &row)
{
    return {{QStringLiteral("id"), row.id.toString()}, {QStringLiteral("at"), formatUtc(row.at)}, {QStringLiteral("author"), row.author}, {QStringLiteral("kind"), toWord(row.kind)}, {QStringLiteral("text"), row.text}};
}

int listPoints(VerbCall &call, const Id128 &event)
{
    const auto rows = call.core.onScore([&] {
        const EventActor &a = *call.core.actor(event);
        std::vector<HistoryRow> out;
        for (std::size_t i = a.commands().size(); i-- > 0;)
            if (HistoryRow row = a.historyRow(i); row.kind == HistoryKind::RestorePoint && row.standing == Standing::InForce)
                out.push_back(std::move(row));
        return out;
    });
    QJsonArray list;
    for (const HistoryRow &row : rows) {
        if (call.json)
            list.append(rowJson(row));
        else
            call.print(QStringLiteral("%1  %2  %3  %4").arg(row.id.toString().left(12), formatUtc(row.at), row.author, row.text));
    }
    if (call.json)
        call.print(QJsonObject{{QStringLiteral("restore_points"), list}});
    return 0;
}

} // namespace

int restorePointVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("reason="), QStringLiteral("list")});
    if (!parsed)
        return 2;
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    call.core.settle();
    if (parsed->has(QStringLiteral("list")))
        return listPoints(call, *id);
    const QString name = parsed->rest.join(u' ').trimmed().left(120);
    if (name.isEmpty())
        return call.usage(say("Give the restore point a name."));
    OpDraft draft = restorePointDraft(name);
    draft.reason = parsed->value(QStringLiteral("reason"));
    const auto done = call.core.submit(*id, {draft}, call.by, say("Restore point: %1").arg(name));
    if (!done)
        return call.fail(done.error());
    if (call.json)
        call.print(QJsonObject{{QStringLiteral("op"), done->toString()}, {QStringLiteral("name"), name}});
    else
        call.print(done->toString() + QStringLiteral("  ") + say("Restore point: %1").arg(name));
    return 0;
}

int restoreToVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("reason="), QStringLiteral("preview"), QStringLiteral("with-guns")});
    if (!parsed)
        return 2;
    const QString where = parsed->rest.join(u' ').trimmed();
    if (where.isEmpty())
        return call.usage(say("Say where to: a restore point's name, an operation's id, or a time."));
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    call.core.settle();
    struct Answer {
        Result<RestorePlan> plan;
        std::vector<HistoryRow> rows;
        Result<Id128> done;
    };
    const Answer answer = call.core.onScore([&] { // planned and done in one go: nothing comes between
        EventActor &a = *call.core.actor(*id);
        Answer out{planRestore(a, where, parsed->has(QStringLiteral("with-guns"))), {}, Id128{}};
        if (!out.plan)
            return out;
        for (const std::size_t i : out.plan->commands)
            out.rows.push_back(a.historyRow(i));
        if (!parsed->has(QStringLiteral("preview")) && !out.rows.empty())
            out.done = a.retract(out.plan->ops, call.by, parsed->value(QStringLiteral("reason")), say("Restored to %1: %2 operations taken back").arg(out.plan->target).arg(out.rows.size()));
        return out;
    });
    if (!answer.plan)
        return call.fail(answer.plan.error());
    if (!answer.done)
        return call.fail(answer.done.error());
    call.core.settle();
    call.core.publishNow();
    const bool preview = parsed->has(QStringLiteral("preview"));
    if (call.json) {
        QJsonArray list;
        for (const HistoryRow &row : answer.rows)
            list.append(rowJson(row));
        QJsonObject o{{QStringLiteral("target"), answer.plan->target}, {QStringLiteral("preview"), preview}, {QStringLiteral("takes_back"), list}, {QStringLiteral("reader_guns_kept"), int(answer.plan->readerGuns)}};
        if (!answer.done->isNull())
            o[QStringLiteral("op")] = answer.done->toString();
        call.print(o);
        return 0;
    }
    call.print(answer.rows.empty() ? say("Nothing was done after %1.").arg(answer.plan->target)
               : preview           ? say("Would go back to %1, and take back:").arg(answer.plan->target)
                                   : say("%1  Restored to %2. Taken back:").arg(answer.done->toString(), answer.plan->target));
    for (const HistoryRow &row : answer.rows)
        call.print(QStringLiteral("  %1  %2  %3").arg(row.id.toString().left(12), row.author, row.text));
    if (answer.plan->readerGuns > 0)
        call.print(say("%1 starts from readers stay (--with-guns takes them back too). Reads are never taken back.").arg(answer.plan->readerGuns));
    return 0;
}

} // namespace gantry::engine
