// SPDX-License-Identifier: Apache-2.0
// `op award-state`, `op award-give`, `op award-protest`: how final a band is, and what was announced and handed out.
#include "core/base/text.h"
#include "core/engine/verbs/ops.h"

#include <QJsonArray>

#include <algorithm>

namespace gantry::engine {

using namespace ops;

namespace {

struct Target {
    int race = 0;
    bool division = false;
    int index = 0;
    QString raceName, name;
};

// Of the race that is named, or of all.
std::vector<Target> everything(const EventActor &actor, int only)
{
    std::vector<Target> out;
    const auto &drawn = actor.awardsDrawn();
    for (std::size_t r = 0; r < drawn.size(); ++r)
        for (std::size_t b = 0; (only < 0 || int(r) == only) && b < drawn[r]->bands.size(); ++b)
            out.push_back({int(r), false, int(b), actor.board().rules()[r].name, drawn[r]->bands[b].name});
    return out;
}

Result<int> raceOfOption(const VerbCall::Parsed &p, const EventActor &actor)
{
    const QString name = p.value(QStringLiteral("race"));
    if (name.isEmpty())
        return -1;
    const int race = actor.state().document().raceByName(name).value();
    if (race < 0)
        return bad(say("The event has no race \"%1\".").arg(name));
    return race;
}

void addNamed(const EventActor &actor, int only, bool division, const QString &name, std::vector<Target> &out)
{
    if (!division) {
        for (Target &t : everything(actor, only))
            if (t.name.compare(name, Qt::CaseInsensitive) == 0)
                out.push_back(std::move(t));
        return;
    }
    const auto &rules = actor.board().rules();
    for (std::size_t r = 0; r < rules.size(); ++r)
        for (std::size_t d = 0; (only < 0 || int(r) == only) && d < rules[r].divisions.size(); ++d)
            if (rules[r].divisions[d].name.compare(name, Qt::CaseInsensitive) == 0)
                out.push_back({int(r), true, int(d), rules[r].name, rules[r].divisions[d].name});
}

// --band B, --division D, or --all bands; each name belongs to exactly one race (of --race).
Result<std::vector<Target>> targetsOf(const VerbCall::Parsed &p, const EventActor &actor, bool divisionsToo)
{
    const auto race = raceOfOption(p, actor);
    if (!race)
        return race.error();
    if (p.has(QStringLiteral("all"))) {
        auto all = everything(actor, *race);
        return all.empty() ? Result<std::vector<Target>>(bad(say("The event has no awards."))) : Result<std::vector<Target>>(std::move(all));
    }
    std::vector<Target> out;
    for (const bool division : {false, true})
        for (const QString &name : p.values(division ? QStringLiteral("division") : QStringLiteral("band"))) {
            std::vector<Target> found;
            addNamed(actor, *race, division, name, found);
            if (found.empty())
                return bad(division ? say("There is no division \"%1\".").arg(name) : say("There is no award \"%1\". `awards --status` lists them.").arg(name));
            if (found.size() > 1)
                return bad(say("\"%1\" is there in several races. Name one with --race.").arg(name));
            out.push_back(found.front());
        }
    if (out.empty())
        return misuse(divisionsToo ? say("Say which: --band NAME, --division NAME, or --all") : say("Say which: --band NAME, or --all"));
    return out;
}

QString namesOf(const std::vector<Target> &list)
{
    QStringList names;
    for (const Target &t : list)
        names.append(t.name);
    return names.size() > 4 ? say("%1 and %2 more").arg(names.mid(0, 3).join(QStringLiteral(", "))).arg(names.size() - 3) : names.join(QStringLiteral(", "));
}

QString usText(UtcTime t)
{
    return QString::number(toUs(t));
}

// The stage that is asked for, or why it cannot be.
Result<OpDraft> stageDraft(AwardStage stage, const Target &t, int minutes, const EventActor &actor)
{
    const AwardMark *mark = actor.state().awards().mark(t.raceName, t.division, t.name);
    if (stage == AwardStage::Corrected && (!mark || !mark->isOfficial()))
        return bad(say("%1 is not official: there is nothing to correct.").arg(t.name));
    OpDraft d;
    d.entity = QStringLiteral("award_state");
    d.instance = mark ? mark->instance : t.raceName + (t.division ? QStringLiteral("/division/") : QStringLiteral("/award/")) + t.name;
    d.fields[QStringLiteral("race")] = t.raceName;
    d.fields[QStringLiteral("name")] = t.name;
    d.fields[QStringLiteral("of")] = t.division ? QStringLiteral("division") : QStringLiteral("award");
    d.fields[QStringLiteral("state")] = stageWord(stage);
    d.fields[QStringLiteral("since_us")] = usText(actor.now());
    d.fields[QStringLiteral("protest_min")] = minutes;
    const bool keeps = stage == AwardStage::Official || stage == AwardStage::Corrected;
    d.fields[QStringLiteral("places")] = keeps ? placesToJson(actor.placesNow(t.race, t.division, t.index)) : QJsonArray();
    return d;
}

Result<MadeOps> awardState(const VerbCall::Parsed &p, const EventActor &actor)
{
    const QString word = p.rest.value(1);
    constexpr AwardStage kStages[] = {AwardStage::Detected, AwardStage::Provisional, AwardStage::Official, AwardStage::Corrected};
    const auto stage = std::find_if(std::begin(kStages), std::end(kStages), [&](AwardStage s) { return stageWord(s) == word; });
    if (stage == std::end(kStages))
        return misuse(say("Say how final: op award-state provisional|official|corrected|detected --band NAME"));
    auto targets = targetsOf(p, actor, true);
    if (!targets)
        return targets.error();
    if (p.has(QStringLiteral("all")) && *stage == AwardStage::Corrected) // those that need it
        std::erase_if(*targets, [&](const Target &t) {
            const AwardMark *mark = actor.state().awards().mark(t.raceName, t.division, t.name);
            return !mark || !mark->isOfficial() || mark->places == actor.placesNow(t.race, t.division, t.index);
        });
    if (targets->empty())
        return bad(say("No official band has changed."));
    MadeOps made;
    int running = 0;
    for (const Target &t : *targets) {
        int minutes = actor.state().awards().protestMinutes(t.raceName);
        if (p.has(QStringLiteral("protest"))) {
            bool ok = false;
            minutes = p.value(QStringLiteral("protest")).toInt(&ok);
            if (!ok || minutes < 0 || minutes > 10000)
                return misuse(say("--protest wants minutes, not \"%1\".").arg(p.value(QStringLiteral("protest"))));
        }
        const AwardMark *mark = actor.state().awards().mark(t.raceName, t.division, t.name);
        running += mark && mark->stage == AwardStage::Provisional && mark->since + std::chrono::minutes(mark->protestMinutes) > actor.now();
        auto draft = stageDraft(*stage, t, minutes, actor);
        if (!draft)
            return draft.error();
        made.drafts.push_back(std::move(*draft));
    }
    const QString names = namesOf(*targets);
    switch (*stage) {
    case AwardStage::Detected: made.text = say("%1: neither provisional nor official any more").arg(names); break;
    case AwardStage::Provisional: made.text = say("%1: provisional").arg(names); break;
    case AwardStage::Official: made.text = running ? say("%1: official, before the protest time was over").arg(names) : say("%1: official").arg(names); break;
    case AwardStage::Corrected: made.text = say("%1: corrected, official as it is now").arg(names); break;
    }
    return made;
}

enum class Give { Announced = 1, Handed, Back, Stays };

struct Prize {
    Target band;
    EntrantIdx entrant;
    int position = 0;
};

// The prizes that are meant: of --bib, of --place, or all of the band.
std::vector<Prize> prizesOf(const VerbCall::Parsed &p, const EventActor &actor, const std::vector<Target> &bands)
{
    const QString bib = p.value(QStringLiteral("bib")), place = p.value(QStringLiteral("place"));
    std::vector<Prize> out;
    for (const Target &t : bands)
        for (const scoring::AwardWinner &w : actor.awardsDrawn()[std::size_t(t.race)]->bands[std::size_t(t.index)].winners)
            if ((bib.isEmpty() || compareKey(actor.state().entrants()[std::size_t(w.entrant.value())].bib) == compareKey(bib)) && (place.isEmpty() || w.position == place.toInt()))
                out.push_back({t, w.entrant, w.position});
    return out;
}

OpDraft givenDraft(const QString &instance, const char *field, UtcTime at)
{
    OpDraft d;
    d.entity = QStringLiteral("award_given");
    d.instance = instance;
    d.fields[QString::fromLatin1(field)] = usText(at);
    return d;
}

Result<MadeOps> announceOrHand(Give what, const VerbCall::Parsed &p, const EventActor &actor, const std::vector<Target> &bands)
{
    const auto prizes = prizesOf(p, actor, bands);
    if (prizes.empty())
        return bad(p.has(QStringLiteral("bib")) ? say("Bib %1 has no prize there. `awards --why %1` says why.").arg(p.value(QStringLiteral("bib"))) : say("There is no such prize yet."));
    MadeOps made;
    QStringList who;
    for (const Prize &prize : prizes) {
        const AwardMark *mark = actor.state().awards().mark(prize.band.raceName, false, prize.band.name);
        if (what == Give::Announced && !(mark && mark->isOfficial()))
            return bad(say("%1 is not official yet, so it is not announced. First: op award-state official --band \"%1\"").arg(prize.band.name));
        if (what == Give::Announced && mark->places != actor.placesNow(prize.band.race, false, prize.band.index))
            return bad(say("%1 has changed since it was official. Confirm that first: op award-state corrected --band \"%1\"").arg(prize.band.name));
        const Entrant &e = actor.state().entrants()[std::size_t(prize.entrant.value())];
        const GivenPrize *known = actor.state().awards().prize(prize.band.raceName, prize.band.name, prize.position, e.id);
        if (known && !known->back && (what == Give::Announced ? known->announced : known->handed))
            continue; // as it is
        OpDraft d = givenDraft(known ? known->instance : QStringLiteral("%1/%2/%3/%4").arg(prize.band.raceName, prize.band.name).arg(prize.position).arg(e.id.toString()),
                               what == Give::Announced ? "announced_us" : "handed_us", actor.now());
        d.fields[QStringLiteral("race")] = prize.band.raceName;
        d.fields[QStringLiteral("band")] = prize.band.name;
        d.fields[QStringLiteral("entrant")] = e.id.toString();
        d.fields[QStringLiteral("position")] = prize.position;
        d.fields[QStringLiteral("back_us")] = QJsonValue::Null;
        d.fields[QStringLiteral("stays_us")] = QJsonValue::Null;
        made.drafts.push_back(std::move(d));
        who.append(say("%1 %2: %3").arg(prize.band.name, scoring::ordinal(prize.position), e.bib));
    }
    if (made.drafts.empty())
        return bad(what == Give::Announced ? say("That is announced already.") : say("That is handed out already."));
    const QString list = who.size() > 4 ? say("%1 prizes").arg(who.size()) : who.join(QStringLiteral(", "));
    made.text = what == Give::Announced ? say("Announced: %1").arg(list) : say("Handed out: %1").arg(list);
    return made;
}

// What stands in the ledger, whether it is right or not.
Result<MadeOps> backOrStays(Give what, const VerbCall::Parsed &p, const EventActor &actor, const std::vector<Target> &bands)
{
    MadeOps made;
    QStringList who;
    const QString bib = p.value(QStringLiteral("bib")), place = p.value(QStringLiteral("place"));
    for (const GivenPrize &g : actor.state().awards().given()) {
        const bool band = std::any_of(bands.begin(), bands.end(), [&](const Target &t) { return t.raceName.compare(g.race, Qt::CaseInsensitive) == 0 && t.name.compare(g.band, Qt::CaseInsensitive) == 0; });
        const auto entrant = actor.state().entrantById(g.entrant);
        const QString its = entrant ? actor.state().entrants()[std::size_t(entrant->value())].bib : QString();
        if (!band || !g.isOpen() || (!bib.isEmpty() && compareKey(its) != compareKey(bib)) || (!place.isEmpty() && g.position != place.toInt()))
            continue;
        made.drafts.push_back(givenDraft(g.instance, what == Give::Back ? "back_us" : "stays_us", actor.now()));
        who.append(say("%1 %2: %3").arg(g.band, scoring::ordinal(g.position), its));
    }
    if (made.drafts.empty())
        return bad(say("The ledger has no such prize. `awards --ledger` shows it."));
    made.text = what == Give::Back ? say("Prize taken back: %1").arg(who.join(QStringLiteral(", "))) : say("Keeps the prize: %1").arg(who.join(QStringLiteral(", ")));
    return made;
}

// A band that the document has no more can still stand in the ledger.
std::vector<Target> bandsOfLedger(const VerbCall::Parsed &p, const EventActor &actor)
{
    std::vector<Target> out;
    for (const GivenPrize &g : actor.state().awards().given())
        if (const auto names = p.values(QStringLiteral("band")); names.contains(g.band, Qt::CaseInsensitive)
            && (!p.has(QStringLiteral("race")) || g.race.compare(p.value(QStringLiteral("race")), Qt::CaseInsensitive) == 0))
            out.push_back({-1, false, -1, g.race, g.band});
    return out;
}

Result<MadeOps> awardGive(const VerbCall::Parsed &p, const EventActor &actor)
{
    const QString word = p.rest.value(1);
    const Give what = word == u"announced" ? Give::Announced : word == u"handed" ? Give::Handed : word == u"back" ? Give::Back : Give::Stays;
    if (what == Give::Stays && word != u"stays")
        return misuse(say("Say what was done: op award-give announced|handed|back|stays --band NAME [--bib B | --place N]"));
    if (what == Give::Back || what == Give::Stays)
        if (const auto bands = bandsOfLedger(p, actor); !bands.empty())
            return backOrStays(what, p, actor, bands);
    const auto bands = targetsOf(p, actor, false);
    if (!bands)
        return bands.error();
    return what == Give::Announced || what == Give::Handed ? announceOrHand(what, p, actor, *bands) : backOrStays(what, p, actor, *bands);
}

Result<MadeOps> awardProtest(const VerbCall::Parsed &p, const EventActor &actor)
{
    const auto race = raceOfOption(p, actor);
    if (!race)
        return race.error();
    const auto &rules = actor.board().rules();
    if (*race < 0 && rules.size() != 1)
        return misuse(say("Say of which race: --race R"));
    bool ok = false;
    const int minutes = p.value(QStringLiteral("minutes"), p.rest.value(1)).toInt(&ok);
    if (!ok || minutes < 0 || minutes > 10000)
        return misuse(say("Say how many minutes: op award-protest --minutes 30"));
    const QString name = rules[std::size_t(std::max(0, *race))].name;
    OpDraft d;
    d.entity = QStringLiteral("award_protest");
    d.instance = name;
    d.fields = {{QStringLiteral("race"), name}, {QStringLiteral("minutes"), minutes}};
    return MadeOps{{d}, say("%1: %2 minutes for protests").arg(name).arg(minutes)};
}

constexpr OpKind kKinds[] = {{"award-state", awardState}, {"award-give", awardGive}, {"award-protest", awardProtest}};

} // namespace

std::span<const OpKind> awardOps()
{
    return kKinds;
}

} // namespace gantry::engine
