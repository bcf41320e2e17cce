// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who is due where. The method is in docs/scoring.md ("Expected arrivals"). Pure: results in, expectations out; one pass over the
// runners at each call, so call it about once a second.

#include "core/scoring/scoreboard.h"

#include <array>

namespace gantry::engine {

class Arrivals {
public:
    // What one point was last known to do: when it last saw anybody (arrival), if it ever did.
    struct PointSeen {
        std::optional<UtcTime> last;
    };
    struct Overdue {
        EntrantIdx entrant;
        int race = -1, item = -1, from = -1; // from: last item passed, -1 the start
        UtcTime due;
    };
    struct PointDue {
        double sinceLast = 0;      // runners due since the point last saw anybody
        double lastMinute = 0;     // runners due in the last minute, seen or not
        double nextMinutes = 0;    // due in the five minutes to come
    };

    // Learns the field's pace from a sample of it. `seen` by PointIdx.
    void learn(const scoring::Scoreboard &board, const std::vector<PointSeen> &seen, UtcTime now);
    void expect(const scoring::Scoreboard &board, const std::vector<PointSeen> &seen, UtcTime now);

    const std::vector<PointDue> &points() const { return m_points; }
    const std::vector<Overdue> &overdue() const { return m_overdue; }

    // Natural logarithm of the time to an item: a normal distribution.
    struct Forecast {
        double median = 0, spread = 0.22;
        double before(double logElapsed) const; // probability to have arrived
    };

private:
    struct Item {
        bool known = false;        // from the field; else from the distance
        bool usable = false;
        Forecast fromStart;
        std::optional<double> step; // median log ratio to the item before, once ten runners have done it
        double distance = 0;
    };
    static constexpr int kAhead = 3; // points further on that a runner may be due at
    // From one item to a later one: what is added to the logarithm of the time.
    struct Step {
        bool usable = false;
        double ratio = 0, spread = 0;
    };
    struct Race {
        std::vector<Item> items;
        std::vector<std::array<Step, kAhead>> steps; // by item passed + 1 (0: the start), then by how much further on
    };
    Item learnItem(const scoring::Scoreboard &board, const std::vector<EntrantIdx> &sample, const scoring::RaceRules &rules, std::size_t j, UtcTime ref) const;
    static Step stepOf(const Race &race, int from, std::size_t to);
    void expectRunner(EntrantIdx e, const scoring::RaceRules &rules, const scoring::EntrantFacts &facts, const scoring::EntrantResult &r,
                      const std::vector<PointSeen> &seen, UtcTime now);
    void expectStarts(const scoring::Scoreboard &board, const std::vector<PointSeen> &seen, UtcTime now);

    std::vector<Race> m_races;
    std::vector<PointDue> m_points;
    std::vector<Overdue> m_overdue;
};

} // namespace gantry::engine
