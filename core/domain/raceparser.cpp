// SPDX-License-Identifier: Apache-2.0
#include "core/domain/raceparser.h"

#include "core/base/text.h"
#include "core/domain/policies.h"

#include <algorithm>

namespace gantry {

namespace {

constexpr DocumentWord<ReadPick> kPicks[] = {{"first", ReadPick::First}, {"last", ReadPick::Last}, {"strongest", ReadPick::Strongest}};
constexpr DocumentWord<AwardPolicy> kAwardPolicies[] = {
    {"band_order", AwardPolicy::BandOrder}, {"first_places_first", AwardPolicy::FirstPlacesFirst}, {"best_value", AwardPolicy::BestValue}};
constexpr DocumentWord<TeamsBy> kTeamScores[] = {
    {"places", TeamsBy::Places}, {"time", TeamsBy::Time}, {"average", TeamsBy::Average}, {"points", TeamsBy::Points}};
// The first of each meaning is the one we write. A rule of somebody else's wording must not keep an event from loading: an
// unknown word means the default, and the document's notes say so.
constexpr DocumentWord<TeamTies> kTeamTies[] = {{"displacer", TeamTies::Displacer},       {"displacers", TeamTies::Displacer},
                                                {"sixth", TeamTies::Displacer},           {"sixth_runner", TeamTies::Displacer},
                                                {"next_runner", TeamTies::Displacer},     {"last_scorer", TeamTies::LastScorer},
                                                {"best_last_scorer", TeamTies::LastScorer}, {"first_scorer", TeamTies::FirstScorer},
                                                {"best_scorer", TeamTies::FirstScorer},   {"first_runner", TeamTies::FirstScorer},
                                                {"head_to_head", TeamTies::HeadToHead},   {"share", TeamTies::Share}};
constexpr DocumentWord<Ties> kTies[] = {{"share", Ties::Share}, {"recording_order", Ties::RecordingOrder}};
constexpr DocumentWord<Rounding> kRoundings[] = {{"ceil_1s", Rounding::Ceil1s},
                                                 {"ceil_0.1s", Rounding::Ceil01s},
                                                 {"ceil_0.01s", Rounding::Ceil001s},
                                                 {"floor_1s", Rounding::Floor1s},
                                                 {"half_up_1s", Rounding::HalfUp1s}};
constexpr const char *kAgeGradeYears[] = {"2015", "2020", "2025"};

std::vector<double> numbers(ObjectReader &in, const char *key)
{
    std::vector<double> out;
    const QJsonValue value = in.raw(key);
    if (value.isUndefined() || value.isNull())
        return out;
    const QJsonArray list = value.toArray();
    bool sound = value.isArray();
    for (const QJsonValue &v : list) {
        sound = sound && v.isDouble() && v.toDouble() >= 0;
        out.push_back(v.toDouble());
    }
    if (sound)
        return out;
    in.problem(key, say("must be a list of numbers in square brackets"));
    return {};
}

QString parseAgeOn(ObjectReader &in)
{
    const QString given = in.text("age_on");
    if (given.isEmpty() || given == u"race_day" || given == u"dec_31" || given == u"jan_1")
        return given;
    if (given.size() == 10 && QDate::fromString(given, Qt::ISODate).isValid())
        return given;
    in.problem("age_on", say("\"%1\" is not one of: race_day, dec_31, jan_1, or a date like 2026-05-30").arg(given));
    return {};
}

} // namespace

ReadRule parseReadRule(ObjectReader &in, bool withCutoff)
{
    ReadRule rule;
    rule.pick = in.word("pick", kPicks);
    rule.minGap = in.seconds("min_gap_s");
    rule.ignoreBefore = in.time("ignore_before");
    if (withCutoff)
        rule.cutoff = in.seconds("cutoff_s");
    return rule;
}

void parseAwards(ObjectReader &in, RaceDef &race)
{
    in.objects("awards", [&](ObjectReader &item) {
        AwardDef award;
        award.name = item.text("name", true);
        award.genders = item.genders("genders");
        ageBounds(item, award);
        award.places = item.integer("places", 0, 100'000).value_or(award.places);
        award.rank = item.word("rank", kRankings).value_or(race.ranking);
        award.priority = item.integer("priority", 0, 1'000'000).value_or(award.priority);
        award.exclusive = item.flag("exclusive").value_or(award.exclusive);
        award.clubs = item.texts("clubs");
        award.maxPerClub = item.integer("max_per_club", 1, 100'000);
        award.values = numbers(item, "values");
        race.awards.push_back(award);
    });
    race.awardPolicy = in.word("award_policy", kAwardPolicies).value_or(AwardPolicy::BandOrder);
}

void parseTeamRules(ObjectReader &in, RaceDef &race)
{
    in.objects("team_rules", [&](ObjectReader &item) {
        TeamRule rule;
        rule.name = item.text("name", true);
        rule.genders = item.genders("genders");
        rule.by = item.word("by", kTeamScores).value_or(TeamsBy::Places);
        rule.scorers = item.integer("scorers", 1, 10'000).value_or(rule.scorers);
        rule.displacers = item.integer("displacers", 0, 10'000);
        rule.minWomen = item.integer("min_women", 0, 10'000).value_or(0);
        rule.minMen = item.integer("min_men", 0, 10'000).value_or(0);
        if (rule.minWomen + rule.minMen > rule.scorers) {
            item.problem("min_women", say("%1 is more than scorers %2").arg(rule.minWomen + rule.minMen).arg(rule.scorers));
            rule.minWomen = rule.minMen = 0;
        }
        const QString ties = item.text("ties");
        for (const auto &word : kTeamTies) {
            if (ties == QLatin1StringView(word.text.data(), qsizetype(word.text.size())))
                rule.ties = word.value;
            rule.tiesKnown = rule.tiesKnown || ties == QLatin1StringView(word.text.data(), qsizetype(word.text.size()));
        }
        rule.tiesKnown = rule.tiesKnown || ties.isEmpty();
        rule.teamsPerClub = item.integer("teams_per_club", 0, 10'000).value_or(rule.teamsPerClub);
        rule.listIncomplete = item.flag("list_incomplete").value_or(false);
        rule.points = numbers(item, "points");
        if (rule.by == TeamsBy::Points && rule.points.empty())
            item.problem("points", say("is missing: what the places are worth, 1st first"));
        rule.rank = item.word("rank", kRankings).value_or(race.ranking);
        race.teamRules.push_back(rule);
    });
}

void parseLaps(ObjectReader &in, RaceDef &race)
{
    in.object("laps", [&](ObjectReader &item) {
        LapDef laps;
        const int kinds = item.has("count") + item.has("duration_s") + item.has("every_s");
        laps.count = item.integer("count", 1, 100'000);
        laps.duration = item.seconds("duration_s");
        laps.every = item.seconds("every_s");
        laps.minLap = item.seconds("min_lap_s").value_or(Micros(0));
        laps.finishLap = item.flag("finish_lap").value_or(false);
        if (kinds != 1)
            item.problem("count", say("give one of count, duration_s and every_s"));
        else if ((laps.duration && laps.duration->count() == 0) || (laps.every && laps.every->count() == 0))
            item.problem(laps.every ? "every_s" : "duration_s", say("must be more than 0"));
        else if (laps.count || laps.duration || laps.every)
            race.laps = laps;
    });
}

void parseRelay(ObjectReader &in, RaceDef &race)
{
    in.object("relay", [&](ObjectReader &item) {
        RelayDef relay;
        const auto legs = item.integer("legs", 1, 1000);
        if (!item.has("legs"))
            item.problem("legs", say("is missing"));
        const int most = legs.value_or(1000);
        const QJsonValue paired = item.raw("paired_legs");
        if (!paired.isUndefined() && !paired.isArray())
            item.problem("paired_legs", say("must be a list in square brackets"));
        const QJsonArray list = paired.toArray();
        for (const QJsonValue &entry : list) {
            const QJsonArray members = entry.isArray() ? entry.toArray() : QJsonArray{entry};
            for (const QJsonValue &leg : members) {
                if (leg.toInt(0) < 1 || leg.toInt(0) > most)
                    item.problem("paired_legs", say("must hold numbers of legs"));
                else
                    relay.paired.push_back(leg.toInt());
            }
        }
        item.objects("mass_starts", [&](ObjectReader &start) {
            const auto leg = start.integer("leg", 1, most);
            const auto at = start.seconds("at_s");
            for (const char *key : {"leg", "at_s"}) {
                if (!start.has(key))
                    start.problem(key, say("is missing"));
            }
            if (leg && at && !relay.massStarts.try_emplace(*leg, *at).second)
                start.problem("leg", say("leg %1 stands twice").arg(*leg));
        });
        relay.estimate = item.flag("estimate").value_or(false);
        relay.legs = legs.value_or(0);
        if (relay.legs > 0)
            race.relay = relay;
    });
}

void parsePolicy(ObjectReader &in, RaceDef &race)
{
    const QString given = in.text("policy");
    const RankingPolicy *policy = policyById(given);
    if (!given.isEmpty() && !policy) {
        QStringList known;
        for (const RankingPolicy &p : rankingPolicies())
            known.append(QString::fromLatin1(p.id.data(), qsizetype(p.id.size())));
        in.problem("policy", say("\"%1\" is not one of: %2").arg(given, known.join(QStringLiteral(", "))));
    }
    const RankingPolicy silent = policy ? *policy : RankingPolicy{};
    race.policy = policy ? given : QString();
    race.ranking = in.word("ranking", kRankings).value_or(silent.ranking);
    race.ties = in.word("ties", kTies).value_or(silent.ties);
    race.rounding = in.word("rounding", kRoundings).value_or(silent.rounding);
    race.ageOn = parseAgeOn(in);
    if (race.ageOn.isEmpty())
        race.ageOn = QString::fromLatin1(silent.ageOn.data(), qsizetype(silent.ageOn.size()));
    race.ageGrades = in.text("age_grades");
    if (!race.ageGrades.isEmpty() && std::none_of(std::begin(kAgeGradeYears), std::end(kAgeGradeYears), [&](const char *y) { return race.ageGrades == QLatin1StringView(y); })) {
        in.problem("age_grades", say("\"%1\" is not one of: 2015, 2020, 2025").arg(race.ageGrades));
        race.ageGrades.clear();
    }
    race.gradeAlarm = in.number("age_grade_alarm", 1, 1000).value_or(race.gradeAlarm);
}

} // namespace gantry
