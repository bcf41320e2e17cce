// SPDX-License-Identifier: Apache-2.0
#include "ui/models/bibguess.h"

#include "ui/models/cell.h"
#include "ui/models/changes.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace gantry::ui {

namespace {

QStringView withoutZeros(QStringView text)
{
    while (text.size() > 1 && text.front() == u'0')
        text = text.mid(1);
    return text;
}

struct Hits {
    int count = 0, first = -1;
    void add(int entrant)
    {
        if (count++ == 0)
            first = entrant;
    }
};

BibGuess found(const engine::View &view, BibGuess::Kind kind, int entrant)
{
    BibGuess guess;
    guess.kind = kind;
    guess.entrant = entrant;
    guess.bib = entrantOf(view, entrant)->entrant.bib;
    return guess;
}

} // namespace

BibGuess guessBib(const engine::View &view, const QString &typed)
{
    BibGuess guess;
    const QString text = typed.trimmed();
    guess.bib = text;
    if (text.isEmpty() || !view.entrants)
        return guess;
    const QStringView key = withoutZeros(text);
    const bool figures = std::ranges::all_of(text, [](QChar c) { return c.isDigit(); });
    std::vector<int> exact;
    std::array<Hits, 4> hits; // still out: first figure left out, ends so; not seen yet: the same
    int entrant = -1;
    for (const auto &chunk : view.entrants->chunks()) {
        for (const engine::EntrantRow &row : *chunk) {
            ++entrant;
            const QStringView bib = withoutZeros(QStringView(row.entrant.bib).trimmed());
            if (!row.entrant.alive || bib.isEmpty())
                continue;
            if (bib.compare(key, Qt::CaseInsensitive) == 0) {
                exact.push_back(entrant);
                continue;
            }
            if (!figures || bib.size() <= key.size() || !bib.endsWith(key))
                continue;
            const engine::ResultRow *result = resultOf(view, entrant);
            const auto status = result ? result->result.status : scoring::Status::NotStarted;
            if (status != scoring::Status::OnCourse && status != scoring::Status::NotStarted)
                continue;
            const std::size_t group = status == scoring::Status::OnCourse ? 0 : 2;
            if (withoutZeros(bib.mid(1)) == key)
                hits[group].add(entrant);
            hits[group + 1].add(entrant);
        }
    }
    if (exact.size() > 1) { // one bib in several races: who is still out is meant
        std::vector<int> out;
        std::ranges::copy_if(exact, std::back_inserter(out), [&](int e) {
            const engine::ResultRow *r = resultOf(view, e);
            return r && r->result.status == scoring::Status::OnCourse;
        });
        if (out.size() != 1) {
            guess.kind = BibGuess::Kind::Several;
            guess.candidates = int(exact.size());
            return guess;
        }
        BibGuess one = found(view, BibGuess::Kind::Exact, out.front());
        one.race = entrantOf(view, out.front())->entrant.race;
        return one;
    }
    if (exact.size() == 1)
        return found(view, BibGuess::Kind::Exact, exact.front());
    for (const Hits &hit : hits) {
        if (hit.count == 1)
            return found(view, BibGuess::Kind::Expanded, hit.first);
        if (hit.count > 1) {
            guess.kind = BibGuess::Kind::Several;
            guess.candidates = hit.count;
            return guess;
        }
    }
    return guess;
}

QString guessWords(const engine::View &view, const BibGuess &guess, const QString &typed)
{
    if (guess.kind == BibGuess::Kind::Several)
        return marked(Tone::Look, say("%1 can be meant by %2: type the whole bib").arg(guess.candidates).arg(typed));
    if (guess.kind == BibGuess::Kind::Unknown)
        return marked(Tone::Act, say("nobody has bib %1; the time is kept").arg(typed));
    const Entrant &e = entrantOf(view, guess.entrant)->entrant;
    const QString who = guess.bib + QStringLiteral("  ") + e.displayName() + (e.race.isEmpty() ? QString() : QStringLiteral(" · ") + e.race);
    const engine::ResultRow *result = resultOf(view, guess.entrant);
    if (result && result->result.status == scoring::Status::Finished)
        return marked(Tone::Look, say("%1: has finished already").arg(who));
    return marked(Tone::Good, guess.kind == BibGuess::Kind::Expanded ? QStringLiteral("→ ") + who : who);
}

} // namespace gantry::ui
