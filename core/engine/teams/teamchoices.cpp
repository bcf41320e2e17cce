// SPDX-License-Identifier: Apache-2.0
#include "core/engine/teams/teamchoices.h"

#include "core/scoring/teams.h"

#include <QJsonArray>

#include <algorithm>

namespace gantry::engine {

void TeamChoices::refresh(const log::Fold &fold)
{
    m_all.clear();
    const QString entity = QStringLiteral("team");
    for (const QString &instance : fold.instances(entity)) {
        const auto text = [&](const char *name) {
            const auto f = fold.field({entity, instance}, QString::fromLatin1(name));
            return f ? f->value.toString() : QString();
        };
        const auto bibs = fold.field({entity, instance}, QStringLiteral("bibs"));
        if (!bibs || !bibs->value.isArray() || bibs->value.toArray().isEmpty())
            continue; // taken back: the automatic choice holds
        TeamChoice choice{text("race"), text("rule"), text("team"), {}, instance, bibs->stamp};
        const QJsonArray list = bibs->value.toArray();
        for (const QJsonValue &bib : list)
            choice.bibs.append(bib.toString());
        m_all.push_back(std::move(choice));
    }
    std::sort(m_all.begin(), m_all.end(), [](const TeamChoice &a, const TeamChoice &b) { return a.stamp < b.stamp; });
}

std::vector<const TeamChoice *> TeamChoices::of(const QString &race, const QString &rule) const
{
    std::vector<const TeamChoice *> out;
    for (const TeamChoice &choice : m_all)
        if (choice.race.compare(race, Qt::CaseInsensitive) == 0 && choice.rule.compare(rule, Qt::CaseInsensitive) == 0)
            out.push_back(&choice);
    return out;
}

const TeamChoice *TeamChoices::find(const QString &race, const QString &rule, const QString &team) const
{
    for (const TeamChoice *choice : of(race, rule))
        if (scoring::teamKey(choice->team) == scoring::teamKey(team))
            return choice;
    return nullptr;
}

} // namespace gantry::engine
