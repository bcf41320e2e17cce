// SPDX-License-Identifier: Apache-2.0
#include "core/system/health.h"

#include "core/base/text.h"

#include <QDir>
#include <QFile>
#include <QStorageInfo>

#include <algorithm>

namespace gantry::system {

namespace {

constexpr qint64 kTooLittle = 200'000'000, kLittle = 2'000'000'000;
constexpr int kEmptyPercent = 10, kLowPercent = 30;

QString fileText(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.read(256)).trimmed() : QString();
}

QString megabytes(qint64 bytes)
{
    return bytes >= 10'000'000'000 ? say("%1 GB free").arg(bytes / 1'000'000'000) : say("%1 MB free").arg(bytes / 1'000'000);
}

} // namespace

Tone Health::tone() const
{
    Tone worst = Tone::Good;
    for (const HealthItem &i : items)
        worst = std::max(worst, i.tone);
    return worst;
}

const HealthItem *Health::item(QStringView key) const
{
    const auto it = std::find_if(items.begin(), items.end(), [&](const HealthItem &i) { return i.key == key; });
    return it == items.end() ? nullptr : &*it;
}

Power readPower(const QString &root)
{
    Power power;
    qint64 now = 0, full = 0, rate = 0, percents = 0;
    int batteries = 0;
    bool mains = false, mainsKnown = false, discharging = false;
    for (const QString &name : QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString dir = root + u'/' + name + u'/';
        const QString type = fileText(dir + QStringLiteral("type"));
        if (type == u"Mains" || type == u"USB") {
            mainsKnown = mainsKnown || type == u"Mains";
            mains = mains || fileText(dir + QStringLiteral("online")) == u"1";
        }
        if (type != u"Battery" || fileText(dir + QStringLiteral("scope")) == u"Device") // a mouse has one too
            continue;
        ++batteries;
        percents += fileText(dir + QStringLiteral("capacity")).toInt();
        discharging = discharging || fileText(dir + QStringLiteral("status")) == u"Discharging";
        const QString unit = QFile::exists(dir + QStringLiteral("energy_now")) ? QStringLiteral("energy") : QStringLiteral("charge");
        now += fileText(dir + unit + QStringLiteral("_now")).toLongLong();
        full += fileText(dir + unit + QStringLiteral("_full")).toLongLong();
        rate += std::abs(fileText(dir + (unit == u"energy" ? QStringLiteral("power_now") : QStringLiteral("current_now"))).toLongLong());
    }
    power.known = batteries > 0 || mainsKnown;
    if (batteries > 0) {
        power.percent = int(full > 0 && now > 0 ? std::min<qint64>(100, now * 100 / full) : percents / batteries);
        power.onMains = !discharging;
        if (discharging && rate > 0)
            power.minutesLeft = int(now * 60 / rate);
    } else {
        power.onMains = !mainsKnown || mains;
    }
    return power;
}

HealthItem powerItem(const Power &p)
{
    HealthItem item{QStringLiteral("power"), say("Power"), {}, {}, Tone::Good};
    if (!p.known || p.percent < 0) {
        item.value = say("mains");
        return item;
    }
    item.value = p.onMains ? say("mains, battery %1 %").arg(p.percent) : say("battery %1 %").arg(p.percent);
    if (p.onMains)
        return item;
    const QString left = p.minutesLeft >= 0 ? say(", about %1 min left").arg(p.minutesLeft) : QString();
    item.value += left;
    item.tone = p.percent <= kEmptyPercent || (p.minutesLeft >= 0 && p.minutesLeft < 15) ? Tone::Act : p.percent <= kLowPercent ? Tone::Look : Tone::Good;
    if (item.tone == Tone::Act)
        item.sentence = say("The battery is nearly empty (%1 %%2). Plug the laptop in now, or the race stops being timed.").arg(p.percent).arg(left);
    else if (item.tone == Tone::Look)
        item.sentence = say("The laptop runs on its battery (%1 %%2). Plug it in.").arg(p.percent).arg(left);
    return item;
}

qint64 freeBytes(const QString &path)
{
    const QStorageInfo info(path);
    return QDir(path).exists() && info.isValid() && info.isReady() ? info.bytesAvailable() : -1;
}

HealthItem diskItem(const Disk &d)
{
    HealthItem item{d.key, d.name, {}, {}, Tone::Good};
    if (d.free < 0) {
        item.value = say("not there");
        item.tone = Tone::Act;
        item.sentence = say("%1 is gone: %2. Put the stick back, or name another place. The race goes on.").arg(d.name, d.path);
        return item;
    }
    item.value = megabytes(d.free);
    item.tone = d.free < kTooLittle ? Tone::Act : d.free < kLittle ? Tone::Look : Tone::Good;
    if (item.tone != Tone::Good)
        item.sentence = say("%1 is nearly full: %2 at %3. Make room.").arg(d.name, item.value, d.path);
    return item;
}

HealthItem clockItem(Micros jump)
{
    HealthItem item{QStringLiteral("clock"), say("Laptop clock"), say("runs evenly"), {}, Tone::Good};
    if (jump == Micros(0))
        return item;
    const QString by = formatElapsed(std::chrono::abs(jump));
    item.value = jump.count() > 0 ? say("set ahead by %1").arg(by) : say("set back by %1").arg(by);
    item.tone = Tone::Act;
    item.sentence = say("Somebody set this laptop's clock (%1). Gantry goes on with its own time, and race clocks stay right. Set the clock right before Gantry is started again.").arg(item.value);
    return item;
}

} // namespace gantry::system
