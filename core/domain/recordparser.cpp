// SPDX-License-Identifier: Apache-2.0
#include "core/domain/recordparser.h"

#include "core/base/text.h"
#include "core/domain/raceparser.h"

namespace gantry {

void parseRecords(ObjectReader &in, EventDocument &event)
{
    in.objects("records", [&](ObjectReader &item) {
        RecordDef record;
        record.name = item.text("name", true);
        const QString race = item.text("race", event.races.size() != 1);
        const RaceIdx index = race.isEmpty() && event.races.size() == 1 ? RaceIdx(0) : event.raceByName(race);
        if (index.value() >= 0)
            record.race = event.races[std::size_t(index.value())].name;
        else if (!race.isEmpty())
            item.problem("race", say("there is no race \"%1\"").arg(race));
        record.genders = item.genders("genders");
        ageBounds(item, record);
        record.division = item.text("division");
        const QString time = item.text("time", true);
        if (const auto t = parseElapsed(time); t && t->count() > 0)
            record.time = *t;
        else if (!time.isEmpty())
            item.problem("time", say("\"%1\" is not a time like 14:37 or 2:05:01").arg(time));
        record.holder = item.text("holder");
        record.year = item.integer("year", 1800, 3000);
        if (!record.race.isEmpty() && record.time.count() > 0)
            event.records.push_back(record);
    });
}

} // namespace gantry
