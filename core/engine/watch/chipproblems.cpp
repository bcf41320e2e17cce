// SPDX-License-Identifier: Apache-2.0
// Chips nobody has, with a hint whose they may be; chips and bibs that two people have.
#include "core/base/text.h"
#include "core/engine/watch/watch.h"

#include <algorithm>
#include <cmath>

namespace gantry::engine {

using namespace watching;

namespace {

using namespace std::chrono_literals;
using scoring::Status;

constexpr std::size_t kShown = 5;

struct Hint {
    EntrantIdx entrant{-1};
    double confidence = 0;
    QString why;
};

bool seenAt(const Scene &scene, EntrantIdx e, PointIdx point)
{
    const auto &reads = scene.board.facts(e).reads;
    return std::any_of(reads.begin(), reads.end(), [&](const auto &r) { return r.point == point && !r.ignored; });
}

// Chips are handed out in order: who has the numbers on both sides?
Hint neighbour(const Watch &watch, const Scene &scene, const UnknownChip &u)
{
    bool number = false;
    const quint64 value = u.chip.toULongLong(&number, 16);
    const auto &order = watch.doubles().chipOrder;
    if (!number || order.empty())
        return {};
    const auto above = std::lower_bound(order.begin(), order.end(), std::make_pair(value, EntrantIdx(-1)));
    const bool hasAbove = above != order.end(), hasBelow = above != order.begin();
    const auto below = hasBelow ? std::prev(above) : above;
    const quint64 up = hasAbove ? above->first - value : ~0ULL, down = hasBelow ? value - below->first : ~0ULL;
    if (hasAbove && hasBelow && up <= 2 && down <= 2) {
        // A gap in the chips with a bib between its neighbours: that bib got it.
        const qint64 a = bibOf(scene, below->second).toLongLong(), b = bibOf(scene, above->second).toLongLong();
        if (b - a == 2) {
            const auto between = scene.state.entrantsByBib(QString::number(a + 1));
            if (between.size() == 1)
                return {between.front(), 0.6, say("its neighbours are bibs %1 and %2").arg(a).arg(b)};
        }
    }
    if (std::min(up, down) > 1)
        return {};
    const EntrantIdx near = up <= down ? above->second : below->second;
    return {near, 0.3, say("one number beside the chip of bib %1").arg(bibOf(scene, near))};
}

// Nobody else of those on the course is missing here.
Hint onlyMissing(const Scene &scene, const UnknownChip &u)
{
    Hint hint;
    int missing = 0;
    for (std::size_t i = 0; i < scene.board.size() && missing < 2; ++i) {
        const EntrantIdx e{std::int32_t(i)};
        const auto &facts = scene.board.facts(e);
        if (facts.race.value() < 0 || facts.withdrawn || facts.verdict || scene.board.result(e).status == Status::Finished || seenAt(scene, e, u.point))
            continue;
        ++missing;
        hint = {e, 0.4, say("the only one not seen at %1").arg(pointName(scene, u.point))};
    }
    return missing == 1 ? hint : Hint{};
}

Hint hintFor(const Watch &watch, const Scene &scene, const UnknownChip &u)
{
    Hint near = neighbour(watch, scene, u);
    const Hint only = onlyMissing(scene, u);
    if (near.entrant.value() < 0)
        return only;
    if (only.entrant == near.entrant)
        return {near.entrant, std::min(0.95, near.confidence + 0.35), near.why + say(", and ") + only.why};
    // Has that runner been seen here with a chip of his own, it is hardly his.
    near.confidence += seenAt(scene, near.entrant, u.point) ? -0.2 : 0.15;
    return near;
}

void unknown(const Watch &watch, const Scene &scene, std::vector<Problem> &out)
{
    if (!scene.view.unknown || scene.view.unknown->empty())
        return;
    const auto &list = *scene.view.unknown;
    const ProblemFix look = page(say("Unknown reads"), QStringLiteral("reads/unknown"));
    if (list.size() > kShown) {
        Problem p{QStringLiteral("unknown"), Severity::Look, say("%1 unknown chips").arg(count(std::int64_t(list.size()))), {}};
        QStringList chips;
        for (std::size_t i = 0; i < kShown; ++i)
            chips << list[list.size() - 1 - i].chip;
        p.text = say("Nobody on the roster has them; the newest: %1. Is an import missing?").arg(chips.join(QStringLiteral(", ")));
        p.fixes = {look};
        out.push_back(std::move(p));
        return;
    }
    for (const UnknownChip &u : list) {
        Problem p{QStringLiteral("unknown/") + u.chip, Severity::Look, say("Unknown chip %1").arg(u.chip),
                  say("%1 at %2, %3.").arg(pointName(scene, u.point), clock(scene, u.at), u.reads == 1 ? say("1 read") : say("%1 reads").arg(count(u.reads)))};
        p.point = u.point;
        p.since = u.at;
        const Hint hint = hintFor(watch, scene, u);
        if (hint.entrant.value() >= 0) {
            p.confidence = std::max(0.1, hint.confidence);
            p.entrants = {hint.entrant};
            p.text += u' ' + say("Perhaps %1: %2. (%3 %)").arg(nameOf(scene, hint.entrant), hint.why).arg(std::lround(p.confidence * 100));
        } else {
            p.text += u' ' + say("Nobody on the roster has it.");
        }
        p.fixes = {look};
        if (hint.entrant.value() >= 0) {
            const Entrant &e = scene.state.entrants()[std::size_t(hint.entrant.value())];
            ProblemFix give{say("Give to bib %1").arg(e.bib), {QStringLiteral("entrant"), QStringLiteral("add-chip"), QStringLiteral("--bib"), e.bib, QStringLiteral("--chip"), u.chip}, {}, {}};
            if (scene.state.document().races.size() > 1)
                give.words << QStringLiteral("--race") << e.race;
            p.fixes.push_back(std::move(give));
        }
        out.push_back(std::move(p));
    }
}

template<class Map, class Make>
void twice(const Map &map, const QString &key, const QString &title, const Scene &scene, std::vector<Problem> &out, Make make)
{
    if (map.size() > kShown) {
        Problem p{key, Severity::Look, title.arg(count(std::int64_t(map.size()))), {}};
        for (const auto &[what, owners] : map)
            p.entrants.insert(p.entrants.end(), owners.begin(), owners.end());
        p.text = say("Bibs %1. Give each of them one of its own.").arg(bibList(scene, p.entrants));
        p.fixes = {page(say("Entrants"), QStringLiteral("entrants"))};
        out.push_back(std::move(p));
        return;
    }
    for (const auto &[what, owners] : map) {
        Problem p = make(what, owners);
        p.entrants = owners;
        p.fixes = {runnerPage(owners.back()), page(say("Entrants"), QStringLiteral("entrants"))};
        out.push_back(std::move(p));
    }
}

} // namespace

void chipProblems(const Watch &watch, const Scene &scene, std::vector<Problem> &out)
{
    unknown(watch, scene, out);
    twice(watch.doubles().bibs, QStringLiteral("bib"), say("%1 bibs are used twice"), scene, out, [&](const auto &bib, const auto &owners) {
        return Problem{QStringLiteral("bib/%1/%2").arg(bib.first, bib.second), Severity::Act, say("Bib %1 is used twice").arg(bib.second),
                       say("By %1 and %2. Results of one of them would be the other's.").arg(nameOf(scene, owners[0]), nameOf(scene, owners[1]))};
    });
    // A chip that stands twice because its bib does is told once.
    std::map<QString, std::vector<EntrantIdx>> chips;
    for (const auto &[chip, owners] : watch.doubles().chips)
        if (std::none_of(watch.doubles().bibs.begin(), watch.doubles().bibs.end(), [&](const auto &b) { return b.second == owners; }))
            chips[chip] = owners;
    twice(chips, QStringLiteral("chip"), say("%1 chips are claimed by two people"), scene, out, [&](const QString &chip, const auto &owners) {
        return Problem{QStringLiteral("chip/") + chip, Severity::Look, say("Chip %1 is claimed twice").arg(chip),
                       say("By %1 and %2. Its reads go to the one who had it first.").arg(nameOf(scene, owners[0]), nameOf(scene, owners[1]))};
    });
}

} // namespace gantry::engine
