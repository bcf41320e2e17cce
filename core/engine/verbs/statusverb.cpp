// SPDX-License-Identifier: Apache-2.0
// `status`: the figures of /status; with --as-of also who had come in, and who led.
#include "core/engine/feedrows.h"
#include "core/engine/verbs/asofoption.h"

#include <QJsonArray>

namespace gantry::engine {

namespace {

constexpr std::size_t kShown = 10;

QString shownTime(const std::optional<Micros> &t, const scoring::RaceRules &rules)
{
    return t ? formatElapsed(scoring::roundTime(*t, rules.rounding), scoring::fractionDigits(rules.rounding)) : QString();
}

QJsonObject runner(const View &view, EntrantIdx e)
{
    const Entrant &p = (*view.entrants)[std::size_t(e.value())].entrant;
    const ResultRow &row = (*view.results)[std::size_t(e.value())];
    QJsonObject o{{QStringLiteral("bib"), p.bib}, {QStringLiteral("name"), p.displayName()}, {QStringLiteral("race"), p.race}};
    if (row.race >= 0) {
        const auto &rules = view.event->rules[std::size_t(row.race)];
        o[QStringLiteral("race")] = rules.name;
        o[QStringLiteral("place")] = (*view.places)[std::size_t(e.value())].overall;
        o[QStringLiteral("net")] = shownTime(row.result.net, rules);
        o[QStringLiteral("gun")] = shownTime(row.result.gun, rules);
    }
    return o;
}

void addPeople(QJsonObject &to, const View &view)
{
    QJsonArray last, tops;
    for (std::size_t i = 0; i < view.lastFinishers->size() && i < kShown; ++i) {
        const FinisherRow &f = (*view.lastFinishers)[i];
        QJsonObject o = runner(view, f.entrant);
        o[QStringLiteral("at")] = formatLocal(view.event->zone.toLocal(f.at));
        last.append(o);
    }
    for (std::size_t r = 0; r < view.order->size(); ++r) {
        QJsonArray rows;
        for (const EntrantIdx e : (*view.order)[r]) {
            if (std::size_t(rows.size()) == kShown || (*view.places)[std::size_t(e.value())].overall == 0)
                break;
            rows.append(runner(view, e));
        }
        tops.append(QJsonObject{{QStringLiteral("race"), view.event->rules[r].name}, {QStringLiteral("places"), rows}});
    }
    to[QStringLiteral("last_finishers")] = last;
    to[QStringLiteral("top")] = tops;
}

} // namespace

int statusVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("as-of=")});
    if (!parsed)
        return 2;
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    const auto view = viewWanted(call, *parsed, *id);
    if (!view)
        return call.fail(view.error());
    QJsonObject o = statusOf(**view, *call.core.saving());
    if (parsed->has(QStringLiteral("as-of")) && (*view)->event) {
        o[QStringLiteral("as_of")] = parsed->value(QStringLiteral("as-of"));
        addPeople(o, **view);
    }
    call.print(o);
    return 0;
}

} // namespace gantry::engine
