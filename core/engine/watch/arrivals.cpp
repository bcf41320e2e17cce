// SPDX-License-Identifier: Apache-2.0
#include "core/engine/watch/arrivals.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>

namespace gantry::engine {

namespace {

using namespace std::chrono_literals;
using scoring::Status;

constexpr std::size_t kSample = 500;   // runners of a race that the pace is learned from
constexpr double kPaceSeconds = 450;   // per km, before anybody arrived: slower than a field is, so that the alarm waits
constexpr double kSpread = 0.22, kStepSpread = 0.07, kDistanceStepSpread = 0.10;
constexpr double kGone = 0.02;         // less likely still to come than this: overdue, and no longer counted as due
constexpr int kFew = 10;

constexpr double kFar = 3.5, kPerUnit = 100; // of the table of the normal distribution

// Asked a hundred thousand times a second.
struct NormalTable {
    std::array<float, std::size_t(2 * kFar * kPerUnit) + 1> values{};
    NormalTable()
    {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double z = (double(i) + 0.5) / kPerUnit - kFar;
            values[i] = float(0.5 * std::erfc(-z / std::sqrt(2.0)));
        }
    }
};

double seconds(Micros t)
{
    return double(t.count()) / 1e6;
}

// The natural logarithm of numbers from 1 on, also asked a hundred thousand times a second: from the nearest of 256 known ones, right
// to 1e-14.
struct LogTable {
    struct Known { double inverse, log; };
    std::array<Known, 256> known{};
    LogTable()
    {
        for (std::size_t i = 0; i < known.size(); ++i) {
            const double middle = 1 + (double(i) + 0.5) / 256;
            known[i] = {1 / middle, std::log(middle)};
        }
    }
    double operator()(double x) const
    {
        const auto bits = std::bit_cast<std::uint64_t>(x);
        const Known &near = known[(bits >> 44) & 0xff];
        const double power = double(std::int64_t(bits >> 52) - 1023), mantissa = std::bit_cast<double>((bits & 0xfffffffffffffULL) | 0x3ff0000000000000ULL);
        const double r = mantissa * near.inverse - 1;
        return power * std::numbers::ln2 + near.log + r * (1 - r * (0.5 - r * (1.0 / 3 - r * 0.25)));
    }
};

double logSeconds(Micros t)
{
    static const LogTable kLog;
    return kLog(std::max(1.0, seconds(t)));
}

double median(std::vector<double> &v)
{
    const auto mid = v.begin() + qsizetype(v.size() / 2);
    std::nth_element(v.begin(), mid, v.end());
    return *mid;
}

// Distance along the course of each item, 0 when unknown.
double distanceOf(const scoring::RaceRules &rules, std::size_t j)
{
    if (rules.course[j].distanceM)
        return *rules.course[j].distanceM;
    return j + 1 == rules.course.size() ? rules.distanceM.value_or(0) : 0;
}

// Of those who were not there at `a`: how many arrive by `b`.
double between(const Arrivals::Forecast &f, double logA, double logB)
{
    const double a = f.before(logA), left = 1 - a;
    return left < kGone ? 0 : std::max(0.0, (f.before(logB) - a) / left);
}

} // namespace

double Arrivals::Forecast::before(double logElapsed) const
{
    static const NormalTable kNormal;
    const double z = (logElapsed - median) / spread;
    return z <= -kFar ? 0 : z >= kFar ? 1 : double(kNormal.values[std::size_t((z + kFar) * kPerUnit)]);
}

// The median such that as many of the sample should have arrived by `ref` as did: runners still on the course count too.
Arrivals::Item Arrivals::learnItem(const scoring::Scoreboard &board, const std::vector<EntrantIdx> &sample, const scoring::RaceRules &rules,
                                   std::size_t j, UtcTime ref) const
{
    Item item;
    item.distance = distanceOf(rules, j);
    std::vector<double> exposed, arrived, steps;
    for (const EntrantIdx e : sample) {
        const auto &r = board.result(e);
        if (!r.startedAt || j >= r.splits.size())
            continue;
        if (r.splits[j])
            arrived.push_back(logSeconds(*r.splits[j]));
        if (r.splits[j] || (r.status == Status::OnCourse && r.lastPoint < int(j)))
            exposed.push_back(logSeconds(r.splits[j] ? std::max(*r.splits[j], ref - *r.startedAt) : ref - *r.startedAt));
        if (j > 0 && r.splits[j] && r.splits[j - 1] && r.splits[j - 1]->count() > 0)
            steps.push_back(logSeconds(*r.splits[j]) - logSeconds(*r.splits[j - 1]));
    }
    if (steps.size() >= std::size_t(kFew))
        item.step = median(steps);
    if (item.distance > 0) {
        item.usable = true;
        item.fromStart = {std::log(item.distance / 1000 * kPaceSeconds), kSpread};
    }
    if (arrived.empty() || exposed.empty())
        return item;
    Forecast &f = item.fromStart;
    f.spread = kSpread;
    if (arrived.size() >= 40 && arrived.size() * 2 >= exposed.size()) {
        std::sort(arrived.begin(), arrived.end());
        f.spread = std::clamp((arrived[arrived.size() * 3 / 4] - arrived[arrived.size() / 4]) / 1.35, 0.10, 0.35);
    }
    double low = 0, high = 14; // e^14 s is two weeks
    for (int i = 0; i < 17; ++i) {
        f.median = (low + high) / 2;
        double n = 0;
        for (const double x : exposed)
            n += f.before(x);
        (n > double(arrived.size()) - 0.5 ? low : high) = f.median;
    }
    item.usable = item.known = true;
    return item;
}

void Arrivals::learn(const scoring::Scoreboard &board, const std::vector<PointSeen> &seen, UtcTime now)
{
    const auto &rules = board.rules();
    std::vector<std::vector<EntrantIdx>> started(rules.size());
    for (std::size_t i = 0; i < board.size(); ++i) {
        const EntrantIdx e{std::int32_t(i)};
        const int race = board.facts(e).race.value();
        if (race >= 0 && board.result(e).startedAt)
            started[std::size_t(race)].push_back(e);
    }
    m_races.assign(rules.size(), {});
    for (std::size_t r = 0; r < rules.size(); ++r) {
        const std::size_t step = started[r].size() / kSample + 1;
        std::vector<EntrantIdx> sample;
        for (std::size_t i = 0; i < started[r].size(); i += step)
            sample.push_back(started[r][i]);
        for (std::size_t j = 0; j < rules[r].course.size(); ++j) {
            const std::size_t p = std::size_t(rules[r].course[j].point.value());
            // What did not come while the point saw nobody must not be learned as slowness.
            const UtcTime ref = p < seen.size() && seen[p].last ? std::min(now, *seen[p].last) : now;
            m_races[r].items.push_back(learnItem(board, sample, rules[r], j, ref));
        }
        Race &race = m_races[r];
        race.steps.resize(race.items.size() + 1);
        for (std::size_t from = 0; from < race.steps.size(); ++from)
            for (std::size_t k = 0; k < kAhead && from + k < race.items.size(); ++k)
                race.steps[from][k] = stepOf(race, int(from) - 1, from + k);
    }
}

// From the last item passed when there is one, else from the start.
Arrivals::Step Arrivals::stepOf(const Race &race, int from, std::size_t to)
{
    const Item &item = race.items[to];
    if (from < 0)
        return {item.usable, item.fromStart.median, item.fromStart.spread};
    double ratio = 0, spread = 0;
    for (std::size_t j = std::size_t(from) + 1; j <= to; ++j) {
        const Item &before = race.items[j - 1], &here = race.items[j];
        if (here.step) {
            ratio += *here.step;
            spread += kStepSpread * kStepSpread;
        } else if (before.distance > 0 && here.distance > before.distance) {
            ratio += std::log(here.distance / before.distance) * 1.03; // people get slower
            spread += kDistanceStepSpread * kDistanceStepSpread;
        } else if (before.known && here.known) {
            ratio += here.fromStart.median - before.fromStart.median;
            spread += kDistanceStepSpread * kDistanceStepSpread;
        } else {
            return {};
        }
    }
    return {true, ratio, std::sqrt(spread)};
}

void Arrivals::expectRunner(EntrantIdx e, const scoring::RaceRules &rules, const scoring::EntrantFacts &facts, const scoring::EntrantResult &r,
                            const std::vector<PointSeen> &seen, UtcTime now)
{
    const Race &race = m_races[std::size_t(facts.race.value())];
    const UtcTime start = *r.startedAt;
    // A passage in the last minute belongs to what that minute was to bring.
    const int last = r.lastPoint >= 0 && std::size_t(r.lastPoint) < r.splits.size() && r.splits[std::size_t(r.lastPoint)] ? r.lastPoint : -1;
    if (last >= 0 && now - (start + *r.splits[std::size_t(last)]) < 1min)
        m_points[std::size_t(rules.course[std::size_t(last)].point.value())].lastMinute += 1;
    if (r.status != Status::OnCourse || now <= start)
        return;
    const double logFrom = last >= 0 ? logSeconds(*r.splits[std::size_t(last)]) : 0;
    const double logNow = logSeconds(now - start), logSoon = logSeconds(now - start + 5min), logMinuteAgo = logSeconds(now - start - 1min);
    // Further on than three points nobody is due before he has passed one of these, or all of them are dead.
    const std::size_t end = std::min({rules.course.size(), race.items.size(), std::size_t(last + 1 + kAhead)});
    for (std::size_t j = std::size_t(last + 1); j < end; ++j) {
        const Step &step = race.steps[std::size_t(last + 1)][j - std::size_t(last + 1)];
        if (!step.usable)
            continue;
        const Forecast f{logFrom + step.ratio, step.spread};
        const double soon = f.before(logSoon);
        if (soon <= 0)
            break; // and the points further on are later still
        const double here = f.before(logNow);
        const std::size_t p = std::size_t(rules.course[j].point.value());
        if (p >= m_points.size() || seconds(now - start) < seconds(rules.course[j].minTime))
            continue;
        PointDue &due = m_points[p];
        due.nextMinutes += 1 - here < kGone ? 0 : (soon - here) / (1 - here);
        due.lastMinute += between(f, logMinuteAgo, logNow);
        const UtcTime since = p < seen.size() && seen[p].last ? std::max(*seen[p].last, start) : start;
        if (since < now && here > 0)
            due.sinceLast += between(f, logSeconds(since - start), logNow);
        const bool next = int(j) == last + 1;
        if (next && race.items[j].known && 1 - here < kGone / 2)
            m_overdue.push_back({e, facts.race.value(), int(j), last, start + Micros(std::int64_t(std::exp(f.median) * 1e6))});
    }
}

// The start: a wave crosses within a minute or two of its gun. Only asked while no start read came at all: who did not come to the
// race is no reason for an alarm.
void Arrivals::expectStarts(const scoring::Scoreboard &board, const std::vector<PointSeen> &seen, UtcTime now)
{
    std::map<std::pair<int, int>, int> waiting;
    for (std::size_t i = 0; i < board.size(); ++i) {
        const EntrantIdx e{std::int32_t(i)};
        const auto &facts = board.facts(e);
        if (facts.race.value() >= 0 && !facts.withdrawn && !facts.verdict && board.result(e).status == Status::NotStarted)
            ++waiting[{facts.race.value(), facts.wave}];
    }
    for (const auto &[key, count] : waiting) {
        const auto &rules = board.rules()[std::size_t(key.first)];
        const auto gun = rules.waves[std::size_t(key.second)].gun;
        if (!gun || *gun > now || now - *gun > 30min || rules.startMode == StartMode::Gun)
            continue;
        const double pace = std::max(20.0, count / 10.0);
        for (const PointIdx p : rules.startPoints) {
            const auto last = std::size_t(p.value()) < seen.size() ? seen[std::size_t(p.value())].last : std::nullopt;
            if (!last || *last < *gun)
                m_points[std::size_t(p.value())].sinceLast += 0.9 * count * (1 - std::exp(-seconds(now - *gun) / pace));
        }
    }
}

void Arrivals::expect(const scoring::Scoreboard &board, const std::vector<PointSeen> &seen, UtcTime now)
{
    m_points.assign(seen.size(), {});
    m_overdue.clear();
    if (m_races.size() != board.rules().size())
        return;
    for (std::size_t i = 0; i < board.size(); ++i) {
        const EntrantIdx e{std::int32_t(i)};
        const auto &r = board.result(e);
        if (!r.startedAt || (r.status != Status::OnCourse && (r.status != Status::Finished || !r.finishedAt || now - *r.finishedAt > 1min)))
            continue;
        const auto &facts = board.facts(e);
        if (facts.race.value() >= 0)
            expectRunner(e, board.rules()[std::size_t(facts.race.value())], facts, r, seen, now);
    }
    expectStarts(board, seen, now);
}

} // namespace gantry::engine
