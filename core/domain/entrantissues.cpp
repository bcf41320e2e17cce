// SPDX-License-Identifier: Apache-2.0
#include "core/domain/entrantissues.h"

#include "core/base/text.h"
#include "core/domain/rostertwins.h"

#include <QHash>
#include <QSet>

namespace gantry {

namespace {

struct Named {
    EntrantIssue issue;
    const char *key, *word;
};
constexpr Named kNames[] = {
    {EntrantIssue::NoBib, "no-bib", "no bib"},
    {EntrantIssue::NoChip, "no-chip", "no chip"},
    {EntrantIssue::NoAge, "no-age", "no age"},
    {EntrantIssue::NoSex, "no-sex", "no sex"},
    {EntrantIssue::Duplicate, "duplicate", "duplicate"},
    {EntrantIssue::NotCheckedIn, "not-checked-in", "not checked in"},
    {EntrantIssue::TeamNotScored, "team-not-scored", "team not scored"},
    {EntrantIssue::Conflict, "conflict", "edited by two people"},
};

// Races without a team rule, by folded name; "" as well where an entrant need not name the only race. Relay teams are teams.
QSet<QString> racesWithoutTeams(const EventDocument &document)
{
    QSet<QString> out;
    for (const RaceDef &race : document.races)
        if (race.teamRules.empty() && !race.relay) {
            out.insert(race.name.toCaseFolded());
            if (document.races.size() == 1)
                out.insert(QString());
        }
    return out;
}

} // namespace

std::vector<EntrantIssues> entrantIssues(std::size_t count, const std::function<const Entrant &(std::size_t)> &entrant, const EventDocument *document)
{
    const QSet<QString> teamless = document ? racesWithoutTeams(*document) : QSet<QString>();
    std::vector<EntrantIssues> out(count, 0);
    const auto add = [&](std::size_t i, EntrantIssue issue) { out[i] |= EntrantIssues(issue); };
    bool chips = false;
    for (std::size_t i = 0; i < count; ++i) {
        const Entrant &e = entrant(i);
        chips = chips || (e.alive && !e.chips.isEmpty());
    }
    QHash<QString, std::size_t> bibs, owners;
    TwinFinder twins;
    for (std::size_t i = 0; i < count; ++i) {
        const Entrant &e = entrant(i);
        if (!e.alive)
            continue;
        const auto claim = [&](QHash<QString, std::size_t> &of, const QString &key) {
            if (const auto first = of.constFind(key); first == of.constEnd()) {
                of.insert(key, i);
            } else if (*first != i) {
                add(i, EntrantIssue::Duplicate);
                add(*first, EntrantIssue::Duplicate);
            }
        };
        if (e.bib.isEmpty())
            add(i, EntrantIssue::NoBib);
        else
            claim(bibs, e.race + u'|' + compareKey(e.bib));
        for (const QString &chip : e.chips)
            claim(owners, compareKey(chip));
        if (const auto twin = twins.add(e, int(i))) {
            add(i, EntrantIssue::Duplicate);
            add(std::size_t(twin->line), EntrantIssue::Duplicate);
        }
        if (chips && e.chips.isEmpty())
            add(i, EntrantIssue::NoChip);
        if (!e.age && !e.dateOfBirth)
            add(i, EntrantIssue::NoAge);
        if (e.gender.isEmpty())
            add(i, EntrantIssue::NoSex);
        if (e.state == EntrantState::Registered)
            add(i, EntrantIssue::NotCheckedIn);
        if (!e.team.isEmpty() && !teamless.isEmpty() && teamless.contains(e.race.toCaseFolded()))
            add(i, EntrantIssue::TeamNotScored);
    }
    return out;
}

QString issueKey(EntrantIssue issue)
{
    for (const Named &n : kNames)
        if (n.issue == issue)
            return QLatin1String(n.key);
    return {};
}

std::optional<EntrantIssue> issueOf(QStringView key)
{
    for (const Named &n : kNames)
        if (key == QLatin1String(n.key))
            return n.issue;
    return std::nullopt;
}

QString issueWord(EntrantIssue issue)
{
    for (const Named &n : kNames)
        if (n.issue == issue)
            return say(n.word);
    return {};
}

QString issueWords(EntrantIssues issues)
{
    QStringList words;
    for (const Named &n : kNames)
        if (n.issue != EntrantIssue::NotCheckedIn && n.issue != EntrantIssue::TeamNotScored && has(issues, n.issue)) // no faults of theirs
            words.append(say(n.word));
    return words.join(QStringLiteral(", "));
}

} // namespace gantry
