// SPDX-License-Identifier: Apache-2.0
// `awards`: the prizes of every band, and why somebody is not among them.
#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/engine/awards/awardlists.h"
#include "core/engine/awards/awardtext.h"
#include "core/engine/verbs/asofoption.h"
#include "core/engine/verbs/verb.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

namespace gantry::engine {

namespace {

struct PrizeRow {
    QString race, category, position, bib, time, name, club;
    bool shared = false;
    QString stage;
    const GivenRow *given = nullptr;
};

std::vector<PrizeRow> prizes(const View &view, RaceIdx only)
{
    std::vector<PrizeRow> rows;
    for (std::size_t r = 0; view.awards && r < view.awards->drawn.size(); ++r) {
        if (only.value() >= 0 && std::size_t(only.value()) != r)
            continue;
        const scoring::RaceRules &rules = view.event->rules[r];
        const auto &bands = view.awards->drawn[r]->bands;
        for (std::size_t b = 0; b < bands.size(); ++b) {
            const AwardRow *row = view.awards->row(int(r), false, bands[b].name);
            const QString stage = !row ? QString() : row->changed ? QStringLiteral("changed") : stageWord(row->stage);
            for (const scoring::AwardWinner &w : bands[b].winners) {
                const Entrant &e = (*view.entrants)[std::size_t(w.entrant.value())].entrant;
                rows.push_back({rules.name, bands[b].name, QString::number(w.position), e.bib, awardTime(rules, w.time), e.displayName(), e.team, w.shared, stage,
                                view.awards->ledger(int(r), int(b), w.position, w.entrant)});
            }
        }
    }
    return rows;
}

QByteArray csvOf(const std::vector<PrizeRow> &rows)
{
    QString out = QStringLiteral("category,position,bib,time\r\n"); // a contract
    for (const PrizeRow &r : rows)
        out += csvCell(r.category) + u',' + r.position + u',' + csvCell(r.bib) + u',' + r.time + QStringLiteral("\r\n");
    return out.toUtf8();
}

QByteArray jsonOf(const std::vector<PrizeRow> &rows)
{
    QJsonArray list;
    for (const PrizeRow &r : rows)
        list.append(QJsonObject{{QStringLiteral("race"), r.race}, {QStringLiteral("category"), r.category}, {QStringLiteral("position"), r.position.toInt()},
                                {QStringLiteral("shared"), r.shared}, {QStringLiteral("bib"), r.bib}, {QStringLiteral("time"), r.time},
                                {QStringLiteral("name"), r.name}, {QStringLiteral("club"), r.club}, {QStringLiteral("state"), r.stage},
                                {QStringLiteral("announced"), r.given && r.given->announced}, {QStringLiteral("handed"), r.given && r.given->handed}});
    return QJsonDocument(list).toJson(QJsonDocument::Indented);
}

QByteArray tableOf(const std::vector<PrizeRow> &rows, bool races)
{
    QString out, title;
    for (const PrizeRow &r : rows) {
        const QString its = races ? r.race + QStringLiteral(" · ") + r.category : r.category;
        if (its != title)
            out += (out.isEmpty() ? QString() : QStringLiteral("\n")) + its + u'\n';
        title = its;
        out += QStringLiteral("  %1  %2  %3  %4%5\n").arg((r.position + (r.shared ? QStringLiteral("=") : QString())).rightJustified(3), r.bib.rightJustified(6), r.time.rightJustified(8), r.name,
                                                       r.club.isEmpty() ? QString() : QStringLiteral(" · ") + r.club);
    }
    return (out.isEmpty() ? say("No prizes: the event has no awards, or nobody has won one yet.") + u'\n' : out).toUtf8();
}

QString reasonWord(scoring::AwardReason reason)
{
    using scoring::AwardReason;
    switch (reason) {
    case AwardReason::OtherRace: return QStringLiteral("other_race");
    case AwardReason::NotFinished: return QStringLiteral("not_finished");
    case AwardReason::NoTime: return QStringLiteral("no_time");
    case AwardReason::NoPlaces: return QStringLiteral("no_places");
    case AwardReason::SexUnknown: return QStringLiteral("sex_unknown");
    case AwardReason::OtherSex: return QStringLiteral("other_sex");
    case AwardReason::AgeUnknown: return QStringLiteral("age_unknown");
    case AwardReason::OtherAge: return QStringLiteral("other_age");
    case AwardReason::OtherClub: return QStringLiteral("other_club");
    case AwardReason::HoldsAnother: return QStringLiteral("holds_another");
    case AwardReason::KeptAnother: return QStringLiteral("kept_another");
    case AwardReason::ClubIsFull: return QStringLiteral("club_is_full");
    case AwardReason::TooLow: return QStringLiteral("too_low");
    case AwardReason::Won: return QStringLiteral("won");
    }
    return {};
}

int whyNot(VerbCall &call, const Id128 &event, const QString &bib, const QString &race)
{
    call.core.settle();
    struct Found {
        std::size_t people = 0;
        QString name;
        std::vector<EventActor::AwardLine> lines;
    };
    const Found found = call.core.onScore([&] {
        EventActor &actor = *call.core.actor(event);
        const auto who = actor.state().entrantsByBib(bib, race);
        Found f{who.size(), {}, {}};
        if (who.size() == 1) {
            f.name = actor.state().entrants()[std::size_t(who.front().value())].displayName();
            f.lines = actor.whyAwards(who.front());
        }
        return f;
    });
    if (found.people != 1)
        return call.fail(found.people == 0 ? failure(ErrorCode::NotFound, say("Nobody has bib %1.").arg(bib))
                                           : failure(ErrorCode::InvalidInput, say("Bib %1 is used in several races. Name one with --race.").arg(bib)));
    if (call.json) {
        QJsonArray list;
        for (const auto &line : found.lines)
            list.append(QJsonObject{{QStringLiteral("category"), line.band}, {QStringLiteral("reason"), reasonWord(line.answer.reason)}, {QStringLiteral("text"), line.answer.text},
                                    {QStringLiteral("position"), line.answer.position}, {QStringLiteral("places"), line.answer.places}});
        call.print(QJsonObject{{QStringLiteral("bib"), bib}, {QStringLiteral("name"), found.name}, {QStringLiteral("awards"), list}});
        return 0;
    }
    call.print(say("%1 %2").arg(bib, found.name));
    for (const auto &line : found.lines)
        call.print(QStringLiteral("  %1: %2").arg(line.band, line.answer.text));
    if (found.lines.empty())
        call.print(say("  The race has no awards."));
    return 0;
}

} // namespace

int awardsVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("race="), QStringLiteral("format="), QStringLiteral("output="), QStringLiteral("as-of="), QStringLiteral("why="), QStringLiteral("status"), QStringLiteral("ledger"),
                                    QStringLiteral("announce"), QStringLiteral("band=")});
    if (!parsed)
        return 2;
    if (!parsed->rest.isEmpty())
        return call.usage(say("awards takes options only."));
    const QString format = parsed->value(QStringLiteral("format"), call.json ? QStringLiteral("json") : QStringLiteral("table"));
    if (format != u"csv" && format != u"json" && format != u"table")
        return call.usage(say("--format is csv, json or table."));
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    if (parsed->has(QStringLiteral("why")))
        return whyNot(call, *id, parsed->value(QStringLiteral("why")), parsed->value(QStringLiteral("race")));
    const auto wanted = viewWanted(call, *parsed, *id);
    if (!wanted)
        return call.fail(wanted.error());
    const View &view = **wanted;
    RaceIdx race{-1};
    if (const QString name = parsed->value(QStringLiteral("race")); !name.isEmpty()) {
        race = view.event->document.raceByName(name);
        if (race.value() < 0)
            return call.fail(failure(ErrorCode::InvalidInput, say("The event has no race \"%1\".").arg(name)));
    }
    if (parsed->has(QStringLiteral("announce")))
        return printAnnouncements(call, view, race, parsed->value(QStringLiteral("band")));
    if (parsed->has(QStringLiteral("status")))
        return printAwardStatus(call, view, race), 0;
    if (parsed->has(QStringLiteral("ledger")))
        return printAwardLedger(call, view, race), 0;
    const std::vector<PrizeRow> rows = prizes(view, race);
    const QByteArray bytes = format == u"csv" ? csvOf(rows) : format == u"json" ? jsonOf(rows) : tableOf(rows, view.event->rules.size() > 1);
    const QString path = parsed->value(QStringLiteral("output"));
    if (path.isEmpty()) {
        call.out += bytes;
        return 0;
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return call.fail(failure(ErrorCode::Io, say("%1 cannot be written: %2").arg(path, file.errorString())));
    return 0;
}

} // namespace gantry::engine
