// SPDX-License-Identifier: Apache-2.0
#include "core/domain/divisioncheck.h"

#include "core/base/text.h"

namespace gantry {

namespace {

std::vector<std::size_t> takersOf(const std::vector<DivisionDef> &divisions, const QString &gender, int age)
{
    std::vector<std::size_t> takers;
    for (std::size_t i = 0; i < divisions.size(); ++i) {
        const DivisionDef &d = divisions[i];
        const bool fits = (d.genders.isEmpty() || d.genders.contains(gender)) && age >= d.ageMin.value_or(0) && age <= d.ageMax.value_or(age);
        if (fits)
            takers.push_back(i);
    }
    return takers;
}

QString agesOf(const DivisionFinding &f)
{
    if (f.ageFrom == 0 && f.ageTo == kOldestAsked)
        return say("at every age");
    if (f.ageTo == kOldestAsked)
        return say("%1 and over").arg(f.ageFrom);
    return f.ageFrom == f.ageTo ? QString::number(f.ageFrom) : QStringLiteral("%1–%2").arg(f.ageFrom).arg(f.ageTo);
}

} // namespace

std::vector<DivisionFinding> checkDivisions(const std::vector<DivisionDef> &divisions)
{
    std::vector<DivisionFinding> findings;
    if (divisions.empty())
        return findings;
    for (const QString &gender : {QStringLiteral("F"), QStringLiteral("M"), QStringLiteral("X")}) {
        bool open = false; // the last finding is of this gender and reaches to the age before
        for (int age = 0; age <= kOldestAsked; ++age) {
            const auto takers = takersOf(divisions, gender, age);
            if (takers.size() == 1) {
                open = false;
                continue;
            }
            const auto kind = takers.empty() ? DivisionFinding::Kind::Uncovered : DivisionFinding::Kind::Twice;
            if (open && findings.back().kind == kind && findings.back().divisions == takers)
                findings.back().ageTo = age;
            else
                findings.push_back({kind, gender, age, age, takers});
            open = true;
        }
    }
    return findings;
}

QString describe(const DivisionFinding &f, const std::vector<DivisionDef> &divisions)
{
    if (f.kind == DivisionFinding::Kind::Uncovered)
        return say("%1 %2 has no division.").arg(f.gender, agesOf(f));
    QStringList names;
    for (const std::size_t i : f.divisions)
        names.append(i < divisions.size() ? divisions[i].name : QString());
    constexpr qsizetype kNamed = 4;
    if (names.size() > kNamed)
        names = names.mid(0, kNamed) + QStringList{QStringLiteral("…")};
    const QString times = f.divisions.size() == 2 ? say("twice") : say("%1 times").arg(f.divisions.size());
    return say("%1 %2 is covered %3: %4. The first one counts.").arg(f.gender, agesOf(f), times, names.join(QStringLiteral(", ")));
}

} // namespace gantry
