// SPDX-License-Identifier: Apache-2.0
#include "core/engine/whatif/whatif.h"

#include "core/base/text.h"

#include <QJsonArray>

#include <algorithm>
#include <limits>
#include <map>

namespace gantry::engine {

namespace {

using scoring::EntrantResult;
using scoring::Places;
using scoring::RaceRules;

const RaceRules *rulesOf(const View &view, int race)
{
    return view.event && race >= 0 && std::size_t(race) < view.event->rules.size() ? &view.event->rules[std::size_t(race)] : nullptr;
}

QString shown(const std::optional<Micros> &time, const RaceRules *rules)
{
    return time && rules ? formatElapsed(scoring::roundTime(*time, rules->rounding), scoring::fractionDigits(rules->rounding)) : QStringLiteral("–");
}

QString placeText(int place)
{
    return place > 0 ? QString::number(place) : QStringLiteral("–");
}

void note(QStringList &to, const QString &what, const QString &now, const QString &then)
{
    if (now != then)
        to.append(QStringLiteral("%1 %2 → %3").arg(what, now, then));
}

std::optional<RunnerChange> compareRunner(const View &now, const View &then, std::size_t i)
{
    const ResultRow &a = (*now.results)[i], &b = (*then.results)[i];
    const Places &pa = (*now.places)[i], &pb = (*then.places)[i];
    const RaceRules *ra = rulesOf(now, a.race), *rb = rulesOf(then, b.race);
    QStringList said;
    note(said, say("race"), ra ? ra->name : QStringLiteral("–"), rb ? rb->name : QStringLiteral("–"));
    note(said, say("place"), placeText(pa.overall), placeText(pb.overall));
    note(said, say("place of the sex"), placeText(pa.gender), placeText(pb.gender));
    note(said, say("division"), a.result.divisionName, b.result.divisionName);
    note(said, say("place in the division"), placeText(pa.division), placeText(pb.division));
    note(said, say("status"), scoring::toText(a.result.status), scoring::toText(b.result.status));
    note(said, say("net"), shown(a.result.net, ra), shown(b.result.net, rb));
    note(said, say("gun"), shown(a.result.gun, ra), shown(b.result.gun, rb));
    if (a.result.laps != b.result.laps)
        note(said, say("laps"), QString::number(a.result.laps), QString::number(b.result.laps));
    if (said.isEmpty())
        return std::nullopt;
    const Entrant &person = (*now.entrants)[i].entrant;
    return RunnerChange{EntrantIdx(std::int32_t(i)), ra ? ra->name : QString(), person.bib, person.displayName(), pa.overall, pb.overall, said.join(QStringLiteral(", "))};
}

const scoring::TeamScore *teamNamed(const std::vector<scoring::TeamScore> &teams, const QString &name)
{
    const auto it = std::find_if(teams.begin(), teams.end(), [&](const scoring::TeamScore &t) { return scoring::teamKey(t.name) == scoring::teamKey(name); });
    return it == teams.end() ? nullptr : &*it;
}

// The table of the same rule of the same race, by their names.
const TeamTable *tableLike(const View &view, const QString &race, const QString &rule)
{
    for (const auto &table : *view.teams)
        if (const RaceRules *rules = rulesOf(view, table->race); rules && rules->name == race && rules->teamRules[std::size_t(table->rule)].name == rule)
            return table.get();
    return nullptr;
}

// Teams of `view` that stand elsewhere in `other`; `forward`: `view` is that of now.
void compareTeams(const View &view, const View &other, bool forward, std::vector<TeamChange> &to)
{
    if (!view.teams || !other.teams)
        return;
    for (const auto &table : *view.teams) {
        const RaceRules *rules = rulesOf(view, table->race);
        if (!rules || std::size_t(table->rule) >= rules->teamRules.size())
            continue;
        const TeamRule &rule = rules->teamRules[std::size_t(table->rule)];
        const TeamTable *there = tableLike(other, rules->name, rule.name);
        for (const scoring::TeamScore &team : table->teams) {
            const scoring::TeamScore *twin = there ? teamNamed(there->teams, team.name) : nullptr;
            if (!forward && twin)
                continue; // seen from the other side
            const auto score = [](const TeamTable *in, const View &of, const scoring::TeamScore *t) {
                const RaceRules *r = in && t && t->place > 0 ? rulesOf(of, in->race) : nullptr;
                return r ? teamValueText(r->teamRules[std::size_t(in->rule)], *r, t->score) : QStringLiteral("–");
            };
            TeamChange change{rules->name, rule.name, team.name, team.place, twin ? twin->place : 0, score(table.get(), view, &team), score(there, other, twin)};
            if (!forward) {
                std::swap(change.place, change.placeThen);
                std::swap(change.score, change.scoreThen);
            }
            if (change.place != change.placeThen || change.score != change.scoreThen)
                to.push_back(std::move(change));
        }
    }
}

QString winners(const View &view, const scoring::AwardBand *band, int position)
{
    QStringList names;
    if (band)
        for (const scoring::AwardWinner &w : band->winners)
            if (w.position == position) {
                const Entrant &person = (*view.entrants)[std::size_t(w.entrant.value())].entrant;
                names.append(say("bib %1 %2").arg(person.bib, person.displayName()));
            }
    names.sort();
    return names.join(QStringLiteral(" / "));
}

int lastPosition(const scoring::AwardBand *band)
{
    return band && !band->winners.empty() ? band->winners.back().position : 0;
}

// Bands by the names of race and band; a band that only one of the two has stands against nobody.
void comparePrizes(const View &now, const View &then, std::vector<PrizeChange> &to)
{
    if (!now.awards || !then.awards)
        return;
    std::map<std::pair<QString, QString>, std::pair<const scoring::AwardBand *, const scoring::AwardBand *>> bands;
    std::vector<std::pair<QString, QString>> order;
    const auto collect = [&](const View &view, bool first) {
        for (std::size_t r = 0; r < view.awards->drawn.size() && r < view.event->rules.size(); ++r)
            for (const scoring::AwardBand &band : view.awards->drawn[r]->bands) {
                const std::pair key{view.event->rules[r].name, band.name};
                const auto [it, isNew] = bands.try_emplace(key);
                (first ? it->second.first : it->second.second) = &band;
                if (isNew)
                    order.push_back(key);
            }
    };
    collect(now, true);
    collect(then, false);
    for (const auto &key : order) {
        const auto &[mine, theirs] = bands[key];
        for (int position = 1; position <= std::max(lastPosition(mine), lastPosition(theirs)); ++position) {
            const QString before = winners(now, mine, position), after = winners(then, theirs, position);
            if (before != after)
                to.push_back({key.first, key.second, position, before, after});
        }
    }
}

} // namespace

WhatIf compareViews(const View &now, const View &then)
{
    WhatIf out;
    const std::size_t both = std::min({now.results->size(), then.results->size(), now.places->size(), then.places->size()});
    for (std::size_t i = 0; i < both; ++i)
        if (auto change = compareRunner(now, then, i)) {
            out.places += change->place != change->placeThen;
            out.runners.push_back(std::move(*change));
        }
    std::stable_sort(out.runners.begin(), out.runners.end(), [](const RunnerChange &a, const RunnerChange &b) {
        const auto key = [](const RunnerChange &c) { return std::pair(c.race, c.place > 0 ? c.place : std::numeric_limits<int>::max()); };
        return key(a) < key(b);
    });
    comparePrizes(now, then, out.prizes);
    compareTeams(now, then, true, out.teams);
    compareTeams(then, now, false, out.teams);
    return out;
}

QString summary(const WhatIf &w)
{
    if (w.nothing())
        return say("Nothing changes: every place, time and prize stays.");
    QStringList parts;
    if (w.places > 0)
        parts.append(w.places == 1 ? say("1 place") : say("%1 places").arg(w.places));
    if (!w.prizes.empty())
        parts.append(w.prizes.size() == 1 ? say("1 prize") : say("%1 prizes").arg(w.prizes.size()));
    if (!w.teams.empty())
        parts.append(w.teams.size() == 1 ? say("1 team") : say("%1 teams").arg(w.teams.size()));
    if (parts.isEmpty())
        return w.runners.size() == 1 ? say("No place changes; 1 runner gets another time or division.")
                                     : say("No place changes; %1 runners get other times or divisions.").arg(w.runners.size());
    return say("%1 would change.").arg(parts.join(QStringLiteral(", ")));
}

QJsonObject toJson(const WhatIf &w)
{
    QJsonArray runners, prizes, teams;
    const auto place = [](int p) { return p > 0 ? QJsonValue(p) : QJsonValue(); };
    for (const RunnerChange &c : w.runners)
        runners.append(QJsonObject{{QStringLiteral("race"), c.race}, {QStringLiteral("bib"), c.bib}, {QStringLiteral("name"), c.name}, {QStringLiteral("place"), place(c.place)}, {QStringLiteral("place_then"), place(c.placeThen)}, {QStringLiteral("change"), c.text}});
    for (const PrizeChange &c : w.prizes)
        prizes.append(QJsonObject{{QStringLiteral("race"), c.race}, {QStringLiteral("award"), c.band}, {QStringLiteral("position"), c.position}, {QStringLiteral("now"), c.now}, {QStringLiteral("then"), c.then}});
    for (const TeamChange &c : w.teams)
        teams.append(QJsonObject{{QStringLiteral("race"), c.race}, {QStringLiteral("rule"), c.rule}, {QStringLiteral("team"), c.team}, {QStringLiteral("place"), place(c.place)}, {QStringLiteral("place_then"), place(c.placeThen)}, {QStringLiteral("score"), c.score}, {QStringLiteral("score_then"), c.scoreThen}});
    return {{QStringLiteral("summary"), summary(w)}, {QStringLiteral("places"), w.places}, {QStringLiteral("runners"), runners}, {QStringLiteral("prizes"), prizes}, {QStringLiteral("teams"), teams}};
}

QStringList toLines(const WhatIf &w, std::size_t most)
{
    QStringList lines{summary(w)};
    const auto nobody = [](const QString &who) { return who.isEmpty() ? say("nobody") : who; };
    for (std::size_t i = 0; i < w.prizes.size() && i < most; ++i)
        lines.append(say("Prize: %1 %2, place %3: %4 → %5").arg(w.prizes[i].race, w.prizes[i].band).arg(w.prizes[i].position).arg(nobody(w.prizes[i].now), nobody(w.prizes[i].then)));
    for (std::size_t i = 0; i < w.teams.size() && i < most; ++i)
        lines.append(say("Team: %1 %2, %3: place %4 → %5, %6 → %7").arg(w.teams[i].race, w.teams[i].rule, w.teams[i].team, placeText(w.teams[i].place), placeText(w.teams[i].placeThen), w.teams[i].score, w.teams[i].scoreThen));
    for (std::size_t i = 0; i < w.runners.size() && i < most; ++i)
        lines.append(say("Bib %1 %2: %3").arg(w.runners[i].bib, w.runners[i].name, w.runners[i].text));
    const std::size_t left = (w.runners.size() > most ? w.runners.size() - most : 0) + (w.prizes.size() > most ? w.prizes.size() - most : 0);
    if (left > 0)
        lines.append(say("… and %1 more.").arg(left));
    return lines;
}

} // namespace gantry::engine
