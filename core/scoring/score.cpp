// SPDX-License-Identifier: Apache-2.0
#include "core/scoring/score.h"

#include "core/scoring/sources.h"

#include <algorithm>

namespace gantry::scoring {

namespace {

using namespace std::chrono_literals;

// Reads of one crossing come within a minute of each other; longer gaps are another crossing.
constexpr Micros kOneCrossing = 60s;
constexpr Use kUndecided{};
constexpr Use kWaiting = Use(255); // of a source that is not looked at yet

class Scorer {
public:
    // `given` holds what is known of each read beforehand; empty: nothing.
    Scorer(const RaceRules &rules, const EntrantFacts &facts, std::span<const ReadFact> reads, std::vector<ReadUse> given)
        : m_rules(rules), m_facts(facts), m_reads(reads), m_uses(std::move(given)), m_times(rules.course.size()), m_hand(rules.course.size())
    {
    }

    EntrantResult run();
    std::vector<ReadUse> takeUses() { return std::move(m_uses); }

private:
    void sortReads();
    void takeHandTimes();
    std::optional<UtcTime> firstLaterRead() const;
    void chooseStart();
    void countFrom();
    void passCourse();
    void passItem(std::size_t i, UtcTime floor);
    void finishCourse();
    void markRest();
    void fillTimes();
    void fillStatus();

    int firstItemAt(PointIdx point) const;
    int passedBefore(std::size_t item) const; // the item before it on the same point that has a time
    void mark(std::size_t read, Use use, int course = -1, Micros by = Micros(0));
    bool usesOwnStart() const { return m_rules.startMode != StartMode::Gun && !m_facts.startOffset; }

    const RaceRules &m_rules;
    const EntrantFacts &m_facts;
    std::span<const ReadFact> m_reads;
    std::vector<ReadUse> m_uses;
    EntrantResult m_result;
    std::vector<std::optional<UtcTime>> m_times; // per course item
    std::vector<std::optional<UtcTime>> m_hand;
    std::optional<UtcTime> m_gun;                // the runner's own
    std::optional<UtcTime> m_startRead, m_handStart, m_start;
    bool m_early = false, m_late = false;        // start reads before the gun, after the cut-off
};

void Scorer::mark(std::size_t read, Use use, int course, Micros by)
{
    m_uses[read].use = use;
    m_uses[read].course = course;
    m_uses[read].by = by;
}

int Scorer::firstItemAt(PointIdx point) const
{
    for (std::size_t i = 0; i < m_rules.course.size(); ++i) {
        if (m_rules.course[i].point == point)
            return int(i);
    }
    return -1;
}

int Scorer::passedBefore(std::size_t item) const
{
    for (std::size_t j = item; j-- > 0;) {
        if (m_rules.course[j].point == m_rules.course[item].point && m_times[j])
            return int(j);
    }
    return -1;
}

void Scorer::sortReads()
{
    const auto &announcers = m_rules.announcerPoints;
    m_uses.resize(m_reads.size(), ReadUse{ReadIdx{-1}, kUndecided, -1, {}, -1});
    for (std::size_t k = 0; k < m_reads.size(); ++k) {
        const ReadFact &read = m_reads[k];
        m_uses[k].read = read.read;
        m_uses[k].hand = read.hand;
        if (m_uses[k].use == kWaiting)
            continue;
        const bool test = !read.ignored && isTestRead(m_rules, m_facts, read.at);
        if (!read.ignored && !test)
            m_result.lastSeen = m_result.lastSeen ? std::max(*m_result.lastSeen, read.at) : read.at;
        if (m_uses[k].use != kUndecided)
            continue;
        if (read.ignored)
            mark(k, Use::Ignored);
        else if (test && m_gun && read.at < *m_gun)
            mark(k, Use::BeforeGun, -1, read.at - *m_gun);
        else if (test)
            mark(k, Use::TestRead, -1, read.at - m_facts.testsUntil.value_or(read.at));
        else if (!m_rules.isStart(read.point) && firstItemAt(read.point) < 0)
            mark(k, std::find(announcers.begin(), announcers.end(), read.point) != announcers.end() ? Use::AnnouncerPoint : Use::NotOnCourse);
    }
}

void Scorer::takeHandTimes()
{
    for (const auto &set : m_facts.setTimes) {
        int item = -1; // on a point that is passed several times the last passage is meant
        for (std::size_t i = 0; i < m_rules.course.size(); ++i) {
            if (m_rules.course[i].point == set.point)
                item = int(i);
        }
        if (item >= 0)
            m_hand[std::size_t(item)] = set.at;
        else if (m_rules.isStart(set.point))
            m_handStart = set.at;
    }
}

// The first read that shows the runner to be on the way; start reads from there on start nobody.
std::optional<UtcTime> Scorer::firstLaterRead() const
{
    std::optional<UtcTime> firstStart, later;
    for (std::size_t k = 0; k < m_uses.size() && !later; ++k) {
        const ReadFact &read = m_reads[k];
        if (m_uses[k].use != kUndecided)
            continue;
        if (!firstStart && m_rules.isStart(read.point) && (!m_gun || read.at >= *m_gun))
            firstStart = read.at;
        const int item = firstItemAt(read.point);
        if (item < 0)
            continue;
        const CourseRule &rule = m_rules.course[std::size_t(item)];
        const std::optional<UtcTime> from = rule.alsoStart ? firstStart : m_gun;
        const bool known = rule.alsoStart ? firstStart && read.at > *firstStart : true;
        if (known && (!from || read.at >= *from + rule.minTime))
            later = read.at;
    }
    for (const auto &hand : m_hand) {
        if (hand && (!later || *hand < *later))
            later = hand;
    }
    return later;
}

void Scorer::chooseStart()
{
    const std::optional<UtcTime> later = firstLaterRead();
    const bool shared = std::any_of(m_rules.course.begin(), m_rules.course.end(), [](const CourseRule &c) { return c.alsoStart; });
    std::optional<std::size_t> chosen;
    for (std::size_t k = 0; k < m_uses.size(); ++k) {
        const ReadFact &read = m_reads[k];
        if (m_uses[k].use != kUndecided || !m_rules.isStart(read.point))
            continue;
        const bool alsoCourse = firstItemAt(read.point) >= 0; // then it may still count there
        if (m_gun && read.at < *m_gun) {
            mark(k, Use::BeforeGun, -1, read.at - *m_gun);
            m_early = true;
        } else if (m_gun && m_rules.cutoff && read.at > *m_gun + *m_rules.cutoff) {
            m_late = m_late || !alsoCourse;
            if (!alsoCourse)
                mark(k, Use::AfterCutoff, -1, read.at - (*m_gun + *m_rules.cutoff));
        } else if (later && read.at >= *later) {
            if (!alsoCourse)
                mark(k, Use::StartAfterCourse);
        } else if (shared && !m_rules.cutoff && chosen && read.at - m_reads[*chosen].at > kOneCrossing) {
            break; // a later crossing of a mat that also finishes the race must not move the start
        } else {
            if (chosen)
                mark(*chosen, Use::EarlierStart);
            chosen = k;
            mark(k, Use::Start);
        }
    }
    if (chosen)
        m_startRead = m_reads[*chosen].at;
}

// What net counts from.
void Scorer::countFrom()
{
    if (!usesOwnStart()) {
        m_start = m_gun;
    } else if (m_handStart) {
        m_start = m_handStart;
    } else if (m_startRead) {
        m_start = m_startRead;
    } else {
        // In a time trial everybody has an own start; only a gun of the runner's own wave can stand in for it.
        const auto wave = std::size_t(std::max(m_facts.wave, 0));
        const bool own = wave < m_rules.waves.size() && m_rules.waves[wave].gun;
        if (m_rules.startMode != StartMode::Individual || own)
            m_start = m_gun;
    }
    if (m_facts.startOffset || m_handStart) {
        for (ReadUse &use : m_uses) {
            if (use.use == Use::Start || use.use == Use::EarlierStart)
                use.use = Use::SetByHand;
        }
    }
}

void Scorer::passCourse()
{
    std::optional<UtcTime> base = m_start;
    if (m_startRead && !m_facts.startOffset && !m_handStart)
        base = m_startRead;
    if (!base)
        base = m_gun;
    for (std::size_t i = 0; i < m_times.size(); ++i) {
        if (m_hand[i]) {
            m_result.flags |= HandTime;
            if (!m_start || *m_hand[i] >= *m_start) // before the start it is a slip, not a time
                m_times[i] = m_hand[i];
            continue;
        }
        UtcTime floor = base ? *base + m_rules.course[i].minTime : UtcTime::min();
        if (m_gun)
            floor = std::max(floor, *m_gun);
        if (const int j = passedBefore(i); j >= 0) {
            const Micros apart = m_rules.course[i].minTime - m_rules.course[std::size_t(j)].minTime;
            floor = std::max(floor, *m_times[std::size_t(j)] + std::max(kOneCrossing, apart));
        }
        passItem(i, floor);
    }
}

void Scorer::passItem(std::size_t i, UtcTime floor)
{
    const CourseRule &rule = m_rules.course[i];
    const int before = passedBefore(i);
    for (std::size_t k = 0; k < m_uses.size(); ++k) {
        const ReadFact &read = m_reads[k];
        if (m_uses[k].use != kUndecided || read.point != rule.point)
            continue;
        if (m_gun && read.at < *m_gun) {
            mark(k, Use::BeforeGun, int(i), read.at - *m_gun);
        } else if (before >= 0 && read.at < *m_times[std::size_t(before)] + kOneCrossing) {
            mark(k, Use::Repeat, before);
        } else if (read.at < floor) {
            mark(k, Use::TooSoon, int(i), floor - read.at);
        } else {
            const bool finish = i + 1 == m_times.size();
            mark(k, finish ? Use::Finish : Use::Split, int(i));
            m_times[i] = read.at;
            if (finish)
                m_result.finishRead = read.read;
            return;
        }
    }
}

// Nothing that comes after the finish is a split.
void Scorer::finishCourse()
{
    if (m_times.empty() || !m_times.back())
        return;
    for (std::size_t k = 0; k < m_uses.size(); ++k) {
        if (m_uses[k].use == Use::Split && m_reads[k].at > *m_times.back()) {
            m_times[std::size_t(m_uses[k].course)].reset();
            m_uses[k].use = Use::Repeat;
        }
    }
}

void Scorer::markRest()
{
    for (std::size_t k = 0; k < m_uses.size(); ++k) {
        if (m_uses[k].use != kUndecided)
            continue;
        int item = -1;
        bool byHand = false;
        for (std::size_t i = 0; i < m_times.size(); ++i) {
            if (m_rules.course[i].point == m_reads[k].point) {
                item = m_times[i] || item < 0 ? int(i) : item;
                byHand = byHand || m_hand[i];
            }
        }
        mark(k, byHand ? Use::SetByHand : item < 0 ? Use::StartAfterCourse : Use::Repeat, item);
    }
}

void Scorer::fillTimes()
{
    m_result.splits.resize(m_times.size());
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
        m_result.net = *m_times.back() - *m_start + m_facts.penalty;
        m_result.splits.back() = m_result.net;
        if (m_gun)
            m_result.gun = *m_times.back() - *m_gun + m_facts.penalty;
    }
    m_result.gunAt = m_gun;
    if (moved || m_startRead || m_handStart)
        m_result.startedAt = m_start;
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
    const bool finished = m_result.net.has_value();
    if (finished && std::any_of(m_times.begin(), m_times.end(), [](const auto &t) { return !t; }))
        m_result.flags |= MissingSplit;
    m_result.status = finished ? Status::Finished : moved ? Status::OnCourse : Status::NotStarted;
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
    passCourse();
    finishCourse();
    markRest();
    fillTimes();
    fillStatus();
    return std::move(m_result);
}

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

bool fits(const DivisionDef &division, const EntrantFacts &facts, bool unknownFits)
{
    const bool gender = division.genders.isEmpty() || (facts.gender.isEmpty() ? unknownFits : division.genders.contains(facts.gender));
    const bool bounded = division.ageMin || division.ageMax;
    const bool age = !bounded
        || (facts.age ? (!division.ageMin || *facts.age >= *division.ageMin) && (!division.ageMax || *facts.age <= *division.ageMax) : unknownFits);
    return gender && age;
}

void chooseDivision(const RaceRules &rules, const EntrantFacts &facts, EntrantResult &result)
{
    const QString unknown = QStringLiteral("unknown");
    const QString given = facts.rosterDivision.trimmed();
    if (rules.divisionSource == DivisionSource::Roster) {
        result.divisionName = given.isEmpty() ? unknown : given;
        return;
    }
    const auto take = [&](std::size_t i) {
        result.division = int(i);
        result.divisionName = rules.divisions[i].name;
    };
    // Where sex or age is missing, the bounds of the division in the roster stand in for them.
    if (facts.gender.isEmpty() || !facts.age) {
        for (std::size_t i = 0; i < rules.divisions.size() && !given.isEmpty(); ++i) {
            if (rules.divisions[i].name.compare(given, Qt::CaseInsensitive) == 0 && fits(rules.divisions[i], facts, true))
                return take(i);
        }
    }
    for (std::size_t i = 0; i < rules.divisions.size(); ++i) {
        if (fits(rules.divisions[i], facts, false))
            return take(i);
    }
    result.divisionName = unknown;
}

Micros roundedUp(Micros t, Micros unit)
{
    return unit * ((t.count() >= 0 ? t.count() + unit.count() - 1 : t.count()) / unit.count());
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

Micros roundTime(Micros t, Rounding rounding)
{
    switch (rounding) {
    case Rounding::Ceil1s: return roundedUp(t, 1s);
    case Rounding::Ceil01s: return roundedUp(t, 100ms);
    case Rounding::Ceil001s: return roundedUp(t, 10ms);
    case Rounding::Floor1s: return std::chrono::floor<std::chrono::seconds>(t);
    case Rounding::HalfUp1s: return std::chrono::floor<std::chrono::seconds>(t + 500ms);
    }
    return t;
}

int fractionDigits(Rounding rounding)
{
    return rounding == Rounding::Ceil01s ? 1 : rounding == Rounding::Ceil001s ? 2 : 0;
}

QString toText(Status status)
{
    switch (status) {
    case Status::NotStarted: return QStringLiteral("NOT_STARTED");
    case Status::OnCourse: return QStringLiteral("ON_COURSE");
    case Status::Finished: return QStringLiteral("FINISHED");
    case Status::Dnf: return QStringLiteral("DNF");
    case Status::Dns: return QStringLiteral("DNS");
    case Status::Dq: return QStringLiteral("DQ");
    }
    return {};
}

} // namespace gantry::scoring
