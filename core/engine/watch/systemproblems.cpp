// SPDX-License-Identifier: Apache-2.0
// Saving, the laptop's health, malformed lines, unbound locations, changes that are not understood.
#include "core/base/text.h"
#include "core/engine/watch/watch.h"

namespace gantry::engine {

using namespace watching;

namespace {

void saving(const Scene &scene, std::vector<Problem> &out)
{
    const auto &saving = scene.view.saving;
    if (!saving)
        return;
    if (!saving->ok) {
        Problem p{QStringLiteral("saving"), Severity::Act, say("Not saving"),
                  say("%1 The race goes on; %2 reads are only in memory. Free some space or put the disk back: saving resumes by itself.")
                      .arg(saving->error.message, count(scene.view.counters.unsavedReads))};
        p.loud = true;
        out.push_back(std::move(p));
    }
    if (!saving->escapeError.message.isEmpty())
        out.push_back({QStringLiteral("escape"), Severity::Act, say("The second copy of the reads is not written"), saving->escapeError.message});
}

// What can end the day besides the race. Another key when it gets worse: what was seen as a warning comes back as an alarm.
void health(const Watch &watch, const Scene &scene, std::vector<Problem> &out)
{
    if (!watch.health())
        return;
    const bool escapeSaid = scene.view.saving && !scene.view.saving->escapeError.message.isEmpty();
    for (const system::HealthItem &item : watch.health()->items) {
        const bool act = item.tone == system::Tone::Act;
        const bool ofHere = item.key == u"power" || item.key == u"clock" || item.key.startsWith(u"disk/") || (item.key == u"backup" && act);
        if (item.tone == system::Tone::Good || !ofHere || (escapeSaid && item.key == u"disk/escape"))
            continue;
        Problem p{QStringLiteral("health/%1/%2").arg(item.key, act ? QStringLiteral("act") : QStringLiteral("look")), act ? Severity::Act : Severity::Look,
                  say("%1: %2").arg(item.name, item.value), item.sentence};
        p.fixes.push_back(page(say("System"), QStringLiteral("system")));
        p.since = watch.illSince(item.key);
        p.loud = act && (item.key == u"power" || item.key == u"disk/store");
        out.push_back(std::move(p));
    }
}

void unbound(const Scene &scene, std::vector<Problem> &out)
{
    if (!scene.view.unbound)
        return;
    QStringList points;
    for (const PointDef &point : scene.state.document().points)
        points << point.name;
    for (const UnboundRow &row : *scene.view.unbound) {
        Problem p{QStringLiteral("unbound/") + row.location, Severity::Act, say("%1 has no point").arg(row.location),
                  say("%1 reads wait, none is lost. Choose where this reader stands.").arg(count(row.reads))};
        p.fixes.push_back({say("Bind"), {QStringLiteral("op"), QStringLiteral("bind"), QStringLiteral("--location"), row.location, QStringLiteral("--point")}, {}, points});
        out.push_back(std::move(p));
    }
}

} // namespace

void systemProblems(const Watch &watch, const Scene &scene, std::vector<Problem> &out)
{
    saving(scene, out);
    health(watch, scene, out);
    unbound(scene, out);
    const Counters &c = scene.view.counters;
    if (c.malformed > 0) {
        Problem p{QStringLiteral("malformed"), Severity::Look, say("%1 lines could not be read").arg(count(c.malformed)),
                  say("They are kept as they came and did not stop the stream. The Readers page shows which reader sent them.")};
        p.fixes.push_back(page(say("Readers"), QStringLiteral("readers")));
        out.push_back(std::move(p));
    }
    if (c.newerOps > 0)
        out.push_back({QStringLiteral("newer"), Severity::Look, say("Changes from a newer Gantry"),
                       say("%1 changes are kept but not understood here. Update this laptop after the race.").arg(count(c.newerOps))});
    if (scene.view.conflicts && !scene.view.conflicts->empty()) {
        Problem p{QStringLiteral("conflicts"), Severity::Look, say("%1 values were changed by two people").arg(count(std::int64_t(scene.view.conflicts->size()))),
                  say("The newest one counts, the other is kept. Look at the runner and set what is right.")};
        p.fixes.push_back(page(say("Entrants"), QStringLiteral("entrants")));
        out.push_back(std::move(p));
    }
}

} // namespace gantry::engine
