// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/domain/roster.h"
#include "core/engine/verbs/verb.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

namespace gantry::engine {

namespace {

constexpr qint64 kMaxRoster = 256 * 1024 * 1024;

struct Plan {
    std::vector<OpDraft> drafts;
    int added = 0, updated = 0, same = 0;
};

bool isEmpty(const QJsonValue &v)
{
    return v.isNull() || v.isUndefined() || (v.isString() && v.toString().isEmpty()) || (v.isArray() && v.toArray().isEmpty());
}

// Only what the file says and what differs: a column that the file does not have changes nothing.
void addDraft(Plan &plan, const EventState &state, const Entrant &wanted)
{
    OpDraft d;
    d.entity = QStringLiteral("entrant");
    d.instance = wanted.id.toString();
    entrantToFields(wanted, d.fields, d.personal);
    const auto known = state.entrantById(wanted.id);
    if (known) {
        std::map<QString, QJsonValue> fields;
        QJsonObject personal;
        const Entrant &now = state.entrants()[std::size_t(known->value())];
        entrantToFields(now, fields, personal);
        d.fields.erase(QStringLiteral("registration")); // the desk's business, not the file's
        if (!now.alive)
            d.fields[QStringLiteral("alive")] = true;
        std::erase_if(d.fields, [&](const auto &f) { return isEmpty(f.second) || (fields.contains(f.first) && fields[f.first] == f.second); });
        for (const QString &name : d.personal.keys())
            if (isEmpty(d.personal[name]) || personal[name] == d.personal[name])
                d.personal.remove(name);
        if (d.fields.empty() && d.personal.isEmpty()) {
            ++plan.same;
            return;
        }
    } else {
        std::erase_if(d.fields, [](const auto &f) { return isEmpty(f.second); });
        for (const QString &name : d.personal.keys())
            if (isEmpty(d.personal[name]))
                d.personal.remove(name);
    }
    ++(known ? plan.updated : plan.added);
    plan.drafts.push_back(std::move(d));
}

void report(VerbCall &call, const Roster &roster, const Plan &plan)
{
    int skipped = 0;
    QJsonArray problems;
    for (const RosterProblem &p : roster.problems) {
        skipped += p.skipped;
        problems.append(QJsonObject{{QStringLiteral("line"), p.line}, {QStringLiteral("field"), p.field}, {QStringLiteral("message"), p.message}, {QStringLiteral("skipped"), p.skipped}});
    }
    if (call.json) {
        call.print(QJsonObject{{QStringLiteral("imported"), plan.added},
                               {QStringLiteral("updated"), plan.updated},
                               {QStringLiteral("unchanged"), plan.same},
                               {QStringLiteral("skipped"), skipped},
                               {QStringLiteral("problems"), problems},
                               {QStringLiteral("ignored_columns"), QJsonArray::fromStringList(roster.ignoredColumns)}});
        return;
    }
    call.print(say("imported %1, updated %2, unchanged %3, skipped %4, problems %5").arg(plan.added).arg(plan.updated).arg(plan.same).arg(skipped).arg(roster.problems.size()));
    for (const RosterProblem &p : roster.problems)
        call.print(say("line %1: %2%3").arg(p.line).arg(p.field.isEmpty() ? QString() : p.field + QStringLiteral(": "), p.message));
    if (!roster.ignoredColumns.isEmpty())
        call.print(say("columns not understood and left out: %1 (name them with --map \"Header=field\")").arg(roster.ignoredColumns.join(QStringLiteral(", "))));
}

Result<RosterOptions> optionsOf(const VerbCall::Parsed &p)
{
    RosterOptions o;
    o.race = p.value(QStringLiteral("race"));
    for (const QString &m : p.values(QStringLiteral("map"))) {
        const qsizetype eq = m.lastIndexOf(u'=');
        if (eq < 1)
            return failure(ErrorCode::Usage, say("--map wants \"Header=field\", not \"%1\".").arg(m));
        o.headings[m.left(eq).trimmed()] = m.mid(eq + 1).trimmed();
    }
    const QString order = p.value(QStringLiteral("date-order"));
    if (order == u"ymd")
        o.dateOrder = DateOrder::Ymd;
    else if (order == u"dmy")
        o.dateOrder = DateOrder::Dmy;
    else if (order == u"mdy")
        o.dateOrder = DateOrder::Mdy;
    else if (!order.isEmpty())
        return failure(ErrorCode::Usage, say("--date-order is ymd, dmy or mdy."));
    return o;
}

} // namespace

int rosterVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("race="), QStringLiteral("map="), QStringLiteral("date-order=")});
    if (!parsed)
        return 2;
    if (parsed->rest.size() != 2 || parsed->rest[0] != u"import")
        return call.usage(say("Say which file: roster import FILE"));
    const auto options = optionsOf(*parsed);
    if (!options)
        return call.fail(options.error());
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    QFile file(parsed->rest[1]);
    if (!file.open(QIODevice::ReadOnly))
        return call.fail(failure(ErrorCode::NotFound, say("%1 cannot be read: %2").arg(file.fileName(), file.errorString())));
    if (file.size() > kMaxRoster)
        return call.fail(failure(ErrorCode::InvalidInput, say("%1 is larger than a roster can be (256 MB).").arg(file.fileName())));
    call.core.settle();
    const EventDocument document = call.core.onScore([&] { return call.core.actor(*id)->state().document(); });
    const auto roster = parseRoster(file.readAll(), *id, document, *options,
                                    [&](int percent) { return !call.progress || call.progress(percent / 2, say("Reading the roster")); });
    if (!roster) {
        Error e = roster.error();
        e.message = file.fileName() + QStringLiteral(": ") + e.message;
        return call.fail(e);
    }
    Plan plan = call.core.onScore([&] {
        Plan p;
        for (const Entrant &e : roster->entrants)
            addDraft(p, call.core.actor(*id)->state(), e);
        return p;
    });
    if (call.progress && !call.progress(60, say("Saving")))
        return call.fail(failure(ErrorCode::Cancelled, say("Cancelled; nothing was imported.")));
    if (auto done = call.core.submit(*id, std::move(plan.drafts), call.by, say("Roster %1 imported").arg(QFileInfo(file).fileName())); !done)
        return call.fail(done.error());
    report(call, *roster, plan);
    return roster->rows > 0 && roster->entrants.empty() ? 3 : 0;
}

} // namespace gantry::engine
