// SPDX-License-Identifier: Apache-2.0
#include "ui/models/runnercard.h"

#include "ui/models/changes.h"
#include "ui/models/handmodel.h"
#include "ui/models/readtext.h"

#include "core/base/text.h"
#include "core/engine/records/recordtable.h"
#include "core/engine/records/resultgrades.h"

#include <algorithm>

namespace gantry::ui {

namespace {

QString personLine(const Entrant &e, const scoring::EntrantResult *result)
{
    QStringList parts;
    if (!e.gender.isEmpty())
        parts << e.gender;
    if (e.age)
        parts << number(*e.age);
    if (result && !result->divisionName.isEmpty())
        parts << result->divisionName;
    else if (!e.division.isEmpty())
        parts << e.division;
    if (!e.team.isEmpty())
        parts << e.team;
    if (!e.city.isEmpty())
        parts << e.city;
    return parts.join(QStringLiteral(" · "));
}

void addGrades(const engine::View &view, int entrant, const scoring::EntrantResult &r, const scoring::RaceRules &rules, RunnerCard &card)
{
    const Entrant &e = entrantOf(view, entrant)->entrant;
    const engine::RunnerGrade grade = engine::gradeOf(rules, e.gender, ageForRace(e, rules.ageDate), r);
    if (!grade.grade.isEmpty()) {
        card.times.push_back({say("Age grade"), grade.grade + QStringLiteral(" %")});
        card.times.push_back({say("Age-graded"), grade.time});
    }
    if (const QStringList records = engine::recordsBeatenBy(view, EntrantIdx(entrant)); !records.isEmpty())
        card.flags += (card.flags.isEmpty() ? QString() : QStringLiteral(" · ")) + say("record? %1").arg(records.join(QStringLiteral(", ")));
}

void addResult(const engine::View &view, int entrant, const engine::ResultRow &row, RunnerCard &card)
{
    const scoring::RaceRules *rules = rulesOf(view, row.race);
    if (!rules)
        return;
    const scoring::EntrantResult &r = row.result;
    if (r.startedAt)
        card.times.push_back({say("Started"), timeOfDay(*r.startedAt, view.event->zone, 2)});
    for (std::size_t i = 0; i + 1 < rules->course.size() && i < r.splits.size(); ++i)
        card.times.push_back({rules->course[i].name, raceTime(r.splits[i], rules->rounding)});
    card.times.push_back({say("Net"), raceTime(r.net, rules->rounding)});
    card.times.push_back({say("Gun"), raceTime(r.gun, rules->rounding)});
    if (r.finishedAt)
        card.times.push_back({say("Finished at"), timeOfDay(*r.finishedAt, view.event->zone, 2)});
    else if (r.lastSeen)
        card.times.push_back({say("Last seen"), timeOfDay(*r.lastSeen, view.event->zone, 2)});
    const scoring::Places places = placesOf(view, entrant);
    const auto add = [&](const QString &label, int place) {
        if (place > 0)
            card.places.push_back({label, number(place)});
    };
    add(say("Overall"), places.overall);
    add(say("By sex"), places.gender);
    add(r.divisionName.isEmpty() ? say("Division") : r.divisionName, places.division);
    card.flags = flagWords(r.flags);
    addGrades(view, entrant, r, *rules, card);
}

} // namespace

namespace {

constexpr std::size_t kChangesShown = 30;

void addChanges(const engine::View &view, RunnerCard &card)
{
    if (!view.history)
        return;
    for (std::size_t i = view.history->size(); i-- > 0 && card.changes.size() < kChangesShown;) {
        const engine::HistoryRow &row = (*view.history)[i];
        if (std::ranges::find(row.entrants, card.id) == row.entrants.end())
            continue;
        QStringList who{timeOfDay(row.at, view.event->zone), row.author};
        if (!row.reason.isEmpty())
            who << row.reason;
        card.changes.push_back({row.id.toString(), row.text, who.join(QStringLiteral(" · ")), row.standing != engine::Standing::TakenBack});
    }
}

} // namespace

namespace {

void addHands(const engine::View &view, int entrant, std::vector<std::pair<UtcTime, CardRead>> &seen)
{
    if (!view.hands)
        return;
    for (const engine::HandRow &hand : *view.hands)
        if (hand.entrant.value() == entrant && hand.state == engine::HandRow::State::Scored)
            seen.push_back({hand.at, {hand.id.toString(), timeOfDay(hand.at, view.event->zone, 2), say("%1, by hand").arg(pointName(view, hand.point)), handOutcome(view, hand), false, true}});
}

} // namespace

RunnerCard runnerCard(const engine::View &view, int entrant, ReadScan &scan)
{
    RunnerCard card;
    const engine::EntrantRow *row = entrantOf(view, entrant);
    if (!row || !view.event)
        return card;
    const Entrant &e = row->entrant;
    card.entrant = entrant;
    card.id = e.id;
    card.bib = e.bib;
    card.raceName = e.race;
    card.name = e.erased ? say("erased") : e.displayName();
    card.race = e.wave.isEmpty() ? e.race : e.race + QStringLiteral(" · ") + e.wave;
    card.chips = e.chips.isEmpty() ? say("the bib is the chip") : e.chips.join(QStringLiteral(", "));
    const engine::ResultRow *result = resultOf(view, entrant);
    card.person = personLine(e, result ? &result->result : nullptr);
    if (result) {
        card.status = result->result.status;
        const Tone tone = card.status == scoring::Status::Finished ? Tone::Good
                          : card.status == scoring::Status::Dnf || card.status == scoring::Status::Dq ? Tone::Look
                                                                                                      : Tone::Dim;
        card.state = {marked(tone, statusWord(card.status)), tone, true};
        addResult(view, entrant, *result, card);
    }
    addChanges(view, card);
    if (view.waves)
        for (const engine::WaveRow &wave : *view.waves)
            card.started = card.started || (wave.gun && wave.raceName == e.race);
    if (!view.reads)
        return card;
    std::vector<std::pair<UtcTime, CardRead>> seen;
    for (const qint32 i : scan.rows(*view.reads, [entrant](const engine::ReadRow &r) { return r.entrant.value() == entrant; })) {
        const engine::ReadRow &read = (*view.reads)[std::size_t(i)];
        seen.push_back({read.at, {read.content.toString(), timeOfDay(read.at, view.event->zone, 2), pointName(view, read.point), readVerdict(view, read), read.ignored}});
    }
    addHands(view, entrant, seen);
    std::ranges::stable_sort(seen, {}, &std::pair<UtcTime, CardRead>::first);
    for (auto &[at, read] : seen)
        card.reads.push_back(std::move(read));
    return card;
}

} // namespace gantry::ui
