// SPDX-License-Identifier: Apache-2.0
// Silent readers, lost links, clocks that are off.
#include "core/base/text.h"
#include "core/engine/watch/watch.h"

#include <algorithm>
#include <cmath>

namespace gantry::engine {

using namespace watching;

namespace {

using namespace std::chrono_literals;

constexpr Micros kClockAct = 1s, kClockLook = 300ms;

ProblemFix readersPage()
{
    return page(say("Reader"), QStringLiteral("readers"));
}

void silent(const Watch &watch, const Scene &scene, const ReaderRow &row, std::vector<Problem> &out)
{
    if (!row.silent)
        return;
    Problem p{QStringLiteral("silent/") + row.location, Severity::Act, say("%1 is silent").arg(row.location), {}};
    const auto due = std::lround(row.dueSince);
    p.text = row.lastRead ? say("No reads for %1, %2 runners were due.").arg(ago(scene.now - *row.lastRead), count(due))
                          : say("No read yet, %1 runners were due.").arg(count(due));
    for (const ReaderRow &other : watch.rows())
        if (other.point == row.point && other.location != row.location && other.linked && !other.silent && other.lastRead)
            p.text += u' ' + say("%1 reads normally.").arg(other.location);
    p.text += u' ' + say("Check mat, antenna cable and power.");
    p.point = row.point;
    p.since = row.lastRead.value_or(UtcTime{});
    p.loud = true;
    p.fixes.push_back(readersPage());
    out.push_back(std::move(p));
}

void link(const Watch &watch, const Scene &scene, const QString &location, const ReaderWatch::Cut &cut, std::vector<Problem> &out)
{
    const auto row = std::find_if(watch.rows().begin(), watch.rows().end(), [&](const ReaderRow &r) { return r.location == location; });
    const bool unseen = row != watch.rows().end() ? row->lossUnseen : cut.runnersDue;
    if (cut.backAt && !unseen)
        return;
    Problem p{QStringLiteral("gone/") + location, cut.runnersDue ? Severity::Act : Severity::Look, {}, {}};
    p.since = cut.at;
    p.point = row != watch.rows().end() ? row->point : PointIdx(-1);
    const QString reason = cut.reason.isEmpty() ? say("no reason given") : cut.reason;
    if (cut.backAt) {
        p.title = say("%1 was not linked for %2").arg(location, ago(*cut.backAt - cut.at));
        p.text = say("Linked again since %1; it sends what it read meanwhile, nothing is counted twice. Acknowledge when you have seen this.").arg(clock(scene, *cut.backAt));
    } else {
        p.title = say("%1 is not linked").arg(location);
        p.text = say("Ended %1 ago: %2. %3 runners are still out. Check power and cable; the reader dials in again by itself.")
                     .arg(ago(scene.now - cut.at), reason, count(scene.view.counters.out));
        p.loud = cut.runnersDue;
    }
    p.fixes.push_back(readersPage());
    out.push_back(std::move(p));
}

QStringList acceptWords(const ReaderRow &row, Micros offset)
{
    QStringList words{QStringLiteral("op"), QStringLiteral("clock-offset")};
    if (row.reader.isEmpty())
        words << QStringLiteral("--session") << QString::number(row.session.value());
    else
        words << QStringLiteral("--reader") << row.reader;
    return words << QStringLiteral("--seconds=%1").arg(double(std::chrono::round<std::chrono::milliseconds>(offset).count()) / 1e3, 0, 'f', 3);
}

// A box with several locations has one clock: it is told once, by its first row.
void clocks(const Watch &watch, const Scene &scene, const ReaderRow &row, std::vector<Problem> &out)
{
    const QString key = QStringLiteral("clock/") + (row.reader.isEmpty() ? row.location : row.reader);
    if (!row.clock || std::any_of(out.begin(), out.end(), [&](const Problem &p) { return p.key == key; }))
        return;
    const Micros left = row.clockLeft();
    const Micros off = left < Micros(0) ? -left : left;
    if (off <= kClockLook)
        return;
    Problem p{key, off > kClockAct ? Severity::Act : Severity::Look, say("Clock of %1 is off by %2 s").arg(row.location, signedSeconds(left)), {}};
    p.loud = off > kClockAct;
    p.point = row.point;
    p.confidence = off > kClockAct ? 0.9 : 0.6;
    const auto *jump = watch.readerWatch().jumpOf(row.location, row.reader);
    if (jump && *jump) {
        const Micros by = (*jump)->to - (*jump)->from;
        p.title = say("Clock of %1 was set %2 by %3").arg(row.location, by < Micros(0) ? say("back") : say("forward"), ago(by));
        p.text = say("Since %1 its times are off by %2 s. Accept, and the times from then on are put right; what the reader sent stays as it is.")
                     .arg(clock(scene, (*jump)->at), signedSeconds(*row.clock));
        p.since = (*jump)->at;
        QStringList words = acceptWords(row, *row.clock);
        words << QStringLiteral("--from") << formatLocal(scene.state.document().zone.toLocal((*jump)->at));
        p.fixes.push_back({say("Accept from %1").arg(clock(scene, (*jump)->at)), words, {}, {}});
    } else {
        p.text = left > Micros(0) ? say("It is ahead of this laptop. Accept the offset, and %1 s are taken off its times; what the reader sent stays as it is.").arg(signedSeconds(*row.clock))
                                  : say("It is behind this laptop. Accept the offset, and its times are moved by %1 s; what the reader sent stays as it is.").arg(signedSeconds(-*row.clock));
        p.fixes.push_back({say("Accept offset"), acceptWords(row, *row.clock), {}, {}});
    }
    p.fixes.push_back(readersPage());
    out.push_back(std::move(p));
}

} // namespace

void readerProblems(const Watch &watch, const Scene &scene, std::vector<Problem> &out)
{
    for (const auto &[location, cut] : watch.readerWatch().cuts())
        link(watch, scene, location, cut, out);
    for (const ReaderRow &row : watch.rows()) {
        silent(watch, scene, row, out);
        clocks(watch, scene, row, out);
    }
}

} // namespace gantry::engine
