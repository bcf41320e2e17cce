// SPDX-License-Identifier: Apache-2.0
#include "core/scoring/score.h"

#include "core/scoring/scorer.h"
#include "core/scoring/sources.h"

#include <algorithm>

namespace gantry::scoring {

void Scorer::fillTimes()
{
    m_result.splits.resize(m_times.size());
    estimateExchanges();
    bool moved = false;
    for (std::size_t i = 0; i < m_times.size(); ++i) {
        if (!m_times[i])
            continue;
        moved = true;
        m_result.lastPoint = int(i);
        if (m_hand[i])
            m_result.lastSeen = m_result.lastSeen ? std::max(*m_result.lastSeen, *m_times[i]) : *m_times[i];
        if (m_start)
            m_result.splits[i] = *m_times[i] - *m_start;
    }
    if (!m_times.empty() && m_times.back() && m_start) {
        m_result.finishedAt = m_times.back();
        m_result.net = *m_times.back() - *m_start;
        if (m_gun)
            m_result.gun = *m_times.back() - *m_gun;
    }
    fillLegs();
    if (m_result.net) {
        *m_result.net += m_facts.penalty;
        m_result.splits.back() = m_result.net;
        if (m_result.gun)
            *m_result.gun += m_facts.penalty;
    }
    m_result.gunAt = m_gun;
    if (moved || m_startRead || m_handStart)
        m_result.startedAt = m_start;
    if (m_rules.ranksByLaps())
        fillLaps();
    fillFlags(moved);
}

void Scorer::fillFlags(bool moved)
{
    if (usesOwnStart() && !m_startRead && !m_handStart) {
        if (m_early)
            m_result.flags |= PreGunStart;
        else if (moved)
            m_result.flags |= MissingStart;
        if (m_late)
            m_result.flags |= LateStart;
    }
    const auto byHand = [](const ReadUse &u) {
        return u.hand >= 0 && (u.use == Use::Start || u.use == Use::Split || u.use == Use::Finish || u.use == Use::SameCrossing);
    };
    if ((m_handStart && usesOwnStart()) || std::any_of(m_uses.begin(), m_uses.end(), byHand))
        m_result.flags |= HandTime;
    if (m_rules.closedAt && m_result.lastSeen && *m_result.lastSeen > *m_rules.closedAt)
        m_result.flags |= AfterClose;
    if (!m_gun && moved && m_rules.startMode != StartMode::Individual)
        m_result.flags |= NoGun;
    if (m_facts.penalty.count() != 0)
        m_result.flags |= Penalised;
    if (m_facts.startOffset)
        m_result.flags |= StartOffset;
}

void Scorer::fillStatus()
{
    const bool moved = m_result.lastPoint >= 0 || m_startRead || m_handStart;
    bool finished = m_result.net.has_value();
    if (finished && !byTheClock() && std::any_of(m_times.begin(), m_times.end(), [](const auto &t) { return !t; }))
        m_result.flags |= MissingSplit;
    if (byTheClock() && m_rules.laps->count)
        finished = finished && m_result.laps >= *m_rules.laps->count;
    if (byTheClock() && m_rules.laps->duration && m_rules.asOf) {
        const auto up = timeUp();
        finished = finished && up && *m_rules.asOf > *up;
    }
    if (m_rules.laps && m_rules.laps->every)
        finished = false; // who has won is known when all others are out: the scoreboard says it
    m_result.status = finished ? Status::Finished : m_eliminated ? Status::Dnf : moved ? Status::OnCourse : Status::NotStarted;
    const bool seen = moved || m_result.lastSeen;
    if (m_facts.withdrawn && !seen)
        m_result.status = Status::Dns;
    switch (m_facts.verdict.value_or(Correction::Kind::Penalty)) {
    case Correction::Kind::Dq: m_result.status = Status::Dq; break;
    case Correction::Kind::Dnf: m_result.status = Status::Dnf; break;
    case Correction::Kind::Dns: m_result.status = Status::Dns; break;
    default: break;
    }
}

EntrantResult Scorer::run()
{
    m_gun = m_rules.gunOf(m_facts.wave);
    if (m_gun && m_facts.startOffset)
        *m_gun += *m_facts.startOffset;
    sortReads();
    takeHandTimes();
    chooseStart();
    countFrom();
    if (byTheClock() && !m_times.empty()) {
        runLaps();
    } else {
        passCourse();
        finishCourse();
    }
    markRest();
    fillTimes();
    fillStatus();
    return std::move(m_result);
}

namespace {

std::vector<ReadUse> pairSources(const RaceRules &rules, const EntrantFacts &facts, std::span<const ReadFact> reads)
{
    std::vector<ReadUse> given(reads.size(), ReadUse{ReadIdx{-1}, kUndecided, -1, {}, -1});
    for (const Source source : {Source::Backup, Source::Hand}) {
        if (std::none_of(reads.begin(), reads.end(), [&](const ReadFact &r) { return r.source == source; }))
            continue;
        std::vector<ReadUse> better = given;
        for (std::size_t k = 0; k < reads.size(); ++k)
            if (reads[k].source >= source)
                better[k].use = kWaiting;
        Scorer scorer(rules, facts, reads, std::move(better));
        scorer.run();
        takeSameCrossings(reads, source, scorer.takeUses(), given);
    }
    return given;
}

} // namespace

bool isTestRead(const RaceRules &rules, const EntrantFacts &facts, UtcTime at)
{
    auto gun = rules.firstGun(false);
    if (gun && facts.startOffset)
        *gun += std::min(*facts.startOffset, Micros(0)); // let go early, and rightly seen then
    if (gun && at < *gun - kTestsEnd)
        return true;
    if (!facts.testsUntil || at >= *facts.testsUntil)
        return false;
    const auto started = rules.firstGun(true);
    return !started || at < *started;
}

EntrantResult scoreEntrant(const RaceRules &rules, const EntrantFacts &facts, std::vector<ReadUse> *uses, std::vector<ReadUse> *handUses)
{
    const bool oneSource = facts.hands.empty()
        && std::all_of(facts.reads.begin(), facts.reads.end(), [](const ReadFact &r) { return r.source == Source::Main; });
    std::vector<ReadFact> merged;
    if (!oneSource)
        merged = mergedReads(facts);
    const std::span<const ReadFact> reads = oneSource ? std::span(facts.reads) : std::span<const ReadFact>(merged);
    Scorer scorer(rules, facts, reads, oneSource ? std::vector<ReadUse>() : pairSources(rules, facts, reads));
    EntrantResult result = scorer.run();
    chooseDivision(rules, facts, result);
    if (!uses && !handUses)
        return result;
    std::vector<ReadUse> all = scorer.takeUses();
    if (handUses) {
        handUses->assign(facts.hands.size(), {});
        for (const ReadUse &use : all)
            if (use.hand >= 0)
                (*handUses)[std::size_t(use.hand)] = use;
    }
    if (uses) {
        std::erase_if(all, [](const ReadUse &u) { return u.hand >= 0; });
        *uses = std::move(all);
    }
    return result;
}

} // namespace gantry::scoring
