// SPDX-License-Identifier: Apache-2.0
#include "core/engine/watch/entrantissues.h"

#include "core/engine/watch/suspicious.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace gantry::engine {

namespace {

using namespace std::chrono_literals;
using scoring::Status;
using scoring::Use;
using Kind = RunnerIssue::Kind;

void missing(const scoring::RaceRules &rules, const scoring::EntrantResult &r, std::vector<RunnerIssue> &out)
{
    if ((r.flags & scoring::MissingStart) && (r.status == Status::OnCourse || r.status == Status::Finished) && !rules.startPoints.empty())
        out.push_back({Kind::MissingStart});
    for (int j = 0; j < r.lastPoint && std::size_t(j) < r.splits.size(); ++j)
        if (!r.splits[std::size_t(j)])
            out.push_back({Kind::MissingSplit, j});
}

void tooFast(const scoring::RaceRules &rules, const scoring::EntrantResult &r,
             const std::vector<scoring::ReadUse> &uses, std::vector<RunnerIssue> &out)
{
    for (const scoring::ReadUse &u : uses) {
        const bool open = u.course >= 0 && std::size_t(u.course) < r.splits.size() && !r.splits[std::size_t(u.course)];
        const bool told = std::any_of(out.begin(), out.end(), [&](const RunnerIssue &i) { return i.kind == Kind::TooSoon && i.item == u.course; });
        if (u.use == Use::TooSoon && open && !told)
            out.push_back({Kind::TooSoon, u.course, -1, u.read, u.by});
    }
    if (onWheels(r.divisionName) || onWheels(rules.name))
        return;
    for (std::size_t j = 0; j < r.splits.size() && j < rules.course.size(); ++j) {
        const double metres = rules.course[j].distanceM.value_or(j + 1 == rules.course.size() ? rules.distanceM.value_or(0) : 0);
        const auto best = worldBest(metres);
        if (!best || !r.splits[j] || *r.splits[j] >= *best)
            continue;
        const auto read = std::find_if(uses.begin(), uses.end(), [&](const auto &u) { return u.course == int(j) && (u.use == Use::Finish || u.use == Use::Split); });
        out.push_back({Kind::TooFast, int(j), -1, read == uses.end() ? ReadIdx(-1) : read->read, *best - *r.splits[j]});
        break;
    }
}

void afterVerdict(const scoring::EntrantFacts &facts, const std::vector<scoring::ReadUse> &uses, std::optional<UtcTime> verdictAt, std::vector<RunnerIssue> &out)
{
    if (facts.verdict != Correction::Kind::Dnf && facts.verdict != Correction::Kind::Dns)
        return;
    std::optional<RunnerIssue> last;
    for (std::size_t k = 0; k < uses.size() && k < facts.reads.size(); ++k) {
        const auto &u = uses[k];
        const bool counts = u.use == Use::Start || u.use == Use::Split || u.use == Use::Finish;
        const bool speaks = facts.verdict == Correction::Kind::Dns ? counts : u.use == Use::Finish || (counts && verdictAt && facts.reads[k].at > *verdictAt);
        if (speaks) // the last one says most
            last = {Kind::AfterVerdict, u.course, -1, u.read};
    }
    if (last)
        out.push_back(*last);
}

// A start that is well before the own gun, or nearer to a later wave's gun than to the own, fits another wave.
void wrongWave(const scoring::RaceRules &rules, const scoring::EntrantFacts &facts, const scoring::EntrantResult &r,
               const std::vector<scoring::ReadUse> &uses, std::vector<RunnerIssue> &out)
{
    if (rules.waves.size() < 3 || facts.startOffset || std::size_t(facts.wave) >= rules.waves.size() || !rules.waves[std::size_t(facts.wave)].gun)
        return;
    const UtcTime own = *rules.waves[std::size_t(facts.wave)].gun;
    std::optional<std::pair<UtcTime, ReadIdx>> start;
    for (std::size_t k = 0; k < uses.size() && k < facts.reads.size(); ++k)
        if (uses[k].use == Use::Start || (uses[k].use == Use::BeforeGun && rules.isStart(facts.reads[k].point)))
            start = {facts.reads[k].at, uses[k].read};
    if (!start || r.status == Status::Dns)
        return;
    int fits = -1;
    Micros after = 10min;
    for (std::size_t w = 1; w < rules.waves.size(); ++w)
        if (const auto gun = rules.waves[w].gun; gun && start->first >= *gun - 2s && start->first - *gun < after) {
            after = start->first - *gun;
            fits = int(w);
        }
    if (fits < 0 || fits == facts.wave)
        return;
    const Micros by = start->first - own;
    if (by < -10s)
        out.push_back({Kind::WrongWave, -1, fits, start->second, by, by < -30s ? 0.9 : 0.7});
    else if (by > 2min && after * 2 < by)
        out.push_back({Kind::WrongWave, -1, fits, start->second, by, 0.5});
}

} // namespace

bool onWheels(const QString &name)
{
    for (const char *word : {"wheel", "push", "hand", "chair", "bike", "skate"})
        if (name.contains(QLatin1String(word), Qt::CaseInsensitive))
            return true;
    return false;
}

std::optional<Micros> worldBest(double metres)
{
    struct Mark {
        double metres, seconds;
    };
    constexpr Mark kMarks[] = {{400, 43}, {800, 100.9}, {1500, 206}, {3000, 437}, {5000, 755}, {10000, 1571}, {21097.5, 3402}, {42195, 7235}, {100000, 21930}};
    if (metres < kMarks[0].metres)
        return std::nullopt;
    const auto above = std::find_if(std::begin(kMarks), std::end(kMarks), [&](const Mark &m) { return m.metres >= metres; });
    const Mark &b = above == std::end(kMarks) ? *std::prev(above) : *above;
    const Mark &a = above == std::begin(kMarks) || above == std::end(kMarks) ? b : *std::prev(above);
    const double pa = a.seconds / a.metres, pb = b.seconds / b.metres;
    const double part = b.metres > a.metres ? std::log(metres / a.metres) / std::log(b.metres / a.metres) : 0;
    return Micros(std::int64_t((pa + (pb - pa) * part) * metres * 1e6));
}

std::vector<RunnerIssue> issuesOf(const scoring::RaceRules &rules, const scoring::EntrantFacts &facts, const scoring::EntrantResult &result,
                                   const std::vector<scoring::ReadUse> &uses, std::optional<UtcTime> verdictAt)
{
    std::vector<RunnerIssue> out;
    if (facts.verdict != Correction::Kind::Dq) {
        missing(rules, result, out);
        tooFast(rules, result, uses, out);
        suspicious(rules, facts, result, out);
    }
    afterVerdict(facts, uses, verdictAt, out);
    wrongWave(rules, facts, result, uses, out);
    return out;
}

} // namespace gantry::engine
