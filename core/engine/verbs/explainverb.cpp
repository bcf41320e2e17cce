// SPDX-License-Identifier: Apache-2.0
// `explain --bib B`: the chain from the raw line to the place, in words and numbers.
#include "core/base/text.h"
#include "core/engine/explain/explanation.h"
#include "core/engine/history/asof.h"
#include "core/engine/history/timetext.h"
#include "core/engine/verbs/verb.h"

namespace gantry::engine {

namespace {

constexpr std::size_t kRawLines = 60; // a chip left on a mat makes thousands; the newest and the used ones are fetched

Result<Explanation> explainOn(EventActor &actor, const QString &bib, const QString &race, const QString &item)
{
    const auto found = actor.state().entrantsByBib(bib, race);
    if (found.empty())
        return failure(ErrorCode::NotFound, say("Nobody has bib %1.").arg(bib));
    if (found.size() > 1)
        return failure(ErrorCode::InvalidInput, say("Bib %1 is used in several races. Name one with --race.").arg(bib));
    return explainTime(actor, found.front(), item);
}

void addRawLines(Core &core, Explanation &x)
{
    const std::size_t from = x.reads.size() > kRawLines ? x.reads.size() - kRawLines : 0;
    for (std::size_t i = 0; i < x.reads.size(); ++i) {
        ExplainedRead &r = x.reads[i];
        if (r.byHand || (i < from && !r.used))
            continue;
        const auto bytes = core.writer().bytes(r.session, r.offset, r.length);
        r.raw = bytes ? QString::fromUtf8(*bytes).trimmed() : say("(its bytes are not readable: %1)").arg(bytes.error().message);
    }
}

} // namespace

int explainVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("bib="), QStringLiteral("race="), QStringLiteral("split="), QStringLiteral("point="), QStringLiteral("as-of=")});
    if (!parsed)
        return 2;
    const QString bib = parsed->value(QStringLiteral("bib")), race = parsed->value(QStringLiteral("race"));
    const QString item = parsed->value(QStringLiteral("split"), parsed->value(QStringLiteral("point")));
    if (bib.isEmpty())
        return call.usage(say("Say whose time: explain --bib B"));
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    call.core.settle();
    const EventDocument document = call.core.onScore([&] { return call.core.actor(*id)->state().document(); });
    Result<Explanation> found = Explanation{};
    if (const QString asOf = parsed->value(QStringLiteral("as-of")); !asOf.isEmpty()) {
        const auto moment = momentOf(asOf, document);
        if (!moment)
            return call.fail(failure(ErrorCode::InvalidInput, say("\"%1\" is not a time. Write YYYY-MM-DDTHH:MM:SS or HH:MM:SS.").arg(asOf)));
        auto past = PastEvent::at(call.core, *id, *moment);
        if (!past)
            return call.fail(past.error());
        found = explainOn((*past)->actor(), bib, race, item);
        call.complain(asOfWarning(*moment, document.zone));
    } else {
        found = call.core.onScore([&] {
            EventActor *a = call.core.actor(*id);
            a->settleNow(); // in one go: reads that come meanwhile are not in it
            return explainOn(*a, bib, race, item);
        });
    }
    if (!found)
        return call.fail(found.error());
    addRawLines(call.core, *found);
    if (call.json) {
        call.print(toJson(*found, document.zone));
        return 0;
    }
    for (const QString &line : toLines(*found, document.zone))
        call.print(line);
    return 0;
}

} // namespace gantry::engine
