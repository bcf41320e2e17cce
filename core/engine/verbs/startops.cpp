// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/engine/verbs/ops.h"

#include <QJsonArray>

#include <algorithm>

namespace gantry::engine {

using namespace ops;

namespace {

Result<MadeOps> gun(const VerbCall::Parsed &p, const EventState &state)
{
    const auto wave = waveKeyOf(p.value(QStringLiteral("wave")), state.document());
    if (!wave)
        return wave.error();
    const QString text = p.value(QStringLiteral("at"));
    const auto at = timeOf(text, state.document());
    if (!at)
        return text.isEmpty() ? misuse(say("Say when: --at YYYY-MM-DDTHH:MM:SS")) : bad(say("\"%1\" is not a time. Write YYYY-MM-DDTHH:MM:SS or HH:MM:SS.").arg(text));
    OpDraft d;
    d.kind = d.entity = QStringLiteral("gun");
    d.instance = *wave;
    d.reason = p.value(QStringLiteral("reason"));
    d.fields = {{QStringLiteral("local"), formatLocal(*at)}, {QStringLiteral("source"), QStringLiteral("command")}};
    return MadeOps{{d}, say("Gun of %1 set to %2").arg(*wave, formatTimeOfDay(*at, 2))};
}

Result<MadeOps> armOrNot(bool on, const VerbCall::Parsed &p, const EventState &state)
{
    MadeOps made;
    QStringList keys;
    for (const QString &w : p.has(QStringLiteral("wave")) ? p.values(QStringLiteral("wave")) : QStringList{QString()}) {
        const auto key = waveKeyOf(w, state.document());
        if (!key)
            return key.error();
        keys.append(*key);
        OpDraft d;
        d.entity = QStringLiteral("wave");
        d.instance = *key;
        d.fields[QStringLiteral("armed")] = on;
        made.drafts.push_back(std::move(d));
    }
    made.text = (on ? say("Armed %1") : say("Disarmed %1")).arg(keys.join(QStringLiteral(", ")));
    return made;
}

constexpr OpKind kKinds[] = {
    {"gun", [](const VerbCall::Parsed &p, const EventActor &a) { return gun(p, a.state()); }},
    {"arm", [](const VerbCall::Parsed &p, const EventActor &a) { return armOrNot(true, p, a.state()); }},
    {"disarm", [](const VerbCall::Parsed &p, const EventActor &a) { return armOrNot(false, p, a.state()); }},
};

} // namespace

std::span<const OpKind> startOps()
{
    return kKinds;
}

} // namespace gantry::engine
