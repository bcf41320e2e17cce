// SPDX-License-Identifier: Apache-2.0
#include "core/scoring/awards.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace gantry::scoring {

namespace {

class Draw {
public:
    Draw(const RaceRules &rules, const AwardField &field, const ClubNumbers &clubs) : m_rules(rules), m_field(field) { compile(clubs); }
    RaceAwards run();

private:
    struct Prize {
        Contender contender;
        AwardWinner winner;
    };
    void compile(const ClubNumbers &clubs);
    void clear();
    void give(int award, int upTo);
    void giveInOrder();
    void giveFirstPlacesFirst();
    void giveBestValue();
    bool leaveLesserPrizes();
    void setPositions();
    int targetOf(int award) const; // prizes of its band so far, itself included
    double valueOf(int band, int position) const;
    int priorityOf(int band) const { return m_rules.awards[std::size_t(m_out.bands[std::size_t(band)].awards.front())].priority; }

    const RaceRules &m_rules;
    const AwardField &m_field;
    RaceAwards m_out;
    struct Eligible { // of one award, as far as somebody has asked
        AwardTerms terms;
        std::vector<const Contender *> found;
        std::size_t next = 0;
    };
    const Contender *eligible(int award, std::size_t n); // the n-th that the award is for; null: there are no more
    std::vector<Eligible> m_eligible;         // per award
    std::vector<int> m_bandOf;                // per award
    std::vector<int> m_order;                 // awards by priority, equal ones in document order
    std::vector<std::vector<Prize>> m_prizes; // per band
    struct Given {
        std::unordered_set<std::int32_t> entrants;
        std::unordered_map<std::int32_t, int> clubs; // prizes by club
    };
    std::vector<Given> m_given;               // per band
    std::set<std::pair<int, EntrantIdx>> m_left;
    std::unordered_map<std::int32_t, int> m_holds; // who has an exclusive prize
    bool m_doublesAllowed = false;            // while best values are looked for
    int m_draws = 0;
};

void Draw::compile(const ClubNumbers &clubs)
{
    for (std::size_t a = 0; a < m_rules.awards.size(); ++a) {
        const AwardDef &award = m_rules.awards[a];
        int band = m_out.bandByName(award.name);
        if (band < 0) {
            band = int(m_out.bands.size());
            m_out.bands.push_back({award.name, {}, {}, {}});
        }
        m_out.bands[std::size_t(band)].awards.push_back(int(a));
        m_out.bands[std::size_t(band)].draws.push_back(-1);
        m_bandOf.push_back(band);
        m_eligible.push_back({termsOf(award, clubs), {}, 0});
        m_order.push_back(int(a));
    }
    std::stable_sort(m_order.begin(), m_order.end(), [&](int a, int b) { return m_rules.awards[std::size_t(a)].priority < m_rules.awards[std::size_t(b)].priority; });
    m_prizes.resize(m_out.bands.size());
    m_given.resize(m_out.bands.size());
}

void Draw::clear()
{
    for (auto &prizes : m_prizes)
        prizes.clear();
    for (Given &given : m_given)
        given = {};
    m_holds.clear();
    m_draws = 0;
}

const Contender *Draw::eligible(int award, std::size_t n)
{
    Eligible &its = m_eligible[std::size_t(award)];
    const auto &list = m_field.by(m_rules.awards[std::size_t(award)].rank);
    for (; its.found.size() <= n && its.next < list.size(); ++its.next)
        if (its.terms.takes(list[its.next]))
            its.found.push_back(&list[its.next]);
    return n < its.found.size() ? its.found[n] : nullptr;
}

int Draw::targetOf(int award) const
{
    int target = 0;
    bool counted = false;
    for (const int a : m_order) {
        if (m_bandOf[std::size_t(a)] == m_bandOf[std::size_t(award)] && !counted)
            target += std::max(0, m_rules.awards[std::size_t(a)].places);
        counted = counted || a == award;
    }
    return target;
}

// Prizes of one award until its band has so many. Whoever ties with the last one gets one too.
void Draw::give(int award, int upTo)
{
    const AwardDef &def = m_rules.awards[std::size_t(award)];
    const int band = m_bandOf[std::size_t(award)];
    auto &prizes = m_prizes[std::size_t(band)];
    Given &given = m_given[std::size_t(band)];
    AwardBand &out = m_out.bands[std::size_t(band)];
    out.draws[std::size_t(std::find(out.awards.begin(), out.awards.end(), award) - out.awards.begin())] = m_draws;
    const Contender *last = nullptr;
    for (std::size_t n = 0; const Contender *next = int(prizes.size()) < upTo || last ? eligible(award, n) : nullptr; ++n) {
        const Contender &c = *next;
        if (int(prizes.size()) >= upTo && !(last && areTied(*last, c, m_rules.ties)))
            break;
        if (m_left.contains({band, c.entrant}))
            continue;
        if (def.exclusive && !m_doublesAllowed && m_holds.contains(c.entrant.value()))
            continue;
        if (given.entrants.contains(c.entrant.value()))
            continue;
        if (def.maxPerClub && c.club >= 0 && given.clubs[c.club] >= *def.maxPerClub)
            continue;
        given.entrants.insert(c.entrant.value());
        if (c.club >= 0)
            ++given.clubs[c.club];
        prizes.push_back({c, {c.entrant, 0, c.time, false, std::int16_t(award), std::int16_t(m_draws)}});
        if (def.exclusive)
            ++m_holds[c.entrant.value()];
        last = &c;
    }
    ++m_draws;
}

void Draw::giveInOrder()
{
    for (const int award : m_order)
        give(award, targetOf(award));
}

void Draw::giveFirstPlacesFirst()
{
    std::set<int> begun;
    for (const int award : m_order)
        if (m_rules.awards[std::size_t(award)].places > 0 && begun.insert(m_bandOf[std::size_t(award)]).second)
            give(award, 1);
    giveInOrder();
}

double Draw::valueOf(int band, int position) const
{
    for (const int a : m_out.bands[std::size_t(band)].awards) {
        const auto &values = m_rules.awards[std::size_t(a)].values;
        if (!values.empty())
            return position >= 1 && std::size_t(position) <= values.size() ? values[std::size_t(position) - 1] : 0;
    }
    return 0;
}

// Of those with several exclusive prizes, the one whose best is worth most keeps that, and leaves the others. One at a time: what
// he leaves may be worth more to the next. False when nobody had two.
bool Draw::leaveLesserPrizes()
{
    struct Held { int band; double value; };
    std::map<EntrantIdx, std::vector<Held>> held;
    for (std::size_t b = 0; b < m_prizes.size(); ++b)
        for (const Prize &p : m_prizes[b])
            if (m_rules.awards[std::size_t(p.winner.award)].exclusive)
                held[p.winner.entrant].push_back({int(b), valueOf(int(b), p.winner.position)});
    const auto better = [&](const Held &a, const Held &b) { return a.value != b.value ? a.value > b.value : priorityOf(a.band) < priorityOf(b.band); };
    std::optional<std::pair<EntrantIdx, Held>> chosen;
    for (const auto &[entrant, list] : held) {
        if (list.size() < 2)
            continue;
        const Held &best = *std::min_element(list.begin(), list.end(), better);
        if (!chosen || better(best, chosen->second))
            chosen.emplace(entrant, best);
    }
    if (!chosen)
        return false;
    for (const Held &h : held[chosen->first])
        if (h.band != chosen->second.band)
            m_left.insert({h.band, chosen->first});
    return true;
}

void Draw::giveBestValue()
{
    m_doublesAllowed = true;
    do { // each round somebody leaves a band for good: it ends
        clear();
        giveInOrder();
        setPositions();
    } while (leaveLesserPrizes());
}

void Draw::setPositions()
{
    for (auto &prizes : m_prizes) {
        std::stable_sort(prizes.begin(), prizes.end(), [](const Prize &a, const Prize &b) { return a.contender < b.contender; });
        for (std::size_t i = 0; i < prizes.size(); ++i) {
            const bool tied = i > 0 && areTied(prizes[i - 1].contender, prizes[i].contender, m_rules.ties);
            prizes[i].winner.position = tied ? prizes[i - 1].winner.position : std::int32_t(i) + 1;
            prizes[i].winner.shared = tied;
            if (tied)
                prizes[i - 1].winner.shared = true;
        }
    }
}

RaceAwards Draw::run()
{
    switch (m_rules.awardPolicy) {
    case AwardPolicy::BandOrder:
        giveInOrder();
        break;
    case AwardPolicy::FirstPlacesFirst:
        giveFirstPlacesFirst();
        break;
    case AwardPolicy::BestValue:
        giveBestValue();
        break;
    }
    setPositions();
    for (std::size_t b = 0; b < m_prizes.size(); ++b)
        for (const Prize &p : m_prizes[b])
            m_out.bands[b].winners.push_back(p.winner);
    for (const auto &[band, entrant] : m_left)
        m_out.left.push_back({band, entrant});
    return std::move(m_out);
}

} // namespace

int RaceAwards::bandByName(QStringView name) const
{
    const auto it = std::find_if(bands.begin(), bands.end(), [&](const AwardBand &b) { return b.name.compare(name, Qt::CaseInsensitive) == 0; });
    return it == bands.end() ? -1 : int(it - bands.begin());
}

RaceAwards drawAwards(const RaceRules &rules, const AwardField &field, const ClubNumbers &clubs)
{
    return Draw(rules, field, clubs).run();
}

} // namespace gantry::scoring
