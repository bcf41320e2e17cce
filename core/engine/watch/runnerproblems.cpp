// SPDX-License-Identifier: Apache-2.0
// Single runners: too fast, read after DNF, wrong wave, swapped chips, missed at a point, overdue.
#include "core/base/text.h"
#include "core/engine/watch/watch.h"

#include <algorithm>
#include <cmath>

namespace gantry::engine {

using namespace watching;

namespace {

using namespace std::chrono_literals;
using Kind = RunnerIssue::Kind;

constexpr std::size_t kSingly = 5;

const scoring::RaceRules &rulesOf(const Scene &scene, EntrantIdx e)
{
    return scene.board.rules()[std::size_t(scene.board.facts(e).race.value())];
}

Id128 contentOf(const Scene &scene, ReadIdx read)
{
    return scene.reads.read(read).content;
}

QString itemName(const Scene &scene, EntrantIdx e, int item)
{
    const auto &course = rulesOf(scene, e).course;
    return item >= 0 && std::size_t(item) < course.size() ? course[std::size_t(item)].name : say("the start");
}

ProblemFix explain(EntrantIdx e)
{
    return {say("Explain"), {}, QStringLiteral("runner/%1/explain").arg(e.value()), {}};
}

Problem tooSoon(const Scene &scene, EntrantIdx e, const RunnerIssue &i)
{
    const auto &r = scene.board.result(e);
    const auto &item = rulesOf(scene, e).course[std::size_t(i.item)];
    const UtcTime at = scene.reads.read(i.read).at;
    const QString after = r.startedAt ? formatShort(std::chrono::floor<std::chrono::seconds>(at - *r.startedAt)) : clock(scene, at);
    Problem p{QStringLiteral("toosoon/") + bibKey(scene, e), Severity::Look, say("Bib %1: %2 after start").arg(bibOf(scene, e), after), {}};
    p.text = item.alsoStart ? say("Crossed the shared mat again. ") : QString();
    p.text += item.minTime.count() > 0 ? say("Not used at %1 (minimum %2).").arg(item.name, formatShort(item.minTime)) : say("Not used at %1: nobody is that fast.").arg(item.name);
    p.reads = {contentOf(scene, i.read)};
    p.fixes = {explain(e)};
    return p;
}

Problem tooFast(const Scene &scene, EntrantIdx e, const RunnerIssue &i)
{
    const auto &split = scene.board.result(e).splits[std::size_t(i.item)];
    Problem p{QStringLiteral("toofast/") + bibKey(scene, e), Severity::Look, say("Bib %1: %2 at %3").arg(bibOf(scene, e), formatShort(*split), itemName(scene, e, i.item)),
              say("Faster than anybody has ever run it. The time stands until you change it: a wrong start, a short cut, or wheels?")};
    if (i.read.value() >= 0)
        p.reads = {contentOf(scene, i.read)};
    p.fixes = {explain(e), runnerPage(e)};
    return p;
}

Problem afterVerdict(const Scene &scene, EntrantIdx e, const RunnerIssue &i)
{
    const bool dns = scene.board.facts(e).verdict == Correction::Kind::Dns;
    const auto &read = scene.reads.read(i.read);
    Problem p{QStringLiteral("verdict/") + bibKey(scene, e), Severity::Look,
              say("%1 is %2, and was read").arg(nameOf(scene, e), dns ? QStringLiteral("DNS") : QStringLiteral("DNF")),
              say("At %1, %2. Has the runner run after all?").arg(pointName(scene, read.point), clock(scene, read.at))};
    p.since = read.receivedAt;
    p.reads = {read.content};
    p.confidence = i.item >= 0 && std::size_t(i.item) + 1 == rulesOf(scene, e).course.size() ? 0.8 : 0.6;
    ProblemFix back{say("Put back"), {QStringLiteral("op"), QStringLiteral("reinstate"), QStringLiteral("--bib"), bibOf(scene, e)}, {}, {}};
    if (scene.board.rules().size() > 1)
        back.words << QStringLiteral("--race") << rulesOf(scene, e).name;
    p.fixes = {runnerPage(e), std::move(back)};
    return p;
}

Problem wrongWave(const Scene &scene, EntrantIdx e, const RunnerIssue &i)
{
    const auto &rules = rulesOf(scene, e);
    const QString fits = rules.waves[std::size_t(i.wave)].name, own = rules.waves[std::size_t(scene.board.facts(e).wave)].name;
    Problem p{QStringLiteral("wave/") + bibKey(scene, e), i.by < Micros(0) ? Severity::Look : Severity::Info, say("Bib %1 started with wave %2").arg(bibOf(scene, e), fits),
              say("Entered in wave %1, read %2 %3 its gun. Started with wave %4? (%5 %)")
                  .arg(own, ago(i.by), i.by < Micros(0) ? say("before") : say("after"), fits)
                  .arg(int(i.confidence * 100))};
    p.confidence = i.confidence;
    p.reads = {contentOf(scene, i.read)};
    ProblemFix move{say("Move to wave %1").arg(fits), {QStringLiteral("entrant"), QStringLiteral("set"), QStringLiteral("--bib"), bibOf(scene, e)}, {}, {}};
    if (scene.board.rules().size() > 1)
        move.words << QStringLiteral("--race") << rules.name;
    move.words << QStringLiteral("wave=") + fits;
    p.fixes = {runnerPage(e), std::move(move)};
    return p;
}

struct Stray {
    EntrantIdx entrant;
    RunnerIssue issue;
};

// Two runners who each started with the other's wave, and who are the only ones, or stand side by side: their chips were swapped.
std::set<EntrantIdx> swapped(const Scene &scene, const std::vector<Stray> &strays, std::vector<Problem> &out)
{
    std::map<std::array<int, 3>, std::vector<EntrantIdx>> moved; // (race, from, to)
    for (const Stray &s : strays)
        moved[{scene.board.facts(s.entrant).race.value(), scene.board.facts(s.entrant).wave, s.issue.wave}].push_back(s.entrant);
    std::set<EntrantIdx> done;
    for (const auto &[way, there] : moved) {
        const auto back = moved.find({way[0], way[2], way[1]});
        if (way[1] > way[2] || back == moved.end())
            continue;
        for (const EntrantIdx a : there)
            for (const EntrantIdx b : back->second) {
                const auto gap = std::abs(bibOf(scene, a).toLongLong() - bibOf(scene, b).toLongLong());
                const bool neighbours = gap > 0 && gap <= 2, only = there.size() == 1 && back->second.size() == 1;
                if (done.contains(a) || done.contains(b) || (!neighbours && !only))
                    continue;
                const int sure = neighbours && only ? 85 : neighbours ? 75 : 55;
                Problem p{QStringLiteral("swap/%1/%2").arg(bibKey(scene, a), bibKey(scene, b)), Severity::Look, say("Bibs %1 and %2: chips swapped?").arg(bibOf(scene, a), bibOf(scene, b)),
                          say("Each started with the other's wave. Exchanged, both fit. (%1 %)").arg(sure)};
                p.confidence = sure / 100.0;
                p.entrants = {a, b};
                p.fixes = {runnerPage(a), {say("Swap bibs"), {QStringLiteral("op"), QStringLiteral("swap-bibs"), bibOf(scene, a), bibOf(scene, b)}, {}, {}}};
                out.push_back(std::move(p));
                done.insert({a, b});
            }
    }
    return done;
}

// One by one while they are few, else one problem with a list.
void add(const Scene &scene, const QString &key, const QString &title, std::vector<Problem> list, std::vector<Problem> &out)
{
    if (list.size() <= kSingly) {
        std::move(list.begin(), list.end(), std::back_inserter(out));
        return;
    }
    Problem p{key, list.front().severity, title.arg(count(std::int64_t(list.size()))), {}};
    for (const Problem &one : list) {
        p.entrants.insert(p.entrants.end(), one.entrants.begin(), one.entrants.end());
        p.reads.insert(p.reads.end(), one.reads.begin(), one.reads.end());
    }
    p.text = say("Bibs %1.").arg(bibList(scene, p.entrants));
    p.fixes = {page(say("First one"), list.front().fixes.front().page)};
    out.push_back(std::move(p));
}

void missedAtPoints(const Watch &watch, const Scene &scene, std::vector<Problem> &out)
{
    std::map<std::pair<int, int>, std::vector<EntrantIdx>> missed; // (race, item)
    for (const auto &[e, issues] : watch.issues())
        for (const RunnerIssue &i : issues)
            if (i.kind == Kind::MissingSplit)
                missed[{scene.board.facts(e).race.value(), i.item}].push_back(e);
    for (const auto &[at, list] : missed) {
        const auto &rules = scene.board.rules()[std::size_t(at.first)];
        const auto &item = rules.course[std::size_t(at.second)];
        Problem p{QStringLiteral("split/%1/%2").arg(rules.name, item.name), Severity::Info,
                  list.size() == 1 ? say("1 missed at %1").arg(item.name) : say("%1 missed at %2").arg(count(std::int64_t(list.size())), item.name),
                  say("Seen further on: bibs %1. The split stays blank; nobody loses a place.").arg(bibList(scene, list))};
        p.entrants = list;
        p.point = item.point;
        p.fixes = {runnerPage(list.front())};
        out.push_back(std::move(p));
    }
}

void overdue(const Watch &watch, const Scene &scene, std::vector<Problem> &out)
{
    std::map<std::pair<int, int>, std::vector<Arrivals::Overdue>> late;
    for (const auto &o : watch.arrivals().overdue())
        late[{o.race, o.item}].push_back(o);
    for (auto &[at, list] : late) {
        const auto &rules = scene.board.rules()[std::size_t(at.first)];
        const auto &item = rules.course[std::size_t(at.second)];
        // While the reader there is silent or gone, everybody is late: that is one problem, not hundreds.
        if (std::any_of(watch.rows().begin(), watch.rows().end(), [&](const ReaderRow &r) { return r.point == item.point && (r.silent || !r.linked); }))
            continue;
        std::sort(list.begin(), list.end(), [](const auto &a, const auto &b) { return a.due < b.due; });
        Problem p{QStringLiteral("overdue/%1/%2").arg(rules.name, item.name), Severity::Look, {}, {}};
        for (const auto &o : list)
            p.entrants.push_back(o.entrant);
        const auto &first = list.front();
        const QString from = first.from < 0 ? say("the start") : rules.course[std::size_t(first.from)].name;
        p.title = list.size() == 1 ? say("%1 is overdue at %2").arg(nameOf(scene, first.entrant), item.name)
                                   : say("%1 are overdue at %2").arg(count(std::int64_t(list.size())), item.name);
        p.text = say("Bib %1 was due at %2, last seen at %3.").arg(bibOf(scene, first.entrant), clock(scene, first.due), from);
        if (list.size() > 1)
            p.text += u' ' + say("All: %1.").arg(bibList(scene, p.entrants));
        p.text += u' ' + say("Missed by the mat, or in need of help?");
        p.point = item.point;
        p.fixes = {runnerPage(first.entrant), page(say("Still out"), QStringLiteral("results/stillout"))};
        out.push_back(std::move(p));
    }
}

} // namespace

void runnerProblems(const Watch &watch, const Scene &scene, std::vector<Problem> &out)
{
    std::map<Kind, std::vector<Problem>> found;
    std::vector<Stray> strays;
    for (const auto &[e, issues] : watch.issues())
        for (const RunnerIssue &i : issues) {
            if (i.kind == Kind::MissingStart || i.kind == Kind::MissingSplit || i.kind >= Kind::AgeGrade)
                continue; // the last ones: recordproblems.cpp
            if (i.kind == Kind::WrongWave) {
                strays.push_back({e, i});
                continue;
            }
            Problem p = i.kind == Kind::TooSoon ? tooSoon(scene, e, i) : i.kind == Kind::TooFast ? tooFast(scene, e, i) : afterVerdict(scene, e, i);
            p.entrants = {e};
            found[i.kind].push_back(std::move(p));
        }
    const auto pairs = swapped(scene, strays, out);
    for (const Stray &s : strays)
        if (!pairs.contains(s.entrant)) {
            found[Kind::WrongWave].push_back(wrongWave(scene, s.entrant, s.issue));
            found[Kind::WrongWave].back().entrants = {s.entrant};
        }
    add(scene, QStringLiteral("verdict"), say("%1 read after DNF or DNS"), std::move(found[Kind::AfterVerdict]), out);
    add(scene, QStringLiteral("toofast"), say("%1 faster than anybody has ever run"), std::move(found[Kind::TooFast]), out);
    add(scene, QStringLiteral("toosoon"), say("%1 read before the minimum time"), std::move(found[Kind::TooSoon]), out);
    add(scene, QStringLiteral("wave"), say("%1 started with another wave"), std::move(found[Kind::WrongWave]), out);
    overdue(watch, scene, out);
    missedAtPoints(watch, scene, out);
}

} // namespace gantry::engine
