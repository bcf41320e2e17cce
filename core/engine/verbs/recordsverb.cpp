// SPDX-License-Identifier: Apache-2.0
// `records` and `age-grade`.
#include "core/base/text.h"
#include "core/engine/records/recordtable.h"
#include "core/engine/verbs/asofoption.h"
#include "core/engine/verbs/verb.h"
#include "core/scoring/agegrade.h"

#include <QJsonDocument>
#include <QSaveFile>

namespace gantry::engine {

int recordsVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("race="), QStringLiteral("format="), QStringLiteral("output="), QStringLiteral("as-of=")});
    if (!parsed)
        return 2;
    const QString format = parsed->value(QStringLiteral("format"), call.json ? QStringLiteral("json") : QStringLiteral("table"));
    if (!parsed->rest.isEmpty() || (format != u"csv" && format != u"json" && format != u"table"))
        return call.usage(say("--format is csv, json or table."));
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    const auto wanted = viewWanted(call, *parsed, *id);
    if (!wanted)
        return call.fail(wanted.error());
    const View &view = **wanted;
    RaceIdx race{-1};
    if (const QString name = parsed->value(QStringLiteral("race")); !name.isEmpty()) {
        race = view.event->document.raceByName(name);
        if (race.value() < 0)
            return call.fail(failure(ErrorCode::InvalidInput, say("The event has no race \"%1\".").arg(name)));
    }
    if (view.event->document.records.empty())
        call.complain(say("The event document names no records. Add them under \"records\"."));
    const QByteArray bytes = format == u"csv" ? recordsCsv(view, race) : format == u"json" ? QJsonDocument(recordsJson(view, race)).toJson(QJsonDocument::Indented) : recordsText(view, race);
    const QString path = parsed->value(QStringLiteral("output"));
    if (path.isEmpty()) {
        call.out += bytes;
        return 0;
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return call.fail(failure(ErrorCode::Io, say("%1 cannot be written: %2").arg(path, file.errorString())));
    return 0;
}

int ageGradeVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("table="), QStringLiteral("sex="), QStringLiteral("age="), QStringLiteral("distance="), QStringLiteral("time=")});
    if (!parsed)
        return 2;
    bool ageOk = false, distanceOk = false;
    const int age = parsed->value(QStringLiteral("age")).toInt(&ageOk);
    const double distance = parsed->value(QStringLiteral("distance")).toDouble(&distanceOk);
    const auto time = parseElapsed(parsed->value(QStringLiteral("time")));
    const QString sex = parsed->value(QStringLiteral("sex")).toUpper(), table = parsed->value(QStringLiteral("table"), QStringLiteral("2025"));
    if (!parsed->rest.isEmpty() || !ageOk || !distanceOk || !time || time->count() <= 0 || sex.isEmpty())
        return call.usage(say("Say whose: age-grade --sex F|M --age YEARS --distance METRES --time H:MM:SS [--table 2015|2020|2025]"));
    scoring::NoGrade why{};
    const auto standard = scoring::ageStandard(table, sex, age, distance, &why);
    if (!standard)
        return call.fail(failure(ErrorCode::InvalidInput, scoring::describe(why)));
    const QString grade = scoring::gradeText(standard->grade(*time)), graded = formatElapsed(scoring::roundTime(standard->gradedTime(*time), Rounding::Ceil001s), 2);
    if (call.json) {
        call.print(QJsonObject{{QStringLiteral("table"), table}, {QStringLiteral("age_grade"), grade}, {QStringLiteral("age_graded_time"), graded}, {QStringLiteral("open_standard_s"), standard->openS}, {QStringLiteral("age_standard_s"), standard->standardS}, {QStringLiteral("factor"), standard->factor()}});
        return 0;
    }
    call.print(say("%1 % (table %2: open standard %3 s ÷ factor %4 = %5 s; age-graded time %6)")
                   .arg(grade, table, QString::number(standard->openS, 'f', 2), QString::number(standard->factor(), 'f', 4), QString::number(standard->standardS, 'f', 2), graded));
    return 0;
}

} // namespace gantry::engine
