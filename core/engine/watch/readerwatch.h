// SPDX-License-Identifier: Apache-2.0
#pragma once
// Each reader at each location: when it last read, how many a minute, its clock, whether its link was lost.

#include "core/engine/readtable.h"
#include "core/engine/watch/arrivals.h"
#include "core/engine/watch/clockmeter.h"
#include "core/engine/watch/problem.h"

#include <deque>

namespace gantry::engine {

class ReaderWatch {
public:
    static constexpr double kDue = 6; // so many runners due without a read, and a reader is silent
    static constexpr Micros kSilence = std::chrono::seconds(15);

    // A link that ended, per location; stays until a person has seen it.
    struct Cut {
        UtcTime at;
        std::optional<UtcTime> backAt;
        QString reason;
        bool runnersDue = false;
    };

    void readCame(const ReadTable &reads, ReadIdx i, bool known); // live ones only
    void pointsChanged(const ReadTable &reads);                   // points were resolved anew
    std::vector<Arrivals::PointSeen> seen(std::size_t points) const;
    std::vector<ReaderRow> rows(const View &view, const EventState &state, const ReadTable &reads, const Arrivals &arrivals, UtcTime now);

    const std::map<QString, Cut> &cuts() const { return m_cuts; }
    const std::optional<ClockMeter::Jump> *jumpOf(const QString &location, const QString &reader) const;

private:
    struct Station {
        std::string location, reader;
        ReadIdx lastRead{-1};
        SessionNo session;           // that the last read came through
        UtcTime last;                // arrival
        std::int64_t reads = 0;
        std::deque<UtcTime> minute;  // arrivals of the last minute
        ClockMeter meter;
        UtcTime lastDevice;
    };
    void noteCuts(const View &view);
    QStringList locationsOf(const net::LinkState &link) const; // named by the peer, or that reads came from
    void fillLink(ReaderRow &row, const View &view) const;
    void fillDue(ReaderRow &row, const Arrivals &arrivals, UtcTime since, UtcTime now) const;

    std::map<std::string, Station> m_stations;             // "location\nreader", in the order of names
    struct Passages {
        std::vector<UtcTime> lastOfChip; // by ChipIdx
        std::deque<UtcTime> arrivals;    // of crossings, newest last
        std::optional<UtcTime> last;
    };
    std::vector<Passages> m_points;
    std::map<QString, Cut> m_cuts;
};

} // namespace gantry::engine
