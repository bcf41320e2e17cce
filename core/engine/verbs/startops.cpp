// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/engine/starts.h"
#include "core/engine/verbs/ops.h"

#include <chrono>
#include <cmath>

namespace gantry::engine {

using namespace ops;

namespace {

OpDraft gunDraft(const QString &wave, const VerbCall::Parsed &p)
{
    OpDraft d;
    d.kind = d.entity = QStringLiteral("gun");
    d.instance = wave;
    d.reason = p.value(QStringLiteral("reason"));
    return d;
}

QString timeText(UtcTime at, const EventDocument &doc)
{
    return formatTimeOfDay(doc.zone.toLocal(at), 2);
}

Result<QStringList> wavesOf(const VerbCall::Parsed &p, const EventDocument &doc)
{
    QStringList keys;
    for (const QString &w : p.has(QStringLiteral("wave")) ? p.values(QStringLiteral("wave")) : QStringList{QString()}) {
        const auto key = waveKeyOf(w, doc);
        if (!key)
            return key.error();
        keys.append(*key);
    }
    return keys;
}

Result<UtcTime> shiftedGun(const QString &text, const QString &wave, const EventActor &actor)
{
    bool number = false;
    const double seconds = text.toDouble(&number);
    const auto elapsed = number ? std::optional<Micros>(Micros(std::llround(seconds * 1e6))) : parseElapsed(text.startsWith(u'+') ? text.mid(1) : text);
    if (!elapsed || std::chrono::abs(*elapsed) > std::chrono::hours(48))
        return bad(say("--shift wants seconds or h:mm:ss, + later or - earlier; not \"%1\".").arg(text));
    const auto now = actualGun(actor, wave);
    if (!now)
        return bad(say("%1 has no gun yet that could be moved.").arg(wave));
    return *now + *elapsed;
}

// "The stopwatch shows 12:34 now": now is the instant of the key press, which the window passes along.
Result<UtcTime> stopwatchGun(const VerbCall::Parsed &p, const EventActor &actor)
{
    const QString text = p.value(QStringLiteral("stopwatch"));
    const auto elapsed = parseElapsed(text);
    if (!elapsed || *elapsed < Micros(0))
        return bad(say("\"%1\" is not what a stopwatch shows. Write h:mm:ss, mm:ss or seconds.").arg(text));
    UtcTime now = actor.clock().now();
    if (p.has(QStringLiteral("pressed-us"))) {
        bool ok = false;
        now = UtcTime(Micros(p.value(QStringLiteral("pressed-us")).toLongLong(&ok)));
        if (!ok)
            return misuse(say("--pressed-us wants microseconds since 1970."));
    }
    return now - *elapsed;
}

Result<UtcTime> firstReadGun(const QString &wave, const EventActor &actor)
{
    const auto at = firstStartRead(actor, wave);
    if (!at)
        return bad(say("Nobody of %1 was read at a start mat. Set the gun by time of day instead.").arg(wave));
    return *at;
}

// A reader's gun record becomes the gun: the record is named, so that a clock offset of the reader goes on counting.
Result<MadeOps> gunFromRecord(const QStringList &waves, const VerbCall::Parsed &p, const EventActor &actor)
{
    const auto found = actor.reads().byContentPrefix(p.value(QStringLiteral("read")));
    if (found.size() != 1 || actor.reads().read(found.front()).kind != ReadKind::Gun)
        return bad(say("There is no single gun record %1. `problems` and the Race page name them.").arg(p.value(QStringLiteral("read"))));
    const auto &record = actor.reads().read(found.front());
    MadeOps made;
    for (const QString &wave : waves) {
        OpDraft d = gunDraft(wave, p);
        d.fields = {{QStringLiteral("read"), record.content.toString()}, {QStringLiteral("source"), QStringLiteral("reader")}};
        made.drafts.push_back(std::move(d));
    }
    made.text = say("Gun of %1 from the reader's record, %2").arg(waves.join(QStringLiteral(", ")), timeText(record.at, actor.state().document()));
    return made;
}

// The instant that the options ask for; each of them is a way to set a start that was missed.
Result<UtcTime> wantedGun(const QString &wave, const VerbCall::Parsed &p, const EventActor &actor)
{
    const EventDocument &doc = actor.state().document();
    if (p.has(QStringLiteral("shift")))
        return shiftedGun(p.value(QStringLiteral("shift")), wave, actor);
    if (p.has(QStringLiteral("stopwatch")))
        return stopwatchGun(p, actor);
    if (p.has(QStringLiteral("first-read")))
        return firstReadGun(wave, actor);
    if (p.has(QStringLiteral("planned"))) {
        const auto planned = plannedStart(doc, wave);
        return planned ? Result<UtcTime>(*planned) : bad(say("%1 has no planned start.").arg(wave));
    }
    const QString text = p.value(QStringLiteral("at"));
    if (const auto at = timeOf(text, doc))
        return doc.zone.toUtc(*at);
    return text.isEmpty() ? misuse(say("Say when: --at TIME, --shift SECONDS, --stopwatch MM:SS, --first-read, --planned or --read ID"))
                          : bad(say("\"%1\" is not a time. Write YYYY-MM-DDTHH:MM:SS or HH:MM:SS.").arg(text));
}

Result<MadeOps> gun(const VerbCall::Parsed &p, const EventActor &actor)
{
    const EventDocument &doc = actor.state().document();
    const auto waves = wavesOf(p, doc);
    if (!waves)
        return waves.error();
    if (p.has(QStringLiteral("read")))
        return gunFromRecord(*waves, p, actor);
    MadeOps made;
    QStringList said;
    for (const QString &wave : *waves) {
        const auto at = wantedGun(wave, p, actor);
        if (!at)
            return at.error();
        OpDraft d = gunDraft(wave, p);
        d.fields[QStringLiteral("source")] = QStringLiteral("command");
        const QString typed = p.value(QStringLiteral("at"));
        if (!typed.isEmpty())
            d.fields[QStringLiteral("local")] = formatLocal(*timeOf(typed, doc)); // as typed: the zone may be corrected later
        else
            d.fields[QStringLiteral("utc_us")] = QString::number(toUs(*at));
        made.drafts.push_back(std::move(d));
        said.append(say("%1 set to %2").arg(wave, timeText(*at, doc)));
    }
    made.text = say("Gun of %1").arg(said.join(QStringLiteral(", ")));
    return made;
}

// Takes every gun of the waves back: the countdown runs again, the wave can be armed again.
Result<MadeOps> clearGun(const VerbCall::Parsed &p, const EventActor &actor)
{
    const auto waves = wavesOf(p, actor.state().document());
    if (!waves)
        return waves.error();
    MadeOps made;
    for (const GunCandidate &g : actor.state().guns())
        if (waves->contains(g.wave))
            made.drafts.push_back({QStringLiteral("retract"), QStringLiteral("op"), g.op.toString(), {}, {}, p.value(QStringLiteral("reason"))});
    if (made.drafts.empty())
        return bad(say("%1 has no gun that could be taken back.").arg(waves->join(QStringLiteral(", "))));
    made.text = say("Start of %1 taken back").arg(waves->join(QStringLiteral(", ")));
    return made;
}

Result<MadeOps> armOrNot(bool on, const VerbCall::Parsed &p, const EventState &state)
{
    const auto keys = wavesOf(p, state.document());
    if (!keys)
        return keys.error();
    MadeOps made;
    for (const QString &key : *keys) {
        OpDraft d;
        d.entity = QStringLiteral("wave");
        d.instance = key;
        d.fields[QStringLiteral("armed")] = on;
        made.drafts.push_back(std::move(d));
    }
    made.text = (on ? say("Armed %1") : say("Disarmed %1")).arg(keys->join(QStringLiteral(", ")));
    return made;
}

constexpr OpKind kKinds[] = {
    {"gun", gun},
    {"clear-gun", clearGun},
    {"arm", [](const VerbCall::Parsed &p, const EventActor &a) { return armOrNot(true, p, a.state()); }},
    {"disarm", [](const VerbCall::Parsed &p, const EventActor &a) { return armOrNot(false, p, a.state()); }},
};

} // namespace

std::span<const OpKind> startOps()
{
    return kKinds;
}

} // namespace gantry::engine
