// SPDX-License-Identifier: Apache-2.0
// Sentences about what became of a read.
#include "core/base/text.h"
#include "core/scoring/score.h"

namespace gantry::scoring {

namespace {

QString amount(Micros by)
{
    const Micros size = by.count() < 0 ? -by : by;
    return formatShort(size, size < std::chrono::seconds(10) ? 1 : 0);
}

QString signedAmount(Micros by)
{
    const Micros size = by.count() < 0 ? -by : by;
    return (by.count() < 0 ? QStringLiteral("−") : QStringLiteral("+")) + QString::number(double(size.count()) / 1e6, 'f', 1) + say(" s");
}

// "by hand" stands behind what a chip read would be used as.
QString used(const QString &as, const ReadUse &use)
{
    return use.hand >= 0 ? say("%1, taken by hand").arg(as) : as;
}

} // namespace

QString describe(const ReadUse &use, const RaceRules &rules)
{
    const bool known = use.course >= 0 && std::size_t(use.course) < rules.course.size();
    const CourseRule rule = known ? rules.course[std::size_t(use.course)] : CourseRule{};
    switch (use.use) {
    case Use::Start:
        return used(rules.startMode == StartMode::Gun ? say("seen at the start; the time counts from the gun") : say("used as start"), use);
    case Use::Split:
        if (use.lap > 0)
            return used(say("used as lap %1").arg(use.lap), use);
        return used(say("used as split %1").arg(rule.name), use);
    case Use::Finish:
        if (use.lap > 0)
            return used(say("used as lap %1, the last that counts").arg(use.lap), use);
        return used(say("used as finish"), use);
    case Use::Ignored:
        return say("not used: ignored by a correction");
    case Use::BeforeGun:
        return say("not used: read %1 before the gun").arg(amount(use.by));
    case Use::EarlierStart:
        return say("not used: a later start read counts");
    case Use::AfterCutoff:
        return say("not used: %1 after the end of the start window").arg(amount(use.by));
    case Use::StartAfterCourse:
        return say("not used: at the start again after having been on the course");
    case Use::TooSoon:
        return rule.minTime.count() > 0 ? say("not used: %1 before the minimum time of %2").arg(amount(use.by), formatShort(rule.minTime))
                                        : say("not used: %1 too soon").arg(amount(use.by));
    case Use::Repeat:
        return known ? say("not used: another read counts for %1").arg(rule.name) : say("not used: another read counts");
    case Use::NotOnCourse:
        return say("not used: this point is not on the course of the race");
    case Use::AnnouncerPoint:
        return say("for the announcer only");
    case Use::SetByHand:
        return say("not used: the time was set by hand");
    case Use::Duplicate:
        return say("not used: the same read came before");
    case Use::TestRead:
        return say("not used: a test read, %1 before the start was made ready").arg(amount(use.by));
    case Use::TooEarly:
        return say("not used: %1 before reads of this point count").arg(amount(use.by));
    case Use::TooLate:
        return say("not used: %1 after this point was closed").arg(amount(use.by));
    case Use::TimeUp:
        return say("not used: %1 after the time was up").arg(amount(use.by));
    case Use::Eliminated:
        return use.by.count() > 0 ? say("not used: %1 after the bell; the lap was not done in time").arg(amount(use.by)) : say("not used: out of the race since the last bell");
    case Use::SameCrossing:
        return use.hand >= 0 ? say("the same crossing as the chip read, %1; the chip read counts").arg(signedAmount(use.by))
                             : say("not used: the same crossing as a read of the main mat, %1").arg(signedAmount(use.by));
    }
    return {};
}

} // namespace gantry::scoring
