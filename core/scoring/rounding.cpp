// SPDX-License-Identifier: Apache-2.0
// Printing of times and words of a result.
#include "core/scoring/score.h"

namespace gantry::scoring {

using namespace std::chrono_literals;

namespace {

Micros roundedUp(Micros t, Micros unit)
{
    return unit * ((t.count() >= 0 ? t.count() + unit.count() - 1 : t.count()) / unit.count());
}

} // namespace

Micros roundTime(Micros t, Rounding rounding)
{
    switch (rounding) {
    case Rounding::Ceil1s: return roundedUp(t, 1s);
    case Rounding::Ceil01s: return roundedUp(t, 100ms);
    case Rounding::Ceil001s: return roundedUp(t, 10ms);
    case Rounding::Floor1s: return std::chrono::floor<std::chrono::seconds>(t);
    case Rounding::HalfUp1s: return std::chrono::floor<std::chrono::seconds>(t + 500ms);
    }
    return t;
}

int fractionDigits(Rounding rounding)
{
    return rounding == Rounding::Ceil01s ? 1 : rounding == Rounding::Ceil001s ? 2 : 0;
}

QString toText(Status status)
{
    switch (status) {
    case Status::NotStarted: return QStringLiteral("NOT_STARTED");
    case Status::OnCourse: return QStringLiteral("ON_COURSE");
    case Status::Finished: return QStringLiteral("FINISHED");
    case Status::Dnf: return QStringLiteral("DNF");
    case Status::Dns: return QStringLiteral("DNS");
    case Status::Dq: return QStringLiteral("DQ");
    }
    return {};
}

} // namespace gantry::scoring
