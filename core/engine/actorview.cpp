// SPDX-License-Identifier: Apache-2.0
// EventActor: what is published.
#include "core/engine/eventactor.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace gantry::engine {

namespace {

QString waveKey(const QString &race, const QString &wave)
{
    return wave.isEmpty() ? race : race + u'/' + wave;
}

// The scoreboard's order of those without a place.
int unplacedGroup(scoring::Status s)
{
    using scoring::Status;
    constexpr Status kOrder[] = {Status::Finished, Status::OnCourse, Status::NotStarted, Status::Dnf, Status::Dns, Status::Dq};
    return int(std::find(std::begin(kOrder), std::end(kOrder), s) - std::begin(kOrder));
}

} // namespace

EntrantRow EventActor::entrantRow(EntrantIdx e) const
{
    EntrantRow row;
    row.entrant = m_state.entrants()[std::size_t(e.value())];
    row.searchKey = (row.entrant.bib + u' ' + row.entrant.firstName + u' ' + row.entrant.lastName + u' ' + row.entrant.chips.join(u' ')).toLower();
    return row;
}

std::shared_ptr<const EventHead> EventActor::head() const
{
    auto h = std::make_shared<EventHead>();
    h->id = m_info.id;
    h->document = m_state.document();
    h->json = m_state.json();
    h->name = h->document.name.isEmpty() ? m_info.name : h->document.name;
    h->date = h->document.date;
    h->zone = h->document.zone;
    h->rehearsal = m_rehearsal;
    h->rules = m_board.rules();
    return h;
}

std::shared_ptr<const std::vector<WaveRow>> EventActor::waveRows() const
{
    auto rows = std::make_shared<std::vector<WaveRow>>();
    std::set<Id128> taken;
    for (const GunCandidate &g : m_state.guns())
        if (g.read)
            taken.insert(*g.read);
    const int free = int(std::count_if(m_reads.guns().begin(), m_reads.guns().end(), [&](ReadIdx i) { return !taken.contains(m_reads.read(i).content); }));
    const EventDocument &doc = m_state.document();
    for (std::size_t r = 0; r < doc.races.size() && r < m_board.rules().size(); ++r) {
        const RaceDef &race = doc.races[r];
        for (std::size_t w = 0; w <= race.waves.size(); ++w) {
            WaveRow row;
            row.race = RaceIdx(std::int32_t(r));
            row.wave = int(w);
            row.raceName = race.name;
            row.waveName = w ? race.waves[w - 1].name : QString();
            row.key = waveKey(row.raceName, row.waveName);
            const auto scheduled = w ? race.waves[w - 1].gun : race.gun;
            if (scheduled)
                row.scheduled = doc.zone.toUtc(*scheduled);
            for (const GunCandidate &g : m_state.guns())
                if (g.wave == row.key)
                    if (const auto at = gunTime(g)) {
                        row.gun = at;
                        row.source = g.source;
                    }
            row.armed = m_state.armed(row.key);
            row.candidates = row.gun ? 0 : free;
            row.ownStart = race.waves.empty() || w > 0;
            if (const auto t = m_tallies.find({int(r), int(w)}); t != m_tallies.end()) {
                row.entered = t->second.entered;
                row.started = t->second.started;
                row.out = t->second.out;
                row.finished = t->second.finished;
            }
            if (row.ownStart || row.entered > 0 || row.gun)
                rows->push_back(std::move(row));
        }
    }
    return rows;
}

std::shared_ptr<const std::vector<PointRow>> EventActor::pointRows() const
{
    auto rows = std::make_shared<std::vector<PointRow>>();
    const EventDocument &doc = m_state.document();
    std::vector<int> entered(doc.races.size(), 0);
    for (const auto &[key, tally] : m_tallies)
        if (key.first >= 0 && std::size_t(key.first) < entered.size())
            entered[std::size_t(key.first)] += tally.entered;
    for (std::size_t p = 0; p < doc.points.size(); ++p) {
        PointRow row;
        row.point = PointIdx(std::int32_t(p));
        row.name = doc.points[p].name;
        row.kind = doc.points[p].kind;
        if (p < m_reads.points().size()) {
            const auto &s = m_reads.points()[p];
            row.reads = s.reads;
            row.uniqueChips = s.uniqueChips;
            row.firstRead = s.first;
            row.lastRead = s.last;
        }
        row.seen = p < m_seenAt.size() ? m_seenAt[p] : 0;
        for (std::size_t r = 0; r < m_board.rules().size(); ++r) {
            const auto &rules = m_board.rules()[r];
            const bool passes = std::any_of(rules.course.begin(), rules.course.end(), [&](const auto &c) { return c.point == row.point; })
                || std::find(rules.startPoints.begin(), rules.startPoints.end(), row.point) != rules.startPoints.end();
            row.expected += passes ? entered[r] : 0;
        }
        rows->push_back(std::move(row));
    }
    return rows;
}

std::shared_ptr<const std::vector<UnknownChip>> EventActor::unknownRows() const
{
    auto rows = std::make_shared<std::vector<UnknownChip>>();
    for (std::size_t c = 0; c < m_reads.chips(); ++c) {
        const ChipIdx chip = ChipIdx(c);
        if (ownerOf(chip).value() >= 0 || isStaffTag(m_reads.chipKey(chip)))
            continue;
        const auto &reads = m_reads.byChip(chip);
        const auto &last = m_reads.read(reads.back());
        rows->push_back({QString::fromStdString(m_reads.rows()[std::size_t(reads.back().value())].chip), last.point, last.at, int(reads.size())});
    }
    return rows;
}

std::shared_ptr<const std::vector<net::LinkState>> EventActor::linkRows() const
{
    auto rows = std::make_shared<std::vector<net::LinkState>>();
    for (const auto &[no, link] : m_links)
        rows->push_back(link);
    std::stable_sort(rows->begin(), rows->end(), [](const auto &a, const auto &b) {
        if (a.closedAt.has_value() != b.closedAt.has_value())
            return !a.closedAt.has_value();
        return a.session > b.session;
    });
    if (rows->size() > 500)
        rows->resize(500);
    return rows;
}

// As the scoreboard has it; those without a place by bib within their state, because that is how people look for them.
std::vector<EntrantIdx> EventActor::printOrder(RaceIdx race)
{
    std::vector<EntrantIdx> order = m_board.order(race);
    const auto unplaced = std::find_if(order.begin(), order.end(), [&](EntrantIdx e) { return m_board.places(e).overall == 0; });
    std::sort(unplaced, order.end(), [&](EntrantIdx a, EntrantIdx b) {
        const int ga = unplacedGroup(m_board.result(a).status), gb = unplacedGroup(m_board.result(b).status);
        return ga != gb ? ga < gb : m_bibRank[std::size_t(a.value())] < m_bibRank[std::size_t(b.value())];
    });
    return order;
}

void EventActor::rankBibs()
{
    const auto &entrants = m_state.entrants();
    std::vector<std::pair<qint64, std::int32_t>> byNumber;
    for (std::size_t i = 0; i < entrants.size(); ++i) {
        bool number = false;
        const qint64 n = entrants[i].bib.toLongLong(&number);
        byNumber.emplace_back(number ? n : std::numeric_limits<qint64>::max(), std::int32_t(i));
    }
    std::sort(byNumber.begin(), byNumber.end(), [&](const auto &a, const auto &b) {
        return a.first != b.first ? a.first < b.first : entrants[std::size_t(a.second)].bib < entrants[std::size_t(b.second)].bib;
    });
    m_bibRank.resize(entrants.size());
    for (std::size_t rank = 0; rank < byNumber.size(); ++rank)
        m_bibRank[std::size_t(byNumber[rank].second)] = std::int32_t(rank);
}

void EventActor::publishTables()
{
    Parts &p = m_parts;
    if (p.entrantsDirty || p.entrants.size() != m_state.entrants().size()) {
        for (std::size_t i = 0; i < p.entrants.size(); ++i)
            if (!(p.entrants[i].entrant == m_state.entrants()[i]))
                p.entrants.edit(i) = entrantRow(EntrantIdx(std::int32_t(i)));
        for (std::size_t i = p.entrants.size(); i < m_state.entrants().size(); ++i)
            p.entrants.append(entrantRow(EntrantIdx(std::int32_t(i))));
        p.entrantsOut = std::make_shared<const ChunkedTable<EntrantRow>>(p.entrants);
        rankBibs();
        p.entrantsDirty = false;
    }
    if (p.resultsDirty || p.results.size() != m_board.size()) {
        for (std::size_t i = p.results.size(); i < m_board.size(); ++i) {
            const EntrantIdx e{std::int32_t(i)};
            p.results.append({m_board.result(e), m_board.facts(e).race.value(), m_board.facts(e).wave});
        }
        p.resultsOut = std::make_shared<const ChunkedTable<ResultRow>>(p.results);
        p.places = std::make_shared<const std::vector<scoring::Places>>(m_board.allPlaces());
        auto order = std::make_shared<std::vector<std::vector<EntrantIdx>>>();
        for (std::size_t r = 0; r < m_board.rules().size(); ++r)
            order->push_back(printOrder(RaceIdx(std::int32_t(r))));
        p.order = std::move(order);
        p.teams.reset();
        publishAwards();
        p.resultsDirty = false;
    }
    if (p.readsDirty || !p.readsOut) {
        p.readsOut = std::make_shared<const ChunkedTable<ReadRow>>(m_reads.rows());
        p.unbound = std::make_shared<const std::vector<UnboundRow>>(m_reads.unbound());
        p.readsDirty = false;
    }
    if (p.unknownDirty || !p.unknown) {
        p.unknown = unknownRows();
        p.unknownDirty = false;
    }
    if (p.linksDirty || !p.links) {
        p.links = linkRows();
        p.linksDirty = false;
    }
    publishHistory();
    publishOutgoing();
    if (p.headDirty || !p.head) {
        p.head = head();
        p.headDirty = false;
        p.teams.reset();
    }
    if (!p.teams)
        p.teams = m_teams.tables(m_state, m_board, p.head);
}

void EventActor::look(const View &last)
{
    hearBell();
    settle();
    if (last.event && m_watch.look({last, m_state, m_fold, m_reads, m_board, m_clock->now()}))
        m_hooks.changed();
}

void EventActor::setHealth(std::shared_ptr<const system::Health> health)
{
    m_watch.healthCame(std::move(health), m_clock->now());
    m_hooks.changed();
}

ViewPtr EventActor::buildView(std::uint64_t version, const std::shared_ptr<const store::SaveState> &saving, bool ask)
{
    hearBell();
    settle();
    publishTables();
    auto v = std::make_shared<View>();
    v->version = version;
    v->event = m_parts.head;
    v->waves = waveRows();
    v->points = pointRows();
    v->unbound = m_parts.unbound;
    v->entrants = m_parts.entrantsOut;
    v->results = m_parts.resultsOut;
    v->places = m_parts.places;
    v->order = m_parts.order;
    v->teams = m_parts.teams;
    v->awards = m_parts.awards;
    v->reads = m_parts.readsOut;
    v->unknown = m_parts.unknown;
    v->lastFinishers = std::make_shared<const std::vector<FinisherRow>>(m_lastFinishers.begin(), m_lastFinishers.end());
    v->hands = m_hands.rows(m_state, m_reads);
    v->links = m_parts.links;
    v->saving = saving;
    v->lastOp = m_parts.lastOp;
    if (!m_parts.conflicts)
        m_parts.conflicts = conflictRows();
    v->conflicts = m_parts.conflicts;
    v->history = m_parts.historyOut;
    v->outgoing = m_parts.outgoing;
    for (const auto &[key, t] : m_tallies) {
        v->counters.entered += t.entered;
        v->counters.started += t.started;
        v->counters.out += t.out;
        v->counters.finished += t.finished;
    }
    v->counters.unknownChips = int(m_parts.unknown->size());
    v->counters.reads = m_savedReads;
    v->counters.guns = std::int64_t(m_reads.guns().size());
    v->counters.duplicates = m_duplicates;
    v->counters.malformed = m_malformed;
    v->counters.unsavedReads = m_unsaved;
    v->counters.newerOps = std::int64_t(m_fold.unknownOps());
    const auto active = [this](const Id128 &op) { return inForce(op); };
    v->canUndo = m_log.undoTarget(active).has_value();
    v->canRedo = m_log.redoTarget(active).has_value();
    v->health = m_watch.health();
    const bool savedWell = !saving || (saving->ok && saving->escapeError.message.isEmpty());
    if (ask || std::exchange(m_savedWell, savedWell) != savedWell)
        m_watch.somethingSaid();
    if (m_watching)
        m_watch.look({*v, m_state, m_fold, m_reads, m_board, m_clock->now()});
    v->problems = m_watch.problems();
    v->readers = m_watch.readers();
    return v;
}

} // namespace gantry::engine
