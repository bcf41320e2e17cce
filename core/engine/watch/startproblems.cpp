// SPDX-License-Identifier: Apache-2.0
// Guns and waves: two guns that differ, guns nobody took, waves that should have started; runners the start mat missed.
#include "core/base/text.h"
#include "core/engine/watch/watch.h"

#include <algorithm>
#include <cmath>

namespace gantry::engine {

using namespace watching;

namespace {

using namespace std::chrono_literals;
using scoring::GunSource;
using scoring::Status;

constexpr std::size_t kSingly = 5; // more than this of a kind are one problem with a list

QString waveTitle(const WaveRow &w)
{
    return w.waveName.isEmpty() ? w.raceName : w.raceName + u' ' + w.waveName;
}

QStringList gunWords(const Scene &scene, const QString &wave, UtcTime at)
{
    return {QStringLiteral("op"), QStringLiteral("gun"), QStringLiteral("--wave"), wave, QStringLiteral("--at"), formatLocal(scene.state.document().zone.toLocal(at))};
}

struct Told {
    UtcTime at;
    GunSource source;
};

// Every gun that was reported for a wave: pressed, or a reader's record near the one that counts.
std::vector<Told> gunsOf(const Scene &scene, const WaveRow &wave)
{
    std::vector<Told> out;
    std::set<Id128> taken;
    for (const GunCandidate &g : scene.state.guns()) {
        if (g.read)
            taken.insert(*g.read);
        if (g.wave == wave.key && g.utc)
            out.push_back({*g.utc, GunSource::Key});
    }
    for (const ReadIdx i : scene.reads.guns()) {
        const auto &read = scene.reads.read(i);
        const bool own = std::any_of(scene.state.guns().begin(), scene.state.guns().end(), [&](const GunCandidate &g) { return g.wave == wave.key && g.read == read.content; });
        const Micros apart = read.at > *wave.gun ? read.at - *wave.gun : *wave.gun - read.at;
        if (own || (!taken.contains(read.content) && apart < 30s))
            out.push_back({read.at, GunSource::Reader});
    }
    return out;
}

void twoGuns(const Scene &scene, const WaveRow &wave, std::vector<Problem> &out)
{
    if (!wave.gun || wave.source == GunSource::Command || wave.source == GunSource::Schedule)
        return; // somebody has decided, or nothing was reported
    const auto guns = gunsOf(scene, wave);
    const auto apart = [&](const Told &g) { return g.at > *wave.gun ? g.at - *wave.gun : *wave.gun - g.at; };
    const auto other = std::find_if(guns.begin(), guns.end(), [&](const Told &g) { return g.source != wave.source && apart(g) > 1s && apart(g) < 5min; });
    if (other == guns.end())
        return;
    const auto word = [](GunSource s) { return s == GunSource::Reader ? say("reader") : say("key"); };
    Problem p{QStringLiteral("guns-differ/") + wave.key, Severity::Look, say("Two guns for %1 differ by %2 s").arg(waveTitle(wave), QString::number(double(apart(*other).count()) / 1e6, 'f', 2)),
              say("The %1 says %2, the %3 says %4. The first one counts.").arg(word(wave.source), clock(scene, *wave.gun, 2), word(other->source), clock(scene, other->at, 2))};
    for (const Told &g : {Told{*wave.gun, wave.source}, *other})
        p.fixes.push_back({say("Use %1 %2").arg(word(g.source), clock(scene, g.at, 2)), gunWords(scene, wave.key, g.at), {}, {}});
    out.push_back(std::move(p));
}

void freeGuns(const Scene &scene, const WaveRow &wave, std::vector<Problem> &out)
{
    if (wave.gun || wave.candidates <= 0 || !wave.ownStart)
        return;
    Problem p{QStringLiteral("gun/") + wave.key, Severity::Look, say("A reader sent a gun for %1").arg(waveTitle(wave)), say("It is not used until you say so: the wave was not armed.")};
    std::set<Id128> taken;
    for (const GunCandidate &g : scene.state.guns())
        if (g.read)
            taken.insert(*g.read);
    const auto &guns = scene.reads.guns();
    for (auto it = guns.rbegin(); it != guns.rend() && p.fixes.size() < 3; ++it) {
        const auto &read = scene.reads.read(*it);
        if (taken.contains(read.content) || scene.reads.rows()[std::size_t(it->value())].ignored)
            continue;
        ProblemFix use{say("Use %1").arg(clock(scene, read.at, 2)), gunWords(scene, wave.key, read.at), {}, {}};
        if (std::none_of(p.fixes.begin(), p.fixes.end(), [&](const ProblemFix &f) { return f.words == use.words; })) {
            p.fixes.push_back(std::move(use));
            p.reads.push_back(read.content);
        }
    }
    if (!p.fixes.empty())
        out.push_back(std::move(p));
}

void notStarted(const Scene &scene, const WaveRow &wave, std::vector<Problem> &out)
{
    if (wave.gun || !wave.ownStart || !wave.scheduled || wave.entered == 0 || scene.now - *wave.scheduled < 1min || scene.now - *wave.scheduled > 12h)
        return;
    Problem p{QStringLiteral("late/") + wave.key, Severity::Look, say("%1 has not started").arg(waveTitle(wave)),
              say("It was planned for %1, %2 ago, and there is no gun. Start it, or set the gun that was missed.").arg(clock(scene, *wave.scheduled), ago(scene.now - *wave.scheduled))};
    p.since = *wave.scheduled;
    p.fixes.push_back(page(say("Race"), QStringLiteral("race")));
    out.push_back(std::move(p));
}

// When the wave is across: nearly all have crossed and the mat is quiet, or time has passed.
bool isAcross(const Scene &scene, const WaveRow &wave)
{
    const auto &rules = scene.board.rules()[std::size_t(wave.race.value())];
    if (rules.startMode == StartMode::Gun || rules.startPoints.empty() || !wave.gun || wave.started == 0)
        return false;
    std::optional<UtcTime> last;
    for (const PointIdx p : rules.startPoints)
        if (std::size_t(p.value()) < scene.reads.points().size())
            if (const auto t = scene.reads.points()[std::size_t(p.value())].last; t && (!last || *t > *last))
                last = t;
    const double part = double(wave.started) / std::max(1, wave.entered);
    const bool clean = last && *last >= *wave.gun;
    if (!clean)
        return false;
    if (part >= 0.95)
        return scene.now - *last > 5s || scene.now < *last;
    return part >= 0.5 && scene.now - *wave.gun > 3min && scene.now - *last > 30s;
}

Problem missedOne(const Scene &scene, EntrantIdx e, bool seenLater)
{
    Problem p{QStringLiteral("start/") + bibKey(scene, e), Severity::Look, say("No start read: %1").arg(nameOf(scene, e)), {}};
    p.text = seenLater ? say("Read further on, so the mat missed this start. Scored by gun until a read appears.")
                       : say("Missed by the mat, or not at the start. Scored by gun until a read appears.");
    p.entrants = {e};
    p.fixes.push_back(runnerPage(e));
    if (!seenLater) {
        ProblemFix dns{say("Did not start"), {QStringLiteral("op"), QStringLiteral("dns"), QStringLiteral("--bib"), bibOf(scene, e)}, {}, {}};
        if (scene.state.document().races.size() > 1)
            dns.words << QStringLiteral("--race") << scene.state.entrants()[std::size_t(e.value())].race;
        p.fixes.push_back(std::move(dns));
    }
    return p;
}

void missedStarts(const Watch &watch, const Scene &scene, std::vector<Problem> &out)
{
    std::map<std::pair<int, int>, std::pair<const WaveRow *, std::vector<EntrantIdx>>> waves;
    for (const WaveRow &w : *scene.view.waves)
        if (isAcross(scene, w))
            waves[{w.race.value(), w.wave}].first = &w;
    if (waves.empty())
        return;
    for (std::size_t i = 0; i < scene.board.size(); ++i) {
        const EntrantIdx e{std::int32_t(i)};
        const auto &facts = scene.board.facts(e);
        if (scene.board.result(e).status == Status::NotStarted && facts.race.value() >= 0 && !facts.withdrawn && !facts.verdict)
            if (const auto w = waves.find({facts.race.value(), facts.wave}); w != waves.end())
                w->second.second.push_back(e);
    }
    std::set<EntrantIdx> later;
    for (const auto &[e, issues] : watch.issues())
        if (std::any_of(issues.begin(), issues.end(), [](const RunnerIssue &i) { return i.kind == RunnerIssue::Kind::MissingStart; })) {
            const auto &facts = scene.board.facts(e);
            if (const auto w = waves.find({facts.race.value(), facts.wave}); w != waves.end()) {
                w->second.second.push_back(e);
                later.insert(e);
            }
        }
    for (auto &[key, wave] : waves) {
        auto &[row, list] = wave;
        std::sort(list.begin(), list.end(), [&](EntrantIdx a, EntrantIdx b) {
            const qint64 x = bibOf(scene, a).toLongLong(), y = bibOf(scene, b).toLongLong();
            return x != y ? x < y : a < b;
        });
        if (list.size() <= kSingly) {
            for (const EntrantIdx e : list)
                out.push_back(missedOne(scene, e, later.contains(e)));
            continue;
        }
        Problem p{QStringLiteral("start/") + row->key, Severity::Look, say("%1 without a start read").arg(count(std::int64_t(list.size()))),
                  say("%1: bibs %2. Scored by gun until a read appears.").arg(waveTitle(*row), bibList(scene, list))};
        p.entrants = list;
        p.fixes.push_back(page(say("List"), QStringLiteral("results/stillout")));
        out.push_back(std::move(p));
    }
}

} // namespace

void startProblems(const Watch &watch, const Scene &scene, std::vector<Problem> &out)
{
    if (!scene.view.waves)
        return;
    for (const WaveRow &wave : *scene.view.waves) {
        twoGuns(scene, wave, out);
        freeGuns(scene, wave, out);
        notStarted(scene, wave, out);
    }
    missedStarts(watch, scene, out);
}

} // namespace gantry::engine
