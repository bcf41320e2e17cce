// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/engine/verbs/ops.h"

#include <algorithm>

namespace gantry::engine {

using namespace ops;

namespace {

const OpKind *kindNamed(const QString &name)
{
    for (const auto family : {startOps(), correctionOps(), chipOps(), readOps(), entrantOps(), renameOps(), handOps(), closeOps(), watchOps(), teamOps(), awardOps()})
        for (const OpKind &kind : family)
            if (name == QLatin1String(kind.name))
                return &kind;
    return nullptr;
}

QString knownKinds()
{
    QStringList names;
    for (const auto family : {startOps(), correctionOps(), chipOps(), readOps(), entrantOps(), renameOps(), handOps(), closeOps(), watchOps(), teamOps(), awardOps()})
        for (const OpKind &kind : family)
            names.append(QLatin1String(kind.name));
    return names.join(QStringLiteral(", "));
}

// Prints the command's own id and words, whatever else happened meanwhile.
int answer(VerbCall &call, const Id128 &event, const Id128 &id)
{
    call.core.settle();
    call.core.publishNow();
    const QString text = call.core.onScore([&] {
        const EventActor &a = *call.core.actor(event);
        const auto at = a.commands().of(id);
        return at ? a.historyRow(*at).text : QString();
    });
    if (call.json)
        call.print(QJsonObject{{QStringLiteral("op"), id.toString()}, {QStringLiteral("text"), text}});
    else
        call.print(id.toString() + QStringLiteral("  ") + text);
    if (const auto saving = call.core.saving(); !saving->ok)
        call.complain(say("Done, but not yet on disk: %1").arg(saving->error.message));
    return 0;
}

int undoOrRedo(VerbCall &call, const VerbCall::Parsed &parsed, const Id128 &event, bool undo)
{
    std::optional<Id128> op;
    if (parsed.rest.size() > 1 && !(op = Id128::parse(parsed.rest[1])))
        return call.fail(bad(say("\"%1\" is not an op id.").arg(parsed.rest[1])));
    const auto sent = call.core.onScore([&] {
        EventActor *a = call.core.actor(event);
        const EventActor::UndoWish wish{call.by, parsed.value(QStringLiteral("reason")), op, op && parsed.has(QStringLiteral("only"))};
        return undo ? a->undo(wish) : a->redo(wish);
    });
    return sent ? answer(call, event, *sent) : call.fail(sent.error());
}

} // namespace

int opVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("wave="), QStringLiteral("at="), QStringLiteral("bib="), QStringLiteral("bibs="), QStringLiteral("race="), QStringLiteral("reason="), QStringLiteral("only"),
                                    QStringLiteral("seconds="), QStringLiteral("point="), QStringLiteral("session="), QStringLiteral("location="),
                                    QStringLiteral("shift="), QStringLiteral("stopwatch="), QStringLiteral("pressed-us="), QStringLiteral("first-read"), QStringLiteral("planned"), QStringLiteral("read="),
                                    QStringLiteral("reader="), QStringLiteral("from="), QStringLiteral("chip="), QStringLiteral("tap"), QStringLiteral("until="), QStringLiteral("dns"), QStringLiteral("dnf"), QStringLiteral("except="), QStringLiteral("band="), QStringLiteral("protest="), QStringLiteral("minutes="), QStringLiteral("place="),
                                    QStringLiteral("leg="), QStringLiteral("code="), QStringLiteral("role="), QStringLiteral("interval="), QStringLiteral("all"), QStringLiteral("division="), QStringLiteral("gender="),
                                    QStringLiteral("team="), QStringLiteral("rule="), QStringLiteral("automatic")});
    if (!parsed)
        return 2;
    const QString kind = parsed->rest.value(0).replace(u'_', u'-'); // the document writes start_offset
    if (kind.isEmpty())
        return call.usage(say("Say which op."));
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    call.core.settle();
    if (kind == u"undo" || kind == u"redo")
        return undoOrRedo(call, *parsed, *id, kind == u"undo");
    const OpKind *op = kindNamed(kind);
    if (!op)
        return call.usage(say("There is no op \"%1\". Known: %2, undo, redo").arg(kind, knownKinds()));
    auto made = call.core.onScore([&] {
        EventActor &actor = *call.core.actor(*id);
        actor.settleNow(); // places may be asked for
        return op->make(*parsed, actor);
    });
    if (!made)
        return call.fail(made.error());
    for (OpDraft &draft : made->drafts)
        if (draft.reason.isEmpty())
            draft.reason = parsed->value(QStringLiteral("reason"));
    const auto done = call.core.submit(*id, std::move(made->drafts), call.by, made->text);
    if (!done)
        return call.fail(done.error());
    return answer(call, *id, *done);
}

} // namespace gantry::engine
