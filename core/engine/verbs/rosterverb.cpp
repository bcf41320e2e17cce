// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/domain/rostercolumns.h"
#include "core/engine/entrants/rosterplan.h"
#include "core/engine/verbs/verb.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace gantry::engine {

namespace {

constexpr qint64 kMaxRoster = 256 * 1024 * 1024;
constexpr std::size_t kMostListed = 5000; // differences and absent ones that a preview lists; the rest is counted

QJsonArray listOf(const QStringList &texts)
{
    return QJsonArray::fromStringList(texts);
}

QString separatorName(QChar separator)
{
    return separator == u'\t' ? QStringLiteral("tab") : QString(separator);
}

QJsonArray problemsJson(const std::vector<RosterProblem> &problems)
{
    QJsonArray out;
    for (const RosterProblem &p : problems)
        out.append(QJsonObject{{QStringLiteral("line"), p.line}, {QStringLiteral("field"), p.field}, {QStringLiteral("message"), p.message}, {QStringLiteral("skipped"), p.skipped}});
    return out;
}

int skippedOf(const std::vector<RosterProblem> &problems)
{
    int skipped = 0;
    for (const RosterProblem &p : problems)
        skipped += p.skipped;
    return skipped;
}

void printProblems(VerbCall &call, const Roster &roster, const std::vector<RosterProblem> &problems)
{
    for (const RosterProblem &p : problems) {
        const QString field = p.field.isEmpty() ? QString() : p.field + QStringLiteral(": ");
        call.print(p.line > 0 ? say("line %1: %2%3").arg(p.line).arg(field, p.message) : QString(field + p.message));
    }
    if (!roster.ignoredColumns.isEmpty())
        call.print(say("columns not understood and left out: %1 (name them with --map \"Header=field\")").arg(roster.ignoredColumns.join(QStringLiteral(", "))));
}

void report(VerbCall &call, const Roster &roster, const RosterPlan &plan, const std::vector<RosterProblem> &problems, bool safe)
{
    const int skipped = skippedOf(problems);
    if (call.json) {
        call.print(QJsonObject{{QStringLiteral("imported"), plan.added},
                               {QStringLiteral("updated"), plan.updated},
                               {QStringLiteral("unchanged"), plan.same},
                               {QStringLiteral("skipped"), skipped},
                               {QStringLiteral("held"), safe ? plan.held : 0},
                               {QStringLiteral("problems"), problemsJson(problems)},
                               {QStringLiteral("ignored_columns"), listOf(roster.ignoredColumns)}});
        return;
    }
    call.print(say("imported %1, updated %2, unchanged %3, skipped %4, problems %5").arg(plan.added).arg(plan.updated).arg(plan.same).arg(skipped).arg(problems.size()));
    if (plan.held > 0)
        call.print(safe ? say("left out: %1 changes of runners who have started. See them with --preview, take them with --apply all").arg(plan.held)
                        : say("%1 changes touch runners who have started; op undo takes the whole import back").arg(plan.held));
    printProblems(call, roster, problems);
}

// --- preview -----------------------------------------------------------------------------------------------------------

QJsonObject lookJson(const RosterLook &look)
{
    QJsonArray columns, rows;
    for (const RosterColumn &c : look.columns)
        columns.append(QJsonObject{{QStringLiteral("heading"), c.heading}, {QStringLiteral("field"), c.field}, {QStringLiteral("samples"), listOf(c.samples)}, {QStringLiteral("complaint"), c.complaint}});
    for (const QStringList &row : look.firstRows)
        rows.append(listOf(row));
    return {{QStringLiteral("columns"), columns}, {QStringLiteral("complaints"), listOf(look.complaints)}, {QStringLiteral("first_rows"), rows},
            {QStringLiteral("rows"), look.rows},  {QStringLiteral("encoding"), look.encoding},             {QStringLiteral("separator"), separatorName(look.separator)}};
}

void addDifferences(QJsonObject &to, const RosterPlan &plan)
{
    QJsonArray differences, absent;
    std::size_t changed = 0, listed = 0, added = 0;
    for (const RosterChange &c : plan.changes) {
        changed += !c.isNew;
        if (++(c.isNew ? added : listed) > (c.isNew ? kMostListed / 10 : kMostListed))
            continue;
        QJsonArray fields;
        for (const auto &f : c.fields)
            fields.append(QJsonObject{{QStringLiteral("field"), f.name}, {QStringLiteral("before"), f.before}, {QStringLiteral("after"), f.after}, {QStringLiteral("held"), f.held}});
        differences.append(QJsonObject{{QStringLiteral("line"), c.line}, {QStringLiteral("bib"), c.bib}, {QStringLiteral("name"), c.name}, {QStringLiteral("race"), c.race},
                                       {QStringLiteral("new"), c.isNew}, {QStringLiteral("held"), c.held}, {QStringLiteral("fields"), fields}});
    }
    for (std::size_t i = 0; i < plan.absent.size() && i < kMostListed; ++i) {
        const RosterAbsent &a = plan.absent[i];
        absent.append(QJsonObject{{QStringLiteral("bib"), a.bib}, {QStringLiteral("name"), a.name}, {QStringLiteral("race"), a.race}, {QStringLiteral("perhaps"), a.perhaps}});
    }
    to[QStringLiteral("new")] = plan.added;
    to[QStringLiteral("changed")] = qint64(changed);
    to[QStringLiteral("unchanged")] = plan.same;
    to[QStringLiteral("held")] = plan.held;
    to[QStringLiteral("missing")] = qint64(plan.absent.size());
    to[QStringLiteral("differences")] = differences;
    to[QStringLiteral("missing_from_file")] = absent;
}

void printLook(VerbCall &call, const RosterLook &look)
{
    call.print(say("%1 rows, %2, separated by \"%3\"").arg(look.rows).arg(look.encoding, separatorName(look.separator)));
    for (const RosterColumn &c : look.columns)
        call.print(say("column %1 → %2   %3").arg(c.heading, c.field.isEmpty() ? say("left out") : c.field, c.samples.join(QStringLiteral(" · "))));
    for (const QString &complaint : look.complaints)
        call.print(say("look: %1").arg(complaint));
}

void printDifferences(VerbCall &call, const RosterPlan &plan)
{
    int changed = 0;
    for (const RosterChange &c : plan.changes)
        changed += !c.isNew;
    call.print(say("would import %1 new, change %2, leave %3 unchanged; %4 are not in the file").arg(plan.added).arg(changed).arg(plan.same).arg(plan.absent.size()));
    std::size_t listed = 0;
    for (const RosterChange &c : plan.changes) {
        if ((c.isNew && c.held.isEmpty()) || ++listed > kMostListed)
            continue;
        QStringList parts;
        for (const auto &f : c.fields)
            parts.append(say("%1 %2 → %3%4").arg(f.name, f.before.isEmpty() ? say("(blank)") : f.before, f.after.isEmpty() ? say("(blank)") : f.after, f.held ? say(" [has started]") : QString()));
        call.print(say("line %1: %2 %3: %4").arg(c.line).arg(c.bib, c.name, c.isNew ? c.held : parts.join(QStringLiteral(", "))));
    }
    for (std::size_t i = 0; i < plan.absent.size() && i < kMostListed; ++i)
        call.print(say("not in the file: %1 %2%3 (stays; op withdraw --bib %1 takes the runner out)")
                       .arg(plan.absent[i].bib, plan.absent[i].name, plan.absent[i].perhaps.isEmpty() ? QString() : QStringLiteral(", ") + plan.absent[i].perhaps));
    if (plan.held > 0)
        call.print(say("%1 changes touch runners who have started; --apply safe leaves them out").arg(plan.held));
}

// --- the call ----------------------------------------------------------------------------------------------------------

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

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, say("%1 cannot be read: %2").arg(file.fileName(), file.errorString()));
    if (file.size() > kMaxRoster)
        return failure(ErrorCode::InvalidInput, say("%1 is larger than a roster can be (256 MB).").arg(file.fileName()));
    return file.readAll();
}

Error cancelled()
{
    return failure(ErrorCode::Cancelled, say("Cancelled; nothing was imported."));
}

// Everything that an import needs, before it changes anything.
struct Import {
    QString path;
    RosterLook look;
    Roster roster;
    RosterPlan plan;
    std::vector<RosterProblem> problems; // of the file and of the plan
};

Result<> prepare(VerbCall &call, const Id128 &id, const RosterOptions &options, RosterPlanOptions planning, Import &import)
{
    const auto bytes = contentOf(import.path);
    if (!bytes)
        return bytes.error();
    call.core.settle();
    const EventDocument document = call.core.onScore([&] { return call.core.actor(id)->state().document(); });
    if (planning.differences)
        import.look = lookAtRoster(*bytes, document, options);
    auto roster = parseRoster(*bytes, id, document, options, [&](int percent) { return !call.progress || call.progress(percent * 2 / 5, say("Reading the roster")); });
    if (!roster) {
        Error e = roster.error();
        e.message = import.path + QStringLiteral(": ") + e.message;
        return e;
    }
    import.roster = std::move(*roster);
    bool stopped = false;
    planning.progress = [&](int percent) {
        stopped = call.progress && !call.progress(40 + percent / 5, say("Comparing"));
        return !stopped;
    };
    import.plan = call.core.onScore([&] { return planRoster(*call.core.actor(id), import.roster, planning); });
    if (stopped)
        return cancelled();
    import.problems = import.roster.problems;
    import.problems.insert(import.problems.end(), import.plan.problems.begin(), import.plan.problems.end());
    std::stable_sort(import.problems.begin(), import.problems.end(), [](const auto &a, const auto &b) { return a.line < b.line; });
    return {};
}

int preview(VerbCall &call, const Import &import, const Result<> &prepared)
{
    if (call.json) {
        QJsonObject o = lookJson(import.look);
        o[QStringLiteral("preview")] = true;
        o[QStringLiteral("problems")] = problemsJson(import.problems);
        o[QStringLiteral("skipped")] = skippedOf(import.problems);
        if (prepared)
            addDifferences(o, import.plan);
        else
            o[QStringLiteral("error")] = prepared.error().message;
        call.print(o);
    } else {
        printLook(call, import.look);
        if (prepared) {
            printDifferences(call, import.plan);
            printProblems(call, import.roster, import.problems);
        }
    }
    return prepared ? 0 : call.fail(prepared.error());
}

} // namespace

int rosterVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("race="), QStringLiteral("map="), QStringLiteral("date-order="), QStringLiteral("preview"), QStringLiteral("apply="), QStringLiteral("clear-blank")});
    if (!parsed)
        return 2;
    if (parsed->rest.size() != 2 || parsed->rest[0] != u"import")
        return call.usage(say("Say which file: roster import FILE"));
    const QString apply = parsed->value(QStringLiteral("apply"), QStringLiteral("all"));
    if (apply != u"all" && apply != u"safe")
        return call.usage(say("--apply is all or safe (safe leaves out what touches runners who have started)."));
    const auto options = optionsOf(*parsed);
    if (!options)
        return call.fail(options.error());
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    const bool looksOnly = parsed->has(QStringLiteral("preview")), safe = apply == u"safe";
    Import import;
    import.path = parsed->rest[1];
    const Result<> prepared = prepare(call, *id, *options, {safe ? RosterPlan::Apply::Safe : RosterPlan::Apply::All, parsed->has(QStringLiteral("clear-blank")), looksOnly, {}}, import);
    if (looksOnly && (prepared || prepared.error().code == ErrorCode::InvalidInput))
        return preview(call, import, prepared);
    if (!prepared)
        return call.fail(prepared.error());
    if (call.progress && !call.progress(60, say("Saving")))
        return call.fail(cancelled());
    // From here on it is one command: all of it, or nothing.
    if (auto done = call.core.submit(*id, std::move(import.plan.drafts), call.by, say("Roster %1 imported").arg(QFileInfo(import.path).fileName())); !done)
        return call.fail(done.error());
    if (call.progress)
        (void)call.progress(100, say("Saved"));
    report(call, import.roster, import.plan, import.problems, safe);
    return import.roster.rows > 0 && import.roster.entrants.empty() ? 3 : 0;
}

} // namespace gantry::engine
