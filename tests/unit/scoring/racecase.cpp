// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/scoring/racecase.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cstdio>

namespace gantry::test {

using namespace scoring;

UtcTime gunPlus(double s)
{
    return fromUs(1'780'131'600'000'000) + seconds(s); // 2026-05-30T09:00:00Z
}

EventDocument eventWith(const char *raceJson)
{
    const auto point = [](const char *name, const char *kind) { return QJsonObject{{"name", name}, {"kind", kind}}; };
    const QJsonObject json{{"name", "Test"},
                           {"date", "2026-05-30"},
                           {"timing_points", QJsonArray{point("start", "start"), point("half", "split"), point("finish", "finish"),
                                                        point("mat", "start_finish"), point("tent", "announcer"), point("other", "split")}},
                           {"races", QJsonArray{QJsonDocument::fromJson(raceJson).object()}}};
    ParsedEvent parsed = parseEventDocument(json);
    for (const FieldProblem &problem : parsed.problems) // a broken test case must not pass as an empty race
        qFatal("%s: %s", qPrintable(problem.field), qPrintable(problem.message));
    return parsed.document;
}

RaceCase::RaceCase(const char *raceJson) : event(eventWith(raceJson)), rules(compileRules(event, {}).front())
{
    facts.race = RaceIdx(0);
}

RaceCase &RaceCase::read(const char *name, double s)
{
    const ReadFact fact{ReadIdx(std::int32_t(facts.reads.size())), point(name), gunPlus(s)};
    const auto at = std::upper_bound(facts.reads.begin(), facts.reads.end(), fact, [](const ReadFact &a, const ReadFact &b) { return a.at < b.at; });
    facts.reads.insert(at, fact);
    return *this;
}

RaceCase &RaceCase::setTime(const char *name, double s)
{
    facts.setTimes.push_back({point(name), gunPlus(s)});
    return *this;
}

EntrantResult RaceCase::score()
{
    return scoreEntrant(rules, facts);
}

ReadUse RaceCase::useAt(double s)
{
    std::vector<ReadUse> uses;
    (void)scoreEntrant(rules, facts, &uses);
    for (std::size_t i = 0; i < facts.reads.size(); ++i) {
        if (facts.reads[i].at == gunPlus(s))
            return uses[i];
    }
    return {};
}

} // namespace gantry::test
