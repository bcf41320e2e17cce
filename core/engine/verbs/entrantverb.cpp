// SPDX-License-Identifier: Apache-2.0
// People by hand: entrant add, set, add-chip…, and who is there.
#include "core/base/text.h"
#include "core/domain/entrantissues.h"
#include "core/engine/entrants/edit.h"

#include <QJsonArray>

#include <algorithm>

namespace gantry::engine {

namespace {

QJsonObject rowJson(const Entrant &e, EntrantIssues issues)
{
    return {{QStringLiteral("id"), e.id.toString()},
            {QStringLiteral("bib"), e.bib},
            {QStringLiteral("first_name"), e.firstName},
            {QStringLiteral("last_name"), e.lastName},
            {QStringLiteral("gender"), e.gender},
            {QStringLiteral("age"), e.age ? QJsonValue(*e.age) : QJsonValue()},
            {QStringLiteral("race"), e.race},
            {QStringLiteral("wave"), e.wave},
            {QStringLiteral("division"), e.division},
            {QStringLiteral("team"), e.team},
            {QStringLiteral("chips"), QJsonArray::fromStringList(e.chips)},
            {QStringLiteral("status"), toText(e.state)},
            {QStringLiteral("issues"), issueWords(issues)}};
}

std::vector<std::size_t> byBib(const ChunkedTable<EntrantRow> &rows) // 9 before 10
{
    std::vector<std::pair<QString, std::size_t>> keys;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        bool number = false;
        const QString &bib = rows[i].entrant.bib;
        const qulonglong n = bib.toULongLong(&number);
        keys.emplace_back(number ? QStringLiteral("0%1").arg(n, 20, 10, QChar(u'0')) : QString(u'1' + bib), i);
    }
    std::ranges::sort(keys);
    std::vector<std::size_t> order;
    for (const auto &[key, i] : keys)
        order.push_back(i);
    return order;
}

int list(VerbCall &call, const Id128 &id, const VerbCall::Parsed &p)
{
    const ViewPtr view = call.core.settledView(id);
    const auto &rows = *view->entrants;
    auto issues = entrantIssues(rows.size(), [&](std::size_t i) -> const Entrant & { return rows[i].entrant; }, &view->event->document);
    for (const ConflictRow &c : *view->conflicts)
        issues[std::size_t(c.index.value())] |= EntrantIssues(EntrantIssue::Conflict);
    const auto issue = issueOf(p.value(QStringLiteral("issue")));
    if (p.has(QStringLiteral("issue")) && !issue)
        return call.usage(say("--issue is one of no-bib, no-chip, no-age, no-sex, duplicate, not-checked-in, team-not-scored, conflict."));
    const QStringList words = p.rest.mid(1).join(u' ').toLower().split(u' ', Qt::SkipEmptyParts);
    QJsonArray found;
    int count = 0;
    for (const std::size_t i : byBib(rows)) {
        const Entrant &e = rows[i].entrant;
        const bool wanted = e.alive && (!issue || has(issues[i], *issue)) && std::ranges::all_of(words, [&](const QString &w) { return rows[i].searchKey.contains(w); })
            && (p.value(QStringLiteral("race")).isEmpty() || e.race.compare(p.value(QStringLiteral("race")), Qt::CaseInsensitive) == 0)
            && (p.value(QStringLiteral("wave")).isEmpty() || e.wave.compare(p.value(QStringLiteral("wave")), Qt::CaseInsensitive) == 0);
        if (!wanted)
            continue;
        ++count;
        if (call.json) {
            found.append(rowJson(e, issues[i]));
            continue;
        }
        QStringList line{e.bib.leftJustified(6), e.displayName().leftJustified(28), (e.gender.isEmpty() ? say("unknown") : e.gender).leftJustified(8),
                         (e.age ? QString::number(*e.age) : QString()).leftJustified(4), (e.wave.isEmpty() ? e.race : e.race + u'/' + e.wave).leftJustified(16),
                         e.chips.isEmpty() ? say("= bib") : e.chips.join(u' ')};
        if (issues[i])
            line.append(QStringLiteral("  (%1)").arg(issueWords(issues[i])));
        call.print(line.join(u' '));
    }
    if (call.json)
        call.print(QJsonObject{{QStringLiteral("count"), count}, {QStringLiteral("entrants"), found}});
    return count == 0 && !words.isEmpty() ? 3 : 0;
}

int conflicts(VerbCall &call, const Id128 &id)
{
    const ViewPtr view = call.core.settledView(id);
    QJsonArray rows;
    for (const ConflictRow &c : *view->conflicts) {
        const Entrant &e = (*view->entrants)[std::size_t(c.index.value())].entrant;
        if (call.json)
            rows.append(QJsonObject{{QStringLiteral("bib"), e.bib}, {QStringLiteral("name"), e.displayName()}, {QStringLiteral("field"), c.field}, {QStringLiteral("value"), c.value},
                                    {QStringLiteral("other"), c.other}, {QStringLiteral("by"), c.author}, {QStringLiteral("other_by"), c.otherAuthor}});
        else
            call.print(say("%1 %2: %3 is \"%4\" (%5), and \"%6\" (%7). Choose: entrant resolve --bib %1 --field %3 --take value|other")
                           .arg(e.bib, e.displayName(), c.field, c.value, c.author, c.other, c.otherAuthor));
    }
    if (call.json)
        call.print(QJsonObject{{QStringLiteral("conflicts"), rows}});
    else if (view->conflicts->empty())
        call.print(say("Nobody's entry was edited by two people at once."));
    return 0;
}

int edited(VerbCall &call, const Id128 &id, const EntrantEdit &edit)
{
    QString op;
    if (!edit.made.drafts.empty()) {
        if (auto done = call.core.submit(id, edit.made.drafts, call.by, edit.made.text); !done)
            return call.fail(done.error());
        const ViewPtr v = call.core.settledView(id);
        op = v->lastOp ? v->lastOp->id.toString() : QString();
    }
    if (call.json) {
        QJsonObject o = edit.facts;
        o[QStringLiteral("op")] = op;
        o[QStringLiteral("text")] = edit.made.text;
        o[QStringLiteral("notes")] = QJsonArray::fromStringList(edit.notes);
        call.print(o);
    } else {
        call.print(edit.made.drafts.empty() ? say("Nothing to change.") : op + QStringLiteral("  ") + edit.made.text);
        for (const QString &note : edit.notes)
            call.print(note);
    }
    if (const auto saving = call.core.saving(); !saving->ok)
        call.complain(say("Done, but not yet on disk: %1").arg(saving->error.message));
    return 0;
}

} // namespace

int entrantVerb(VerbCall &call)
{
    const auto parsed = call.parse(entrantEditOptions());
    if (!parsed)
        return 2;
    const QString kind = parsed->rest.value(0);
    const auto edits = entrantEdits();
    const auto wanted = std::ranges::find_if(edits, [&](const EditKind &e) { return kind == QLatin1String(e.name); });
    if (wanted == edits.end() && kind != u"list" && kind != u"find" && kind != u"conflicts")
        return call.usage(kind.isEmpty() ? say("Say what to do with whom.") : say("There is no \"entrant %1\".").arg(kind));
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    call.core.settle();
    if (kind == u"conflicts")
        return conflicts(call, *id);
    if (wanted == edits.end())
        return list(call, *id, *parsed);
    auto edit = call.core.onScore([&] { return wanted->make(*parsed, *call.core.actor(*id)); });
    if (edit)
        for (OpDraft &draft : edit->made.drafts)
            if (draft.reason.isEmpty())
                draft.reason = parsed->value(QStringLiteral("reason"));
    return edit ? edited(call, *id, *edit) : call.fail(edit.error());
}

} // namespace gantry::engine
