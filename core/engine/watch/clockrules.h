// SPDX-License-Identifier: Apache-2.0
#pragma once
// The clock offsets an operator accepted. A positive offset: the reader's clock is ahead, its times are set back. The time that
// the device gave never changes; the offset is taken off when a read is resolved.

#include "core/base/id128.h"
#include "core/base/time.h"
#include "core/domain/read.h"
#include "core/log/fold.h"

#include <map>
#include <vector>

namespace gantry::engine {

class ClockRules {
public:
    // Entity "clock". Instances "reader:MAC", "sess:UUID", each with "/location" and "@TIME" behind it when they are so bounded.
    static QString instanceOf(const QString &whose, const QString &location, std::optional<UtcTime> from);
    void refresh(const log::Fold &fold);

    bool empty() const { return m_rules.empty(); }
    // What is taken off, to the millisecond. `when`: the arrival of a live read, the device's own time of one from a file.
    // A session's rule beats a reader's, one for a location beats one for all, the latest beginning beats earlier ones.
    Micros offsetOf(const Id128 &session, const std::string &reader, const std::string &location, UtcTime when) const;

private:
    struct Step {
        UtcTime from;
        Micros offset;
    };
    const std::vector<Step> *stepsOf(const std::string &whose, const std::string &location) const;
    std::map<std::string, std::vector<Step>> m_rules; // "reader:0f2a38/finish" → by beginning
};

} // namespace gantry::engine
