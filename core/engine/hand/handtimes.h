// SPDX-License-Identifier: Apache-2.0
#pragma once
// Times taken by hand (F6, F7, `op hand`), as the log has them. A part of EventState: pure.

#include "core/log/fold.h"

#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace gantry::engine {

struct HandTime {
    Id128 id;                       // of the op that made it; what `op hand-bib` and `op undo` take
    QString point;
    std::optional<UtcTime> utc;     // a key press
    std::optional<LocalTime> local; // as typed, in the event's zone
    QString bib, race;              // without a bib it is a tap; race only where it was known whose bib is meant
    log::Stamp stamp;
};

class HandTimes {
public:
    // One instance anew; adds the bibs (compare keys) whose runners have to be scored again.
    void refresh(const log::Fold &fold, const QString &instance, std::set<QString> &bibs);

    const std::map<QString, HandTime> &all() const { return m_times; }
    const HandTime *find(const QString &instance) const;
    std::vector<const HandTime *> ofBib(const QString &compareKey) const;

private:
    void forget(const QString &instance, std::set<QString> &bibs);
    std::map<QString, HandTime> m_times; // by instance
    std::unordered_multimap<QString, QString> m_byBib; // compare key → instance
};

} // namespace gantry::engine
