// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/engine/verbs/ops.h"

#include <QJsonArray>

#include <algorithm>

namespace gantry::engine {

using namespace ops;

namespace {

Result<MadeOps> swapBibs(const VerbCall::Parsed &p, const EventState &state)
{
    const auto bibs = bibsOf(p, state);
    if (!bibs)
        return bibs.error();
    if (bibs->size() != 2)
        return misuse(say("Two bibs: op swap-bibs A B"));
    const QString race = p.value(QStringLiteral("race"));
    const Entrant &a = state.entrants()[std::size_t(state.entrantsByBib(bibs->at(0), race).front().value())];
    const Entrant &b = state.entrants()[std::size_t(state.entrantsByBib(bibs->at(1), race).front().value())];
    const auto give = [](const Entrant &to, const Entrant &from) {
        OpDraft d;
        d.entity = QStringLiteral("entrant");
        d.instance = to.id.toString();
        d.fields = {{QStringLiteral("bib"), from.bib}, {QStringLiteral("chips"), QJsonArray::fromStringList(from.chips)}};
        return d;
    };
    return MadeOps{{give(a, b), give(b, a)}, say("Bibs %1 and %2 swapped").arg(a.bib, b.bib)};
}

Result<MadeOps> entrantState(EntrantState wanted, const VerbCall::Parsed &p, const EventState &state)
{
    const auto bibs = bibsOf(p, state);
    if (!bibs)
        return bibs.error();
    MadeOps made;
    for (const QString &bib : *bibs) {
        OpDraft d;
        d.entity = QStringLiteral("entrant");
        d.instance = state.entrants()[std::size_t(state.entrantsByBib(bib, p.value(QStringLiteral("race"))).front().value())].id.toString();
        d.fields[QStringLiteral("registration")] = toText(wanted);
        made.drafts.push_back(std::move(d));
    }
    made.text = toText(wanted) + u' ' + bibs->join(QStringLiteral(", "));
    return made;
}

constexpr OpKind kKinds[] = {
    {"swap-bibs", [](const VerbCall::Parsed &p, const EventActor &a) { return swapBibs(p, a.state()); }},
    {"check-in", [](const VerbCall::Parsed &p, const EventActor &a) { return entrantState(EntrantState::CheckedIn, p, a.state()); }},
    {"withdraw", [](const VerbCall::Parsed &p, const EventActor &a) { return entrantState(EntrantState::Withdrawn, p, a.state()); }},
};

} // namespace

std::span<const OpKind> entrantOps()
{
    return kKinds;
}

} // namespace gantry::engine
