// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the operator says of a race as a whole: "test reads until now", "this race is closed". A part of EventState: pure.

#include "core/log/fold.h"

#include <map>
#include <optional>

namespace gantry::engine {

class RaceMarks {
public:
    void refreshFences(const log::Fold &fold);
    void refreshClosed(const log::Fold &fold);
    // Names as in the event document; a fence without a race is for all of them.
    std::optional<UtcTime> fence(const QString &race) const;
    std::optional<UtcTime> closedAt(const QString &race) const;

private:
    using Times = std::map<QString, UtcTime>;
    static Times timesOf(const log::Fold &fold, const QString &entity, const QString &field);
    Times m_fences, m_closed;
};

} // namespace gantry::engine
