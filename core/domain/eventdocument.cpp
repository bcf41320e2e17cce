// SPDX-License-Identifier: Apache-2.0
#include "core/domain/eventdocument.h"

#include "core/base/text.h"

namespace gantry {

namespace {

bool same(QStringView a, QStringView b)
{
    return a.trimmed().compare(b.trimmed(), Qt::CaseInsensitive) == 0;
}

} // namespace

PointIdx EventDocument::pointByName(QStringView nameOrAlias) const
{
    // Names first: an alias never hides another point's own name.
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (same(points[i].name, nameOrAlias))
            return PointIdx(std::int32_t(i));
    }
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (const QString &alias : points[i].aliases + points[i].backups) {
            if (same(alias, nameOrAlias))
                return PointIdx(std::int32_t(i));
        }
    }
    return PointIdx(-1);
}

RaceIdx EventDocument::raceByName(QStringView name) const
{
    for (std::size_t i = 0; i < races.size(); ++i) {
        if (same(races[i].name, name))
            return RaceIdx(std::int32_t(i));
    }
    return RaceIdx(-1);
}

QDate EventDocument::ageDate(const RaceDef &race) const
{
    if (race.ageOn == u"dec_31")
        return QDate(date.year(), 12, 31);
    if (race.ageOn == u"jan_1")
        return QDate(date.year(), 1, 1);
    const QDate fixed = QDate::fromString(race.ageOn, Qt::ISODate);
    return fixed.isValid() ? fixed : date;
}

Error documentError(const std::vector<FieldProblem> &problems)
{
    constexpr std::size_t kShown = 50;
    QString message;
    for (std::size_t i = 0; i < problems.size() && i < kShown; ++i) {
        if (i)
            message += u'\n';
        message += problems[i].field.isEmpty() ? problems[i].message : problems[i].field + QStringLiteral(": ") + problems[i].message;
    }
    if (problems.size() > kShown)
        message += u'\n' + say("… and %1 more problems.").arg(problems.size() - kShown);
    return failure(ErrorCode::InvalidInput, message);
}

QString toText(PointKind kind)
{
    switch (kind) {
    case PointKind::Start: return QStringLiteral("start");
    case PointKind::Split: return QStringLiteral("split");
    case PointKind::Finish: return QStringLiteral("finish");
    case PointKind::StartFinish: return QStringLiteral("start_finish");
    case PointKind::Announcer: return QStringLiteral("announcer");
    }
    return {};
}

QString toText(StartMode mode)
{
    switch (mode) {
    case StartMode::Chip: return QStringLiteral("chip");
    case StartMode::Gun: return QStringLiteral("gun");
    case StartMode::Individual: return QStringLiteral("individual");
    }
    return {};
}

QString toText(Ties ties)
{
    return ties == Ties::Share ? QStringLiteral("share") : QStringLiteral("recording_order");
}

QString toText(RankBy rank)
{
    return rank == RankBy::Net ? QStringLiteral("net") : QStringLiteral("gun");
}

QString toText(Rounding rounding)
{
    switch (rounding) {
    case Rounding::Ceil1s: return QStringLiteral("ceil_1s");
    case Rounding::Ceil01s: return QStringLiteral("ceil_0.1s");
    case Rounding::Ceil001s: return QStringLiteral("ceil_0.01s");
    case Rounding::Floor1s: return QStringLiteral("floor_1s");
    case Rounding::HalfUp1s: return QStringLiteral("half_up_1s");
    }
    return {};
}

} // namespace gantry
