// SPDX-License-Identifier: Apache-2.0
#include "ui/models/cell.h"

#include "core/base/text.h"

#include <QLocale>
#include <QStringList>

namespace gantry::ui {

QString mark(Tone tone)
{
    switch (tone) {
    case Tone::Good: return QStringLiteral("●");
    case Tone::Look: return QStringLiteral("▲");
    case Tone::Act: return QStringLiteral("■");
    case Tone::Dim: return QStringLiteral("○");
    case Tone::Plain:
    case Tone::Accent: break;
    }
    return {};
}

QString marked(Tone tone, const QString &word)
{
    const QString shape = mark(tone);
    return shape.isEmpty() ? word : shape + QChar(u' ') + word;
}

QString dash()
{
    return QStringLiteral("–");
}

QString raceTime(const std::optional<Micros> &time, Rounding rounding)
{
    if (!time)
        return dash();
    return formatShort(scoring::roundTime(*time, rounding), scoring::fractionDigits(rounding));
}

QString timeOfDay(UtcTime at, const EventZone &zone, int digits)
{
    return formatTimeOfDay(zone.toLocal(at), digits);
}

QString ageWords(Micros age)
{
    const qint64 s = std::max<qint64>(0, std::chrono::duration_cast<std::chrono::seconds>(age).count());
    if (s < 60)
        return say("%1 s").arg(s);
    if (s < 3600)
        return say("%1:%2 min").arg(s / 60).arg(s % 60, 2, 10, QChar(u'0'));
    if (s < 48 * 3600)
        return say("%1:%2 h").arg(s / 3600).arg(s / 60 % 60, 2, 10, QChar(u'0'));
    return say("%1 days").arg(s / 86400);
}

QString statusWord(scoring::Status status)
{
    switch (status) {
    case scoring::Status::NotStarted: return say("not started");
    case scoring::Status::OnCourse: return say("out");
    case scoring::Status::Finished: return say("finished");
    case scoring::Status::Dnf: return say("DNF");
    case scoring::Status::Dns: return say("DNS");
    case scoring::Status::Dq: return say("DQ");
    }
    return dash();
}

QString flagWords(std::uint32_t flags)
{
    QStringList words;
    const auto add = [&](scoring::Flag flag, const char *word) {
        if (flags & flag)
            words << say(word);
    };
    add(scoring::HandTime, "hand");
    add(scoring::Penalised, "penalty");
    add(scoring::StartOffset, "start moved");
    add(scoring::NoGun, "no gun");
    add(scoring::MissingStart, "no start read");
    add(scoring::PreGunStart, "before gun");
    add(scoring::LateStart, "late start");
    add(scoring::MissingSplit, "split missing");
    add(scoring::AfterClose, "after the close");
    return words.join(QStringLiteral(", "));
}

QString genderWord(const QString &gender)
{
    return gender.isEmpty() ? dash() : gender;
}

QString gunSourceWord(scoring::GunSource source)
{
    switch (source) {
    case scoring::GunSource::None: return dash();
    case scoring::GunSource::Schedule: return say("schedule");
    case scoring::GunSource::Key: return say("key");
    case scoring::GunSource::Command: return say("typed");
    case scoring::GunSource::Reader: return say("reader");
    }
    return dash();
}

QString number(qint64 value)
{
    return QLocale::c().toString(value).remove(QChar(u','));
}

QString distanceText(const std::optional<double> &metres)
{
    if (!metres)
        return dash();
    if (*metres >= 1000)
        return say("%1 km").arg(QLocale::c().toString(*metres / 1000, 'g', 6));
    return say("%1 m").arg(QLocale::c().toString(*metres, 'g', 6));
}

} // namespace gantry::ui
