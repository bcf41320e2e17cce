// SPDX-License-Identifier: Apache-2.0
#include "core/scoring/agegrade.h"

#include "core/base/text.h"
#include "core/scoring/agegradetable.h"

#include <algorithm>
#include <cmath>

namespace gantry::scoring {

namespace {

constexpr double kSameDistance = 0.001; // of the distance

std::span<const AgeGradeRow> rowsOf(int year, char sex)
{
    const auto all = ageGradeRows();
    const auto mine = [&](const AgeGradeRow &row) { return row.year == year && row.sex == sex; };
    const auto from = std::find_if(all.begin(), all.end(), mine);
    return {from, std::find_if_not(from, all.end(), mine)};
}

AgeStandard standardOf(const AgeGradeRow &row, int age)
{
    const double factor = double(row.factors[std::size_t(age - kYoungestGraded)]) / 10000;
    return {double(row.openStandardS) / factor, double(row.openStandardS)};
}

std::optional<AgeStandard> at(std::span<const AgeGradeRow> rows, int age, double distanceM)
{
    for (const AgeGradeRow &row : rows)
        if (std::abs(distanceM - row.distanceM) <= row.distanceM * kSameDistance)
            return standardOf(row, age);
    const auto above = std::find_if(rows.begin(), rows.end(), [&](const AgeGradeRow &row) { return row.distanceM > distanceM; });
    if (above == rows.begin() || above == rows.end())
        return std::nullopt;
    const AgeStandard a = standardOf(*(above - 1), age), b = standardOf(*above, age);
    const double from = std::log((above - 1)->distanceM), u = (std::log(distanceM) - from) / (std::log(above->distanceM) - from);
    return AgeStandard{a.standardS * (1 - u) + b.standardS * u, a.openS * (1 - u) + b.openS * u};
}

} // namespace

Micros AgeStandard::gradedTime(Micros time) const
{
    return Micros(std::llround(double(time.count()) * factor()));
}

std::optional<AgeStandard> ageStandard(QStringView table, QStringView sex, std::optional<int> age, std::optional<double> distanceM, NoGrade *why)
{
    NoGrade reason = NoGrade::Graded;
    std::optional<AgeStandard> out;
    const auto rows = rowsOf(table.toInt(), sex == u"F" ? 'F' : 'M');
    if (rows.empty())
        reason = NoGrade::NoTable;
    else if (!distanceM || !(*distanceM > 0))
        reason = NoGrade::Distance;
    else if (sex != u"F" && sex != u"M")
        reason = NoGrade::NoSex;
    else if (!age)
        reason = NoGrade::NoAge;
    else if (*age < kYoungestGraded || *age > kOldestGraded)
        reason = NoGrade::Age;
    else if (out = at(rows, *age, *distanceM); !out)
        reason = NoGrade::Distance;
    if (why)
        *why = reason;
    return out;
}

QString gradeText(double grade)
{
    return QString::number(std::round(grade * 100) / 100, 'f', 2);
}

QString describe(NoGrade why)
{
    switch (why) {
    case NoGrade::Graded:
        return {};
    case NoGrade::NoTable:
        return say("no age grade: the race has no table for it");
    case NoGrade::NoSex:
        return say("no age grade: the tables know women and men only");
    case NoGrade::NoAge:
        return say("no age grade: the age is not known");
    case NoGrade::Age:
        return say("no age grade: the tables go from age %1 to %2").arg(kYoungestGraded).arg(kOldestGraded);
    case NoGrade::Distance:
        break;
    }
    return say("no age grade: the tables have no such distance");
}

} // namespace gantry::scoring
