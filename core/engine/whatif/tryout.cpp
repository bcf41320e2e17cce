// SPDX-License-Identifier: Apache-2.0
#include "core/engine/eventactor.h"

#include <utility>

namespace gantry::engine {

void EventActor::tryOut(std::vector<OpDraft> drafts)
{
    std::vector<log::Op> ops;
    auto submit = std::exchange(m_hooks.submit, [&ops](store::EventBatch batch) {
        ops = std::move(batch.ops);
        return std::uint64_t(0);
    });
    send(std::move(drafts), Command{{}, {}, {}, m_clock->now()}, log::Deed::Do);
    m_hooks.submit = std::move(submit);
    m_inFlight.clear();
    m_retracting.clear();
    applyOps(ops);
}

} // namespace gantry::engine
