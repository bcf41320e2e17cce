// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reconcile/reconcile.h"

#include "core/base/text.h"
#include "core/engine/reconcile/laneoffset.h"
#include "core/engine/reconcile/written.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace gantry::engine::reconcile {

namespace {

using namespace std::chrono_literals;

constexpr Micros kFarWho = 10min;     // so far a lane's clock may be off and its bibs still tell by how much
constexpr double kSkip = 12;          // leaving an entry alone costs as much as 3.5 spreads
constexpr std::ptrdiff_t kBand = 64;  // crossings that one entry is held against
constexpr Micros kFirstSpread = 500ms, kLeastSpread = 150ms, kMostSpread = 2s;

// Joins one lane after the other, the best first.
class Joiner {
public:
    explicit Joiner(const std::vector<Entry> &entries) : m_in(entries) {}
    void join(Lane lane);
    Alignment take() && { return std::move(m_out); }

private:
    bool isFree(std::size_t crossing) const { return m_out.crossings[crossing][m_lane].entry < 0; }
    void put(int entry, std::size_t crossing, double confidence);
    void byWho();
    Micros offsetByWho() const;
    void byTime();
    void pairByTime(Micros gate, std::vector<std::ptrdiff_t> &of) const;
    void learn(const std::vector<std::ptrdiff_t> &of);
    double timeConfidence(std::size_t i, const std::vector<std::ptrdiff_t> &of, const std::vector<bool> &taken, Micros gate) const;
    void addAlone();
    UtcTime shifted(int entry) const { return *m_in[std::size_t(entry)].at - m_offset; }

    const std::vector<Entry> &m_in;
    Alignment m_out;
    Lane m_lane = Lane::Main;
    Micros m_offset{0}, m_spread = kFirstSpread;
    double m_certainty = 1;                                    // of the offset
    std::vector<int> m_entries;                                // of the lane, by time
    std::vector<bool> m_placed;                                // beside m_entries
    std::vector<std::size_t> m_loose, m_open;                  // those to be placed by time (index in m_entries), free crossings that could take them
    std::unordered_map<int, std::vector<std::size_t>> m_byWho; // crossings by runner, by time
};

void Joiner::put(int entry, std::size_t crossing, double confidence)
{
    Crossing &c = m_out.crossings[crossing];
    c.of[std::size_t(m_lane)] = {entry, confidence};
    if (c.who == 0)
        c.who = m_in[std::size_t(entry)].who;
}

Micros Joiner::offsetByWho() const
{
    std::vector<Micros> apart;
    for (const int e : m_entries) {
        const auto known = m_byWho.find(m_in[std::size_t(e)].who);
        if (m_in[std::size_t(e)].who == 0 || known == m_byWho.end() || known->second.size() != 1)
            continue; // of several crossings of one runner nobody knows yet which
        const Micros by = *m_in[std::size_t(e)].at - m_out.crossings[known->second.front()].at;
        if (by <= kFarWho && by >= -kFarWho)
            apart.push_back(by);
    }
    return apart.size() < 3 ? Micros(0) : median(apart);
}

// The nearest crossing of the same runner.
void Joiner::byWho()
{
    m_byWho.clear();
    for (std::size_t c = 0; c < m_out.crossings.size(); ++c)
        if (const int who = m_out.crossings[c].who)
            m_byWho[who].push_back(c);
    m_offset = offsetByWho();
    std::vector<Micros> apart;
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const auto known = m_byWho.find(m_in[std::size_t(m_entries[i])].who);
        if (m_in[std::size_t(m_entries[i])].who == 0 || known == m_byWho.end())
            continue;
        const UtcTime at = shifted(m_entries[i]);
        std::optional<std::size_t> best;
        Micros least = kSameWho + 1us;
        for (const std::size_t c : known->second)
            if (const Micros by = std::chrono::abs(at - m_out.crossings[c].at); by < least && isFree(c)) {
                least = by;
                best = c;
            }
        if (!best)
            continue;
        put(m_entries[i], *best, 0.99);
        m_placed[i] = true;
        pairs.emplace_back(i, *best);
        apart.push_back(at - m_out.crossings[*best].at);
    }
    if (apart.size() >= 3) {
        m_offset += median(apart);
        m_spread = std::clamp(spreadOf(apart), kLeastSpread, kMostSpread);
    }
    for (const auto &[i, c] : pairs) { // the same bib says it; a time that does not fit takes some of it away
        const double far = std::abs(double((shifted(m_entries[i]) - m_out.crossings[c].at).count())) / double(kSameWho.count());
        m_out.crossings[c].of[std::size_t(m_lane)].confidence = std::max(0.6, 0.99 - 0.4 * far);
    }
}

// Cheapest pairing in which no two pairs cross each other. of[i]: index in m_open, or -1. A crossing that this lane does not have costs
// nothing: people tap some of a field. Outside its band a row is known: to the right as its last value, to the left as the row above.
void Joiner::pairByTime(Micros gate, std::vector<std::ptrdiff_t> &of) const
{
    const std::size_t n = m_loose.size();
    of.assign(n, -1);
    struct Row {
        std::ptrdiff_t from = 0, to = 0; // crossings [from, to); best[k]: with the crossings before from + k
        std::vector<float> best;
        std::vector<char> step;          // 0 left alone, 1 crossing left out, 2 paired
    };
    std::vector<Row> rows(n);
    const auto valueAt = [](const Row &row, std::ptrdiff_t j) { return row.best[std::size_t(std::clamp(j - row.from, std::ptrdiff_t(0), row.to - row.from))]; };
    std::ptrdiff_t from = 0, middle = 0, to = 0;
    const auto all = std::ptrdiff_t(m_open.size());
    for (std::size_t i = 0; i < n; ++i) {
        const Entry &entry = m_in[std::size_t(m_entries[m_loose[i]])];
        const UtcTime at = shifted(m_entries[m_loose[i]]);
        while (from < all && m_out.crossings[m_open[std::size_t(from)]].at < at - gate)
            ++from;
        while (middle < all && m_out.crossings[m_open[std::size_t(middle)]].at < at)
            ++middle;
        to = std::max(to, middle);
        while (to < all && m_out.crossings[m_open[std::size_t(to)]].at <= at + gate)
            ++to;
        Row &row = rows[i];
        row.from = std::max(from, middle - kBand / 2);
        row.to = std::max(row.from, std::min(to, middle + kBand / 2));
        const auto width = std::size_t(row.to - row.from) + 1;
        row.best.resize(width);
        row.step.resize(width, 0);
        for (std::size_t k = 0; k < width; ++k) {
            const std::ptrdiff_t j = row.from + std::ptrdiff_t(k);
            row.best[k] = (i > 0 ? valueAt(rows[i - 1], j) : 0.F) + float(kSkip);
            if (k == 0)
                continue;
            const Crossing &c = m_out.crossings[m_open[std::size_t(j - 1)]];
            if (entry.who == 0 || c.who == 0) {
                const double far = double((at - c.at).count()) / double(m_spread.count());
                const float with = (i > 0 ? valueAt(rows[i - 1], j - 1) : 0.F) + float(far * far);
                if (with < row.best[k]) {
                    row.best[k] = with;
                    row.step[k] = 2;
                }
            }
            if (row.best[k - 1] <= row.best[k]) {
                row.best[k] = row.best[k - 1];
                row.step[k] = 1;
            }
        }
    }
    std::ptrdiff_t j = all;
    for (std::size_t i = n; i-- > 0;) {
        const Row &row = rows[i];
        j = std::min(j, row.to);
        if (j < row.from)
            continue; // before its band it could only be left alone
        while (row.step[std::size_t(j - row.from)] == 1)
            --j;
        if (row.step[std::size_t(j - row.from)] == 2)
            of[i] = --j;
    }
}

void Joiner::learn(const std::vector<std::ptrdiff_t> &of)
{
    std::vector<Micros> apart;
    for (std::size_t i = 0; i < of.size(); ++i)
        if (of[i] >= 0)
            apart.push_back(shifted(m_entries[m_loose[i]]) - m_out.crossings[m_open[std::size_t(of[i])]].at);
    if (apart.size() < 5)
        return;
    m_offset += median(apart);
    m_spread = std::clamp(spreadOf(apart), kLeastSpread, kMostSpread);
}

// How likely it is this crossing and not a neighbour, and not none of them. One that another entry of the lane has is four times less
// likely, for then that one would have to be wrong too.
double Joiner::timeConfidence(std::size_t i, const std::vector<std::ptrdiff_t> &of, const std::vector<bool> &taken, Micros gate) const
{
    const UtcTime at = shifted(m_entries[m_loose[i]]);
    const auto likelihood = [&](std::ptrdiff_t j) {
        const double far = double((at - m_out.crossings[m_open[std::size_t(j)]].at).count()) / double(m_spread.count());
        return std::exp(-far * far / 2);
    };
    const double mine = likelihood(of[i]);
    double all = mine + 0.02;
    const auto end = std::ptrdiff_t(m_open.size());
    const auto add = [&](std::ptrdiff_t j) { all += likelihood(j) * (taken[std::size_t(j)] ? 0.25 : 1); };
    for (std::ptrdiff_t j = of[i] - 1; j >= 0 && of[i] - j <= kBand && m_out.crossings[m_open[std::size_t(j)]].at >= at - gate; --j)
        add(j);
    for (std::ptrdiff_t j = of[i] + 1; j < end && j - of[i] <= kBand && m_out.crossings[m_open[std::size_t(j)]].at <= at + gate; ++j)
        add(j);
    return m_certainty * mine / all;
}

void Joiner::byTime()
{
    m_loose.clear();
    m_open.clear();
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        if (!m_placed[i])
            m_loose.push_back(i);
    if (m_loose.empty() || m_out.crossings.empty())
        return;
    const bool known = m_loose.size() + 3 <= m_entries.size(); // by three and more that were placed by their bib
    if (!known) {
        std::vector<UtcTime> mine, theirs;
        for (const std::size_t i : m_loose)
            mine.push_back(*m_in[std::size_t(m_entries[i])].at);
        for (const Crossing &c : m_out.crossings)
            theirs.push_back(c.at);
        const Offset voted = offsetByVote(mine, theirs, m_lane == Lane::Video ? Micros(180s) : Micros(10s)).value_or(Offset{});
        m_offset = voted.by;
        m_certainty = voted.certainty;
    }
    for (std::size_t c = 0; c < m_out.crossings.size(); ++c)
        if (isFree(c))
            m_open.push_back(c);
    std::vector<std::ptrdiff_t> of;
    if (!known) {
        pairByTime(2s, of);
        learn(of);
    }
    const Micros gate = std::clamp(Micros(m_spread * 5), Micros(2s), Micros(5s));
    pairByTime(gate, of);
    std::vector<bool> taken(m_open.size(), false);
    for (const std::ptrdiff_t j : of)
        if (j >= 0)
            taken[std::size_t(j)] = true;
    for (std::size_t i = 0; i < of.size(); ++i)
        if (of[i] >= 0) {
            put(m_entries[m_loose[i]], m_open[std::size_t(of[i])], timeConfidence(i, of, taken, gate));
            m_placed[m_loose[i]] = true;
        }
}

// Who fits nowhere is a crossing of his own.
void Joiner::addAlone()
{
    const std::size_t before = m_out.crossings.size();
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (m_placed[i])
            continue;
        Crossing c;
        c.at = shifted(m_entries[i]);
        c.who = m_in[std::size_t(m_entries[i])].who;
        c.of[std::size_t(m_lane)] = {m_entries[i], m_lane == Lane::Video && c.who != 0 ? 0.7 : 1}; // somebody read it from a picture
        m_out.crossings.push_back(c);
    }
    const auto middle = m_out.crossings.begin() + std::ptrdiff_t(before);
    const auto earlier = [](const Crossing &a, const Crossing &b) { return std::pair(a.at, a.who) < std::pair(b.at, b.who); };
    std::stable_sort(middle, m_out.crossings.end(), earlier);
    std::inplace_merge(m_out.crossings.begin(), middle, m_out.crossings.end(), earlier);
}

void Joiner::join(Lane lane)
{
    m_lane = lane;
    m_offset = 0us;
    m_spread = kFirstSpread;
    m_certainty = 1;
    m_entries.clear();
    for (std::size_t i = 0; i < m_in.size(); ++i)
        if (m_in[i].lane == lane && m_in[i].at)
            m_entries.push_back(int(i));
    std::stable_sort(m_entries.begin(), m_entries.end(), [&](int a, int b) {
        const Entry &x = m_in[std::size_t(a)], &y = m_in[std::size_t(b)];
        return std::pair(*x.at, x.who) < std::pair(*y.at, y.who);
    });
    m_placed.assign(m_entries.size(), false);
    if (!m_out.crossings.empty()) {
        byWho();
        if (lane > Lane::Backup) // a chip always says whose it is
            byTime();
    }
    addAlone();
    m_out.lanes[std::size_t(lane)] = {int(m_entries.size()), m_offset, m_spread};
}

void findDifferences(Alignment &a, const std::vector<Entry> &entries)
{
    const auto has = [](const Crossing &c, Lane lane) { return c[lane].entry >= 0; };
    for (std::size_t i = 0; i < a.crossings.size(); ++i) {
        const Crossing &c = a.crossings[i];
        const int at = int(i);
        if (has(c, Lane::Main) && has(c, Lane::Backup)) {
            const Micros by = *entries[std::size_t(c[Lane::Backup].entry)].at - *entries[std::size_t(c[Lane::Main].entry)].at;
            if (std::chrono::abs(by) > kApart)
                a.differences.push_back({Differs::Apart, at, by});
        } else if (has(c, Lane::Backup) && a.lanes[0].entries > 0) {
            a.differences.push_back({Differs::BackupOnly, at, {}});
        } else if (!has(c, Lane::Main) && !has(c, Lane::Backup)) {
            if (has(c, Lane::Taps) && !has(c, Lane::Bibs) && c.who == 0)
                a.differences.push_back({Differs::LoneTap, at, {}});
            else if (!c.timed)
                a.differences.push_back({Differs::BibWithoutTime, at, {}});
            else if (has(c, Lane::Video) && !has(c, Lane::Taps) && !has(c, Lane::Bibs))
                a.differences.push_back({Differs::LoneVideo, at, {}});
        }
    }
}

void countRates(Alignment &a)
{
    std::optional<UtcTime> last;
    for (const Crossing &c : a.crossings)
        if (c[Lane::Main].entry >= 0 || c[Lane::Backup].entry >= 0)
            last = c.at;
    for (const Crossing &c : a.crossings) {
        const bool main = c[Lane::Main].entry >= 0, backup = c[Lane::Backup].entry >= 0;
        if (!main && !backup)
            continue;
        const auto count = [&](Rates &r) {
            ++r.seen;
            r.main += main;
            r.backup += backup;
        };
        count(a.all);
        if (c.at > *last - kRecent)
            count(a.recent);
    }
}

} // namespace

Alignment align(const std::vector<Entry> &entries)
{
    Joiner joiner(entries);
    for (const Lane lane : {Lane::Main, Lane::Backup, Lane::Bibs, Lane::Taps, Lane::Video})
        joiner.join(lane);
    Alignment out = std::move(joiner).take();
    placeWritten(entries, out);
    for (Crossing &c : out.crossings)
        for (const Member &m : c.of)
            if (m.entry >= 0)
                c.confidence = std::min(c.confidence, m.confidence);
    findDifferences(out, entries);
    countRates(out);
    return out;
}

QString confidenceWord(double confidence)
{
    return confidence >= 0.9 ? say("sure") : confidence >= 0.7 ? say("likely") : confidence >= 0.4 ? say("perhaps") : say("a guess");
}

} // namespace gantry::engine::reconcile
