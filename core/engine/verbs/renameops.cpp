// SPDX-License-Identifier: Apache-2.0
// A new name for a race, a wave or a timing point: its entrants, guns, bindings and corrections come along.
#include "core/base/text.h"
#include "core/engine/verbs/documentops.h"

#include <QRegularExpression>

namespace gantry::engine {

using namespace ops;

namespace {

Result<MadeOps> rename(DocumentRename wanted, const VerbCall::Parsed &p, const EventActor &actor)
{
    const EventDocument &doc = actor.state().document();
    QStringList known;
    if (wanted.kind == DocumentRename::Kind::Point) {
        for (const PointDef &point : doc.points)
            known.append(point.name);
    } else {
        for (const RaceDef &race : doc.races) {
            if (wanted.kind == DocumentRename::Kind::Race)
                known.append(race.name);
            else if (race.name.compare(wanted.race, Qt::CaseInsensitive) == 0)
                for (const WaveDef &wave : race.waves)
                    known.append(wave.name);
        }
    }
    const qsizetype at = known.indexOf(QRegularExpression(QRegularExpression::anchoredPattern(QRegularExpression::escape(wanted.from)), QRegularExpression::CaseInsensitiveOption));
    if (at < 0)
        return bad(say("There is nothing called \"%1\" to rename. Known: %2").arg(wanted.from, known.join(QStringLiteral(", "))));
    wanted.from = known[at]; // as it is written
    wanted.to = wanted.to.trimmed();
    const Renames renames({wanted});
    const QJsonObject json = renamed(actor.state().json(), renames);
    if (const auto parsed = parseEventDocument(json); !parsed.problems.empty())
        return documentError(parsed.problems);
    DocumentChange change = changeDocument(actor, json, renames, p.value(QStringLiteral("reason")));
    if (change.made.drafts.empty())
        return bad(say("It is called \"%1\" already.").arg(wanted.to));
    return std::move(change.made);
}

Result<MadeOps> two(DocumentRename::Kind kind, const char *usage, const VerbCall::Parsed &p, const EventActor &actor)
{
    const bool wave = kind == DocumentRename::Kind::Wave;
    if (p.rest.size() != (wave ? 4 : 3))
        return misuse(say(usage));
    return rename({kind, wave ? p.rest[1] : QString(), p.rest[wave ? 2 : 1], p.rest[wave ? 3 : 2]}, p, actor);
}

constexpr OpKind kKinds[] = {
    {"rename-race", [](const VerbCall::Parsed &p, const EventActor &a) { return two(DocumentRename::Kind::Race, "Say which, and how it is called from now on: op rename-race OLD NEW", p, a); }},
    {"rename-wave", [](const VerbCall::Parsed &p, const EventActor &a) { return two(DocumentRename::Kind::Wave, "Say which, and how it is called from now on: op rename-wave RACE OLD NEW", p, a); }},
    {"rename-point", [](const VerbCall::Parsed &p, const EventActor &a) { return two(DocumentRename::Kind::Point, "Say which, and how it is called from now on: op rename-point OLD NEW", p, a); }},
};

} // namespace

std::span<const OpKind> renameOps()
{
    return kKinds;
}

} // namespace gantry::engine
