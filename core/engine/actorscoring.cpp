// SPDX-License-Identifier: Apache-2.0
// EventActor: from state and reads to facts, results and counts.
#include "core/engine/eventactor.h"

#include <algorithm>

namespace gantry::engine {

using scoring::EntrantFacts;
using scoring::GunSource;
using scoring::Status;

std::optional<UtcTime> EventActor::gunTime(const GunCandidate &g) const
{
    if (g.utc)
        return g.utc;
    if (g.local)
        return m_state.document().zone.toUtc(*g.local);
    if (g.read)
        for (const ReadIdx gun : m_reads.guns()) // there are few; reads are many
            if (m_reads.read(gun).content == *g.read)
                return m_reads.read(gun).at;
    return std::nullopt;
}

scoring::Guns EventActor::chosenGuns() const
{
    scoring::Guns guns;
    // Elapsed times need something to count from when no gun is known: midnight of the event's day.
    if (m_reads.hasElapsed())
        for (const RaceDef &race : m_state.document().races)
            if (!race.gun && std::none_of(race.waves.begin(), race.waves.end(), [](const WaveDef &w) { return w.gun.has_value(); })) {
                const LocalTime midnight{std::chrono::days(QDate(1970, 1, 1).daysTo(m_state.document().date))};
                guns[race.name] = {m_state.document().zone.toUtc(midnight), GunSource::Schedule};
            }
    for (const GunCandidate &g : m_state.guns()) // by stamp: the newest choice stands
        if (const auto at = gunTime(g))
            guns[g.wave] = {*at, g.source};
    return guns;
}

void EventActor::reduceCorrections()
{
    m_corrections.clear();
    int group = 0;
    for (const StateCorrection &c : m_state.corrections()) {
        const bool heat = c.applied.correction.kind == Correction::Kind::DeadHeat;
        for (const QString &bib : c.applied.correction.bibs)
            for (EntrantIdx e : m_state.entrantsByBib(bib, c.race)) {
                Reduced &r = m_corrections[e.value()];
                if (heat)
                    r.deadHeat = group;
                else
                    r.list.push_back(&c.applied);
            }
        group += heat;
    }
}

void EventActor::addCorrections(EntrantFacts &facts, EntrantIdx e) const
{
    const auto it = m_corrections.find(e.value());
    if (it == m_corrections.end() || facts.race.value() < 0)
        return;
    facts.deadHeat = it->second.deadHeat;
    const auto severity = [](Correction::Kind k) { return k == Correction::Kind::Dq ? 3 : k == Correction::Kind::Dnf ? 2 : 1; };
    const auto &rules = m_board.rules()[std::size_t(facts.race.value())];
    const bool legs = rules.legs() > 0;
    for (const scoring::AppliedCorrection *applied : it->second.list) {
        const Correction &c = applied->correction;
        const int leg = c.leg.value_or(0);
        switch (c.kind) {
        case Correction::Kind::Dnf:
        case Correction::Kind::Dns:
        case Correction::Kind::Dq:
            if (!facts.verdict || severity(c.kind) > severity(*facts.verdict))
                facts.verdict = c.kind;
            break;
        case Correction::Kind::StartOffset:
            if (legs && leg > 0)
                facts.legStarts.push_back({leg, c.amount});
            else
                facts.startOffset = c.amount;
            break;
        case Correction::Kind::Penalty:
            if (legs && leg > 0)
                facts.legPenalties.push_back({leg, c.amount});
            else
                facts.penalty += c.amount;
            break;
        case Correction::Kind::SetTime:
            addSetTime(facts, rules, c);
            break;
        case Correction::Kind::DeadHeat:
            break;
        }
    }
}

void EventActor::addSetTime(EntrantFacts &facts, const scoring::RaceRules &rules, const Correction &c) const
{
    PointIdx point = c.point.isEmpty() ? PointIdx(-1) : m_state.document().pointByName(c.point);
    if (c.point.isEmpty() && !rules.course.empty())
        point = rules.course.back().point;
    const auto gun = rules.gunOf(facts.wave);
    if (c.at)
        facts.setTimes.push_back({point, m_state.document().zone.toUtc(*c.at), c.leg.value_or(0)});
    else if (c.elapsed && gun)
        facts.setTimes.push_back({point, *gun + *c.elapsed, c.leg.value_or(0)});
}

void EventActor::addReadFacts(EntrantFacts &facts, EntrantIdx e) const
{
    if (facts.race.value() < 0)
        return;
    const Id128 &id = m_state.entrants()[std::size_t(e.value())].id;
    const ChipMoves &moves = m_state.chipMoves();
    for (const std::string &key : m_keysOf[std::size_t(e.value())])
        if (const ChipIdx chip = m_reads.chipByKey(key); chip >= 0 && ownerOf(chip) == e)
            addReadsOf(facts, chip, [&](UtcTime at) {
                const auto holder = moves.empty() ? std::nullopt : moves.holder(key, at);
                return !holder || *holder == id;
            });
    for (const std::string &key : moves.empty() ? std::vector<std::string>() : moves.keysOf(id)) {
        const auto &own = m_keysOf[std::size_t(e.value())];
        const ChipIdx chip = m_reads.chipByKey(key);
        if (chip >= 0 && (std::find(own.begin(), own.end(), key) == own.end() || ownerOf(chip) != e))
            addReadsOf(facts, chip, [&](UtcTime at) { return moves.holder(key, at) == id; });
    }
    std::sort(facts.reads.begin(), facts.reads.end(),
              [](const auto &a, const auto &b) { return a.at != b.at ? a.at < b.at : a.read < b.read; });
}

template<class His>
void EventActor::addReadsOf(EntrantFacts &facts, ChipIdx chip, His his) const
{
    const auto &rules = m_board.rules()[std::size_t(facts.race.value())];
    for (ReadIdx i : m_reads.byChip(chip)) {
        const auto &r = m_reads.read(i);
        scoring::ReadFact f;
        f.read = i;
        f.point = r.point;
        f.at = r.at;
        f.source = r.backup ? scoring::Source::Backup : scoring::Source::Main;
        f.ignored = m_reads.rows()[std::size_t(i.value())].ignored;
        if (r.elapsed) { // since the race's gun; a race that is started by waves only has theirs
            const auto gun = rules.waves[0].gun ? rules.waves[0].gun : rules.waves[std::size_t(facts.wave)].gun;
            if (!gun)
                continue;
            f.elapsed = true;
            f.at = *gun + r.at.time_since_epoch();
            if (f.point.value() < 0 && !rules.course.empty())
                f.point = rules.course.back().point; // a list of times without a point is the finish
        }
        if (his(f.at))
            facts.reads.push_back(f);
    }
}

void EventActor::addHandTimes(EntrantFacts &facts, const Entrant &entrant) const
{
    if (entrant.bib.isEmpty())
        return;
    const EventDocument &doc = m_state.document();
    for (const HandTime *time : m_state.hands().ofBib(compareKey(entrant.bib)))
        if (m_state.entrantsByBib(time->bib, time->race).size() == 1 && (time->race.isEmpty() || entrant.race.compare(time->race, Qt::CaseInsensitive) == 0))
            facts.hands.push_back({doc.pointByName(time->point), time->utc ? *time->utc : doc.zone.toUtc(*time->local), time->id});
    std::sort(facts.hands.begin(), facts.hands.end(), [](const auto &a, const auto &b) { return std::tie(a.at, a.id) < std::tie(b.at, b.id); });
}

// Before a start hardly anybody has been read, so arming stays cheap.
void EventActor::fenceAnew()
{
    std::vector<std::optional<UtcTime>> until;
    for (const auto &rules : m_board.rules())
        until.push_back(m_state.testsUntil(rules.name));
    for (std::size_t i = 0; i < m_board.size(); ++i) {
        const EntrantFacts &facts = m_board.facts(EntrantIdx(std::int32_t(i)));
        if (facts.race.value() >= 0 && (!facts.reads.empty() || !facts.hands.empty()) && facts.testsUntil != until[std::size_t(facts.race.value())])
            later(EntrantIdx(std::int32_t(i)));
    }
}

// Closing a race changes nobody's time: it only says what came afterwards. A race that ends by the clock needs to know how
// far the day has come; when its next bell rings, it is scored anew.
void EventActor::setMoment(std::vector<scoring::RaceRules> &rules)
{
    const UtcTime now = m_clock->now();
    m_nextBell.reset();
    for (scoring::RaceRules &race : rules) {
        race.closedAt = m_state.marks().closedAt(race.name);
        if (!race.ranksByLaps())
            continue;
        for (std::size_t wave = 0; wave < race.waves.size(); ++wave) {
            const auto gun = race.gunOf(int(wave));
            if (!gun || now < *gun)
                continue;
            race.asOf = now;
            const Micros gone = now - *gun;
            const Micros bell = race.laps->every ? *race.laps->every * (gone / *race.laps->every + 1) : race.laps->duration.value_or(Micros(0));
            if (bell > gone)
                m_nextBell = m_nextBell ? std::min(*m_nextBell, *gun + bell) : *gun + bell;
        }
    }
}

void EventActor::hearBell()
{
    if (m_nextBell && m_clock->now() > *m_nextBell)
        rebuildRules();
}

EntrantFacts EventActor::factsOf(EntrantIdx e) const
{
    const Entrant &entrant = m_state.entrants()[std::size_t(e.value())];
    EntrantFacts facts;
    if (!entrant.alive)
        return facts;
    const EventDocument &doc = m_state.document();
    facts.race = entrant.race.isEmpty() && doc.races.size() == 1 ? RaceIdx(0) : doc.raceByName(entrant.race);
    if (facts.race.value() < 0)
        return facts;
    const auto &rules = m_board.rules()[std::size_t(facts.race.value())];
    facts.wave = std::max(0, rules.waveByName(entrant.wave));
    facts.gender = entrant.gender;
    facts.age = ageForRace(entrant, rules.ageDate);
    facts.rosterDivision = entrant.division;
    facts.team = entrant.team;
    facts.withdrawn = entrant.state == EntrantState::Withdrawn;
    addReadFacts(facts, e);
    addCorrections(facts, e);
    addHandTimes(facts, entrant);
    facts.testsUntil = m_state.testsUntil(rules.name);
    return facts;
}

void EventActor::later(EntrantIdx e)
{
    const std::size_t i = std::size_t(e.value());
    if (m_isLater.size() <= i)
        m_isLater.resize(std::max(m_state.entrants().size(), i + 1));
    if (m_isLater[i])
        return;
    m_isLater[i] = true;
    m_later.push_back(e);
}

void EventActor::settle()
{
    if (m_later.empty())
        return;
    std::vector<EntrantIdx> todo;
    todo.swap(m_later);
    std::sort(todo.begin(), todo.end()); // a new entrant is one past the end of the board: in order
    for (EntrantIdx e : todo) {
        m_isLater[std::size_t(e.value())] = false;
        m_board.update(e, factsOf(e));
        m_awards.changed(e);
    }
    for (EntrantIdx e : todo)
        applyUses(e);
    afterScoring();
}

std::vector<scoring::ReadUse> EventActor::usesOf(EntrantIdx e) const
{
    std::vector<scoring::ReadUse> uses;
    const EntrantFacts &facts = m_board.facts(e);
    if (facts.race.value() >= 0)
        scoring::scoreEntrant(m_board.rules()[std::size_t(facts.race.value())], facts, &uses);
    return uses;
}

std::vector<std::pair<Id128, scoring::ReadUse>> EventActor::handUsesOf(EntrantIdx e) const
{
    std::vector<std::pair<Id128, scoring::ReadUse>> out;
    const EntrantFacts &facts = m_board.facts(e);
    if (facts.race.value() < 0 || facts.hands.empty())
        return out;
    std::vector<scoring::ReadUse> uses;
    scoring::scoreEntrant(m_board.rules()[std::size_t(facts.race.value())], facts, nullptr, &uses);
    for (std::size_t i = 0; i < uses.size(); ++i)
        out.emplace_back(facts.hands[i].id, uses[i]);
    return out;
}

void EventActor::applyUses(EntrantIdx e)
{
    for (const auto &[hand, use] : handUsesOf(e))
        m_hands.scored(hand, e, use);
    auto &rows = m_reads.rows();
    const std::vector<scoring::ReadUse> uses = usesOf(e);
    if (m_watching)
        watchRunner(e, uses);
    for (const scoring::ReadUse &u : uses) {
        const std::size_t i = std::size_t(u.read.value());
        const ReadRow &row = rows[i];
        if (row.use == u.use && row.entrant == e && row.course == u.course && row.by == u.by)
            continue;
        ReadRow &edit = rows.edit(i);
        edit.use = u.use;
        edit.entrant = e;
        edit.course = std::int16_t(u.course);
        edit.by = u.by;
        m_parts.readsDirty = true;
    }
}

void EventActor::watchRunner(EntrantIdx e, const std::vector<scoring::ReadUse> &uses)
{
    const EntrantFacts &facts = m_board.facts(e);
    if (facts.race.value() < 0)
        return m_watch.runnerScored(e, {});
    std::optional<UtcTime> verdictAt;
    if (const auto it = m_corrections.find(e.value()); facts.verdict && it != m_corrections.end())
        for (const scoring::AppliedCorrection *c : it->second.list)
            if (const log::Op *op = c->correction.kind == *facts.verdict ? m_fold.op(c->op) : nullptr)
                verdictAt = fromUs(std::int64_t(op->stamp.hlc >> 16) * 1000);
    m_watch.runnerScored(e, issuesOf(m_board.rules()[std::size_t(facts.race.value())], facts, m_board.result(e), uses, verdictAt));
}

// Reads of files say nothing about links, clocks and silence.
void EventActor::watchLiveReads(std::size_t from)
{
    std::set<std::int64_t> files;
    for (const auto &s : m_sessions)
        if (s.fromFile)
            files.insert(s.no.value());
    for (std::size_t i = from; i < m_reads.size(); ++i) {
        const ReadIdx read{std::int32_t(i)};
        if (!files.contains(m_reads.read(read).session.value()))
            m_watch.readCame(m_reads, read, ownerOf(m_reads.read(read).chip).value() >= 0);
    }
}

void EventActor::rebuildRules()
{
    settle(); // pending entrants refer to the old rules
    auto rules = scoring::compileRules(m_state.document(), chosenGuns());
    setMoment(rules);
    m_board.setRules(std::move(rules));
    m_awards.everythingAnew();
    // Facts hold the gun where times are elapsed or set by hand: build those anew.
    for (std::size_t i = 0; i < m_board.size(); ++i)
        if (m_reads.hasElapsed() || m_corrections.contains(std::int32_t(i)))
            later(EntrantIdx(std::int32_t(i)));
    settle();
    for (std::size_t i = 0; i < m_board.size(); ++i)
        applyUses(EntrantIdx(std::int32_t(i)));
    m_parts.headDirty = true;
    afterScoring();
}

void EventActor::rebuildAll()
{
    m_reads.resolveAll(m_state);
    m_watch.everythingAnew(m_reads);
    m_claims.clear();
    m_keysOf.assign(m_state.entrants().size(), {});
    for (std::size_t i = 0; i < m_state.entrants().size(); ++i)
        claimChips(EntrantIdx(std::int32_t(i)));
    m_later.clear();
    m_isLater.assign(m_state.entrants().size(), false);
    reduceCorrections();
    for (std::size_t i = 0; i < m_reads.size(); ++i) {
        const ReadRow &row = m_reads.rows()[i];
        const bool ignored = m_state.ignoredReads().contains(row.content);
        if (row.ignored != ignored || row.entrant.value() >= 0) {
            ReadRow &edit = m_reads.rows().edit(i);
            edit.ignored = ignored;
            edit.entrant = EntrantIdx(-1);
            edit.use = scoring::Use::NotOnCourse;
        }
    }
    const auto before = finishes();
    auto rules = scoring::compileRules(m_state.document(), chosenGuns());
    setMoment(rules);
    m_board.reset(rules, {}); // factsOf reads the rules of the board; the old facts mean nothing under them
    std::vector<EntrantFacts> facts;
    facts.reserve(m_state.entrants().size());
    for (std::size_t i = 0; i < m_state.entrants().size(); ++i)
        facts.push_back(factsOf(EntrantIdx(std::int32_t(i))));
    m_board.reset(std::move(rules), std::move(facts));
    m_awards.everythingAnew();
    m_board.takeAnnouncements();
    m_counted.clear();
    m_tallies.clear();
    m_seenAt.assign(m_state.document().points.size(), 0);
    for (std::size_t i = 0; i < m_board.size(); ++i) {
        applyUses(EntrantIdx(std::int32_t(i)));
        countStatus(EntrantIdx(std::int32_t(i)));
    }
    m_hands.timesChanged();
    m_parts.headDirty = m_parts.entrantsDirty = m_parts.resultsDirty = m_parts.readsDirty = m_parts.unknownDirty = true;
    m_parts.entrants.clear();
    m_parts.results.clear();
    afterScoring();
    announceDifference(before);
}

std::vector<EventActor::Finish> EventActor::finishes() const
{
    std::vector<Finish> out(m_board.size());
    for (std::size_t i = 0; i < m_board.size(); ++i) {
        const auto &r = m_board.result(EntrantIdx(std::int32_t(i)));
        if (r.status == Status::Finished)
            out[i] = {int(r.splits.size()) - 1, r.net, r.gun};
    }
    return out;
}

void EventActor::announceDifference(const std::vector<Finish> &before)
{
    using Kind = scoring::Announcement::Kind;
    const auto after = finishes();
    std::vector<scoring::Announcement> list;
    for (std::size_t i = 0; i < after.size(); ++i) {
        const Finish was = i < before.size() ? before[i] : Finish{};
        if (was == after[i])
            continue;
        const EntrantIdx e{std::int32_t(i)};
        if (was.course >= 0 && was.course != after[i].course)
            list.push_back({Kind::Withdrawn, e, was.course, 0, {}, {}, {}});
        if (after[i].course >= 0)
            list.push_back({was.course == after[i].course ? Kind::Changed : Kind::Added, e, after[i].course, 0, after[i].net, after[i].gun, m_board.result(e).finishedAt});
    }
    if (list.empty())
        return;
    std::stable_sort(list.begin(), list.end(), [](const auto &a, const auto &b) { return a.at < b.at; }); // as they came in
    noteAnnouncements(list);
    m_hooks.announced(std::move(list));
}

void EventActor::countStatus(EntrantIdx e)
{
    const std::size_t i = std::size_t(e.value());
    if (m_counted.size() <= i)
        m_counted.resize(m_board.size());
    Counted &c = m_counted[i];
    const auto add = [&](int sign) {
        if (c.race < 0)
            return;
        Tally &t = m_tallies[{c.race, c.wave}];
        t.entered += sign * c.tally.entered;
        t.started += sign * c.tally.started;
        t.out += sign * c.tally.out;
        t.finished += sign * c.tally.finished;
        for (std::size_t p = 0; p < c.seen.size() && p < m_seenAt.size(); ++p)
            m_seenAt[p] += c.seen[p] ? sign : 0;
    };
    add(-1);
    const EntrantFacts &facts = m_board.facts(e);
    const scoring::EntrantResult &r = m_board.result(e);
    c.race = facts.race.value();
    c.wave = facts.wave;
    const bool ran = r.status == Status::OnCourse || r.status == Status::Finished
        || ((r.status == Status::Dnf || r.status == Status::Dq) && (r.startedAt || r.lastSeen));
    c.tally.entered = c.race >= 0 && !facts.withdrawn;
    c.tally.started = ran;
    c.tally.finished = r.status == Status::Finished;
    c.tally.out = r.status == Status::OnCourse;
    c.seen.assign(m_seenAt.size(), false);
    for (const auto &f : facts.reads)
        if (f.point.value() >= 0 && !f.ignored && !(c.race >= 0 && scoring::isTestRead(m_board.rules()[std::size_t(c.race)], facts, f.at)))
            c.seen[std::size_t(f.point.value())] = true;
    add(+1);
}

void EventActor::afterScoring()
{
    const auto changed = m_board.takeChanged();
    for (EntrantIdx e : changed)
        countStatus(e);
    if (!changed.empty()) {
        m_parts.resultsDirty = true;
        for (EntrantIdx e : changed) {
            m_awards.changed(e);
            const std::size_t i = std::size_t(e.value());
            if (i >= m_parts.results.size())
                continue; // publishTables() appends it
            ResultRow &row = m_parts.results.edit(i);
            row.result = m_board.result(e);
            row.race = m_board.facts(e).race.value();
            row.wave = m_board.facts(e).wave;
        }
    }
    auto list = m_board.takeAnnouncements();
    if (!list.empty()) {
        // Screens and announcers want them as they crossed the line, not as they stand in the list of entrants.
        std::stable_sort(list.begin(), list.end(), [](const auto &x, const auto &y) { return x.at < y.at; });
        noteAnnouncements(list);
        m_hooks.announced(std::move(list));
    }
}

// The newest first; of an import of a whole race only the last of them are looked at.
void EventActor::noteAnnouncements(const std::vector<scoring::Announcement> &list)
{
    constexpr std::size_t kShown = 200;
    std::set<EntrantIdx> told;
    std::deque<FinisherRow> finishers;
    for (auto a = list.rbegin(); a != list.rend() && finishers.size() < kShown; ++a) {
        const auto race = m_board.facts(a->entrant).race.value();
        if (race < 0 || a->course != int(m_board.rules()[std::size_t(race)].course.size()) - 1)
            continue;
        if (told.insert(a->entrant).second && a->kind != scoring::Announcement::Kind::Withdrawn && a->at)
            finishers.push_back({a->entrant, *a->at});
    }
    for (auto f = m_lastFinishers.begin(); f != m_lastFinishers.end() && finishers.size() < kShown; ++f)
        if (!told.contains(f->entrant))
            finishers.push_back(*f);
    m_lastFinishers = std::move(finishers);
}

void EventActor::acceptReads(const std::vector<StoredRead> &reads, bool unsaved)
{
    const bool hadElapsed = m_reads.hasElapsed();
    const std::size_t from = m_reads.size();
    for (const StoredRead &r : reads) {
        const ReadIdx i = m_reads.append(r, m_state, unsaved);
        const auto &read = m_reads.read(i);
        if (read.kind != ReadKind::Chip)
            continue;
        m_hands.arrived(i, m_reads);
        const EntrantIdx owner = ownerOf(read.chip);
        if (owner.value() < 0)
            m_parts.unknownDirty = true;
        else
            later(owner);
        if (!m_state.chipMoves().empty())
            for (const Id128 &holder : m_state.chipMoves().holders(m_reads.chipKey(read.chip)))
                if (const auto e = m_state.entrantById(holder))
                    later(*e);
    }
    watchLiveReads(from);
    m_parts.readsDirty = m_parts.readsDirty || !reads.empty();
    if (!hadElapsed && m_reads.hasElapsed())
        rebuildRules(); // the first elapsed times give a race without a gun something to count from
}

void EventActor::takeReaderGuns(std::size_t from)
{
    std::erase_if(m_gunSent, [&](const QString &wave) { return !m_state.armed(wave); }); // that start is in the log
    const auto &guns = m_reads.guns();
    const auto news = std::lower_bound(guns.begin(), guns.end(), ReadIdx(std::int32_t(from)));
    if (news == guns.end())
        return;
    std::vector<QString> armed;
    const auto waves = waveRows();
    for (const WaveRow &wave : *waves)
        if (wave.armed && !m_gunSent.contains(wave.key))
            armed.push_back(wave.key);
    for (auto it = news; it != guns.end() && !armed.empty(); ++it) {
        const ReadIdx gun = *it;
        const auto session = std::find_if(m_sessions.begin(), m_sessions.end(), [&](const auto &s) { return s.no == m_reads.read(gun).session; });
        if (session != m_sessions.end() && session->fromFile)
            continue; // a file's gun is history: a candidate, never a start
        for (const QString &wave : armed) {
            OpDraft d;
            d.kind = d.entity = QStringLiteral("gun");
            d.instance = wave;
            d.fields = {{QStringLiteral("read"), m_reads.read(gun).content.toString()}, {QStringLiteral("source"), QStringLiteral("reader")}};
            submit({d}, QStringLiteral("reader"), wave + QStringLiteral(" · gun"));
            m_gunSent.insert(wave);
        }
        armed.clear(); // the first one starts
    }
}

} // namespace gantry::engine
