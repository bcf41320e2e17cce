// SPDX-License-Identifier: Apache-2.0
// Beaten records to be checked before anybody announces them, and times that are too good to be true.
#include "core/base/text.h"
#include "core/engine/records/recordtable.h"
#include "core/engine/watch/watch.h"
#include "core/scoring/agegrade.h"

#include <algorithm>

namespace gantry::engine {

using namespace watching;

namespace {

using Kind = RunnerIssue::Kind;
constexpr std::size_t kSingly = 5;

const scoring::RaceRules &rulesOf(const Scene &scene, EntrantIdx e)
{
    return scene.board.rules()[std::size_t(scene.board.facts(e).race.value())];
}

QString percent(double value, int digits = 1)
{
    return QString::number(value, 'f', digits) + QStringLiteral(" %");
}

ProblemFix explain(EntrantIdx e)
{
    return {say("Explain"), {}, QStringLiteral("runner/%1/explain").arg(e.value()), {}};
}

void beatenRecords(const Scene &scene, std::vector<Problem> &out)
{
    for (const RecordRow &row : recordRows(scene.view, RaceIdx(-1))) {
        if (row.beatenBy.empty())
            continue;
        const scoring::RaceRules &rules = scene.view.event->rules[std::size_t(row.race.value())];
        const RecordDef &record = rules.records[std::size_t(row.record)];
        const EntrantIdx first = row.best.front();
        const int digits = std::max(scoring::fractionDigits(rules.rounding), record.time.count() % 1'000'000 ? 2 : 0);
        // With the time in the key: a better one, or another runner's, is news again.
        Problem p{QStringLiteral("record/%1/%2/%3/%4").arg(rules.name, record.name, bibOf(scene, first)).arg(row.bestTime->count()), Severity::Look,
                  say("Record? %1: %2").arg(record.name, nameOf(scene, first)),
                  say("%1 in %2; it was %3.").arg(formatShort(*row.bestTime, digits), rules.name, formatShort(record.time, digits))};
        QStringList holder;
        for (const QString &part : {record.holder, record.year ? QString::number(*record.year) : QString()})
            if (!part.isEmpty())
                holder.append(part);
        if (!holder.isEmpty())
            p.text = p.text.chopped(1) + QStringLiteral(" (%1).").arg(holder.join(QStringLiteral(", ")));
        if (row.best.size() > 1)
            p.text += u' ' + say("Level: bibs %1.").arg(bibList(scene, row.best));
        p.text += u' ' + say("Check start, course and time before it is announced.");
        p.entrants = row.best;
        p.fixes = {explain(first), runnerPage(first)};
        out.push_back(std::move(p));
    }
}

Problem suspicion(const Scene &scene, EntrantIdx e, const RunnerIssue &i)
{
    const scoring::RaceRules &rules = rulesOf(scene, e);
    const int sure = int(i.confidence * 100);
    Problem p;
    p.severity = Severity::Look;
    p.confidence = i.confidence;
    p.entrants = {e};
    p.fixes = {explain(e), runnerPage(e)};
    if (i.kind == Kind::AgeGrade) {
        p.key = QStringLiteral("agegrade/") + bibKey(scene, e);
        p.title = say("Bib %1: age grade %2").arg(bibOf(scene, e), percent(i.amount, 2));
        p.text = say("Better than the best of that age by table %1. The time stands until you change it: a wrong age or sex, or somebody else with this bib? (%2 %)").arg(rules.ageGrades).arg(sure);
    } else if (i.kind == Kind::RecordMargin) {
        p.key = QStringLiteral("recordmargin/") + bibKey(scene, e);
        p.title = say("Bib %1: %2 faster than the record").arg(bibOf(scene, e), percent(i.amount));
        p.text = say("\"%1\" would fall by a wide margin. The time stands until you change it: a short cut, a wrong start, or somebody else's chip? (%2 %)").arg(rules.records[std::size_t(i.item)].name).arg(sure);
    } else {
        const QString from = rules.course[std::size_t(i.amount)].name, to = rules.course[std::size_t(i.item)].name;
        p.key = QStringLiteral("section/") + bibKey(scene, e);
        p.title = say("Bib %1: too fast from %2 to %3").arg(bibOf(scene, e), from, to);
        p.text = say("%1 faster than anybody has ever run that far. The time stands until you change it: a short cut, a lift, or a stray read at %2? (%3 %)").arg(ago(i.by), from).arg(sure);
    }
    return p;
}

void add(const Scene &scene, const QString &key, const QString &title, std::vector<Problem> list, std::vector<Problem> &out)
{
    if (list.size() <= kSingly) {
        std::move(list.begin(), list.end(), std::back_inserter(out));
        return;
    }
    Problem p{key, Severity::Look, title.arg(count(std::int64_t(list.size()))), {}};
    for (const Problem &one : list) {
        p.entrants.push_back(one.entrants.front());
        p.confidence = std::max(p.confidence, one.confidence);
    }
    p.text = say("Bibs %1. So many at once: is the distance, a point's distance or the table wrong?").arg(bibList(scene, p.entrants));
    p.fixes = {page(say("First one"), list.front().fixes.back().page)};
    out.push_back(std::move(p));
}

} // namespace

void recordProblems(const Watch &watch, const Scene &scene, std::vector<Problem> &out)
{
    beatenRecords(scene, out);
    std::map<Kind, std::vector<Problem>> found;
    for (const auto &[e, issues] : watch.issues())
        for (const RunnerIssue &i : issues)
            if (i.kind == Kind::AgeGrade || i.kind == Kind::RecordMargin || i.kind == Kind::SectionPace)
                found[i.kind].push_back(suspicion(scene, e, i));
    add(scene, QStringLiteral("recordmargin"), say("%1 far below a record"), std::move(found[Kind::RecordMargin]), out);
    add(scene, QStringLiteral("agegrade"), say("%1 better than the best of their age"), std::move(found[Kind::AgeGrade]), out);
    add(scene, QStringLiteral("section"), say("%1 faster between two points than anybody ever ran"), std::move(found[Kind::SectionPace]), out);
}

} // namespace gantry::engine
