// SPDX-License-Identifier: Apache-2.0
// Awards: who may win, in order.
#include "core/scoring/awards.h"
#include "core/scoring/deadheats.h"

#include <algorithm>
#include <map>

namespace gantry::scoring {

namespace {

std::uint8_t genderBit(QStringView gender)
{
    return gender == u"M" ? 1 : gender == u"F" ? 2 : gender == u"X" ? 4 : 0;
}

std::int16_t yearsOf(const std::optional<int> &age, std::int16_t absent)
{
    return age ? std::int16_t(std::clamp(*age, 0, int(Contender::kNoLimit))) : absent;
}

// Sex and age where both are known; else the bounds of the division that the roster names stand in for what is missing.
void setBounds(const RaceRules &rules, const EntrantFacts &facts, Contender &c)
{
    const std::uint8_t gender = genderBit(facts.gender);
    if (gender)
        c.genders = gender;
    if (facts.age)
        c.ageMin = c.ageMax = yearsOf(facts.age, 0);
    const QString given = facts.rosterDivision.trimmed();
    if ((gender && facts.age) || given.isEmpty())
        return;
    // Division names may stand once for men and once for women: all that may be his count.
    std::uint8_t genders = 0;
    std::int16_t low = Contender::kNoLimit, high = 0;
    for (const DivisionDef &d : rules.divisions) {
        const std::uint8_t its = genderBits(d.genders);
        if (d.name.compare(given, Qt::CaseInsensitive) != 0 || (gender && !(its & gender)))
            continue;
        const std::int16_t from = yearsOf(d.ageMin, 0), to = yearsOf(d.ageMax, Contender::kNoLimit);
        if (facts.age && (c.ageMin < from || c.ageMin > to))
            continue;
        genders |= its;
        low = std::min(low, from);
        high = std::max(high, to);
    }
    if (!genders)
        return;
    if (!gender)
        c.genders = genders;
    if (!facts.age) {
        c.ageMin = low;
        c.ageMax = high;
    }
}

} // namespace

QString ClubNumbers::key(const QString &club)
{
    return club.simplified().toCaseFolded();
}

std::int32_t ClubNumbers::number(const QString &club)
{
    const QString k = key(club);
    return k.isEmpty() ? -1 : m_numbers.try_emplace(k, std::int32_t(m_numbers.size())).first->second;
}

std::int32_t ClubNumbers::known(const QString &club) const
{
    const auto it = m_numbers.find(key(club));
    return it == m_numbers.end() ? -1 : it->second;
}

std::uint8_t genderBits(const QStringList &genders)
{
    std::uint8_t bits = 0;
    for (const QString &g : genders)
        bits |= genderBit(g);
    return bits ? bits : Contender::kAnybody;
}

std::optional<Contender> contenderOf(const RaceRules &rules, EntrantIdx entrant, const EntrantFacts &facts, const EntrantResult &result, RankBy rank, ClubNumbers &clubs)
{
    if (result.status != Status::Finished)
        return std::nullopt;
    std::optional<Micros> time = rank == RankBy::Net ? result.net : result.gun;
    if (!time && rules.startMode == StartMode::Individual)
        time = result.net; // a time trial without a common gun
    if (!time)
        return std::nullopt;
    Contender c;
    c.entrant = entrant;
    c.behind = rules.ranksByLaps() ? -result.laps : 0;
    c.order = c.time = *time;
    c.orderRecorded = c.recorded = result.finishRead.value() < 0 ? std::numeric_limits<std::int32_t>::max() : result.finishRead.value();
    c.heat = facts.deadHeat;
    c.club = clubs.number(facts.team);
    setBounds(rules, facts, c);
    return c;
}

void orderContenders(std::vector<Contender> &list, Rounding rounding)
{
    std::map<std::int32_t, std::vector<std::size_t>> declared;
    for (std::size_t i = 0; i < list.size(); ++i)
        if (list[i].heat >= 0)
            declared[list[i].heat].push_back(i);
    std::int32_t next = 0;
    for (const auto &[group, members] : declared) {
        std::vector<Micros> times;
        for (const std::size_t m : members)
            times.push_back(list[m].time);
        const std::vector<int> heats = heatsOf(times, rounding);
        std::map<int, std::size_t> first; // of each heat
        for (std::size_t i = 0; i < members.size(); ++i) {
            const auto [it, isNew] = first.try_emplace(heats[i], members[i]);
            if (list[members[i]] < list[it->second])
                it->second = members[i];
        }
        const auto leaders = [&] {
            std::map<int, Contender> out;
            for (const auto &[heat, at] : first)
                out[heat] = list[at];
            return out;
        }();
        for (std::size_t i = 0; i < members.size(); ++i) {
            Contender &c = list[members[i]];
            const Contender &leader = leaders.at(heats[i]);
            c.behind = leader.behind;
            c.order = leader.order;
            c.orderRecorded = leader.orderRecorded;
            c.heat = next + heats[i];
        }
        next += std::int32_t(members.size());
    }
    std::sort(list.begin(), list.end());
}

bool areTied(const Contender &a, const Contender &b, Ties ties)
{
    return (a.heat >= 0 && a.heat == b.heat) || (ties == Ties::Share && a.behind == b.behind && a.order == b.order);
}

bool AwardTerms::takesClub(std::int32_t club) const
{
    return anyClub || std::find(clubs.begin(), clubs.end(), club) != clubs.end();
}

bool AwardTerms::takes(const Contender &c) const
{
    return (c.genders & ~genders) == 0 && c.ageMin >= ageMin && c.ageMax <= ageMax && takesClub(c.club);
}

AwardTerms termsOf(const AwardDef &award, const ClubNumbers &clubs)
{
    AwardTerms terms;
    terms.genders = genderBits(award.genders);
    terms.ageMin = yearsOf(award.ageMin, 0);
    terms.ageMax = yearsOf(award.ageMax, Contender::kNoLimit);
    terms.anyClub = award.clubs.isEmpty();
    for (const QString &club : award.clubs)
        if (const std::int32_t number = clubs.known(club); number >= 0)
            terms.clubs.push_back(number);
    return terms;
}

} // namespace gantry::scoring
