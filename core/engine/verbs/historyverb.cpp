// SPDX-License-Identifier: Apache-2.0
// `history`: every command of the log, newest first; with an id, one of them down to its fields.
#include "core/base/text.h"
#include "core/engine/history/historytext.h"
#include "core/engine/history/timetext.h"
#include "core/engine/verbs/verb.h"

#include <QJsonArray>

#include <algorithm>

namespace gantry::engine {

namespace {

struct Filter {
    std::optional<Id128> runner;
    std::optional<UtcTime> since;
    QString kind, author, text;
    std::size_t limit = 200;
};

bool concerns(const EventActor &a, std::size_t command, const Id128 &runner)
{
    const auto &ops = a.commands().entry(command).ops;
    return std::any_of(ops.begin(), ops.end(), [&](const Id128 &id) {
        const log::Op *op = a.fold().op(id);
        if (!op)
            return false;
        if (op->entity == u"entrant")
            return Id128::parse(op->instance) == runner;
        const auto all = a.runnersOf(*op);
        return std::find(all.begin(), all.end(), runner) != all.end();
    });
}

std::vector<HistoryRow> collect(const EventActor &a, const Filter &filter)
{
    std::vector<HistoryRow> rows;
    for (std::size_t i = a.commands().size(); i-- > 0 && rows.size() < filter.limit;) {
        if (filter.runner && !concerns(a, i, *filter.runner))
            continue;
        HistoryRow row = a.historyRow(i);
        if (filter.since && row.at < *filter.since)
            continue;
        if (!filter.kind.isEmpty() && toWord(row.kind) != filter.kind)
            continue;
        if (!filter.author.isEmpty() && row.author.compare(filter.author, Qt::CaseInsensitive) != 0)
            continue;
        if (!filter.text.isEmpty() && !row.text.contains(filter.text, Qt::CaseInsensitive) && !row.reason.contains(filter.text, Qt::CaseInsensitive))
            continue;
        rows.push_back(std::move(row));
    }
    return rows;
}

QJsonObject toJson(const HistoryRow &row, const EventZone &zone)
{
    QJsonObject o{{QStringLiteral("id"), row.id.toString()},
                  {QStringLiteral("at"), formatUtc(row.at)},
                  {QStringLiteral("local"), formatLocal(zone.toLocal(row.at))},
                  {QStringLiteral("author"), row.author},
                  {QStringLiteral("kind"), toWord(row.kind)},
                  {QStringLiteral("text"), row.text},
                  {QStringLiteral("reason"), row.reason},
                  {QStringLiteral("in_force"), row.standing == Standing::InForce},
                  {QStringLiteral("state"), standingText(row.standing)},
                  {QStringLiteral("runners"), row.runners},
                  {QStringLiteral("ops"), row.ops}};
    if (!row.takenBackBy.isNull())
        o[QStringLiteral("taken_back_by")] = row.takenBackBy.toString();
    return o;
}

QString line(const HistoryRow &row, const EventZone &zone)
{
    const QString mark = row.standing == Standing::InForce ? QStringLiteral("●") : row.standing == Standing::Partly ? QStringLiteral("▲") : QStringLiteral("○");
    QString text = QStringLiteral("%1  %2 %3  %4  %5  %6").arg(row.id.toString().left(12), mark, formatLocal(zone.toLocal(row.at)).left(19), row.author, toWord(row.kind), row.text);
    if (!row.reason.isEmpty())
        text += say(" (%1)").arg(row.reason);
    if (row.standing == Standing::TakenBack && !row.takenBackBy.isNull())
        text += say(" – taken back by %1").arg(row.takenBackBy.toString().left(12));
    return text;
}

constexpr std::size_t kOpsShown = 500; // an import of a whole field is listed in full only as JSON

void printDetails(VerbCall &call, const EventActor &a, std::size_t command)
{
    const HistoryRow row = a.historyRow(command);
    const EventZone &zone = a.state().document().zone;
    const CommandEntry &entry = a.commands().entry(command);
    QJsonArray ops;
    if (!call.json)
        call.print(line(row, zone));
    for (std::size_t i = 0; i < entry.ops.size() && i < kOpsShown; ++i) {
        const log::Op *op = a.fold().op(entry.ops[i]);
        QJsonArray fields;
        QStringList words;
        for (const FieldChange &c : fieldChanges(a.fold(), a.commands(), *op)) {
            fields.append(QJsonObject{{QStringLiteral("name"), c.name}, {QStringLiteral("from"), c.from}, {QStringLiteral("to"), c.to}});
            words.append(QStringLiteral("%1: %2 → %3").arg(c.name, c.from.isEmpty() ? say("nothing") : c.from, c.to.isEmpty() ? say("nothing") : c.to));
        }
        const QString what = opText(a.fold(), a.state(), *op);
        const bool active = a.fold().isActive(op->id);
        ops.append(QJsonObject{{QStringLiteral("id"), op->id.toString()},
                               {QStringLiteral("op"), op->kind},
                               {QStringLiteral("entity"), op->entity},
                               {QStringLiteral("instance"), op->instance},
                               {QStringLiteral("what"), what},
                               {QStringLiteral("reason"), op->reason},
                               {QStringLiteral("active"), active},
                               {QStringLiteral("fields"), fields}});
        if (!call.json)
            call.print(QStringLiteral("  %1 %2  %3%4").arg(active ? QStringLiteral("●") : QStringLiteral("○"), op->id.toString().left(12), what,
                                                        words.isEmpty() ? QString() : QStringLiteral("  ") + words.join(QStringLiteral("; "))));
    }
    if (call.json) {
        QJsonObject o = toJson(row, zone);
        o[QStringLiteral("changes")] = ops;
        call.print(o);
    } else if (entry.ops.size() > kOpsShown) {
        call.print(say("… and %1 more").arg(entry.ops.size() - kOpsShown));
    }
}

std::optional<std::size_t> commandNamed(const EventActor &a, const QString &text)
{
    if (const auto id = Id128::parse(text))
        return a.commands().of(*id);
    std::optional<std::size_t> hit;
    if (text.size() < 6)
        return hit;
    for (std::size_t i = 0; i < a.commands().size(); ++i)
        if (a.commands().entry(i).id.toString().startsWith(text.toLower())) {
            if (hit)
                return std::nullopt;
            hit = i;
        }
    return hit;
}

} // namespace

int historyVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("bib="), QStringLiteral("race="), QStringLiteral("since="), QStringLiteral("kind="), QStringLiteral("author="), QStringLiteral("text="), QStringLiteral("limit=")});
    if (!parsed)
        return 2;
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    call.core.settle();
    return call.core.onScore([&] {
        const EventActor &a = *call.core.actor(*id);
        if (!parsed->rest.isEmpty()) {
            const auto command = commandNamed(a, parsed->rest.front());
            if (!command)
                return call.fail(failure(ErrorCode::NotFound, say("There is no operation %1, or several begin with it. See: gantryctl history").arg(parsed->rest.front())));
            printDetails(call, a, *command);
            return 0;
        }
        Filter filter;
        if (const QString bib = parsed->value(QStringLiteral("bib")); !bib.isEmpty()) {
            const auto found = a.state().entrantsByBib(bib, parsed->value(QStringLiteral("race")));
            if (found.size() != 1)
                return call.fail(failure(ErrorCode::NotFound, found.empty() ? say("Nobody has bib %1.").arg(bib) : say("Bib %1 is used in several races. Name one with --race.").arg(bib)));
            filter.runner = a.state().entrants()[std::size_t(found.front().value())].id;
        }
        if (const QString since = parsed->value(QStringLiteral("since")); !since.isEmpty()) {
            filter.since = momentOf(since, a.state().document());
            if (!filter.since)
                return call.fail(failure(ErrorCode::InvalidInput, say("\"%1\" is not a time. Write YYYY-MM-DDTHH:MM:SS or HH:MM:SS.").arg(since)));
        }
        filter.kind = parsed->value(QStringLiteral("kind"));
        filter.author = parsed->value(QStringLiteral("author"));
        filter.text = parsed->value(QStringLiteral("text"));
        bool number = true;
        if (const QString limit = parsed->value(QStringLiteral("limit")); !limit.isEmpty())
            filter.limit = limit.toULongLong(&number);
        if (!number || filter.limit == 0)
            return call.usage(say("--limit wants a number."));
        const auto rows = collect(a, filter);
        const EventZone &zone = a.state().document().zone;
        QJsonArray list;
        for (const HistoryRow &row : rows)
            if (call.json)
                list.append(toJson(row, zone));
            else
                call.print(line(row, zone));
        if (call.json)
            call.print(QJsonObject{{QStringLiteral("history"), list}});
        return 0;
    });
}

} // namespace gantry::engine
