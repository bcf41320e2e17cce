// SPDX-License-Identifier: Apache-2.0
#include "core/engine/eventactor.h"

#include "core/base/text.h"
#include "core/engine/intakehub.h"

#include <algorithm>
#include <utility>

namespace gantry::engine {

namespace {

constexpr std::size_t kBulk = 2000; // more reads than this at once are scored when the next view is due
constexpr std::size_t kLinks = 500; // closed connections that are remembered for the Readers page

std::int64_t chipReads(const std::vector<StoredRead> &reads)
{
    return std::count_if(reads.begin(), reads.end(), [](const StoredRead &r) { return r.device.kind == ReadKind::Chip; });
}

} // namespace

EventActor::EventActor(const store::EventInfo &info, bool rehearsal, const Clock &clock, Hooks hooks)
    : m_info(info), m_rehearsal(rehearsal), m_clock(&clock), m_hooks(std::move(hooks))
{
}

void EventActor::load(store::LoadedEvent loaded)
{
    m_hlc.emplace(*m_clock, loaded.writer);
    m_sessions = std::move(loaded.sessions);
    for (const auto &s : m_sessions)
        m_reads.setSession(s.no, {s.uuid, s.fromFile});
    m_malformed = loaded.malformed;
    m_savedReads = chipReads(loaded.reads);
    std::set<log::EntityKey> keys;
    for (const log::Op &op : loaded.ops) {
        m_hlc->absorb(op.stamp);
        for (auto &key : m_fold.apply(op))
            keys.insert(std::move(key));
        note(op);
    }
    std::vector<log::Op>().swap(loaded.ops); // a large event at its largest: what has been taken over goes before more comes
    noteConflicts(keys);
    m_state.refresh(m_fold, {keys.begin(), keys.end()});
    for (const StoredRead &r : loaded.reads)
        m_reads.append(r, m_state, false);
    std::vector<StoredRead>().swap(loaded.reads);
    const auto announced = std::exchange(m_hooks.announced, [](const auto &) {}); // what was announced before is not news
    rebuildAll();
    m_hooks.announced = announced;
    watchLiveReads(0);
}

void EventActor::deliver(const store::Delivery &d)
{
    if (d.session) {
        const auto same = std::find_if(m_sessions.begin(), m_sessions.end(), [&](const auto &s) { return s.no == d.session->no; });
        if (same == m_sessions.end())
            m_sessions.push_back(*d.session);
        else
            *same = *d.session;
        m_reads.setSession(d.session->no, {d.session->uuid, d.session->fromFile});
    }
    if (d.first) {
        m_savedReads += d.saved ? chipReads(d.batch.reads) : 0;
        m_duplicates += d.duplicates;
        m_malformed += malformedLines(d.batch.malformed);
        const std::size_t from = m_reads.size();
        acceptReads(d.batch.reads, !d.saved);
        if (!d.saved && m_reads.size() > from) {
            m_unsavedRanges[d.serial] = {from, m_reads.size()};
            m_unsaved += std::int64_t(m_reads.size() - from);
        }
        applyOps(d.batch.ops);
        if (!d.batch.ops.empty())
            m_watch.somethingSaid();
        takeReaderGuns(from);
        m_retracting.erase(d.serial);
        if (const auto it = m_inFlight.find(d.serial); it != m_inFlight.end()) {
            finished(std::move(it->second));
            m_inFlight.erase(it);
        }
    } else if (const auto it = m_unsavedRanges.find(d.serial); d.saved && it != m_unsavedRanges.end()) {
        for (std::size_t i = it->second.first; i < it->second.second; ++i) {
            ReadRow &row = m_reads.rows().edit(i);
            row.unsaved = false;
            m_savedReads += row.kind == ReadKind::Chip;
        }
        m_unsaved -= std::int64_t(it->second.second - it->second.first);
        m_parts.readsDirty = true;
        m_unsavedRanges.erase(it);
    }
    if (m_later.size() <= kBulk)
        settle();
    m_hooks.changed();
}

void EventActor::setLink(const net::LinkState &link)
{
    m_links[link.session.value()] = link;
    if (m_links.size() > 2 * kLinks) { // a reader that dials in every second for days
        std::size_t surplus = m_links.size() - kLinks;
        std::erase_if(m_links, [&](const auto &l) { return l.second.closedAt && surplus > 0 && surplus--; });
    }
    m_parts.linksDirty = true;
    m_watch.somethingSaid();
    m_hooks.changed();
}

std::optional<Id128> EventActor::sessionUuid(SessionNo no) const
{
    for (const auto &s : m_sessions)
        if (s.no == no)
            return s.uuid;
    return std::nullopt;
}

// --- ops -----------------------------------------------------------------------------------------------------------

void EventActor::finished(Command command)
{
    if (command.author == u"gantry")
        return; // what the console notes by itself is no operation of anybody's
    LastOp last;
    last.id = command.ops.empty() ? Id128{} : command.ops.front();
    last.at = command.at;
    last.author = command.author;
    last.text = command.text;
    m_parts.lastOp = std::make_shared<const LastOp>(std::move(last));
}

void EventActor::applyOps(const std::vector<log::Op> &ops)
{
    std::set<log::EntityKey> keys;
    for (const log::Op &op : ops) {
        m_hlc->absorb(op.stamp);
        for (auto &key : m_fold.apply(op)) {
            m_outgoingDirty = m_outgoingDirty || key.entity == u"destination" || key.entity == u"outgoing";
            keys.insert(std::move(key));
        }
        note(op);
    }
    noteConflicts(keys);
    if (!keys.empty())
        refresh(m_state.refresh(m_fold, {keys.begin(), keys.end()}));
}

void EventActor::refresh(const Touched &touched)
{
    m_parts.resultsDirty = true; // a dead heat changes places, and nobody's result
    if (touched.document || touched.bindings || touched.clocks || touched.entrants.size() > kBulk) {
        rebuildAll();
        return;
    }
    for (EntrantIdx e : touched.entrants) {
        claimChips(e);
        later(e);
    }
    m_parts.entrantsDirty = m_parts.entrantsDirty || !touched.entrants.empty();
    if (touched.corrections || !touched.entrants.empty()) {
        for (const auto &[e, r] : m_corrections)
            later(EntrantIdx(e));
        reduceCorrections();
        for (const auto &[e, r] : m_corrections)
            later(EntrantIdx(e));
    }
    if (touched.corrections)
        for (std::size_t i = 0; i < m_reads.size(); ++i) {
            const auto &row = m_reads.rows()[i];
            const bool ignored = m_state.ignoredReads().contains(row.content);
            if (row.ignored != ignored) {
                m_reads.rows().edit(i).ignored = ignored;
                m_parts.readsDirty = true;
                if (row.kind == ReadKind::Chip)
                    if (const EntrantIdx owner = ownerOf(m_reads.read(ReadIdx(std::int32_t(i))).chip); owner.value() >= 0)
                        later(owner);
            }
        }
    if (touched.hands)
        m_hands.timesChanged();
    for (const QString &bib : touched.handBibs)
        for (EntrantIdx e : m_state.entrantsByBib(bib))
            later(e);
    if (touched.fences || touched.waves)
        fenceAnew();
    if (!touched.entrants.empty() && !m_state.hands().all().empty()) {
        m_hands.ownersChanged();
        for (const auto &[instance, time] : m_state.hands().all()) // a bib that was nobody's, or is somebody else's now
            for (EntrantIdx e : m_state.entrantsByBib(time.bib))
                later(e);
    }
    if (touched.guns || touched.waves || touched.fences || touched.closed)
        rebuildRules();
}

// --- chips ---------------------------------------------------------------------------------------------------------

EntrantIdx EventActor::ownerOf(ChipIdx chip) const
{
    if (chip < 0)
        return EntrantIdx(-1);
    const auto it = m_claims.find(m_reads.chipKey(chip));
    if (it != m_claims.end() && !it->second.empty())
        return EntrantIdx(it->second.front());
    // Nobody's in the roster, and given to somebody since.
    const auto holder = m_state.chipMoves().empty() ? std::nullopt : m_state.chipMoves().lastHolder(m_reads.chipKey(chip));
    const auto entrant = holder ? m_state.entrantById(*holder) : std::nullopt;
    return entrant.value_or(EntrantIdx(-1));
}

// Its reads are nobody's until their owner is scored.
void EventActor::releaseReads(const std::string &key)
{
    const ChipIdx chip = m_reads.chipByKey(key);
    if (chip < 0)
        return;
    for (ReadIdx r : m_reads.byChip(chip)) {
        const std::size_t i = std::size_t(r.value());
        if (m_reads.rows()[i].entrant.value() < 0)
            continue;
        ReadRow &row = m_reads.rows().edit(i);
        row.entrant = EntrantIdx(-1);
        row.use = scoring::Use::NotOnCourse;
        row.course = -1;
        row.by = Micros(0);
        m_parts.readsDirty = true;
    }
}

void EventActor::claimChips(EntrantIdx e)
{
    const std::size_t i = std::size_t(e.value());
    if (m_keysOf.size() <= i)
        m_keysOf.resize(m_state.entrants().size());
    const auto affect = [&](const std::string &key) {
        if (const auto it = m_claims.find(key); it != m_claims.end() && !it->second.empty())
            later(EntrantIdx(it->second.front()));
        if (const ChipIdx chip = m_reads.chipByKey(key); chip >= 0)
            m_parts.unknownDirty = true;
    };
    const std::vector<std::string> before = std::exchange(m_keysOf[i], {});
    for (const std::string &key : before) {
        affect(key);
        std::erase(m_claims[key], e.value());
        affect(key);
        releaseReads(key);
    }
    const Entrant &entrant = m_state.entrants()[i];
    if (!entrant.alive)
        return;
    QStringList chips = entrant.chips;
    if (chips.isEmpty() && !entrant.bib.isEmpty())
        chips = {entrant.bib};
    for (const QString &chip : chips) {
        const std::string key = compareKey(chip).toStdString();
        if (std::find(m_keysOf[i].begin(), m_keysOf[i].end(), key) != m_keysOf[i].end())
            continue; // written twice, or with and without leading zeros
        affect(key);
        releaseReads(key);
        auto &claims = m_claims[key];
        // Who claimed it first keeps it: the chip was handed out first.
        const auto &stamps = m_state.entrantStamps();
        const auto at = std::find_if(claims.begin(), claims.end(), [&](std::int32_t o) { return stamps[i] < stamps[std::size_t(o)]; });
        claims.insert(at, e.value());
        m_keysOf[i].push_back(key);
    }
}

} // namespace gantry::engine
