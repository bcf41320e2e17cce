// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/engine/verbs/ops.h"

#include <algorithm>

namespace gantry::engine {

using namespace ops;

namespace {

const OpKind *kindNamed(const QString &name)
{
    for (const auto family : {startOps(), correctionOps(), readOps(), entrantOps(), watchOps()})
        for (const OpKind &kind : family)
            if (name == QLatin1String(kind.name))
                return &kind;
    return nullptr;
}

QString knownKinds()
{
    QStringList names;
    for (const auto family : {startOps(), correctionOps(), readOps(), entrantOps(), watchOps()})
        for (const OpKind &kind : family)
            names.append(QLatin1String(kind.name));
    return names.join(QStringLiteral(", "));
}

int answer(VerbCall &call, const Id128 &event)
{
    call.core.settle();
    call.core.publishNow();
    const ViewPtr v = call.core.settledView(event);
    if (v->lastOp) {
        if (call.json)
            call.print(QJsonObject{{QStringLiteral("op"), v->lastOp->id.toString()}, {QStringLiteral("text"), v->lastOp->text}});
        else
            call.print(v->lastOp->id.toString() + QStringLiteral("  ") + v->lastOp->text);
    }
    if (const auto saving = call.core.saving(); !saving->ok)
        call.complain(say("Done, but not yet on disk: %1").arg(saving->error.message));
    return 0;
}

} // namespace

int opVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("wave="), QStringLiteral("at="), QStringLiteral("bib="), QStringLiteral("bibs="), QStringLiteral("race="), QStringLiteral("reason="),
                                    QStringLiteral("seconds="), QStringLiteral("point="), QStringLiteral("session="), QStringLiteral("location="),
                                    QStringLiteral("shift="), QStringLiteral("stopwatch="), QStringLiteral("pressed-us="), QStringLiteral("first-read"), QStringLiteral("planned"), QStringLiteral("read="),
                                    QStringLiteral("reader="), QStringLiteral("from=")});
    if (!parsed)
        return 2;
    const QString kind = parsed->rest.value(0).replace(u'_', u'-'); // the document writes start_offset
    if (kind.isEmpty())
        return call.usage(say("Say which op."));
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    call.core.settle();
    if (kind == u"undo" || kind == u"redo") {
        std::optional<Id128> op;
        if (kind == u"undo" && parsed->rest.size() > 1 && !(op = Id128::parse(parsed->rest[1])))
            return call.fail(bad(say("\"%1\" is not an op id.").arg(parsed->rest[1])));
        const auto serial = call.core.onScore([&] {
            EventActor *a = call.core.actor(*id);
            return kind == u"undo" ? a->undo(QStringLiteral("operator"), op) : a->redo(QStringLiteral("operator"));
        });
        if (!serial)
            return call.fail(bad(kind == u"undo" ? say("There is nothing to undo.") : say("There is nothing to redo.")));
        return answer(call, *id);
    }
    const OpKind *op = kindNamed(kind);
    if (!op)
        return call.usage(say("There is no op \"%1\". Known: %2, undo, redo").arg(kind, knownKinds()));
    auto made = call.core.onScore([&] { return op->make(*parsed, *call.core.actor(*id)); });
    if (!made)
        return call.fail(made.error());
    if (auto done = call.core.submit(*id, std::move(made->drafts), QStringLiteral("operator"), made->text); !done)
        return call.fail(done.error());
    return answer(call, *id);
}

} // namespace gantry::engine
