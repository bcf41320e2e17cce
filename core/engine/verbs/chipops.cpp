// SPDX-License-Identifier: Apache-2.0
// A chip that changes hands during the race: its reads are the new holder's from a moment on.
#include "core/base/text.h"
#include "core/engine/verbs/ops.h"

namespace gantry::engine {

using namespace ops;

namespace {

Result<MadeOps> giveChip(const VerbCall::Parsed &p, const EventActor &actor)
{
    const QString chip = p.value(QStringLiteral("chip")).trimmed();
    if (chip.isEmpty())
        return misuse(say("Say which chip: --chip C"));
    const auto bibs = bibsOf(p, actor.state());
    if (!bibs)
        return bibs.error();
    if (bibs->size() != 1)
        return misuse(say("A chip goes to one runner: --bib B"));
    const QString text = p.value(QStringLiteral("from"));
    const auto from = timeOf(text, actor.state().document());
    if (!from)
        return bad(say("\"%1\" is not a time. Say from when on its reads are his: --from HH:MM:SS").arg(text));
    const EntrantIdx e = actor.state().entrantsByBib(bibs->front(), p.value(QStringLiteral("race"))).front();
    OpDraft d;
    d.kind = d.entity = QStringLiteral("chip");
    d.instance = Id128::random().toString();
    d.reason = p.value(QStringLiteral("reason"));
    d.fields[QStringLiteral("chip")] = compareKey(chip);
    d.fields[QStringLiteral("entrant")] = actor.state().entrants()[std::size_t(e.value())].id.toString();
    d.fields[QStringLiteral("from_us")] = QString::number(toUs(actor.state().document().zone.toUtc(*from)));
    return MadeOps{{d}, say("Chip %1 is bib %2's from %3").arg(chip, bibs->front(), text)};
}

constexpr OpKind kKinds[] = {{"give-chip", giveChip}};

} // namespace

std::span<const OpKind> chipOps()
{
    return kKinds;
}

} // namespace gantry::engine
