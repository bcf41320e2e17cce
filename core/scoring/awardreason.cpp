// SPDX-License-Identifier: Apache-2.0
// Why somebody is among the winners of a band, or not.
#include "core/base/text.h"
#include "core/scoring/awardboard.h"

#include <QStringList>

#include <algorithm>

namespace gantry::scoring {

namespace {

QString ages(const AwardDef &award)
{
    if (award.ageMin && award.ageMax)
        return *award.ageMin == *award.ageMax ? QString::number(*award.ageMin) : say("%1-%2").arg(*award.ageMin).arg(*award.ageMax);
    return award.ageMin ? say("%1 and over").arg(*award.ageMin) : say("%1 and under").arg(award.ageMax.value_or(0));
}

QString whom(const AwardDef &award)
{
    QStringList who;
    for (const QString &g : award.genders)
        who.append(g == u"F" ? say("women") : g == u"M" ? say("men") : say("non-binary"));
    return who.join(QStringLiteral(", "));
}

QString statusText(Status status)
{
    switch (status) {
    case Status::NotStarted: return say("has not started");
    case Status::OnCourse: return say("has not finished yet");
    case Status::Dnf: return say("did not finish");
    case Status::Dns: return say("did not start");
    case Status::Dq: return say("was disqualified");
    case Status::Finished: return say("finished");
    }
    return {};
}

// One award of a band against one runner.
struct Case {
    const RaceRules &rules;
    const RaceAwards &awards;
    const AwardField &field;
    const ClubNumbers &clubs;
    const EntrantFacts &facts;
    const Contender &runner;
    int band;
    int award;
    int draw;

    const AwardDef &def() const { return rules.awards[std::size_t(award)]; }
    const AwardBand &its() const { return awards.bands[std::size_t(band)]; }
    // The exclusive prize that somebody had when this one was given.
    std::optional<std::pair<int, AwardWinner>> heldBefore(EntrantIdx e) const
    {
        for (std::size_t b = 0; b < awards.bands.size(); ++b)
            for (const AwardWinner &w : awards.bands[b].winners)
                if (int(b) != band && w.entrant == e && rules.awards[std::size_t(w.award)].exclusive && w.draw < draw)
                    return std::pair(int(b), w);
        return std::nullopt;
    }
    bool hasLeft(EntrantIdx e) const
    {
        return std::binary_search(awards.left.begin(), awards.left.end(), RaceAwards::Left{band, e});
    }
    AwardAnswer answer() const;
    AwardAnswer ofBounds() const;
};

AwardAnswer reasoned(AwardReason reason, const QString &text)
{
    AwardAnswer a;
    a.reason = reason;
    a.text = text;
    return a;
}

AwardAnswer Case::ofBounds() const
{
    const AwardTerms terms = termsOf(def(), clubs);
    const QString division = facts.rosterDivision.trimmed();
    if (runner.genders & ~terms.genders) {
        if (!facts.gender.isEmpty() || (runner.genders & terms.genders) == 0)
            return reasoned(AwardReason::OtherSex, say("only for %1").arg(whom(def())));
        return reasoned(AwardReason::SexUnknown, division.isEmpty() ? say("sex is not known") : say("sex is not known, and division %1 does not tell").arg(division));
    }
    if (runner.ageMin < terms.ageMin || runner.ageMax > terms.ageMax) {
        if (facts.age)
            return reasoned(AwardReason::OtherAge, say("age %1 is outside %2").arg(*facts.age).arg(ages(def())));
        if (runner.ageMin == 0 && runner.ageMax == Contender::kNoLimit)
            return reasoned(AwardReason::AgeUnknown, division.isEmpty() ? say("age is not known") : say("age is not known, and division %1 does not tell").arg(division));
        return reasoned(AwardReason::OtherAge, say("age is not known, and division %1 is not all within %2").arg(division, ages(def())));
    }
    if (!terms.takesClub(runner.club))
        return reasoned(AwardReason::OtherClub, facts.team.trimmed().isEmpty() ? say("has no club; only for %1").arg(def().clubs.join(QStringLiteral(", ")))
                                                                              : say("club %1 is not among %2").arg(facts.team.simplified(), def().clubs.join(QStringLiteral(", "))));
    return reasoned(AwardReason::Won, {});
}

AwardAnswer Case::answer() const
{
    if (const AwardAnswer bounds = ofBounds(); bounds.reason != AwardReason::Won)
        return bounds;
    const auto &bands = awards.bands;
    if (hasLeft(runner.entrant)) {
        AwardAnswer a = reasoned(AwardReason::KeptAnother, {});
        for (std::size_t b = 0; b < bands.size(); ++b)
            for (const AwardWinner &w : bands[b].winners)
                if (w.entrant == runner.entrant && rules.awards[std::size_t(w.award)].exclusive) {
                    a.other = int(b);
                    a.otherPosition = w.position;
                    a.text = say("keeps %1 %2, which is worth more, so passes %3 on").arg(bands[b].name, ordinal(w.position), its().name);
                }
        if (a.text.isEmpty())
            a.text = say("passed %1 on for a prize worth more").arg(its().name);
        return a;
    }
    if (def().exclusive && rules.awardPolicy != AwardPolicy::BestValue)
        if (const auto held = heldBefore(runner.entrant)) {
            AwardAnswer a = reasoned(AwardReason::HoldsAnother, say("won %1 %2, so not eligible for %3: that prize is exclusive").arg(bands[std::size_t(held->first)].name, ordinal(held->second.position), its().name));
            a.other = held->first;
            a.otherPosition = held->second.position;
            return a;
        }
    // Those before him who could have won it, and those of his club who did.
    const AwardTerms terms = termsOf(def(), clubs);
    int ahead = 0, mates = 0;
    std::map<std::int32_t, int> ofClub; // prizes before him
    std::map<EntrantIdx, bool> won;
    for (const AwardWinner &w : its().winners)
        won[w.entrant] = true;
    for (const Contender &c : field.by(def().rank)) {
        if (c.entrant == runner.entrant)
            break;
        const bool winner = won.contains(c.entrant);
        mates += winner && c.club == runner.club && runner.club >= 0;
        if (!winner && def().maxPerClub && c.club >= 0 && ofClub[c.club] >= *def().maxPerClub)
            continue;
        ofClub[c.club] += winner;
        if (winner || (terms.takes(c) && !hasLeft(c.entrant) && (!def().exclusive || rules.awardPolicy == AwardPolicy::BestValue || !heldBefore(c.entrant))))
            ++ahead;
    }
    if (def().maxPerClub && runner.club >= 0 && mates >= *def().maxPerClub)
        return reasoned(AwardReason::ClubIsFull, say("his club %1 has its %2 prizes").arg(facts.team.simplified()).arg(*def().maxPerClub));
    AwardAnswer a = reasoned(AwardReason::TooLow, {});
    a.position = ahead + 1;
    return a;
}

} // namespace

QString ordinal(int place)
{
    const int last = place % 10, teens = place % 100;
    if (teens >= 11 && teens <= 13)
        return say("%1th").arg(place);
    return last == 1 ? say("%1st").arg(place) : last == 2 ? say("%1nd").arg(place) : last == 3 ? say("%1rd").arg(place) : say("%1th").arg(place);
}

AwardAnswer AwardBoard::why(const Scoreboard &board, RaceIdx race, int band, EntrantIdx e) const
{
    AwardAnswer best;
    best.text = say("is in another race");
    const auto r = std::size_t(race.value());
    if (race.value() < 0 || r >= m_awards.size() || band < 0 || std::size_t(band) >= m_awards[r]->bands.size() || std::size_t(e.value()) >= board.size())
        return best;
    const RaceRules &rules = board.rules()[r];
    const RaceAwards &awards = *m_awards[r];
    const AwardBand &its = awards.bands[std::size_t(band)];
    best.band = band;
    for (const int a : its.awards)
        best.places += std::max(0, rules.awards[std::size_t(a)].places);
    const int places = best.places;
    if (board.facts(e).race != race)
        return best;
    for (const AwardWinner &w : its.winners)
        if (w.entrant == e) {
            best.reason = AwardReason::Won;
            best.position = w.position;
            best.text = w.shared ? say("won, %1 (shared)").arg(ordinal(w.position)) : say("won, %1").arg(ordinal(w.position));
            return best;
        }
    const EntrantResult &result = board.result(e);
    for (std::size_t i = 0; i < its.awards.size(); ++i) {
        const AwardDef &def = rules.awards[std::size_t(its.awards[i])];
        const auto &list = m_races[r].field.by(def.rank);
        const auto runner = std::find_if(list.begin(), list.end(), [&](const Contender &c) { return c.entrant == e; });
        AwardAnswer a;
        if (result.status != Status::Finished)
            a = reasoned(AwardReason::NotFinished, statusText(result.status));
        else if (runner == list.end())
            a = reasoned(AwardReason::NoTime, def.rank == RankBy::Net ? say("has no net time") : say("has no gun time"));
        else
            a = Case{rules, awards, m_races[r].field, m_clubs, board.facts(e), *runner, band, its.awards[i], its.draws[i]}.answer();
        if (a.reason == AwardReason::TooLow)
            a.text = places > 0 ? say("%1 of those eligible; %2 are awarded").arg(ordinal(a.position)).arg(places) : say("no prizes are awarded");
        if (a.reason > best.reason)
            best = a;
    }
    best.band = band;
    best.places = places;
    return best;
}

} // namespace gantry::scoring
