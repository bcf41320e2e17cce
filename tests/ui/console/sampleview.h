// SPDX-License-Identifier: Apache-2.0
#pragma once
// Views made by hand: what the engine would publish of a small harbour race, or of a large one.

#include "core/engine/view.h"

namespace gantry::testing {

class SampleEvent {
public:
    // 08:31:07 on the day of the race, local time.
    static UtcTime now();

    // A 5K in two waves under way, a mile not yet started, readers, unknown chips.
    static SampleEvent harbour(int entrants = 812);
    // Only the document: nothing imported, nobody linked.
    static SampleEvent empty();
    // One race with so many entrants, all finished.
    static SampleEvent large(int entrants);

    // The next version; shares what did not change with the one before.
    engine::ViewPtr publish();

    engine::View &edit() { return m_view; } // parts are replaced, never changed in place
    void finish(int entrant, UtcTime at);   // appends the read, scores, ranks
    void addRead(const engine::ReadRow &row);
    engine::ReadRow readOf(int entrant, int point, UtcTime at) const;
    void setArmed(const QString &key, bool armed);
    void setGun(const QString &key, UtcTime at);
    void setLastOp(const QString &text);
    void setRehearsal(bool on);
    int indexOfBib(const QString &bib) const;
    UtcTime at(int h, int m, int s, int us = 0) const;

private:
    SampleEvent();
    void makeDocument(bool large);
    void addEntrant(const QString &bib, const QString &first, const QString &last, const QString &gender, int age, int race, int wave);
    void score(int entrant, UtcTime at);
    void rank(int race);
    void addWaves();
    void addPoints();
    void addLinks();
    void addWatch();

    engine::View m_view;
    engine::ChunkedTable<engine::EntrantRow> m_entrants;
    engine::ChunkedTable<engine::ResultRow> m_results;
    engine::ChunkedTable<engine::ReadRow> m_reads;
    std::vector<engine::FinisherRow> m_finishers;
};

} // namespace gantry::testing
