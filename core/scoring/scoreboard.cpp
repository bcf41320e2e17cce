// SPDX-License-Identifier: Apache-2.0
#include "core/scoring/scoreboard.h"

#include "core/scoring/deadheats.h"

#include <algorithm>
#include <array>
#include <limits>

namespace gantry::scoring {

namespace {

// One counter for overall, each gender, each division: gives out places in ranking order.
struct PlaceCounter {
    std::int32_t count = 0, place = 0;
    std::pair<std::int32_t, Micros> last;
    std::int32_t next(std::int32_t notRun, Micros time, Ties ties)
    {
        ++count;
        if (count == 1 || ties == Ties::RecordingOrder || last != std::pair(notRun, time))
            place = count;
        last = {notRun, time};
        return place;
    }
};

bool isShown(Status status)
{
    return status != Status::Dq && status != Status::Dnf && status != Status::Dns;
}

std::int32_t genderNumber(const QString &gender)
{
    return gender == u"M" ? 1 : gender == u"F" ? 2 : gender == u"X" ? 3 : 0;
}

int orderGroup(Status status)
{
    switch (status) {
    case Status::Finished: return 0;
    case Status::OnCourse: return 1;
    case Status::NotStarted: return 2;
    case Status::Dnf: return 3;
    case Status::Dns: return 4;
    case Status::Dq: return 5;
    }
    return 5;
}

Announcement passage(EntrantIdx e, const EntrantResult &result, std::size_t item)
{
    Announcement a;
    a.entrant = e;
    a.course = int(item);
    if (!isShown(result.status) || item >= result.splits.size() || !result.splits[item])
        return a;
    a.net = result.splits[item];
    if (item + 1 == result.splits.size()) {
        a.gun = result.gun;
        a.at = result.finishedAt;
    } else if (result.startedAt) {
        a.at = *result.startedAt + *a.net;
        if (result.gunAt)
            a.gun = *a.at - *result.gunAt;
    }
    return a;
}

// One lap of a race by the clock. Who is out keeps the laps he has run.
Announcement lapPassage(EntrantIdx e, const EntrantResult &result, std::size_t lap)
{
    Announcement a;
    a.entrant = e;
    a.course = int(result.splits.size()) - 1;
    a.lap = int(lap) + 1;
    if (result.status == Status::Dq || result.status == Status::Dns || lap >= result.lapTimes.size())
        return a;
    a.net = result.lapTimes[lap];
    if (result.startedAt)
        a.at = *result.startedAt + *a.net;
    if (a.at && result.gunAt)
        a.gun = *a.at - *result.gunAt;
    return a;
}

} // namespace

void Scoreboard::reset(std::vector<RaceRules> rules, std::vector<EntrantFacts> facts)
{
    m_rules = std::move(rules);
    m_facts = std::move(facts);
    m_results.assign(m_facts.size(), {});
    m_places.assign(m_facts.size(), {});
    m_keys.assign(m_facts.size(), {});
    m_isChanged.assign(m_facts.size(), 0);
    m_changed.clear();
    m_announcements.clear();
    m_announcing = false;
    rescoreAll();
    m_announcing = true;
    for (std::size_t i = 0; i < m_facts.size(); ++i)
        noteChange(EntrantIdx(std::int32_t(i)));
}

void Scoreboard::setRules(std::vector<RaceRules> rules)
{
    m_rules = std::move(rules);
    rescoreAll();
}

void Scoreboard::update(EntrantIdx entrant, EntrantFacts facts)
{
    const auto i = std::size_t(entrant.value());
    if (entrant.value() < 0 || i > m_facts.size())
        return;
    if (i == m_facts.size()) {
        m_facts.emplace_back();
        m_results.emplace_back();
        m_places.emplace_back();
        m_keys.emplace_back();
        m_isChanged.push_back(0);
        noteChange(entrant);
    }
    const Key before = m_keys[i];
    const std::optional<Ranked> was = rankingOf(entrant);
    m_facts[i] = std::move(facts);
    rescore(entrant);
    if (validRace(before.race)) // who leaves a backyard for another race may leave a winner behind
        m_races[std::size_t(before.race)].standingDirty = true;
    const std::optional<Ranked> is = rankingOf(entrant);
    if (m_keys[i] == before && is == was)
        return; // the usual case on a busy mat: one more read of a crossing that is already known
    m_places[i] = {};
    removeRanked(before.race, was);
    insertRanked(m_keys[i].race, is);
}

void Scoreboard::rescoreAll()
{
    m_races.assign(m_rules.size(), {});
    m_places.assign(m_facts.size(), {});
    for (std::size_t i = 0; i < m_facts.size(); ++i) {
        const EntrantIdx e{std::int32_t(i)};
        rescore(e);
        if (const auto ranked = rankingOf(e))
            m_races[std::size_t(m_keys[i].race)].ranked.push_back(*ranked);
    }
    for (RaceState &race : m_races)
        std::sort(race.ranked.begin(), race.ranked.end());
    settle();
}

void Scoreboard::rescore(EntrantIdx e)
{
    const auto i = std::size_t(e.value());
    EntrantResult result;
    if (validRace(m_facts[i].race.value()))
        result = scoreEntrant(m_rules[std::size_t(m_facts[i].race.value())], m_facts[i]);
    if (validRace(m_facts[i].race.value()))
        m_races[std::size_t(m_facts[i].race.value())].standingDirty = true;
    const bool changed = result != m_results[i];
    if (changed) {
        if (m_announcing)
            announce(e, m_results[i], result);
        m_results[i] = std::move(result);
        noteChange(e);
    }
    m_keys[i] = keyOf(e);
}

void Scoreboard::announce(EntrantIdx e, const EntrantResult &before, const EntrantResult &after)
{
    const std::size_t items = std::max(before.splits.size(), after.splits.size());
    const std::size_t laps = std::max(before.lapTimes.size(), after.lapTimes.size());
    const auto tell = [this](const Announcement &was, Announcement is) {
        if (is.net && !was.net)
            is.kind = Announcement::Kind::Added;
        else if (!is.net && was.net)
            is.kind = Announcement::Kind::Withdrawn;
        else if (is.net != was.net || is.gun != was.gun)
            is.kind = Announcement::Kind::Changed;
        else
            return;
        m_announcements.push_back(is);
    };
    for (std::size_t item = 0; item < items && laps == 0; ++item)
        tell(passage(e, before, item), passage(e, after, item));
    for (std::size_t lap = 0; lap < laps; ++lap)
        tell(lapPassage(e, before, lap), lapPassage(e, after, lap));
}

Scoreboard::Key Scoreboard::keyOf(EntrantIdx e)
{
    const auto i = std::size_t(e.value());
    const EntrantFacts &facts = m_facts[i];
    const EntrantResult &result = m_results[i];
    Key key;
    if (!validRace(facts.race.value()))
        return key;
    key.race = facts.race.value();
    key.status = result.status;
    key.gender = genderNumber(facts.gender);
    key.deadHeat = facts.deadHeat;
    const RaceRules &rules = m_rules[std::size_t(key.race)];
    key.laps = rules.ranksByLaps() ? result.laps : 0;
    RaceState &state = m_races[std::size_t(key.race)];
    if (rules.divisionSource == DivisionSource::Rules) {
        key.division = result.division + 1; // 0 = unknown
    } else {
        // Division names of a roster mean nothing without the sex: "40-44" is two divisions.
        const int number = state.divisions.try_emplace(result.divisionName.toCaseFolded(), int(state.divisions.size())).first->second;
        key.division = number * 4 + key.gender;
    }
    key.placed = rankingOf(e).has_value();
    return key;
}

std::optional<Scoreboard::Ranked> Scoreboard::rankingOf(EntrantIdx e) const
{
    const auto i = std::size_t(e.value());
    const EntrantResult &result = m_results[i];
    const int race = m_facts[i].race.value();
    if (!validRace(race))
        return std::nullopt;
    const RaceRules &rules = m_rules[std::size_t(race)];
    // Where the clock ends the race, everybody with a lap has a place while it runs.
    const bool running = rules.laps && rules.laps->duration && !rules.relay && result.status == Status::OnCourse && result.laps > 0;
    if (result.status != Status::Finished && !running)
        return std::nullopt;
    std::optional<Micros> time = rules.ranking == RankBy::Net ? result.net : result.gun;
    if (!time && rules.startMode == StartMode::Individual)
        time = result.net; // a time trial without a common gun
    if (!time)
        return std::nullopt;
    const std::int32_t recorded = result.finishRead.value() < 0 ? std::numeric_limits<std::int32_t>::max() : result.finishRead.value();
    return Ranked{rules.ranksByLaps() ? -result.laps : 0, *time, recorded, e};
}

void Scoreboard::insertRanked(int race, const std::optional<Ranked> &entry)
{
    if (!validRace(race))
        return;
    RaceState &state = m_races[std::size_t(race)];
    state.dirty = state.orderDirty = true;
    if (entry)
        state.ranked.insert(std::lower_bound(state.ranked.begin(), state.ranked.end(), *entry), *entry);
}

void Scoreboard::removeRanked(int race, const std::optional<Ranked> &entry)
{
    if (!validRace(race))
        return;
    RaceState &state = m_races[std::size_t(race)];
    state.dirty = state.orderDirty = true;
    if (!entry)
        return;
    const auto it = std::lower_bound(state.ranked.begin(), state.ranked.end(), *entry);
    if (it != state.ranked.end() && *it == *entry)
        state.ranked.erase(it);
}

// Equal times under the order of recording: the order across the line says nothing about teams of which one left a leg with a
// mass start, so they share the place after all.
Ties Scoreboard::tiesFrom(const RaceState &state, std::size_t first, Ties ties) const
{
    for (std::size_t k = first; ties == Ties::RecordingOrder && k < state.ranked.size() && sameTime(state.ranked[k], state.ranked[first]); ++k)
        if (m_results[std::size_t(state.ranked[k].entrant.value())].flags & MassStarted)
            return Ties::Share;
    return ties;
}

void Scoreboard::refresh(RaceIdx race)
{
    RaceState &state = m_races[std::size_t(race.value())];
    if (!state.dirty)
        return;
    state.dirty = false;
    const RaceRules &rules = m_rules[std::size_t(race.value())];
    PlaceCounter overall;
    std::array<PlaceCounter, 4> genders;
    std::vector<PlaceCounter> divisions(std::max(rules.divisions.size() + 1, state.divisions.size() * 4));
    bool deadHeats = false;
    Ties ties = rules.ties;
    for (std::size_t k = 0; k < state.ranked.size(); ++k) {
        const Ranked &entry = state.ranked[k];
        const auto i = std::size_t(entry.entrant.value());
        if (k == 0 || !sameTime(entry, state.ranked[k - 1]))
            ties = tiesFrom(state, k, rules.ties);
        const Key &key = m_keys[i];
        Places &places = m_places[i];
        places.overall = overall.next(entry.notRun, entry.time, ties);
        places.gender = key.gender ? genders[std::size_t(key.gender)].next(entry.notRun, entry.time, ties) : 0;
        places.division = divisions[std::size_t(key.division)].next(entry.notRun, entry.time, ties);
        deadHeats = deadHeats || key.deadHeat >= 0;
    }
    if (deadHeats)
        shareDeadHeats(state, rules.rounding);
}

// Members of a dead heat share the best place that one of them has, within each list they stand in.
void Scoreboard::shareDeadHeats(RaceState &state, Rounding rounding)
{
    std::map<std::int32_t, std::vector<Micros>> times; // of each declared group, as ranked
    for (const Ranked &entry : state.ranked)
        if (const std::int32_t group = m_keys[std::size_t(entry.entrant.value())].deadHeat; group >= 0)
            times[group].push_back(entry.time);
    std::map<std::int32_t, std::vector<int>> heats;
    for (const auto &[group, list] : times)
        heats[group] = heatsOf(list, rounding);
    enum List { Overall, Gender, Division };
    std::map<std::array<std::int32_t, 4>, std::int32_t> best; // (group, heat, list, which) → place
    const auto each = [&](auto &&visit) {
        std::map<std::int32_t, std::size_t> next;
        for (const Ranked &entry : state.ranked) {
            const auto i = std::size_t(entry.entrant.value());
            const Key &key = m_keys[i];
            if (key.deadHeat < 0)
                continue;
            const int heat = heats[key.deadHeat][next[key.deadHeat]++];
            visit(std::array<std::int32_t, 4>{key.deadHeat, heat, Overall, 0}, m_places[i].overall);
            visit(std::array<std::int32_t, 4>{key.deadHeat, heat, Gender, key.gender}, m_places[i].gender);
            visit(std::array<std::int32_t, 4>{key.deadHeat, heat, Division, key.division}, m_places[i].division);
        }
    };
    each([&](const auto &list, std::int32_t &place) { best.try_emplace(list, place); }); // ranked ascends: the first is the best
    each([&](const auto &list, std::int32_t &place) { place = best[list]; });
}

const Places &Scoreboard::places(EntrantIdx e)
{
    settle();
    const int race = m_keys[std::size_t(e.value())].race;
    if (race >= 0)
        refresh(RaceIdx(race));
    return m_places[std::size_t(e.value())];
}

const std::vector<Places> &Scoreboard::allPlaces()
{
    settle();
    for (std::size_t race = 0; race < m_races.size(); ++race)
        refresh(RaceIdx(std::int32_t(race)));
    return m_places;
}

const std::vector<EntrantIdx> &Scoreboard::order(RaceIdx race)
{
    if (!validRace(race.value()))
        return m_noOrder;
    settle();
    RaceState &state = m_races[std::size_t(race.value())];
    if (!state.orderDirty)
        return state.order;
    state.orderDirty = false;
    state.order.clear();
    for (const Ranked &entry : state.ranked)
        state.order.push_back(entry.entrant);
    std::array<std::vector<EntrantIdx>, 6> groups;
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        if (m_keys[i].race == race.value() && !m_keys[i].placed)
            groups[std::size_t(orderGroup(m_keys[i].status))].push_back(EntrantIdx(std::int32_t(i)));
    }
    if (m_rules[std::size_t(race.value())].ranksByLaps())
        for (auto &group : groups) // who was out in the same way: the most laps first
            std::stable_sort(group.begin(), group.end(), [this](EntrantIdx a, EntrantIdx b) { return result(a).laps > result(b).laps; });
    for (const auto &group : groups)
        state.order.insert(state.order.end(), group.begin(), group.end());
    return state.order;
}

// The last to complete one more lap than anybody wins; when nobody does, nobody has won.
void Scoreboard::declareLastOneStanding(RaceIdx race)
{
    int most = 0, second = 0;
    EntrantIdx best{-1};
    bool decided = true;
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        const EntrantResult &r = m_results[i];
        if (m_keys[i].race != race.value() || r.status == Status::Dq || r.status == Status::Dns)
            continue;
        if (r.laps > most) {
            second = most;
            most = r.laps;
            best = EntrantIdx(std::int32_t(i));
        } else {
            second = std::max(second, r.laps);
        }
    }
    for (std::size_t i = 0; i < m_keys.size(); ++i)
        decided = decided && (m_keys[i].race != race.value() || EntrantIdx(std::int32_t(i)) == best || m_results[i].status != Status::OnCourse);
    const bool won = best.value() >= 0 && decided && most > second && !m_facts[std::size_t(best.value())].verdict;
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        const EntrantIdx e{std::int32_t(i)};
        if (m_keys[i].race != race.value() || (!(won && e == best) && m_results[i].status != Status::Finished))
            continue;
        EntrantResult now = scoreEntrant(m_rules[std::size_t(race.value())], m_facts[i]);
        if (won && e == best)
            now.status = Status::Finished;
        if (now == m_results[i])
            continue;
        const std::optional<Ranked> was = rankingOf(e);
        if (m_announcing)
            announce(e, m_results[i], now);
        m_places[i] = {};
        m_results[i] = std::move(now);
        noteChange(e);
        m_keys[i] = keyOf(e);
        removeRanked(race.value(), was);
        insertRanked(race.value(), rankingOf(e));
    }
}

void Scoreboard::settle()
{
    for (std::size_t race = 0; race < m_races.size(); ++race) {
        if (!m_races[race].standingDirty || !m_rules[race].laps || !m_rules[race].laps->every || m_rules[race].relay)
            continue;
        m_races[race].standingDirty = false;
        declareLastOneStanding(RaceIdx(std::int32_t(race)));
    }
}

void Scoreboard::noteChange(EntrantIdx e)
{
    char &flag = m_isChanged[std::size_t(e.value())];
    if (!flag)
        m_changed.push_back(e);
    flag = 1;
}

std::vector<EntrantIdx> Scoreboard::takeChanged()
{
    settle();
    std::vector<EntrantIdx> changed = std::move(m_changed);
    m_changed.clear();
    for (EntrantIdx e : changed)
        m_isChanged[std::size_t(e.value())] = 0;
    std::sort(changed.begin(), changed.end());
    return changed;
}

std::vector<Announcement> Scoreboard::takeAnnouncements()
{
    settle();
    std::vector<Announcement> out = std::move(m_announcements);
    m_announcements.clear();
    return out;
}

} // namespace gantry::scoring
