// SPDX-License-Identifier: Apache-2.0
#include "core/engine/watch/matproblems.h"

#include "core/base/text.h"
#include "core/engine/reconcile/laneoffset.h"
#include "core/engine/reconcile/reconcile.h"
#include "core/engine/watch/watch.h"

#include <algorithm>
#include <cmath>

namespace gantry::engine {

using namespace watching;

namespace {

using namespace std::chrono_literals;
using reconcile::Lane;

constexpr Micros kLooked = 30min;          // back from the newest read
constexpr std::size_t kMostReads = 20'000; // that are gone through, once a second at the most
constexpr int kApartRunners = 3, kEnough = 10;
constexpr double kLess = 0.8;

struct Mats {
    bool backup = false;
    std::vector<reconcile::Entry> entries;
};

bool anyBackup(const EventState &state)
{
    if (!state.bindings().backups.empty())
        return true;
    const auto &points = state.document().points;
    return std::any_of(points.begin(), points.end(), [](const PointDef &p) { return !p.backups.isEmpty(); });
}

// One entry for the reads of one crossing: the first.
std::map<PointIdx, Mats> matsOf(const Scene &scene)
{
    std::map<PointIdx, Mats> out;
    const auto &all = scene.reads.all();
    if (all.empty())
        return out;
    const UtcTime since = all.back().receivedAt - kLooked;
    std::size_t from = all.size();
    while (from > 0 && all.size() - from < kMostReads && all[from - 1].receivedAt >= since)
        --from;
    struct Seen { PointIdx point; bool backup; int who; UtcTime at; };
    std::vector<Seen> reads;
    for (std::size_t i = from; i < all.size(); ++i) {
        const ReadRow &row = scene.reads.rows()[i];
        if (all[i].kind != ReadKind::Chip || all[i].point.value() < 0 || row.ignored || row.use == scoring::Use::TestRead || row.use == scoring::Use::Duplicate)
            continue;
        reads.push_back({all[i].point, all[i].backup, row.entrant.value() >= 0 ? row.entrant.value() + 1 : -1 - all[i].chip, all[i].at});
    }
    std::stable_sort(reads.begin(), reads.end(), [](const Seen &a, const Seen &b) { return a.at < b.at; });
    std::map<std::tuple<PointIdx, bool, int>, UtcTime> last;
    for (const Seen &r : reads) {
        const auto [it, fresh] = last.try_emplace({r.point, r.backup, r.who}, r.at);
        if (!fresh && r.at - std::exchange(it->second, r.at) <= reconcile::kSameWho)
            continue;
        Mats &mats = out[r.point];
        mats.backup |= r.backup;
        mats.entries.push_back({r.backup ? Lane::Backup : Lane::Main, r.at, r.who});
    }
    return out;
}

ProblemFix reconcilePage(const Scene &scene, PointIdx point)
{
    return page(say("Reconcile"), QStringLiteral("reads/reconcile/") + pointName(scene, point));
}

void apart(const Scene &scene, PointIdx point, const reconcile::Alignment &a, const std::vector<reconcile::Entry> &entries, std::vector<Problem> &out)
{
    Problem p{QStringLiteral("mats/apart/") + pointName(scene, point), Severity::Look, {}, {}};
    std::vector<Micros> by;
    int both = 0;
    for (const reconcile::Crossing &c : a.crossings)
        both += c[Lane::Main].entry >= 0 && c[Lane::Backup].entry >= 0;
    for (const reconcile::Difference &d : a.differences) {
        if (d.what != reconcile::Differs::Apart)
            continue;
        by.push_back(d.by);
        if (const int who = entries[std::size_t(a.crossings[std::size_t(d.crossing)][Lane::Main].entry)].who; who > 0)
            p.entrants.push_back(EntrantIdx(who - 1));
    }
    if (int(by.size()) < kApartRunners)
        return;
    const Micros middle = reconcile::median(by), spread = reconcile::spreadOf(by);
    p.title = say("Main and backup mat at %1 do not agree").arg(pointName(scene, point));
    p.text = say("Of %1 runners that both saw, %2 are more than 2 s apart; the backup reads %3 s from the main mat.").arg(count(both), count(qint64(by.size())), signedSeconds(middle)) + u' '
        + (spread < 500ms ? say("All by about the same: a clock or the place of a mat. Look at the clocks of both.") : say("By different times: look who stands on a mat, or which one reads late."));
    p.point = point;
    p.confidence = 0.5 + 0.45 * double(by.size()) / double(std::max(1, both));
    p.fixes = {reconcilePage(scene, point), page(say("Readers"), QStringLiteral("readers"))};
    out.push_back(std::move(p));
}

void seesLess(const Scene &scene, PointIdx point, const reconcile::Rates &r, bool backup, std::vector<Problem> &out)
{
    const int mine = backup ? r.backup : r.main, other = backup ? r.main : r.backup;
    if (r.seen < kEnough || mine >= kLess * other)
        return;
    Problem p{QStringLiteral("mats/less/%1/%2").arg(pointName(scene, point), backup ? QStringLiteral("backup") : QStringLiteral("main")), Severity::Look, {}, {}};
    p.title = backup ? say("Backup mat at %1 misses runners").arg(pointName(scene, point)) : say("Main mat at %1 misses runners").arg(pointName(scene, point));
    p.text = say("Of the %1 who crossed in the last 5 minutes the main mat saw %2 % and the backup %3 %. Check its antennas, cables and power.")
                 .arg(count(r.seen)).arg(std::lround(r.ofMain() * 100)).arg(std::lround(r.ofBackup() * 100));
    p.point = point;
    p.confidence = std::min(0.95, 0.5 + 0.03 * (other - mine)); // the more it missed, the less it is chance
    p.fixes = {reconcilePage(scene, point), page(say("Readers"), QStringLiteral("readers"))};
    out.push_back(std::move(p));
}

} // namespace

void matProblems(const Watch &watch, const Scene &scene, std::vector<Problem> &out)
{
    if (!anyBackup(scene.state))
        return;
    for (const auto &[point, mats] : matsOf(scene)) {
        if (!mats.backup)
            continue;
        const reconcile::Alignment a = reconcile::align(mats.entries);
        apart(scene, point, a, mats.entries, out);
        const bool down = std::any_of(watch.rows().begin(), watch.rows().end(), [p = point](const ReaderRow &row) { return row.point == p && (row.silent || row.lossUnseen); });
        if (down)
            continue; // what it missed follows from that, and that is said
        seesLess(scene, point, a.recent, false, out);
        seesLess(scene, point, a.recent, true, out);
    }
}

} // namespace gantry::engine
