// SPDX-License-Identifier: Apache-2.0
// Who runs for a team, named after the race by its captain: `op team-members`.
#include "core/base/text.h"
#include "core/engine/verbs/ops.h"
#include "core/scoring/teams.h"

#include <QJsonArray>

#include <set>

namespace gantry::engine {

using namespace ops;

namespace {

struct RuleNamed {
    QString race, rule;
};

Result<RuleNamed> ruleOf(const VerbCall::Parsed &p, const EventDocument &doc)
{
    const QString race = p.value(QStringLiteral("race")), rule = p.value(QStringLiteral("rule"));
    std::vector<RuleNamed> found;
    QStringList known;
    for (const RaceDef &r : doc.races)
        for (const TeamRule &t : r.teamRules) {
            known.append(r.name + QStringLiteral(" · ") + t.name);
            if ((race.isEmpty() || r.name.compare(race, Qt::CaseInsensitive) == 0) && (rule.isEmpty() || t.name.compare(rule, Qt::CaseInsensitive) == 0))
                found.push_back({r.name, t.name});
        }
    if (known.isEmpty())
        return bad(say("No race of this event has a team rule."));
    if (found.empty())
        return bad(say("There is no such team rule. Known: %1").arg(known.join(QStringLiteral(", "))));
    if (found.size() > 1)
        return bad(say("Which team rule? Name it with --race and --rule. Known: %1").arg(known.join(QStringLiteral(", "))));
    return found.front();
}

OpDraft draftFor(const TeamChoice *known, const RuleNamed &rule, const QString &team, const QStringList &bibs)
{
    OpDraft d;
    d.entity = QStringLiteral("team");
    d.instance = known ? known->instance : rule.race + u'/' + rule.rule + u'/' + scoring::teamKey(team);
    d.fields = {{QStringLiteral("race"), rule.race}, {QStringLiteral("rule"), rule.rule}, {QStringLiteral("team"), team}, {QStringLiteral("bibs"), QJsonArray::fromStringList(bibs)}};
    return d;
}

// The bibs, each once, each of one runner of that race.
Result<QStringList> membersOf(VerbCall::Parsed p, const RuleNamed &rule, const EventActor &actor)
{
    p.options[QStringLiteral("race")] = {rule.race};
    if (actor.state().document().races.size() == 1)
        p.options.erase(QStringLiteral("race")); // its entrants need not name it
    const auto bibs = bibsOf(p, actor.state());
    if (!bibs)
        return bibs;
    QStringList out;
    std::set<QString> seen;
    for (const QString &bib : *bibs)
        if (seen.insert(compareKey(bib)).second)
            out.append(bib);
    return out;
}

Result<MadeOps> teamMembers(const VerbCall::Parsed &p, const EventActor &actor)
{
    const QString team = p.value(QStringLiteral("team")).simplified();
    if (scoring::teamKey(team).isEmpty())
        return misuse(say("Say which team: op team-members --rule R --team T --bibs B,B…"));
    const auto rule = ruleOf(p, actor.state().document());
    if (!rule)
        return rule.error();
    const TeamChoices &choices = actor.state().teamChoices();
    const TeamChoice *known = choices.find(rule->race, rule->rule, team);
    if (p.has(QStringLiteral("automatic"))) {
        if (!known)
            return bad(say("Nobody has named the runners of %1.").arg(team));
        return MadeOps{{draftFor(known, *rule, known->team, {})}, say("Team %1 · automatic choice").arg(known->team)};
    }
    const auto bibs = membersOf(p, *rule, actor);
    if (!bibs)
        return bibs.error();
    for (const TeamChoice *other : choices.of(rule->race, rule->rule)) {
        if (other == known)
            continue;
        for (const QString &bib : *bibs)
            for (const QString &taken : other->bibs)
                if (compareKey(bib) == compareKey(taken))
                    return bad(say("Bib %1 runs for %2 already. A runner counts for one team only; take him from that team first.").arg(bib, other->team));
    }
    return MadeOps{{draftFor(known, *rule, team, *bibs)}, say("Team %1 · %2").arg(team, bibs->join(QStringLiteral(", ")))};
}

constexpr OpKind kKinds[] = {{"team-members", teamMembers}};

} // namespace

std::span<const OpKind> teamOps()
{
    return kKinds;
}

} // namespace gantry::engine
