// SPDX-License-Identifier: Apache-2.0
#include "ui/console/results/resultsprint.h"

#include "core/engine/outputs/certificates.h"
#include "core/engine/outputs/podium.h"

namespace gantry::ui {

namespace {

enum List { All = 0, ByDivision, ByGender, ByTeam, Podium, Certificates };

std::vector<const OutputDef *> columnSets(const engine::View &view)
{
    std::vector<const OutputDef *> sets;
    for (const OutputDef &o : view.event->document.outputs)
        if (o.kind == u"results")
            sets.push_back(&o);
    return sets;
}

Result<output::PagePlan> listPlan(const engine::View &view, RaceIdx race, int list, int columns, UtcTime now)
{
    engine::ResultRequest request;
    request.race = race;
    request.format = QStringLiteral("pdf");
    request.made = now;
    if (const auto sets = columnSets(view); columns > 0 && std::size_t(columns) <= sets.size()) {
        request.columns = sets[std::size_t(columns) - 1]->columns;
        request.groupBy = engine::parseGroupBy(sets[std::size_t(columns) - 1]->groupBy);
    }
    if (list == ByDivision)
        request.groupBy = engine::GroupBy::Division;
    else if (list == ByGender)
        request.groupBy = engine::GroupBy::Gender;
    else if (list == ByTeam)
        request.groupBy = engine::GroupBy::Team;
    const auto document = engine::resultDocument(view, request);
    if (!document)
        return document.error();
    output::PagePlan plan;
    plan.title = document->title + QStringLiteral(" · ") + document->event;
    plan.tables = output::printTables(*document);
    return plan;
}

} // namespace

QList<PrintPanel::Option> resultsPrintOptions(const engine::View &view, int race)
{
    PrintPanel::Option races{QStringLiteral("printRace"), PrintPanel::tr("Race"), {PrintPanel::tr("All races")}, race + 1};
    for (const scoring::RaceRules &r : view.event->rules)
        races.items << r.name;
    PrintPanel::Option lists{QStringLiteral("printList"), PrintPanel::tr("List"),
                             {PrintPanel::tr("Results"), PrintPanel::tr("Results by division"), PrintPanel::tr("Results by sex"), PrintPanel::tr("Results by team"), PrintPanel::tr("Podium, in large letters"),
                              PrintPanel::tr("Certificates")}, 0};
    PrintPanel::Option columns{QStringLiteral("printColumns"), PrintPanel::tr("Columns"), {PrintPanel::tr("Usual columns")}, 0};
    for (const OutputDef *o : columnSets(view))
        columns.items << o->name;
    return {races, lists, columns};
}

PrintPanel::Plan resultsPrintPlan(UtcTime now, const QStringList &bibs)
{
    return [now, bibs](const engine::View &view, const QList<int> &chosen) -> Result<output::PagePlan> {
        const RaceIdx race{chosen.value(0) - 1};
        const int list = chosen.value(1);
        if (list == Podium) {
            const auto bands = engine::podiumBands(view, race);
            if (bands.empty())
                return failure(ErrorCode::InvalidInput, PrintPanel::tr("Nobody has finished yet: there is no podium to draw."));
            return engine::podiumPages(view, bands);
        }
        if (list == Certificates) {
            auto made = engine::certificates(view, {race, bibs, 0}, engine::builtInCertificate());
            if (!made)
                return made.error();
            return std::move(made->plan);
        }
        return listPlan(view, race, list, chosen.value(2), now);
    };
}

} // namespace gantry::ui
