// SPDX-License-Identifier: Apache-2.0
#include "core/scoring/awardboard.h"

#include <algorithm>

namespace gantry::scoring {

namespace {

constexpr std::size_t kMany = 500; // more changes than this at once: everything anew

void replace(std::vector<Contender> &list, const std::optional<Contender> &was, const std::optional<Contender> &is)
{
    if (was)
        if (const auto it = std::lower_bound(list.begin(), list.end(), *was); it != list.end() && *it == *was)
            list.erase(it);
    if (is)
        list.insert(std::lower_bound(list.begin(), list.end(), *is), *is);
}

bool inHeat(const std::optional<Contender> &c)
{
    return c && c->heat >= 0;
}

} // namespace

AwardBoard::Known AwardBoard::knownOf(const Scoreboard &board, EntrantIdx e)
{
    Known known;
    const int race = board.facts(e).race.value();
    if (race < 0 || std::size_t(race) >= m_races.size())
        return known;
    const Race &its = m_races[std::size_t(race)];
    const RaceRules &rules = board.rules()[std::size_t(race)];
    known.race = race;
    if (its.net)
        known.net = contenderOf(rules, e, board.facts(e), board.result(e), RankBy::Net, m_clubs);
    if (its.gun)
        known.gun = contenderOf(rules, e, board.facts(e), board.result(e), RankBy::Gun, m_clubs);
    return known;
}

void AwardBoard::rebuild(const Scoreboard &board)
{
    m_anew = false;
    m_changed.clear();
    m_clubs = {};
    m_races.assign(board.rules().size(), {});
    for (std::size_t r = 0; r < m_races.size(); ++r)
        for (const AwardDef &award : board.rules()[r].awards)
            (award.rank == RankBy::Net ? m_races[r].net : m_races[r].gun) = true;
    m_known.clear();
    m_known.reserve(board.size());
    for (std::size_t i = 0; i < board.size(); ++i)
        m_known.push_back(knownOf(board, EntrantIdx(std::int32_t(i))));
}

void AwardBoard::apply(const Scoreboard &board, EntrantIdx e)
{
    const auto i = std::size_t(e.value());
    if (e.value() < 0 || i >= board.size())
        return;
    if (i >= m_known.size())
        m_known.resize(i + 1);
    Known now = knownOf(board, e);
    Known &was = m_known[i];
    if (now == was)
        return;
    const auto take = [&](const Known &known, bool out) {
        if (known.race < 0 || std::size_t(known.race) >= m_races.size())
            return;
        Race &race = m_races[std::size_t(known.race)];
        race.dirty = true;
        race.unordered = race.unordered || inHeat(known.net) || inHeat(known.gun);
        if (race.unordered)
            return; // the lists are made anew
        replace(race.field.byNet, out ? known.net : std::nullopt, out ? std::nullopt : known.net);
        replace(race.field.byGun, out ? known.gun : std::nullopt, out ? std::nullopt : known.gun);
    };
    take(was, true);
    take(now, false);
    was = std::move(now);
}

void AwardBoard::relist(const Scoreboard &board, std::size_t r)
{
    Race &race = m_races[r];
    race.unordered = false;
    race.field = {};
    if (!race.net && !race.gun)
        return;
    for (const Known &known : m_known) {
        if (known.race != int(r))
            continue;
        if (known.net)
            race.field.byNet.push_back(*known.net);
        if (known.gun)
            race.field.byGun.push_back(*known.gun);
    }
    orderContenders(race.field.byNet, board.rules()[r].rounding);
    orderContenders(race.field.byGun, board.rules()[r].rounding);
}

const AllAwards &AwardBoard::awards(const Scoreboard &board)
{
    if (m_anew || m_changed.size() > kMany || m_races.size() != board.rules().size())
        rebuild(board);
    for (const EntrantIdx e : m_changed)
        apply(board, e);
    m_changed.clear();
    m_awards.resize(m_races.size());
    for (std::size_t r = 0; r < m_races.size(); ++r) {
        if (!m_races[r].dirty && m_awards[r])
            continue;
        m_races[r].dirty = false;
        if (m_races[r].unordered)
            relist(board, r);
        RaceAwards drawn = drawAwards(board.rules()[r], m_races[r].field, m_clubs);
        if (!m_awards[r] || *m_awards[r] != drawn)
            m_awards[r] = std::make_shared<const RaceAwards>(std::move(drawn));
    }
    return m_awards;
}

} // namespace gantry::scoring
