// SPDX-License-Identifier: Apache-2.0
#include "core/engine/verbs/asofoption.h"

#include "core/base/text.h"
#include "core/engine/history/asof.h"
#include "core/engine/history/timetext.h"

namespace gantry::engine {

Result<ViewPtr> viewWanted(VerbCall &call, const VerbCall::Parsed &parsed, const Id128 &event)
{
    const QString text = parsed.value(QStringLiteral("as-of"));
    if (text.isEmpty())
        return call.core.settledView(event);
    call.core.settle();
    const EventDocument document = call.core.onScore([&] { return call.core.actor(event)->state().document(); });
    const auto moment = momentOf(text, document);
    if (!moment)
        return failure(ErrorCode::InvalidInput, say("\"%1\" is not a time. Write YYYY-MM-DDTHH:MM:SS or HH:MM:SS.").arg(text));
    auto past = PastEvent::at(call.core, event, *moment);
    if (!past)
        return past.error();
    call.complain(asOfWarning(*moment, document.zone));
    return (*past)->view();
}

} // namespace gantry::engine
