// SPDX-License-Identifier: Apache-2.0
#include "core/scoring/teams.h"

#include "core/base/text.h"
#include "core/scoring/teamranking.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace gantry::scoring {

namespace {

using Indices = std::vector<std::int32_t>; // into the runners, ascending: in order of finish

struct Club {
    QString name;
    EntrantIdx namedBy{-1}; // the first of the roster who has it: as he writes it, it is printed
    Indices finishers, others;
    bool composed = false;
};

std::optional<Micros> timeOf(const TeamRule &rule, const TeamRunner &runner)
{
    return rule.rank == RankBy::Net ? runner.net : runner.gun;
}

bool byTime(const TeamRule &rule)
{
    return rule.by == TeamsBy::Time || rule.by == TeamsBy::Average;
}

class Scorer {
public:
    Scorer(const TeamRule &rule, std::span<const TeamRunner> runners) : m_rule(rule), m_runners(runners), m_counts(runners.size(), false) {}

    std::vector<TeamScore> run(std::span<const ComposedTeam> composed)
    {
        gather(composed);
        for (Club &club : m_clubs) {
            club.name = club.name.simplified();
            makeTeams(club);
        }
        giveValues();
        for (TeamScore &team : m_teams)
            addUp(team);
        rankTeams(m_rule, m_teams);
        return std::move(m_teams);
    }

private:
    bool takes(const TeamRunner &runner) const { return m_rule.genders.isEmpty() || m_rule.genders.contains(runner.gender); }

    int clubOf(const QString &name, bool composed)
    {
        const QString key = teamKey(name);
        if (key.isEmpty())
            return -1;
        const auto it = m_byKey.constFind(key);
        if (it != m_byKey.constEnd())
            return *it;
        m_byKey.insert(key, int(m_clubs.size()));
        m_clubs.push_back({name.simplified(), EntrantIdx(-1), {}, {}, composed});
        return int(m_clubs.size()) - 1;
    }

    static void nameBy(Club &club, const TeamRunner &runner)
    {
        if (club.composed || (club.namedBy.value() >= 0 && club.namedBy < runner.entrant))
            return;
        club.namedBy = runner.entrant;
        club.name = runner.team; // simplified once, when the team is made
    }

    void gather(std::span<const ComposedTeam> composed)
    {
        std::unordered_map<std::int32_t, int> named;
        for (const ComposedTeam &team : composed)
            if (const int club = clubOf(team.team, true); club >= 0)
                for (const EntrantIdx e : team.members)
                    named.try_emplace(e.value(), club); // who was named twice runs for the team that named him first
        QHash<QString, int> seen; // a name is folded once, not once for each runner
        for (std::size_t i = 0; i < m_runners.size(); ++i) {
            const TeamRunner &runner = m_runners[i];
            if (!takes(runner))
                continue;
            int club = -1;
            if (const auto own = named.find(runner.entrant.value()); own != named.end()) {
                club = own->second;
            } else if (!runner.team.isEmpty()) {
                auto it = seen.constFind(runner.team);
                if (it == seen.constEnd())
                    it = seen.insert(runner.team, clubOf(runner.team, false));
                club = *it >= 0 && m_clubs[std::size_t(*it)].composed ? -1 : *it;
            }
            if (club < 0)
                continue;
            nameBy(m_clubs[std::size_t(club)], runner);
            const bool counts = runner.place > 0 && (!byTime(m_rule) || timeOf(m_rule, runner));
            (counts ? m_clubs[std::size_t(club)].finishers : m_clubs[std::size_t(club)].others).push_back(std::int32_t(i));
        }
    }

    // The fastest set that has the women and men it must have: the fastest women and men that are needed, then the fastest of
    // the others. Nobody in it can be exchanged for somebody faster. Empty when the members do not suffice.
    Indices best(const Indices &from) const
    {
        int women = m_rule.minWomen, men = m_rule.minMen;
        int free = m_rule.scorers - women - men;
        std::vector<bool> taken(from.size(), false);
        for (std::size_t i = 0; i < from.size(); ++i) {
            const QString &gender = m_runners[std::size_t(from[i])].gender;
            const QChar letter = gender.size() == 1 ? gender[0] : QChar();
            int &needed = letter == u'F' ? women : men;
            if ((letter == u'F' || letter == u'M') && needed > 0) {
                --needed;
                taken[i] = true;
            }
        }
        for (std::size_t i = 0; i < from.size() && free > 0; ++i)
            if (!taken[i]) {
                --free;
                taken[i] = true;
            }
        Indices out;
        if (women > 0 || men > 0 || free > 0)
            return out;
        for (std::size_t i = 0; i < from.size(); ++i)
            if (taken[i])
                out.push_back(from[i]);
        return out;
    }

    QString whyNot(const Indices &from) const
    {
        const auto count = [&](const char16_t *gender) {
            return int(std::count_if(from.begin(), from.end(), [&](std::int32_t i) { return m_runners[std::size_t(i)].gender == QStringView(gender); }));
        };
        QStringList reasons;
        if (int(from.size()) < m_rule.scorers)
            reasons.append(say("%1 of %2 scorers").arg(from.size()).arg(m_rule.scorers));
        if (const int women = count(u"F"); women < m_rule.minWomen)
            reasons.append(say("%1 of %2 women").arg(women).arg(m_rule.minWomen));
        if (const int men = count(u"M"); men < m_rule.minMen)
            reasons.append(say("%1 of %2 men").arg(men).arg(m_rule.minMen));
        return reasons.join(QStringLiteral(", "));
    }

    TeamScore &newTeam(const Club &club, const QString &name)
    {
        TeamScore &team = m_teams.emplace_back();
        team.name = name;
        team.composed = club.composed;
        return team;
    }

    void add(TeamScore &team, const Indices &members, TeamRole role)
    {
        for (const std::int32_t i : members) {
            team.members.push_back({m_runners[std::size_t(i)].entrant, role, {}});
            m_memberOf.push_back(i);
            m_counts[std::size_t(i)] = m_counts[std::size_t(i)] || role == TeamRole::Scorer || role == TeamRole::Displacer;
        }
        if (role == TeamRole::Scorer)
            team.scorers += int(members.size());
        if (role == TeamRole::Displacer)
            team.displacers += int(members.size());
    }

    static Indices without(const Indices &all, const Indices &some)
    {
        Indices out;
        std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::back_inserter(out));
        return out;
    }

    void makeTeams(const Club &club)
    {
        struct Squad {
            Indices scorers, displacers;
        };
        std::vector<Squad> squads;
        Indices left = club.finishers;
        const int most = club.composed ? 1 : m_rule.teamsPerClub;
        while (most == 0 || int(squads.size()) < most) {
            Indices scorers = best(left);
            if (scorers.empty())
                break;
            left = without(left, scorers);
            Indices displacers(left.begin(), left.begin() + std::min<std::ptrdiff_t>(m_rule.displacers.value_or(0), std::ssize(left)));
            left = without(left, displacers);
            squads.push_back({std::move(scorers), std::move(displacers)});
        }
        if (squads.empty()) {
            TeamScore &team = newTeam(club, club.name);
            team.why = whyNot(club.finishers);
            add(team, club.finishers, TeamRole::Reserve);
            add(team, club.others, TeamRole::NotFinished);
        }
        std::size_t letter = 0;
        for (std::size_t s = 0; s < squads.size(); ++s) {
            QString name = club.name;
            while (squads.size() > 1 && (name == club.name || m_byKey.contains(teamKey(name)))) // "Harriers A" may be a team's own name
                name = club.name + u' ' + letters(letter++);
            TeamScore &team = newTeam(club, name);
            add(team, squads[s].scorers, TeamRole::Scorer);
            add(team, squads[s].displacers, TeamRole::Displacer);
            if (s + 1 == squads.size()) {
                add(team, left, TeamRole::Reserve);
                add(team, club.others, TeamRole::NotFinished);
            }
        }
    }

    static QString letters(std::size_t n) // A … Z, AA …
    {
        QString out;
        for (++n; n > 0; n = (n - 1) / 26)
            out.prepend(QChar(char16_t(u'A' + (n - 1) % 26)));
        return out;
    }

    // What each runner is worth. By places with displacers, only those who score or displace are counted; without them, and by
    // points, everybody of the rule's genders who has a place.
    void giveValues()
    {
        std::vector<std::optional<std::int64_t>> values(m_runners.size());
        if (byTime(m_rule)) {
            for (std::size_t i = 0; i < m_runners.size(); ++i)
                if (const auto t = timeOf(m_rule, m_runners[i]); t && m_runners[i].place > 0)
                    values[i] = t->count();
        } else {
            countPlaces(values);
        }
        std::size_t at = 0;
        for (TeamScore &team : m_teams)
            for (TeamMember &member : team.members)
                member.value = values[std::size_t(m_memberOf[at++])];
    }

    void countPlaces(std::vector<std::optional<std::int64_t>> &values) const
    {
        const bool points = m_rule.by == TeamsBy::Points, everybody = points || !m_rule.displacers;
        Indices counted;
        for (std::size_t i = 0; i < m_runners.size(); ++i)
            if (m_runners[i].place > 0 && (everybody ? takes(m_runners[i]) : bool(m_counts[i])))
                counted.push_back(std::int32_t(i));
        for (std::size_t from = 0; from < counted.size();) {
            std::size_t to = from + 1;
            while (to < counted.size() && m_runners[std::size_t(counted[to])].place == m_runners[std::size_t(counted[from])].place)
                ++to;
            std::int64_t sum = 0; // of those who share a place
            for (std::size_t k = from; k < to; ++k)
                sum += points ? pointsFor(k) : std::int64_t(k + 1) * kUnit;
            for (std::size_t k = from; k < to; ++k)
                values[std::size_t(counted[k])] = sum / std::int64_t(to - from);
            from = to;
        }
    }

    std::int64_t pointsFor(std::size_t place0) const
    {
        return place0 < m_rule.points.size() ? std::llround(m_rule.points[place0] * double(kUnit)) : 0;
    }

    void addUp(TeamScore &team) const
    {
        if (team.scorers == 0)
            return;
        for (int i = 0; i < team.scorers; ++i)
            team.score += team.members[std::size_t(i)].value.value_or(0);
    }

    const TeamRule &m_rule;
    std::span<const TeamRunner> m_runners;
    std::vector<bool> m_counts;
    QHash<QString, int> m_byKey;
    std::vector<Club> m_clubs;
    std::vector<TeamScore> m_teams;
    Indices m_memberOf; // the runner of every member of every team, one after the other
};

} // namespace

QString teamKey(const QString &team)
{
    const QString key = team.simplified().toCaseFolded();
    for (const char16_t *nobody : {u"unattached", u"unatt", u"unatt.", u"none", u"no team", u"no club", u"n/a", u"-", u"--"})
        if (key == QStringView(nobody))
            return {};
    return key;
}

std::vector<TeamScore> scoreTeams(const TeamRule &rule, std::span<const TeamRunner> runners, std::span<const ComposedTeam> composed)
{
    return Scorer(rule, runners).run(composed);
}

} // namespace gantry::scoring
