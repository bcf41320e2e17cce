// SPDX-License-Identifier: Apache-2.0
// EventActor: awards, how final they are, and the ledger of what was given.
#include "core/base/text.h"
#include "core/engine/eventactor.h"

#include <algorithm>

namespace gantry::engine {

namespace {

OfficialPlace placeOf(const EventState &state, EntrantIdx e, int position, Micros time)
{
    return {state.entrants()[std::size_t(e.value())].id, position, time};
}

// Is this runner in the division that the document lists at `index`?
bool inDivision(const scoring::RaceRules &rules, int index, const scoring::EntrantResult &result, const scoring::EntrantFacts &facts)
{
    const DivisionDef &d = rules.divisions[std::size_t(index)];
    if (result.division >= 0)
        return result.division == index;
    return result.divisionName.compare(d.name, Qt::CaseInsensitive) == 0 && (d.genders.isEmpty() || facts.gender.isEmpty() || d.genders.contains(facts.gender));
}

} // namespace

const scoring::AllAwards &EventActor::awardsDrawn() const
{
    return m_awards.awards(m_board);
}

std::vector<OfficialPlace> EventActor::placesNow(int race, bool division, int index) const
{
    std::vector<OfficialPlace> out;
    if (!division) {
        for (const scoring::AwardWinner &w : m_awards.awards(m_board)[std::size_t(race)]->bands[std::size_t(index)].winners)
            out.push_back(placeOf(m_state, w.entrant, w.position, w.time));
    } else {
        const scoring::RaceRules &rules = m_board.rules()[std::size_t(race)];
        for (const EntrantIdx e : m_board.order(RaceIdx(race))) {
            const int place = m_board.places(e).division;
            if (m_board.places(e).overall == 0)
                break; // those without a place stand at the end
            const auto &result = m_board.result(e);
            if (place > 0 && inDivision(rules, index, result, m_board.facts(e)))
                out.push_back(placeOf(m_state, e, place, (rules.ranking == RankBy::Net ? result.net : result.gun).value_or(result.net.value_or(Micros(0)))));
        }
    }
    std::sort(out.begin(), out.end(), [](const OfficialPlace &a, const OfficialPlace &b) { return std::tie(a.position, a.entrant) < std::tie(b.position, b.entrant); });
    return out;
}

// The newest command since then that speaks of one of them; else the newest that can have moved somebody; else it was a read.
QString EventActor::causeOf(const std::vector<Id128> &runners, UtcTime since) const
{
    constexpr std::size_t kOps = 200; // of a command that are looked at: an import has thousands
    const auto about = [&](const log::Op &op) {
        const auto of = runnersOf(op);
        return std::any_of(of.begin(), of.end(), [&](const Id128 &id) { return std::find(runners.begin(), runners.end(), id) != runners.end(); });
    };
    std::optional<std::size_t> found;
    for (std::size_t i = m_log.size(); i-- > 0;) {
        const CommandEntry &entry = m_log.entry(i);
        const log::Op *first = m_fold.op(entry.id);
        if (!first || !entry.changes || AwardBook::isMine(first->entity) || first->entity == u"ack" || first->entity == u"publish")
            continue;
        if (fromUs(std::int64_t(first->stamp.hlc >> 16) * 1000) <= since)
            break;
        if (!found)
            found = i;
        bool his = false;
        for (std::size_t k = 0; k < std::min(kOps, entry.ops.size()) && !his; ++k)
            if (const log::Op *op = m_fold.op(entry.ops[k]))
                his = about(*op);
        if (!his)
            continue;
        found = i;
        break;
    }
    if (!found)
        return say("a read that came later");
    const HistoryRow row = historyRow(*found);
    const QString text = say("%1 (%2, %3)").arg(row.text, row.author, formatTimeOfDay(m_state.document().zone.toLocal(row.at)));
    return row.reason.isEmpty() ? text : text + QStringLiteral(" · ") + row.reason;
}

AwardRow EventActor::awardRow(int race, bool division, int index, const QString &name) const
{
    AwardRow row;
    row.race = race;
    row.division = division;
    row.index = index;
    row.name = name;
    const AwardMark *mark = m_state.awards().mark(m_board.rules()[std::size_t(race)].name, division, name);
    if (!division)
        row.places = int(m_awards.awards(m_board)[std::size_t(race)]->bands[std::size_t(index)].winners.size());
    if (!mark)
        return row;
    row.stage = mark->stage;
    row.since = mark->since;
    row.by = mark->by;
    if (mark->stage == AwardStage::Provisional)
        row.protestUntil = mark->since + std::chrono::minutes(mark->protestMinutes);
    if (!mark->isOfficial())
        return row;
    const std::vector<OfficialPlace> now = placesNow(race, division, index);
    if (now == mark->places)
        return row;
    std::map<int, std::pair<std::vector<OfficialPlace>, std::vector<OfficialPlace>>> byPosition;
    for (const OfficialPlace &p : mark->places)
        byPosition[p.position].first.push_back(p);
    for (const OfficialPlace &p : now)
        byPosition[p.position].second.push_back(p);
    std::vector<Id128> runners;
    const auto indexOf = [&](const Id128 &id) { return m_state.entrantById(id).value_or(EntrantIdx(-1)); };
    for (const auto &[position, both] : byPosition) {
        const auto &[was, is] = both;
        if (was == is)
            continue;
        for (std::size_t i = 0; i < std::max(was.size(), is.size()); ++i) {
            if (i < was.size() && i < is.size() && was[i] == is[i])
                continue;
            ++row.changed;
            if (row.changed > AwardRow::kChanges)
                continue;
            ChangedPlace c{position, {}, {}, {}, {}};
            c.was = c.is = EntrantIdx(-1);
            if (i < was.size()) {
                c.was = indexOf(was[i].entrant);
                c.wasTime = was[i].time;
                runners.push_back(was[i].entrant);
            }
            if (i < is.size()) {
                c.is = indexOf(is[i].entrant);
                c.isTime = is[i].time;
                runners.push_back(is[i].entrant);
            }
            row.changes.push_back(c);
        }
    }
    row.cause = causeOf(runners, mark->since);
    return row;
}

GivenRow EventActor::givenRow(const GivenPrize &p) const
{
    GivenRow row;
    row.race = m_state.document().raceByName(p.race).value();
    row.raceName = p.race;
    row.bandName = p.band;
    row.position = p.position;
    row.entrantId = p.entrant;
    row.entrant = m_state.entrantById(p.entrant).value_or(EntrantIdx(-1));
    row.announced = p.announced;
    row.handed = p.handed;
    row.back = p.back;
    row.stays = p.stays;
    row.announcedBy = p.announcedBy;
    row.handedBy = p.handedBy;
    const auto &drawn = m_awards.awards(m_board);
    if (row.race >= 0 && std::size_t(row.race) < drawn.size())
        row.band = drawn[std::size_t(row.race)]->bandByName(p.band);
    if (row.band >= 0)
        for (const scoring::AwardWinner &w : drawn[std::size_t(row.race)]->bands[std::size_t(row.band)].winners) {
            if (w.position == p.position)
                row.holders.push_back(w.entrant);
            if (w.entrant == row.entrant)
                row.positionNow = w.position;
        }
    if (!p.isOpen() || (row.positionNow == p.position && row.entrant.value() >= 0))
        return row;
    // Announced only: announcing who has it now puts that right. What was handed out has to come back.
    const auto announcedSince = [&](EntrantIdx e) {
        const GivenPrize *theirs = m_state.awards().prize(p.race, p.band, p.position, m_state.entrants()[std::size_t(e.value())].id);
        return theirs && theirs->announced && *theirs->announced > *p.announced;
    };
    row.alarm = p.handed || row.holders.empty() || !std::all_of(row.holders.begin(), row.holders.end(), announcedSince);
    if (row.alarm) {
        std::vector<Id128> runners{p.entrant};
        for (const EntrantIdx e : row.holders)
            runners.push_back(m_state.entrants()[std::size_t(e.value())].id);
        row.cause = causeOf(runners, std::min(p.announced.value_or(UtcTime::max()), p.handed.value_or(UtcTime::max())));
    }
    return row;
}

void EventActor::publishAwards()
{
    auto view = std::make_shared<AwardsView>();
    view->drawn = m_awards.awards(m_board);
    for (const GivenPrize &p : m_state.awards().given())
        view->given.push_back(givenRow(p));
    for (std::size_t r = 0; r < m_board.rules().size(); ++r) {
        const scoring::RaceRules &rules = m_board.rules()[r];
        view->protestMinutes.push_back(m_state.awards().protestMinutes(rules.name));
        for (std::size_t b = 0; b < view->drawn[r]->bands.size(); ++b) {
            AwardRow row = awardRow(int(r), false, int(b), view->drawn[r]->bands[b].name);
            for (const scoring::AwardWinner &w : view->drawn[r]->bands[b].winners)
                if (const GivenRow *g = view->ledger(int(r), int(b), w.position, w.entrant)) {
                    row.announced += g->announced.has_value();
                    row.handed += g->handed.has_value();
                }
            view->rows.push_back(std::move(row));
        }
        for (std::size_t d = 0; d < rules.divisions.size(); ++d)
            view->rows.push_back(awardRow(int(r), true, int(d), rules.divisions[d].name));
    }
    const AwardsView *last = m_parts.awards.get();
    if (last && last->drawn == view->drawn && last->rows == view->rows && last->given == view->given && last->protestMinutes == view->protestMinutes)
        return;
    m_parts.awards = std::move(view);
}

std::vector<EventActor::AwardLine> EventActor::whyAwards(EntrantIdx e)
{
    settle();
    std::vector<AwardLine> out;
    const RaceIdx race = m_board.facts(e).race;
    if (race.value() < 0)
        return out;
    const auto &bands = m_awards.awards(m_board)[std::size_t(race.value())]->bands;
    for (std::size_t b = 0; b < bands.size(); ++b)
        out.push_back({bands[b].name, m_awards.why(m_board, race, int(b), e)});
    return out;
}

} // namespace gantry::engine
